import type { MedicationLine, MedicationOrder, UnknownSpan } from '@codedark/domain/downtime'
import { cleanLines } from './clean-text.ts'
import type { LocalTime } from './local-time.ts'
import { MM } from './limits.ts'
import { MARGIN } from './frame.ts'
import type { Area, Page } from './page.ts'
import { bold, semi } from './page.ts'
import type { Printer } from './fonts.ts'
import type { Line, Span } from './wrap.ts'
import { heightOf, wrap } from './wrap.ts'

/** Where the columns of a grid page stand, in points. */
export interface Grid {
  readonly drugX: number
  readonly drugW: number
  readonly lastX: number
  readonly unknownX: number
  readonly dueX: number
  readonly right: number
  readonly columns: readonly string[]
}

/** A measured row. */
export interface Row {
  readonly line: MedicationLine
  /** Full-width lines over the row, for names that do not fit the drug column. */
  readonly banner: readonly Line[]
  readonly drug: readonly Line[]
  readonly last: readonly Line[]
  /** What stands over the boxes, or instead of them. */
  readonly band: readonly Line[]
  readonly height: number
}

/** Column pitch; the frame within is 12 mm, room for a time and initials by hand. */
export const PITCH = 13 * MM
const NUMBER_W = 6 * MM
/** Wide enough for '1200 mg' on one line. */
const LAST_W = 14.5 * MM
const UNKNOWN_W = 16 * MM
const PAD = 1 * MM
const MIN_ROW = 11 * MM
/** Room in a box for a time and initials by hand. */
const BOX_H = 10 * MM
/** Fewer due times leave the boxes for as-needed doses this many columns. */
const MIN_COLUMNS = 5
/** Lines in the drug column above which instructions become a banner; a name does as soon as it would be broken. */
const MAX_INSTRUCTION_LINES = 4

/** The grid of a page for these due instants (at most MAX_COLUMNS). */
export function gridOf(page: Page, columns: readonly string[]): Grid {
  const right = page.width - MARGIN
  const dueX = right - Math.max(MIN_COLUMNS, columns.length) * PITCH
  const unknownX = dueX - UNKNOWN_W
  const lastX = unknownX - LAST_W
  const drugX = MARGIN + NUMBER_W
  return { drugX, drugW: lastX - drugX - PAD, lastX, unknownX, dueX, right, columns }
}

/** Measures a row. */
export function measureRow(printer: Printer, grid: Grid, line: MedicationLine, time: LocalTime): Row {
  const { order } = line
  const name = [bold(said(order.drug) ?? 'DRUG NAME NOT IN COPY', 10, true)]
  const wide = grid.right - grid.drugX - PAD
  const inColumn = wrap(printer, name, grid.drugW)
  const instructions = said(order.instructions) === said(order.dose) ? null : said(order.instructions)
  const notes = instructions === null ? [] : wrap(printer, [bold(instructions, 8)], grid.drugW)
  const elsewhere = line.due.some((at) => !grid.columns.includes(at))
  const long = notes.length > MAX_INSTRUCTION_LINES
  const nameIsLong = inColumn.length > 1
  const banner = [
    ...(nameIsLong ? wrap(printer, name, wide) : []),
    ...(long ? wrap(printer, [bold(instructions ?? '', 8)], wide) : []),
  ]
  const drug = [
    ...(nameIsLong ? [] : inColumn),
    ...wrap(printer, doseSpans(line), grid.drugW),
    ...(long ? [] : notes),
    ...(elsewhere ? wrap(printer, [bold('MORE DUE TIMES ON ANOTHER PAGE', 8)], grid.drugW) : []),
    ...noteSpans(line, time).flatMap((span) => wrap(printer, [span], grid.drugW)),
  ]
  const last = wrapEach(printer, lastGivenSpans(line, time), LAST_W - 3)
  const band = bandOf(line, time)
  const over =
    band === null
      ? []
      : wrap(printer, [bold(band.words, band.boxes ? 8 : 13)], grid.right - grid.dueX - 2 * MM)
  const due = band === null ? 0 : heightOf(over) + (band.boxes ? BOX_H + 4 : 2 * PAD)
  const cell = Math.max(MIN_ROW, heightOf(drug) + 2 * PAD, heightOf(last) + 2 * PAD, due)
  return {
    line,
    banner,
    drug,
    last,
    band: over,
    height: cell + (banner.length > 0 ? heightOf(banner) + PAD : 0),
  }
}

