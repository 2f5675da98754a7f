import type { MedicationLine, PatientView } from '@codedark/domain/downtime'
import type { Frame, Identity } from './frame.ts'
import { asOfWords, drawAllergies, drawFoot, drawHead, FOOTER, MARGIN } from './frame.ts'
import { cleanInline } from './clean-text.ts'
import type { Printer } from './fonts.ts'
import { MAX_ALL_COLUMNS, MAX_COLUMNS, MM } from './limits.ts'
import type { Row } from './medication-row.ts'
import { drawGridHead, drawRow, gridOf, measureRow } from './medication-row.ts'
import { bold, Page } from './page.ts'

/** What a sheet needs besides its content. `serial` gives the next sheet's serial. */
export interface SheetSetting extends Omit<Frame, 'serial' | 'sheet'> {
  readonly printer: Printer
  readonly serial: () => string
}

/** A laid-out page with its serial. */
export interface SetPage {
  readonly page: Page
  readonly serial: string
}

/** Longest name in a heading; a longer one is cut with a visible mark. */
const MAX_HEADING = 160
/** A page whose head leaves less than this for rows is no sheet. */
export const MIN_BODY = 60 * MM

/** A row or a head is taller than a page: the caller tells it, and prints a page that says so. */
export class TooTall extends Error {}

/** Sets the medication sheet of a patient: upright A4, every drug on every grid page of its due times. */
export function setMedicationSheet(view: PatientView, setting: SheetSetting): SetPage[] {
  const drafts: { page: Page; frame: Frame; note: string }[] = []
  const chunks = columnChunks(view.columns)
  for (const [chunk, columns] of chunks.entries()) {
    let rest: readonly MedicationLine[] = view.lines
    do {
      const part = chunks.length > 1 ? `, DUE TIMES PART ${chunk + 1} OF ${chunks.length}` : ''
      const frame = { ...setting, serial: setting.serial(), sheet: `MEDICATION${part}` }
      const page = new Page(setting.printer, 'portrait')
      const first = view.lines.length - rest.length
      const taken = fillPage(page, frame, view, columns, rest)
      rest = rest.slice(taken)
      const told = `Drugs ${first + 1}–${first + taken} of ${view.lines.length}`
      const more = rest.length > 0 || chunk + 1 < chunks.length ? ' – CONTINUES ON NEXT PAGE' : ''
      drafts.push({ page, frame, note: view.lines.length === 0 ? '' : told + part.toLowerCase() + more })
    } while (rest.length > 0)
  }
  const { asOf } = view.header
  const words = asOfWords(setting.time, [
    ['Orders', asOf.orders],
    ['given', asOf.administrations],
    ['allergies', asOf.allergies],
  ])
  const key = 'Box = due: write time given + initials. R = refused, N = not given. Hatched = not known: ask.'
  for (const [index, draft] of drafts.entries())
    drawFoot(draft.page, draft.frame, {
      asOf: words,
      note: draft.note,
      key,
      page: index + 1,
      of: drafts.length,
    })
  return drafts.map(({ page, frame }) => ({ page, serial: frame.serial }))
}

/** Who the patient is, for the head of both sheets. */
export function identityOf(view: PatientView): Identity {
  const { patient, ward } = view
  const name = cleanInline(`${patient.familyName.toUpperCase()}, ${patient.givenNames}`)
  const age = view.ageYears === null ? 'age not known' : `${view.ageYears} y`
  const said = (text: string | null): string => (text === null ? 'not in copy' : short(cleanInline(text)))
  return {
    title: short(name),
    rows: [
      [
        [
          'Born',
          `${said(patient.bornOn)} (${age}, ${patient.sex === 'unknown' ? 'sex unknown' : patient.sex})`,
        ],
        ['Patient no.', said(patient.number)],
        ['Stay', said(patient.stayNumber)],
      ],
      [
        ['Ward', ward === null ? 'not in copy' : said(ward.name)],
        ['Bed', said(view.bed)],
        ['Weight', said(patient.weight)],
      ],
      ...(patient.deceased ? [[['Recorded as', 'DECEASED'] as const]] : []),
    ],
    alert:
      view.nameAlert.length === 0
        ? null
        : `also on this ward: ${short(view.nameAlert.map(cleanInline).join('; '))}`,
    barcode: patient.number,
  }
}

function short(text: string): string {
  const characters = [...text]
  return characters.length <= MAX_HEADING ? text : `${characters.slice(0, MAX_HEADING).join('')} [CUT]`
}

function columnChunks(columns: readonly string[]): (readonly string[])[] {
  if (columns.length > MAX_ALL_COLUMNS) throw new TooTall(`${columns.length} due times`)
  const chunks: (readonly string[])[] = []
  for (let at = 0; at < columns.length; at += MAX_COLUMNS) chunks.push(columns.slice(at, at + MAX_COLUMNS))
  return chunks.length === 0 ? [[]] : chunks
}

/** Sets head and as many rows as fit; returns how many. */
function fillPage(
  page: Page,
  frame: Frame,
  view: PatientView,
  columns: readonly string[],
  lines: readonly MedicationLine[],
): number {
  let y = drawHead(page, frame, identityOf(view))
  y = drawAllergies(page, view.patient.allergies, y)
  const bottom = page.height - MARGIN - FOOTER
  if (bottom - y < MIN_BODY) throw new TooTall('the head of the page')
  if (view.lines.length === 0) {
    const known = view.header.asOf.orders !== null && view.patient.medications !== null
    const words = known ? 'MEDICATION: nothing in this copy – ask' : 'MEDICATION: NOT IN THIS COPY – ASK'
    page.set(
      [bold(words, 14)],
      { x: MARGIN, y: y + 10 * MM, w: page.width - 2 * MARGIN, h: 20 * MM },
      'centre',
    )
    return 0
  }
  const grid = gridOf(page, columns)
  y = drawGridHead(page, grid, y, frame.time, view.unknown)
  let taken = 0
  for (const line of lines) {
    const row: Row = measureRow(page.printer, grid, line, frame.time)
    if (y + row.height > bottom) break
    drawRow(page, grid, row, y, frame.time)
    y += row.height
    taken += 1
  }
  if (taken === 0) throw new TooTall(`drug ${lines[0]?.number ?? ''}`)
  return taken
}
