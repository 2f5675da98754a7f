import type { NeedView, PlannedRow, PlannedView } from '@codedark/domain/downtime'
import type { DrawnList, ListCell, ListRow, ListSheet, Printer } from '@codedark/paper'
import { drawListSheet } from '@codedark/paper'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import type { OpenedCare } from '../open-care.ts'
import { serialPrefix } from '../open-care.ts'
import { vaultSentence } from '../sentences.ts'

/** Serials set aside for one list: what is not used is a gap. */
const SERIALS = 100

/** What planned care is printed with. */
export interface ListPaper {
  readonly printer: Printer
  /** A day and time of the hospital's clock. */
  readonly clock: (at: string) => string
}

/** The list of a day on A4, across. Its serials are set aside first. The fault is a sentence. */
export async function printPlanned(
  care: OpenedCare,
  view: PlannedView,
  paper: ListPaper,
): Promise<Result<DrawnList, string>> {
  return printList(care, plannedSheet(view, paper.clock), view.header, paper)
}

/** Draws any list under serials of this vault. The fault is a sentence. */
export async function printList(
  care: OpenedCare,
  sheet: ListSheet,
  { kind, now }: { readonly kind: 'real' | 'drill'; readonly now: string },
  { printer, clock }: ListPaper,
): Promise<Result<DrawnList, string>> {
  const first = care.vault.reserveSheets(SERIALS)
  if (!first.ok) return failed(vaultSentence(first.fault))
  const prefix = serialPrefix(care)
  return ok(
    await drawListSheet(sheet, {
      ...{ printer, kind, printedAt: now, printedWords: clock(now) },
      serial: (index) => `${prefix}${first.value + index}`,
    }),
  )
}

const COLUMNS = [
  { heading: 'Time, place', mm: 25 },
  { heading: 'Patient', mm: 46 },
  { heading: 'What, who', mm: 43 },
  { heading: 'Priority, latest', mm: 26 },
  { heading: 'Needs', mm: 42 },
  { heading: 'GO / POSTPONE / TRANSFER, why, clinician', mm: 35 },
  { heading: 'Told by, at', mm: 19 },
  { heading: 'Fasting ended', mm: 14 },
  { heading: 'Drugs back', mm: 14 },
  { heading: 'Blood, implant', mm: 15 },
] as const

/** The list as it is drawn: what cannot wait first, then what runs into trouble, then what runs on unaffected. */
export function plannedSheet(view: PlannedView, clock: (at: string) => string): ListSheet {
  const { header, rows } = view
  const asOf = header.asOf.patients
  const parts: readonly (readonly [string, readonly PlannedRow[]])[] = [
    ['CANNOT WAIT', rows.filter((row) => row.cannotWait !== null)],
    ['NEEDS DOWN, LIMITED OR NOT KNOWN', rows.filter((row) => row.cannotWait === null && !row.runsOn)],
    ['RUNS ON UNAFFECTED', rows.filter((row) => row.cannotWait === null && row.runsOn)],
  ]
  return {
    title: `Theatre, clinics and events ${view.day ?? 'of all days in the copy'}`,
    under: [
      `${header.hospital}. DOWNTIME COPY, not live: data as of ${asOf === null ? 'NOT KNOWN' : clock(asOf)}. ${rows.length} planned.`,
      view.standingAt === null
        ? 'How care stands was not told: every need that no person spoke of is NOT KNOWN. Ask.'
        : `How care stands: as the record of the incident had it at ${clock(view.standingAt)}${view.standingStale ? ', too long ago to be believed where it says works' : ''}.`,
    ],
    orientation: 'landscape',
    columns: COLUMNS,
    words: [],
    blank: 3,
    rows: parts.flatMap(([text, list]): readonly ListRow[] =>
      list.length === 0
        ? []
        : [
            { kind: 'part', text: `${text}: ${list.length}` },
            ...list.map((row): ListRow => ({ kind: 'row', cells: cellsOf(row, view.day, clock) })),
          ],
    ),
  }
}

function cellsOf(row: PlannedRow, day: string | null, clock: (at: string) => string): readonly ListCell[] {
  const { item, steps } = row
  const step = (name: keyof PlannedRow['steps']): string => {
    const done = steps[name]
    return done === null ? '' : `${clock(done.at).slice(-5)} ${done.by}`
  }
  return [
    item.startAt === null
      ? { text: 'TIME NOT IN COPY', strong: true, hatched: true }
      : {
          text: `${day === null ? clock(item.startAt) : clock(item.startAt).slice(-5)} ${placeWords(row)}`,
          strong: true,
        },
    { text: patientWords(row), strong: true },
    { text: [item.what, item.clinician, item.note].filter((one) => one !== null).join(', ') },
    { text: priorityWords(row), strong: row.cannotWait !== null },
    {
      text: needsWords(row.needs),
      strong: row.worst !== 'works',
      hatched: row.worst === 'unknown',
    },
    { text: decisionWords(row), strong: true },
    { text: step('told') },
    { text: step('fasting-ended') },
    { text: step('held-drugs-restarted') },
    { text: [step('blood-released'), step('implant-released')].filter((one) => one !== '').join('; ') },
  ]
}

const placeWords = ({ item }: PlannedRow): string =>
  [item.place, item.site].filter((one) => one !== null).join(', ') || 'place not in copy'

function patientWords({ item, inpatientOn }: PlannedRow): string {
  const { patient } = item
  if (patient === null) return item.withoutPatient ? 'PATIENT NOT IN COPY: find out who' : 'for all who come'
  return [
    `${patient.familyName.toUpperCase()}, ${patient.givenNames}`,
    patient.bornOn ?? 'born: not known',
    patient.number,
    patient.deceased ? 'DECEASED' : null,
    inpatientOn === null ? null : `lies on ${inpatientOn}`,
  ]
    .filter((one) => one !== null)
    .join(' ')
}

function priorityWords(row: PlannedRow): string {
  const parts = [
    row.cannotWait,
    row.cannotWait === null && row.item.priority !== null ? `priority ${row.item.priority}` : null,
    row.cannotWait === null && row.latestByPriority !== null ? `latest ${row.latestByPriority}` : null,
    row.item.priority === null && row.item.kind === 'operation' ? 'PRIORITY NOT TOLD' : null,
  ]
  return parts.filter((one) => one !== null).join('; ')
}

/** Needs in words: 'Imaging down (read at the scanner, 4160)'. No needs told is not the same as none. */
export function needsWords(needs: readonly NeedView[]): string {
  if (needs.length === 0) return 'NEEDS NOT TOLD: ask'
  return needs
    .map(({ need, state, workaround, saidBy }) => {
      const word = state === 'unknown' ? 'NOT KNOWN' : state
      const how = state === 'on paper' && workaround !== '' ? ` (${workaround})` : ''
      return `${need} ${word}${how}${saidBy === null ? '' : `, says ${saidBy}`}`
    })
    .join('; ')
}

function decisionWords({ decision, laterThanPriority }: PlannedRow): string {
  if (decision === null) return ''
  const { choice, clinician, reason, latestSafe, to } = decision
  return [
    choice.toUpperCase(),
    to === null ? null : `to ${to}`,
    latestSafe === null ? null : `latest ${latestSafe}`,
    laterThanPriority ? 'LATER THAN ITS PRIORITY' : null,
    reason,
    clinician,
  ]
    .filter((one) => one !== null)
    .join(', ')
}
