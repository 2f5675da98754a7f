import { dataMatrix } from './codes.ts'
import { drawDrillFrame } from './drill-frame.ts'
import type { Printer } from './fonts.ts'
import { MARGIN } from './frame.ts'
import { MM } from './limits.ts'
import type { Box } from './page.ts'
import { bold, Page, semi } from './page.ts'
import { toPdf } from './to-pdf.ts'
import type { Span } from './wrap.ts'
import { heightOf, wrap } from './wrap.ts'

const FOOT_H = 9 * MM
const PAD = 1 * MM

/** What sheets of running rows are printed with. */
export interface SheetPrint {
  readonly printer: Printer
  readonly kind: 'real' | 'drill'
  /** Stands in the title of the file and at the foot of every page. */
  readonly title: string
  /** When it was printed, in words of the hospital's clock, and as an instant. */
  readonly printedWords: string
  readonly printedAt: string
  /** As a DataMatrix at the head of the first page; null: none. */
  readonly code: string | null
}

/** A sheet as PDF. `boxes` has per page every placed text with the cell it must stay in. */
export interface DrawnSheet {
  readonly bytes: Uint8Array
  readonly pages: number
  readonly boxes: readonly (readonly Box[])[]
}

/** Sets text and rows one under the other on A4, page after page. Nothing is clipped. */
export class PlainSheet {
  readonly #print: SheetPrint
  readonly #pages: Page[] = []
  #page: Page
  #y = 0
  /** Right end of what is set beside the code. */
  #right = 0

  constructor(print: SheetPrint) {
    this.#print = print
    this.#page = this.#open()
    const matrix = print.code === null ? null : dataMatrix(print.code)
    if (matrix === null) return
    const x = this.#page.width - MARGIN - matrix.w
    this.#page.marks.push({ kind: 'code', x, y: MARGIN + 2 * MM, bars: matrix.bars })
    this.#right = x - 4 * MM
    this.#codeEnd = MARGIN + matrix.h + 4 * MM
  }

  #codeEnd = 0

  /** Lines over the whole width, or beside the code while they are next to it. */
  text(spans: readonly Span[], gap = 0): void {
    const beside = this.#y < this.#codeEnd
    const w = (beside ? this.#right : this.#page.width - MARGIN) - MARGIN
    const lines = wrap(this.#page.printer, spans, w)
    this.#need(heightOf(lines))
    this.#y = this.#page.lines(lines, { x: MARGIN, y: this.#y, w, h: heightOf(lines) }) + gap
  }

  /** One row of cells of these widths in mm, with rules around them; `least` mm high, so that a hand has room. */
  row(cells: readonly { readonly mm: number; readonly spans: readonly Span[] }[], least = 6): void {
    this.#y = Math.max(this.#y, this.#codeEnd)
    const set = cells.map(({ mm, spans }) => wrap(this.#page.printer, spans, mm * MM - 2 * PAD))
    const h = Math.max(least * MM, ...set.map((lines) => heightOf(lines) + 2 * PAD))
    this.#need(h)
    let x = MARGIN
    for (const [index, lines] of set.entries()) {
      const w = (cells[index]?.mm ?? 0) * MM
      this.#page.frame({ x, y: this.#y, w, h }, 0.6)
      this.#page.lines(lines, { x: x + PAD, y: this.#y + PAD, w: w - 2 * PAD, h: h - 2 * PAD })
      x += w
    }
    this.#y += h
  }

  /** A box of label and hatched field: what nobody knows. */
  hatched(words: string, high: number): void {
    this.#need(high * MM)
    const area = { x: MARGIN, y: this.#y, w: this.#page.width - 2 * MARGIN, h: high * MM }
    this.#page.hatch(area)
    const lines = wrap(this.#page.printer, [bold(words, 10)], area.w / 2)
    const w = Math.max(...lines.map(({ width }) => width)) + 4 * PAD
    const plate = { x: area.x + 3 * MM, y: area.y + 1.5 * MM, w, h: heightOf(lines) + 2 * PAD }
    this.#page.frame(plate, 0.6, true)
    this.#page.lines(lines, { ...plate, x: plate.x + 2 * PAD, y: plate.y + PAD, w: w - 4 * PAD })
    this.#y += area.h
  }

  gap(mm: number): void {
    this.#y += mm * MM
  }

  /** Feet, drill frames, and the file. */
  async finish(): Promise<DrawnSheet> {
    const { kind, printer, printedAt, printedWords, title } = this.#print
    for (const [index, page] of this.#pages.entries()) {
      const y = page.height - MARGIN - FOOT_H + 2 * MM
      page.across(MARGIN, page.width - MARGIN, y, 0.8)
      const half = (page.width - 2 * MARGIN) / 2
      const cell = { x: MARGIN, y: y + 2, w: half * 1.5, h: FOOT_H - 2 * MM - 2 }
      page.set([bold(title, 9), semi(`printed ${printedWords}`, 9)], cell)
      const right = { ...cell, x: MARGIN + half * 1.5, w: half * 0.5 }
      page.set([bold(`Page ${index + 1} of ${this.#pages.length}`, 10)], right, 'right')
      if (kind === 'drill') drawDrillFrame(page)
    }
    const drafts = this.#pages.map((page, index) => ({ page, pdfPage: index + 1 }))
    const drill = kind === 'drill' ? 'DRILL ' : ''
    return {
      bytes: await toPdf(drafts, { title: `${drill}${title}`, printedAt, printer }),
      pages: this.#pages.length,
      boxes: this.#pages.map((page) => page.boxes),
    }
  }

  #need(h: number): void {
    if (this.#y + h <= this.#page.height - MARGIN - FOOT_H) return
    // A row that is higher than a page stands alone on one; texts that long are refused before.
    if (this.#y > MARGIN + 2 * MM) this.#page = this.#open()
  }

  #open(): Page {
    const page = new Page(this.#print.printer, 'portrait')
    this.#pages.push(page)
    this.#y = MARGIN + 2 * MM
    this.#codeEnd = 0
    return page
  }
}