/** Draws a row from `y`. */
export function drawRow(page: Page, grid: Grid, row: Row, y: number, time: LocalTime): void {
  const { line } = row
  const bannerH = row.banner.length > 0 ? heightOf(row.banner) + PAD : 0
  const number = { x: MARGIN, y: y + PAD, w: NUMBER_W - PAD, h: 12 }
  page.set([bold(String(line.number), 9)], number, 'centre')
  if (bannerH > 0)
    page.lines(row.banner, {
      x: grid.drugX,
      y: y + PAD,
      w: grid.right - grid.drugX - PAD,
      h: heightOf(row.banner),
    })
  const top = y + bannerH
  const h = row.height - bannerH
  page.lines(row.drug, { x: grid.drugX, y: top + PAD, w: grid.drugW, h: h - PAD })
  page.lines(row.last, { x: grid.lastX + 1.5, y: top + PAD, w: LAST_W - 3, h: h - PAD }, 'centre')
  page.hatch({ x: grid.unknownX, y: top, w: UNKNOWN_W, h })
  drawAskPlate(page, { x: grid.unknownX, y: top, w: UNKNOWN_W, h }, line, time)
  if (line.order.highAlert === 'yes') page.down(grid.drugX - 2.2, y + 2, y + row.height - 2, 2.2)
  drawDue(page, grid, row, { x: grid.dueX, y: top, w: grid.right - grid.dueX, h }, time)
  for (const [x, wide] of [
    [grid.lastX, 0.8],
    [grid.unknownX, 0.8],
    [grid.dueX, 1.6],
  ] as const)
    page.down(x, top, top + h, wide)
  page.across(MARGIN, grid.right, y + row.height, 0.8)
}

/** Draws the heading row; returns the y below. */
export function drawGridHead(
  page: Page,
  grid: Grid,
  y: number,
  time: LocalTime,
  unknown: UnknownSpan,
): number {
  const lines = wrapEach(page.printer, unknownSpans(unknown, time), UNKNOWN_W - 2)
  const h = Math.max(12 * MM, heightOf(lines) + 3)
  page.across(MARGIN, grid.right, y, 1.6)
  const drug = { x: grid.drugX, y: y + 2 * PAD, w: grid.drugW, h: h - 2 * PAD }
  const below = page.set([semi('Drug as received', 9)], drug)
  page.set([semi('DOSE, route, frequency', 9)], { ...drug, y: below })
  page.middle([semi('Last given', 9)], { x: grid.lastX + 1, y, w: LAST_W - 2, h })
  page.lines(lines, { x: grid.unknownX + 1, y: y + 1, w: UNKNOWN_W - 2, h: h - 1 }, 'centre')
  for (const [index, at] of grid.columns.entries()) {
    const cell = { x: grid.dueX + index * PITCH, y: y + PAD, w: PITCH, h: h - PAD }
    const next = page.set([bold(time.clock(at), 11)], cell, 'centre')
    page.set([semi(time.day(at), 8)], { ...cell, y: next }, 'centre')
    if (index > 0) page.down(cell.x, y, y + h, 0.6)
  }
  for (const x of [grid.lastX, grid.unknownX, grid.dueX]) page.down(x, y, y + h, 0.8)
  page.across(MARGIN, grid.right, y + h, 1.2)
  return y + h
}

