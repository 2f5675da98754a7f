import { cleanInline } from './clean-text.ts'
import { drawDrillFrame } from './drill-frame.ts'
import type { Printer } from './fonts.ts'
import { MARGIN } from './frame.ts'
import { MM } from './limits.ts'
import type { Box } from './page.ts'
import { bold, Page, semi } from './page.ts'
import { toPdf } from './to-pdf.ts'
import type { Line, Span } from './wrap.ts'
import { heightOf, wrap } from './wrap.ts'

/** One part of a sheet of text, in order. */
export type TextBlock =
  | { readonly kind: 'heading'; readonly text: string }
  /** `label` stands small above; `framed`: a box, for what must be seen first. */
  | { readonly kind: 'text'; readonly text: string; readonly label?: string; readonly framed?: boolean }
  /** Not known: hatched, with its words on white. */
  | { readonly kind: 'gap'; readonly text: string; readonly label?: string }

/** A sheet of text. */
export interface TextSheet {
  readonly title: string
  /** Small, right under the title: hospital, moment, law. */
  readonly under: readonly string[]
  readonly blocks: readonly TextBlock[]
  readonly foot: string
  /** It must be one page: the type gets smaller until it is, down to 8 points; what then is left goes on a second page. */
  readonly onePage: boolean
}

/** What the sheet is printed with. */
export interface TextPrint {
  readonly printer: Printer
  readonly kind: 'real' | 'drill'
  readonly printedAt: string
}

/** A sheet as PDF. `boxes` has per page every placed text with the cell it must stay in. */
export interface DrawnText {
  readonly bytes: Uint8Array
  readonly pages: number
  readonly boxes: readonly (readonly Box[])[]
}

/** Sizes in points, largest first; 8 is the least that a bad copy leaves. */
const SIZES = [13, 12, 11, 10, 9, 8] as const
const FOOT_H = 9 * MM
const LABEL = 9

/** Draws a sheet of text on A4, upright. Nothing is clipped: what does not fit goes on the next page. */
export async function drawTextSheet(sheet: TextSheet, print: TextPrint): Promise<DrawnText> {
  const sizes = sheet.onePage ? SIZES : ([11] as const)
  let pages: readonly Page[] = []
  for (const size of sizes) {
    pages = new Setting(sheet, print, size).set()
    if (pages.length === 1) break
  }
  const drafts = pages.map((page, index) => ({ page, pdfPage: index + 1 }))
  const { printedAt, printer } = print
  return {
    bytes: await toPdf(drafts, { title: cleanInline(sheet.title), printedAt, printer }),
    pages: pages.length,
    boxes: pages.map(({ boxes }) => boxes),
  }
}

class Setting {
  readonly #sheet: TextSheet
  readonly #print: TextPrint
  readonly #size: number
  readonly #pages: Page[] = []
  #page: Page
  #y = 0

  constructor(sheet: TextSheet, print: TextPrint, size: number) {
    this.#sheet = sheet
    this.#print = print
    this.#size = size
    this.#page = this.#open()
  }

  set(): readonly Page[] {
    for (const line of this.#sheet.under) this.#lines([semi(cleanInline(line), 10)])
    this.#y += 2 * MM
    for (const block of this.#sheet.blocks) this.#block(block)
    for (const [index, page] of this.#pages.entries()) this.#foot(page, index)
    return this.#pages
  }

  #block(block: TextBlock): void {
    if (block.kind === 'heading') {
      // A heading never stands alone at the foot of a page.
      if (this.#y + 20 * MM > this.#bottom) this.#next()
      this.#y += 2.5 * MM
      this.#lines([bold(cleanInline(block.text), this.#size + 3)])
      this.#page.across(MARGIN, this.#page.width - MARGIN, this.#y + 1, 1.2)
      return void (this.#y += 2 * MM)
    }
    if (block.label !== undefined) this.#lines([semi(cleanInline(block.label), LABEL)])
    if (block.kind === 'gap') return this.#gap(block.text)
    if (block.framed === true) return this.#framed(block.text)
    this.#lines([bold(block.text, this.#size)])
    this.#y += 1.8 * MM
  }

  /** The hatch on both sides of a white plate: it must be seen without being read. */
  #gap(text: string): void {
    const lines = this.#wrapped([bold(text, this.#size)], 22 * MM)
    const h = heightOf(lines) + 4 * MM
    if (this.#y + h > this.#bottom) this.#next()
    const area = { x: MARGIN, y: this.#y, w: this.#width, h }
    this.#page.hatch(area)
    this.#page.frame(area, 0.8)
    const w = Math.max(...lines.map(({ width }) => width)) + 4 * MM
    const plate = { x: MARGIN + 9 * MM, y: this.#y + MM, w, h: h - 2 * MM }
    this.#page.frame(plate, 0, true)
    this.#page.lines(lines, { ...plate, x: plate.x + 2 * MM, y: plate.y + MM, w: w - 4 * MM })
    this.#y += h + 2 * MM
  }

  #framed(text: string): void {
    const lines = this.#wrapped([bold(text, this.#size)], 6 * MM)
    const h = heightOf(lines) + 3 * MM
    if (this.#y + h > this.#bottom) this.#next()
    this.#page.frame({ x: MARGIN, y: this.#y, w: this.#width, h }, 2.2)
    this.#page.lines(lines, { x: MARGIN + 3 * MM, y: this.#y + 1.5 * MM, w: this.#width - 6 * MM, h })
    this.#y += h + 2 * MM
  }

  #lines(spans: readonly Span[]): void {
    for (const line of this.#wrapped(spans, 0)) {
      if (this.#y + line.height > this.#bottom) this.#next()
      const cell = { x: MARGIN, y: this.#y, w: this.#width, h: line.height }
      this.#y = this.#page.lines([line], cell)
    }
  }

  #wrapped(spans: readonly Span[], less: number): readonly Line[] {
    return wrap(this.#print.printer, spans, this.#width - less)
  }

  get #width(): number {
    return this.#page.width - 2 * MARGIN
  }

  get #bottom(): number {
    return this.#page.height - MARGIN - FOOT_H
  }

  #next(): void {
    this.#page = this.#open()
  }

  #open(): Page {
    const page = new Page(this.#print.printer, 'portrait')
    this.#pages.push(page)
    const w = page.width - 2 * MARGIN
    const lines = wrap(this.#print.printer, [bold(cleanInline(this.#sheet.title), 18)], w)
    const below = page.lines(lines, { x: MARGIN, y: MARGIN, w, h: heightOf(lines) })
    page.across(MARGIN, page.width - MARGIN, below + 1, 1.6)
    this.#y = below + 2 * MM
    return page
  }

  #foot(page: Page, index: number): void {
    const y = page.height - MARGIN - FOOT_H + 2 * MM
    page.across(MARGIN, page.width - MARGIN, y, 0.8)
    const w = page.width - 2 * MARGIN
    page.set([semi(cleanInline(this.#sheet.foot), 8)], { x: MARGIN, y: y + 2, w: w - 30 * MM, h: FOOT_H })
    page.set(
      [bold(`${index + 1} / ${this.#pages.length}`, 10)],
      { x: MARGIN + w - 28 * MM, y: y + 2, w: 28 * MM, h: FOOT_H },
      'right',
    )
    if (this.#print.kind === 'drill') drawDrillFrame(page)
  }
}
