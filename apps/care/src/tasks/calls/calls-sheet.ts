import type { BlockView, CallRow } from '@codedark/domain/downtime'
import type { DrawnList, ListCell, ListSheet } from '@codedark/paper'
import type { Result } from '@codedark/domain/result'
import type { OpenedCare } from '../open-care.ts'
import { printList } from '../planned/planned-sheet.ts'
import type { ListPaper } from '../planned/planned-sheet.ts'

/** A block on A4, across, for one caller. Its serials are set aside first. The fault is a sentence. */
export async function printBlock(
  care: OpenedCare,
  view: BlockView,
  paper: ListPaper,
): Promise<Result<DrawnList, string>> {
  return printList(care, blockSheet(view, paper.clock), view.header, paper)
}

/** The block as it is drawn; what is said stands in the language of each patient. */
export function blockSheet(
  { line, header, rows, callBack }: BlockView,
  clock: (at: string) => string,
): ListSheet {
  const asOf = header.asOf.patients
  return {
    title: `Call list ${line.block}: ${line.script === 'keep' ? 'IT STANDS, come' : 'PUT OFF, do not come'}`,
    under: [
      `${header.hospital}. DOWNTIME COPY as of ${asOf === null ? 'NOT KNOWN' : clock(asOf)}. ${line.calls} people. Caller: ${line.caller ?? '…………………………………………'}`,
      `Voicemail, or somebody else on the line: only “please call back ${callBack}”. No reason, no ward, no hospital department.`,
    ],
    orientation: 'landscape',
    columns: [
      { heading: 'No.', mm: 9 },
      { heading: 'Patient: say it, have them say the birth date', mm: 42 },
      { heading: 'Numbers', mm: 32 },
      { heading: 'About', mm: 36 },
      { heading: 'Say', mm: 80 },
      { heading: 'Attempts: time, outcome R / Rel / Ref / V / 0 / W', mm: 44 },
      { heading: 'Interpreter, notes', mm: 36 },
    ],
    words: [
      'R reached · Rel relative told · Ref refused · V voicemail, call-back number only · 0 no answer · W wrong number. After R, Rel or Ref nobody phones again.',
      `Bring this sheet back: it is typed in by the code ${line.block} and the number of the line.`,
    ],
    blank: 0,
    rows: rows.map((row) => ({ kind: 'row', cells: cellsOf(row, clock) })),
  }
}

function cellsOf(row: CallRow, clock: (at: string) => string): readonly ListCell[] {
  const stop = row.doNotPhone ?? (row.ended ? 'DONE: do not phone' : null)
  const notes = [row.language ?? 'language not known', row.interpreter ? 'INTERPRETER' : null]
  return [
    { text: String(row.number), strong: true },
    row.name === null
      ? { text: 'NOT IN THE COPY ANY MORE: ask', strong: true, hatched: true }
      : { text: [row.name, row.bornOn ?? 'born: not known', row.record ?? ''].join(' '), strong: true },
    { text: row.phones.join('; '), strong: true },
    {
      text: row.what
        .map(({ what, startAt }) => `${what} ${startAt === null ? '' : clock(startAt)}`)
        .join('; '),
    },
    { text: stop ?? row.say, strong: stop !== null },
    {
      text: row.attempts.map(({ calledAt, outcome }) => `${clock(calledAt).slice(5)} ${outcome}`).join('; '),
    },
    { text: notes.filter((one) => one !== null).join(', ') },
  ]
}
