import type { LooseDose, MedicationLine, PatientView, UnknownSpan } from '@codedark/domain/downtime'
import { cleanInline } from './clean-text.ts'
import { asOfWords, drawAllergies, drawFoot, drawHead, FOOTER, MARGIN } from './frame.ts'
import type { Frame } from './frame.ts'
import type { Printer } from './fonts.ts'
import { identityOf } from './identity.ts'
import { MAX_ALL_COLUMNS, MAX_COLUMNS, MM } from './limits.ts'
import type { LocalTime } from './local-time.ts'
import type { Row } from './medication-row.ts'
import { drawGridHead, drawRow, gridOf, measureRow } from './medication-row.ts'
import { bold, Page, semi } from './page.ts'
import type { Line, Span } from './wrap.ts'
import { heightOf, wrap } from './wrap.ts'

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

/** A page whose head leaves less than this for rows is no sheet. */
export const MIN_BODY = 60 * MM

/** A row or a head is taller than a page: the caller tells it, and prints a page that says so. */
export class TooTall extends Error {}

interface Draft {
  readonly page: Page
  readonly frame: Frame
  note: string
}

/** Sets the medication sheet of a patient: upright A4, every drug on every grid page of its due times. */
export function setMedicationSheet(view: PatientView, setting: SheetSetting): SetPage[] {
  const drafts: Draft[] = []
  let y = 0
  const open = (part: string): Draft => {
    const frame = { ...setting, serial: setting.serial(), sheet: `MEDICATION${part.toUpperCase()}` }
    const page = new Page(setting.printer, 'portrait')
    y = drawBodyHead(page, frame, view)
    const draft: Draft = { page, frame, note: '' }
    drafts.push(draft)
    return draft
  }
  const chunks = columnChunks(view.columns)
  for (const [chunk, columns] of chunks.entries()) {
    // The first part holds every drug; the others only those that are due in their hours.
    const lines =
      chunk === 0 ? view.lines : view.lines.filter((line) => line.due.some((at) => columns.includes(at)))
    let rest: readonly MedicationLine[] = lines
    do {
      const part = chunks.length > 1 ? `, due times part ${chunk + 1} of ${chunks.length}` : ''
      const draft = open(part)
      const first = lines.length - rest.length
      const filled = fillPage(draft, view, { columns, lines: rest, y })
      y = filled.y
      rest = rest.slice(filled.taken)
      const told = `Drugs ${first + 1}–${first + filled.taken} of ${lines.length}`
      if (view.lines.length > 0) draft.note = told + (chunk === 0 ? part : `${part}, only drugs due then`)
    } while (rest.length > 0)
  }
  for (const line of looseLines(view, setting)) {
    const last = drafts.at(-1)
    if (last === undefined || y + line.height > last.page.height - MARGIN - FOOTER)
      open(', doses without an order')
    y = drafts.at(-1)?.page.lines([line], { ...bodyCell(y), h: line.height }) ?? y
  }
  closeAll(drafts, view, setting.time)
  return drafts.map(({ page, frame }) => ({ page, serial: frame.serial }))
}

function bodyCell(y: number): { readonly x: number; readonly y: number; readonly w: number } {
  return { x: MARGIN, y, w: 210 * MM - 2 * MARGIN }
}

function closeAll(drafts: readonly Draft[], view: PatientView, time: LocalTime): void {
  const { asOf } = view.header
  const words = asOfWords(time, [
    ['Orders', asOf.orders],
    ['given', asOf.administrations],
    ['allergies', asOf.allergies],
  ])
  const key = 'Box = due: write time given + initials. R = refused, N = not given. Hatched = not known: ask.'
  for (const [index, draft] of drafts.entries()) {
    const more = index + 1 < drafts.length ? 'CONTINUES ON NEXT PAGE' : endedWords(view)
    const note = [draft.note, more].filter((part) => part !== '').join(' – ')
    drawFoot(draft.page, draft.frame, { asOf: words, note, key, page: index + 1, of: drafts.length })
  }
}

function endedWords({ patient }: PatientView): string {
  const count = patient.endedEarlier
  return count === 0 ? '' : `${count} orders that ended over 24 h before the copy are not shown`
}

function columnChunks(columns: readonly string[]): (readonly string[])[] {
  if (columns.length > MAX_ALL_COLUMNS) throw new TooTall(`${columns.length} due times`)
  const chunks: (readonly string[])[] = []
  for (let at = 0; at < columns.length; at += MAX_COLUMNS) chunks.push(columns.slice(at, at + MAX_COLUMNS))
  return chunks.length === 0 ? [[]] : chunks
}

