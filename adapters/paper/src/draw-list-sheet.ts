import { cleanInline } from './clean-text.ts'
import { dataMatrix } from './codes.ts'
import { drawDrillFrame } from './drill-frame.ts'
import type { Printer } from './fonts.ts'
import { MARGIN } from './frame.ts'
import { MM } from './limits.ts'
import type { Box } from './page.ts'
import { bold, Page, semi } from './page.ts'
import { toPdf } from './to-pdf.ts'
import type { Line, Span } from './wrap.ts'
import { heightOf, wrap } from './wrap.ts'

const FOOT_H = 9 * MM
const PAD = 0.9 * MM
const SIZE = 9

/** A cell: words, or words on a hatched ground (what is not known), or empty to write in. */
export interface ListCell {
  readonly text: string
  readonly strong?: boolean
  readonly hatched?: boolean
}

/** A list of many rows, to be worked with a pen. */
export interface ListSheet {
  readonly title: string
  /** Right under the title on each page: of what, as of when, what it does not know. */
  readonly under: readonly string[]
  readonly orientation: 'portrait' | 'landscape'
  /** Widths in mm; together at most 192 upright and 279 across. */
  readonly columns: readonly { readonly heading: string; readonly mm: number }[]
  readonly rows: readonly ListRow[]
  /** Lines to write in below; 0: none. */
  readonly blank: number
  /** Stands in a box above the rows, on the first page only: words to say, a rule. */
  readonly words: readonly string[]
}

/** One row, or a line of words over the whole width that begins a part of the list. */
export type ListRow =
  | { readonly kind: 'row'; readonly cells: readonly ListCell[] }
  | { readonly kind: 'part'; readonly text: string }
  /** Running words over the whole width: to read aloud. They go on to the next page. */
  | { readonly kind: 'words'; readonly text: string }

/** What it is printed with. `serial` names the n-th sheet, from 0. */
export interface ListPrint {
  readonly printer: Printer
  readonly kind: 'real' | 'drill'
  readonly printedAt: string
  readonly printedWords: string
  readonly serial: (sheet: number) => string
}

/** The list as PDF. `boxes` has per page every placed text with the cell it must stay in. */
export interface DrawnList {
  readonly bytes: Uint8Array
  readonly pages: number
  readonly boxes: readonly (readonly Box[])[]
}

/** Draws a list on A4: title and columns on every page, no row over two pages, nothing clipped, a code on each sheet. */
export async function drawListSheet(sheet: ListSheet, print: ListPrint): Promise<DrawnList> {
  const pages = new ListSetting(sheet, print).set()
  const drill = print.kind === 'drill' ? 'DRILL ' : ''
  const { printedAt, printer } = print
  return {
    bytes: await toPdf(
      pages.map((page, index) => ({ page, pdfPage: index + 1 })),
      { title: `${drill}${cleanInline(sheet.title)}`, printedAt, printer },
    ),
    pages: pages.length,
    boxes: pages.map(({ boxes }) => boxes),
  }
}

class ListSetting {
  readonly #sheet: ListSheet
  readonly #print: ListPrint
  readonly #pages: Page[] = []
  #page: Page
  #y = 0
  /** The words of the box would fill the page: they run as text then. */
  #boxTooHigh = false
  /** Where rows begin on the page: one that is too high for a page stands alone there. */
  #top = 0

  constructor(sheet: ListSheet, print: ListPrint) {
    this.#sheet = sheet
    this.#print = print
    this.#page = this.#open()
  }