/** The days stand with the times when the span goes over midnight. */
function unknownSpans({ from, until }: UnknownSpan, time: LocalTime): Span[] {
  const label = bold('UNKNOWN', 8)
  if (from === null) return [label, bold('all before', 8), bold(time.clock(until), 8)]
  if (time.day(from) === time.day(until))
    return [label, bold(`${time.clock(from)}–`, 8), bold(`to ${time.clock(until)}`, 8)]
  const told = (at: string): string => `${time.day(at)} ${time.clock(at)}`
  return [label, bold(`${told(from)}–`, 8), bold(told(until), 8)]
}

/** Text without ink counts as not received. */
function said(text: string | null): string | null {
  return text === null || cleanLines(text).length === 0 ? null : text
}

function wrapEach(printer: Printer, spans: readonly Span[], width: number): Line[] {
  return spans.flatMap((span) => wrap(printer, [span], width))
}

function doseSpans({ order }: MedicationLine): Span[] {
  const spans = [bold(said(order.dose) ?? 'DOSE NOT IN COPY', 10, true)]
  spans.push(said(order.route) === null ? semi('route not in copy', 8) : bold(order.route ?? '', 10))
  // The boxes say 'at 08:00' themselves, and the words beside the boxes say how often where there are no times.
  const shown = order.dueTimes.length > 0 && /^at \d\d:\d\d/.test(order.frequency ?? '')
  if (!shown && said(order.frequency) !== null) spans.push(semi(order.frequency ?? '', 9))
  if (said(order.frequency) === null && said(order.instructions) === null && order.kind === 'scheduled')
    spans.push(semi('frequency not in copy', 8))
  return spans
}

function noteSpans({ order, nextInWords }: MedicationLine, time: LocalTime): Span[] {
  const spans: Span[] = []
  if (order.highAlert === 'yes') spans.push(bold('HIGH-ALERT: two people check', 9))
  if (order.highAlert === 'not-checked') spans.push(bold('HIGH-ALERT NOT CHECKED', 8))
  for (const note of order.notes) spans.push(bold(note, 9))
  if (order.asNeededFor !== null) spans.push(semi(`for: ${order.asNeededFor}`, 8))
  if (order.most !== null) spans.push(bold(order.most, 9))
  if (nextInWords !== null) spans.push(bold(nextInWords, 9))
  const daysSaid = order.dueDays.every((day) => order.frequency?.includes(day) === true)
  if (!daysSaid) spans.push(bold(`only on: ${order.dueDays.join(', ')}`, 8))
  if (order.kind === 'stopped') spans.push(bold(endedWords(order, time), 8))
  else if (order.stopAt !== null) spans.push(bold(`until ${time.full(order.stopAt)}`, 8))
  if (order.kind !== 'stopped' && order.status !== 'active') spans.push(bold(`status: ${order.status}`, 8))
  if (order.lastNotGiven !== null) {
    const { at, dose } = order.lastNotGiven
    spans.push(bold(`${time.day(at)} ${time.clock(at)}: ${dose ?? 'not given'}`, 8))
  }
  if (order.lastSite !== null) spans.push(bold(`last site: ${order.lastSite}`, 8))
  return spans
}

function endedWords({ status, stopAt }: MedicationOrder, time: LocalTime): string {
  if (status === 'on-hold') return 'ON HOLD'
  const word = status === 'completed' ? 'ENDED' : status === 'cancelled' ? 'CANCELLED' : 'STOPPED'
  return stopAt === null ? `${word}, when is not in copy` : `${word} ${time.full(stopAt)}`
}

function lastGivenSpans({ order }: MedicationLine, time: LocalTime): Span[] {
  if (order.lastGiven === null) return [semi('not in', 8), semi('copy', 8)]
  const spans = [semi(time.day(order.lastGiven.at), 8), bold(time.clock(order.lastGiven.at), 10)]
  return order.lastGiven.dose === null ? spans : [...spans, semi(order.lastGiven.dose, 8)]
}

interface Band {
  readonly words: string
  readonly boxes: boolean
}