/** Identity, allergies, code status and alerts, and what is not known; returns the y below. */
function drawBodyHead(page: Page, frame: Frame, view: PatientView): number {
  let y = drawHead(page, frame, identityOf(view))
  y = drawAllergies(page, view.patient.allergies, y)
  const status = wrap(page.printer, statusSpans(view), page.width - 2 * MARGIN)
  y = page.lines(status, { ...bodyCell(y), h: heightOf(status) })
  y = drawUnknown(page, unknownSpans(view.unknown, frame.time), y)
  if (page.height - MARGIN - FOOTER - y < MIN_BODY) throw new TooTall('the head of the page')
  return y
}

/** Code status and alerts in words; what is not in the copy says so. */
export function statusSpans({ patient }: PatientView): Span[] {
  const { codeStatus, alerts } = patient
  return [
    semi('Code status', 9),
    bold(codeStatus === null ? 'NOT IN THIS COPY' : cleanInline(codeStatus), 10),
    semi('Alerts', 9),
    ...(alerts === null
      ? [bold('NOT IN THIS COPY', 10)]
      : alerts.length === 0
        ? [semi('nothing in this copy', 9)]
        : alerts.map((alert, index) =>
            bold(`${cleanInline(alert)}${index + 1 < alerts.length ? ' •' : ''}`, 10),
          )),
  ]
}

/** The hatch with its meaning beside it; returns the y below. */
function drawUnknown(page: Page, spans: readonly Span[], y: number): number {
  const swatch = { x: MARGIN + 1, y: y + 1.5, w: 10 * MM, h: 4 * MM }
  page.hatch(swatch)
  page.frame(swatch, 0.6)
  const lines = wrap(page.printer, spans, page.width - 2 * MARGIN - 13 * MM)
  page.lines(lines, {
    x: MARGIN + 13 * MM,
    y: y + 0.5,
    w: page.width - 2 * MARGIN - 13 * MM,
    h: heightOf(lines),
  })
  return y + Math.max(heightOf(lines), 4.5 * MM) + MM
}

/** The span that the copy does not know of, in words that say what to do; the days stand with it when it is over midnight. */
function unknownSpans({ from, until }: UnknownSpan, time: LocalTime): Span[] {
  if (from === null)
    return [bold(`UNKNOWN, ALL BEFORE ${time.day(until)} ${time.clock(until)}: ask, look, then give`, 11)]
  const oneDay = time.day(from) === time.day(until)
  const told = (at: string): string => (oneDay ? time.clock(at) : `${time.day(at)} ${time.clock(at)}`)
  return [bold(`UNKNOWN ${told(from)}–${told(until)}: ask, look, then give`, 11)]
}

/** Sets the grid with as many rows as fit; returns how many, and the y below. */
function fillPage(
  { page, frame }: Draft,
  view: PatientView,
  grids: {
    readonly columns: readonly string[]
    readonly lines: readonly MedicationLine[]
    readonly y: number
  },
): { readonly taken: number; readonly y: number } {
  if (view.lines.length === 0) {
    const known = view.header.asOf.orders !== null
    const words = known ? 'MEDICATION: nothing in this copy – ask' : 'MEDICATION: NOT IN THIS COPY – ASK'
    const cell = { ...bodyCell(grids.y + 8 * MM), h: 20 * MM }
    return { taken: 0, y: page.set([bold(words, 14)], cell, 'centre') + 8 * MM }
  }
  const bottom = page.height - MARGIN - FOOTER
  const grid = gridOf(page, grids.columns)
  let y = drawGridHead(page, grid, grids.y, frame.time, view.unknown)
  let taken = 0
  for (const line of grids.lines) {
    const row: Row = measureRow(page.printer, grid, line, frame.time)
    if (y + row.height > bottom) break
    drawRow(page, grid, row, y, frame.time)
    y += row.height
    taken += 1
  }
  if (taken === 0) throw new TooTall(`drug ${grids.lines[0]?.number ?? ''}`)
  return { taken, y }
}

/** Doses that no order of the copy accounts for: they were given all the same. */
function looseLines(view: PatientView, { printer, time }: SheetSetting): readonly Line[] {
  const doses = view.patient.looseDoses
  if (doses.length === 0) return []
  const w = 210 * MM - 2 * MARGIN
  const heading = wrap(printer, [bold('GIVEN, BUT THIS COPY HOLDS NO ORDER FOR IT: ask', 10)], w)
  return [...heading, ...doses.flatMap((dose) => wrap(printer, looseSpans(dose, time), w))]
}

function looseSpans({ drug, at, dose, route, status }: LooseDose, time: LocalTime): Span[] {
  return [
    bold(at === null ? 'time not in copy' : `${time.day(at)} ${time.clock(at)}`, 10),
    bold(drug, 10, true),
    bold(dose ?? 'DOSE NOT IN COPY', 10, true),
    ...(route === null ? [] : [bold(route, 10)]),
    ...(status === 'completed' ? [] : [semi(`status: ${status}`, 9)]),
  ]
}