  set(): readonly Page[] {
    if (this.#boxTooHigh) for (const words of this.#sheet.words) this.#words(words)
    for (const row of this.#sheet.rows) {
      if (row.kind === 'part') this.#part(row.text)
      else if (row.kind === 'words') this.#words(row.text)
      else this.#row(row.cells, 8)
    }
    for (let left = this.#sheet.blank; left > 0; left -= 1) this.#row([], 9)
    for (const [index, page] of this.#pages.entries()) this.#foot(page, index)
    return this.#pages
  }

  #words(text: string): void {
    for (const line of wrap(this.#print.printer, [semi(cleanInline(text), 10)], this.#width)) {
      this.#need(line.height)
      this.#y = this.#page.lines([line], { x: MARGIN, y: this.#y, w: this.#width, h: line.height })
    }
    this.#y += 1 * MM
  }

  #part(text: string): void {
    const lines = wrap(this.#print.printer, [bold(cleanInline(text), 11)], this.#width)
    // A part never begins at the foot of a page.
    this.#need(heightOf(lines) + 16 * MM)
    this.#y = this.#page.lines(lines, {
      ...{ x: MARGIN, y: this.#y + 1.5 * MM, w: this.#width, h: heightOf(lines) },
    })
    this.#y += 1 * MM
  }

  #row(cells: readonly ListCell[], least: number): void {
    const set = this.#sheet.columns.map(({ mm }, index) =>
      this.#wrapped(cells[index], mm * MM - 2 * PAD - (cells[index]?.hatched === true ? 3 * MM : 0)),
    )
    const h = Math.max(least * MM, ...set.map((lines) => heightOf(lines) + 2 * PAD))
    this.#need(h)
    let x = MARGIN
    for (const [index, lines] of set.entries()) {
      const w = (this.#sheet.columns[index]?.mm ?? 0) * MM
      const area = { x, y: this.#y, w, h }
      if (cells[index]?.hatched === true) this.#hatched(lines, area)
      else this.#page.lines(lines, { x: x + PAD, y: this.#y + PAD, w: w - 2 * PAD, h: h - 2 * PAD })
      this.#page.frame(area, 0.6)
      x += w
    }
    this.#y += h
  }

  /** Words on a white plate within the hatch: it must be seen without being read. */
  #hatched(lines: readonly Line[], area: { x: number; y: number; w: number; h: number }): void {
    this.#page.hatch(area)
    const w = Math.max(0, ...lines.map(({ width }) => width)) + 2 * PAD
    const plate = { x: area.x + 2 * MM, y: area.y + PAD / 2, w, h: heightOf(lines) + PAD }
    if (lines.length > 0) this.#page.frame(plate, 0, true)
    this.#page.lines(lines, { ...plate, x: plate.x + PAD, y: plate.y + PAD / 2, w: w - PAD })
  }

  #wrapped(cell: ListCell | undefined, w: number): readonly Line[] {
    if (cell === undefined || cell.text === '') return []
    const text = cleanInline(cell.text)
    return wrap(this.#print.printer, [cell.strong === true ? bold(text, SIZE) : semi(text, SIZE)], w)
  }

  #need(h: number): void {
    if (this.#y + h <= this.#page.height - MARGIN - FOOT_H || this.#y <= this.#top) return
    this.#page = this.#open()
  }

  get #width(): number {
    return this.#page.width - 2 * MARGIN
  }

  #open(): Page {
    const { title, under, columns, orientation, words } = this.#sheet
    const page = new Page(this.#print.printer, orientation)
    this.#page = page
    this.#pages.push(page)
    const serial = this.#print.serial(this.#pages.length - 1)
    const matrix = dataMatrix(serial)
    const codeW = matrix === null ? 0 : matrix.w + 4 * MM
    const w = page.width - 2 * MARGIN - codeW
    const head = [bold(cleanInline(title), 15)]
    let y = this.#lines(head, MARGIN + 1 * MM, w)
    for (const line of under) y = this.#lines([semi(cleanInline(line), 9)], y, w)
    if (matrix !== null) {
      const x = page.width - MARGIN - matrix.w
      page.marks.push({ kind: 'code', x, y: MARGIN + 1 * MM, bars: matrix.bars })
      y = Math.max(y, MARGIN + 1 * MM + matrix.h)
    }
    y += 1.5 * MM
    if (this.#pages.length === 1) y = this.#box(words, y)
    this.#y = y
    this.#row(
      columns.map(({ heading }) => ({ text: heading, strong: true })),
      5,
    )
    this.#top = this.#y
    return page
  }

  #lines(spans: readonly Span[], y: number, w: number): number {
    const lines = wrap(this.#print.printer, spans, w)
    return this.#page.lines(lines, { x: MARGIN, y, w, h: heightOf(lines) })
  }

  #box(words: readonly string[], y: number): number {
    if (words.length === 0) return y
    const w = this.#width - 4 * MM
    const lines = words.flatMap((one) => wrap(this.#print.printer, [semi(cleanInline(one), 10)], w))
    const area = { x: MARGIN, y, w: this.#width, h: heightOf(lines) + 3 * MM }
    this.#boxTooHigh = area.h > this.#page.height / 2
    if (this.#boxTooHigh) return y
    this.#page.frame(area, 1.6)
    this.#page.lines(lines, { x: MARGIN + 2 * MM, y: y + 1.5 * MM, w, h: heightOf(lines) })
    return y + area.h + 2 * MM
  }

  #foot(page: Page, index: number): void {
    const { printedWords, kind, serial } = this.#print
    const y = page.height - MARGIN - FOOT_H + 2 * MM
    page.across(MARGIN, page.width - MARGIN, y, 0.8)
    const half = (page.width - 2 * MARGIN) / 2
    const cell = { x: MARGIN, y: y + 2, w: half * 1.4, h: FOOT_H - 2 * MM - 2 }
    page.set([bold(serial(index), 9), semi(`printed ${printedWords}`, 9)], cell)
    const right = { ...cell, x: MARGIN + half * 1.4, w: half * 0.6 }
    page.set([bold(`Page ${index + 1} of ${this.#pages.length}`, 10)], right, 'right')
    if (kind === 'drill') drawDrillFrame(page)
  }
}