/** What stands over the boxes for a drug that has no due times in the grid; null: it has, or it is simply not due in these hours. */
function bandOf({ order, due, dueInWords }: MedicationLine, time: LocalTime): Band | null {
  if (order.doNotGive) return { words: 'DO NOT GIVE', boxes: false }
  switch (order.kind) {
    case 'stopped':
      return { words: stoppedBand(order), boxes: false }
    case 'infusion':
      return { words: 'INFUSION: read the pump, not this sheet', boxes: true }
    case 'as-needed':
      return { words: `as needed: write time + initials${recentWords(order, time)}`, boxes: true }
    case 'once':
      return due.length > 0 ? null : { words: 'ONCE: ask whether it was given', boxes: true }
    case 'scheduled': {
      const known = order.dueTimes.length > 0 || order.dueAt.length > 0
      if (due.length > 0 || known) return null
      return { words: `DUE TIMES NOT IN COPY, ${dueInWords ?? 'ask'}: ask, write time`, boxes: true }
    }
  }
}

function stoppedBand({ status }: MedicationOrder): string {
  if (status === 'on-hold') return 'ON HOLD – DO NOT GIVE, ask'
  return `${status === 'completed' ? 'ENDED' : status === 'cancelled' ? 'CANCELLED' : 'STOPPED'} – DO NOT GIVE`
}

/** How often an as-needed drug was given in the last day that the copy knows of: it counts towards the most. */
function recentWords({ recent }: MedicationOrder, time: LocalTime): string {
  if (recent.length === 0) return ''
  const times = recent.map(({ at }) => time.clock(at)).join(', ')
  return `. Given in the 24 h before the hatch: ${recent.length} (${times})`
}

function drawDue(page: Page, grid: Grid, { line, band }: Row, area: Area, time: LocalTime): void {
  if (band.length > 0) {
    const boxes = bandOf(line, time)?.boxes === true
    drawBand(page, band, boxes, area)
    return
  }
  for (const [index, at] of grid.columns.entries()) {
    const x = area.x + index * PITCH
    if (!line.due.includes(at)) {
      page.across(x + PITCH / 2 - 3, x + PITCH / 2 + 3, area.y + area.h / 2, 1)
      continue
    }
    page.frame({ x: x + MM / 2, y: area.y + 1.5, w: 12 * MM, h: area.h - 3 }, 1.8)
    page.set([bold(time.clock(at), 8)], { x: x + MM, y: area.y + 2.5, w: 11 * MM, h: 10 })
  }
}

function drawBand(page: Page, band: readonly Line[], boxes: boolean, area: Area): void {
  const high = heightOf(band)
  if (!boxes) {
    page.lines(
      band,
      { x: area.x + MM, y: area.y + (area.h - high) / 2, w: area.w - 2 * MM, h: high },
      'centre',
    )
    return
  }
  const y = page.lines(band, { x: area.x + MM, y: area.y + 1, w: area.w - 2 * MM, h: high }) + 1
  const count = Math.floor((area.w - MM) / PITCH)
  for (let index = 0; index < count; index++)
    page.frame({ x: area.x + MM / 2 + index * PITCH, y, w: 12 * MM, h: area.y + area.h - y - 2 }, 0.8)
}

/** Doses due while nothing was known: a white plate on the hatch, the ones to ask about. */
function drawAskPlate(page: Page, area: Area, line: MedicationLine, time: LocalTime): void {
  if (line.dueInUnknown.length === 0) return
  const all = line.dueInUnknown.map((at) => `${time.clock(at)}?`)
  const fit = Math.max(1, Math.floor((area.h - 6) / 10.98))
  const told = all.length <= fit ? all : [...all.slice(0, fit - 1), `${all.length - fit + 1} more?`]
  const lines = wrapEach(
    page.printer,
    told.map((text) => bold(text, 9)),
    area.w - 6,
  )
  const h = heightOf(lines)
  const y = area.y + (area.h - h) / 2
  page.frame({ x: area.x + 2, y: y - 1, w: area.w - 4, h: h + 2 }, 0.8, true)
  page.lines(lines, { x: area.x + 3, y, w: area.w - 6, h }, 'centre')
}
