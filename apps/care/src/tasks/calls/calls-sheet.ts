import { CALL_SCRIPTS, filled, scriptLanguage } from '@codedark/domain/downtime'
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
      { heading: 'Patient: say the name, have them say the birth date', mm: 56 },
      { heading: 'Numbers', mm: 36 },
      { heading: 'About', mm: 50 },
      { heading: 'Language', mm: 24 },
      { heading: '1st: time, what', mm: 22 },
      { heading: '2nd', mm: 22 },
      { heading: '3rd', mm: 22 },
      { heading: 'Notes', mm: 38 },
    ],
    words: [
      ...scriptLines(line.script, rows, { hospital: header.hospital, number: callBack }),
      'R reached · Rel relative told · Ref refused · V voicemail, call-back number only · 0 no answer · W wrong number. After R, Rel or Ref nobody phones again.',
      `Bring this sheet back: it is typed in by the code ${line.block} and the number of the line.`,
    ],
    blank: 0,
    rows: rows.map((row) => ({ kind: 'row', cells: cellsOf(row, clock) })),
  }
}

/** The words of each language that somebody of the block speaks, once; the name and the time stand in the row. */
function scriptLines(
  script: BlockView['line']['script'],
  rows: readonly CallRow[],
  values: { readonly hospital: string; readonly number: string },
): readonly string[] {
  const languages = new Set(rows.map(({ language }) => scriptLanguage(language) ?? 'fr'))
  return [...languages].map(
    (one) =>
      `${one.toUpperCase()}: ${filled(CALL_SCRIPTS[script][one], { ...values, name: '…', when: '…' })}`,
  )
}

function cellsOf(row: CallRow, clock: (at: string) => string): readonly ListCell[] {
  const stop = row.doNotPhone ?? (row.ended ? 'DONE: do not phone' : null)
  const attempt = (n: number): string => {
    const one = row.attempts[n]
    return one === undefined ? '' : `${clock(one.calledAt).slice(5)} ${one.outcome}`
  }
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
    { text: notes.filter((one) => one !== null).join(', '), strong: row.interpreter },
    ...[0, 1, 2].map((n) => ({ text: attempt(n) })),
    {
      text: [stop, row.attempts.length > 3 ? `${row.attempts.length} attempts` : null]
        .filter((one) => one !== null)
        .join('; '),
      strong: true,
    },
  ]
}
