import { fateOf, GROUP_TITLES, RESCUE_GROUPS, sayInstant } from '@codedark/domain/triage'
import type { RescueLine, RescueSheet } from '@codedark/domain/triage'
import { cleanInline } from './clean-text.ts'
import { drawDrillFrame } from './drill-frame.ts'
import { toPdf } from './to-pdf.ts'
import type { Printer } from './fonts.ts'
import { MARGIN } from './frame.ts'
import { MM } from './limits.ts'
import type { Box } from './page.ts'
import { bold, Page, semi } from './page.ts'
import type { Line, Span } from './wrap.ts'
import { heightOf, wrap } from './wrap.ts'

/** Widths in mm; together the width of A4 on its side without the margins. The last four are to be filled in by hand. */
const COLUMNS = [
  { heading: 'Server, VM host, power', mm: 46 },
  { heading: 'Volume', mm: 30 },
  { heading: 'Key protectors, and what became of each', mm: 66 },
  { heading: 'What is known; (inferred) is our conclusion', mm: 62 },
  { heading: 'Console: manage-bde -status', mm: 35 },
  { heading: 'Memory snapshot', mm: 16 },
  { heading: 'Who', mm: 13 },
  { heading: 'Time', mm: 11 },
] as const
const PAD = 1 * MM
const HEAD_H = 9 * MM
const FOOT_H = 9 * MM
const MIN_ROW = 14 * MM

/** What the sheet is printed with. */
export interface RescuePrint {
  readonly printer: Printer
  readonly kind: 'real' | 'drill'
  readonly printedAt: string
}

/** A sheet as PDF. `boxes` has per page every placed text with the cell it must stay in. */
export interface DrawnRescue {
  readonly bytes: Uint8Array
  readonly pages: number
  readonly boxes: readonly (readonly Box[])[]
}

/**
 * Draws the rescue sheet on A4: the standing orders, then a row for each volume by group, with white fields to fill in at the console.
 * Nothing is clipped; a row that is higher than a page goes on under itself on the next one.
 */
export async function drawRescueSheet(sheet: RescueSheet, print: RescuePrint): Promise<DrawnRescue> {
  const setting = new Setting(print, sheet)
  for (const group of RESCUE_GROUPS)
    setting.section(
      GROUP_TITLES[group],
      sheet.lines.filter((line) => line.group === group && !line.beforeFirstEvil),
    )
  setting.section(
    'All from before the first evil, so probably their owner’s',
    sheet.lines.filter((line) => line.beforeFirstEvil),
  )
  setting.list(
    'Hit, volumes not known',
    sheet.withoutRecords.map(({ server, why }) => `${server}: ${why}`),
  )
  setting.list(
    'Not searched: whether a volume of theirs is encrypted or open, nobody has looked',
    sheet.notSearched.length === 0 ? [] : [sheet.notSearched.join(', ')],
  )
  const pages = setting.finish()
  return {
    bytes: await toPdf(
      pages.map((page, index) => ({ page, pdfPage: index + 1 })),
      { title: 'Rescue sheet', printedAt: print.printedAt, printer: print.printer },
    ),
    pages: pages.length,
    boxes: pages.map((page) => page.boxes),
  }
}

/** Sets rows one under the other, page after page. */
class Setting {
  readonly #print: RescuePrint
  readonly #pages: Page[] = []
  #page: Page
  #y = 0

  constructor(print: RescuePrint, sheet: RescueSheet) {
    this.#print = print
    this.#page = this.#open()
    const { volumes, servers } = sheet.mayBeOpen
    this.#text([
      bold(
        `${volumes} ${volumes === 1 ? 'volume' : 'volumes'} on ${servers.length} ${servers.length === 1 ? 'server' : 'servers'} may still be open. Check at the console.`,
        15,
      ),
    ])
    for (const [index, order] of sheet.orders.entries()) this.#text([bold(`${index + 1}. ${order}`, 12)])
    for (const fact of sheet.facts) this.#text([semi(`• ${fact}`, 9)])
    this.#y += 2 * MM
  }

  section(title: string, lines: readonly RescueLine[]): void {
    if (lines.length === 0) return
    this.#heading(`${title}: ${lines.length}`)
    this.#columns()
    for (const line of lines) this.#row(cellsOf(line))
  }

  list(title: string, items: readonly string[]): void {
    if (items.length === 0) return
    this.#heading(title)
    for (const item of items) this.#text([semi(cleanInline(item), 10)])
  }

  finish(): readonly Page[] {
    const { printedAt, kind } = this.#print
    for (const [index, page] of this.#pages.entries()) {
      const y = page.height - MARGIN - FOOT_H + 2 * MM
      page.across(MARGIN, page.width - MARGIN, y, 0.8)
      const cell = { x: MARGIN, y: y + 2, w: page.width - 2 * MARGIN, h: FOOT_H - 2 * MM - 2 }
      page.set(
        [
          semi(
            `Times are UTC by each server’s own clock. Printed ${sayInstant(printedAt)}. For the response lead; not for the wards.`,
            8,
          ),
        ],
        cell,
      )
      page.set([bold(`Page ${index + 1} of ${this.#pages.length}`, 10)], cell, 'right')
      if (kind === 'drill') drawDrillFrame(page)
    }
    return this.#pages
  }

  #open(): Page {
    const page = new Page(this.#print.printer, 'landscape')
    this.#pages.push(page)
    const cell = { x: MARGIN, y: MARGIN, w: page.width - 2 * MARGIN, h: 8 * MM }
    page.set([bold('RESCUE SHEET', 18)], cell)
    page.across(MARGIN, page.width - MARGIN, MARGIN + 8.5 * MM, 1.6)
    this.#y = MARGIN + 10 * MM
    this.#page = page
    return page
  }

  get #bottom(): number {
    return this.#page.height - MARGIN - FOOT_H
  }

  #text(spans: readonly Span[]): void {
    const w = this.#page.width - 2 * MARGIN
    for (const line of wrap(this.#print.printer, spans, w)) {
      if (this.#y + line.height > this.#bottom) this.#open()
      this.#y = this.#page.lines([line], { x: MARGIN, y: this.#y, w, h: line.height })
    }
  }

  #heading(title: string): void {
    // A heading never stands alone at the foot of a page.
    if (this.#y + HEAD_H * 2 + MIN_ROW > this.#bottom) this.#open()
    this.#y += 2 * MM
    this.#text([bold(title, 13)])
  }

  #columns(): void {
    let x = MARGIN
    for (const { heading, mm } of COLUMNS) {
      const cell = { x: x + PAD, y: this.#y, w: mm * MM - 2 * PAD, h: HEAD_H }
      this.#page.middle([semi(heading, 8)], cell, 'left')
      x += mm * MM
    }
    this.#rules(HEAD_H)
    this.#page.across(MARGIN, this.#page.width - MARGIN, this.#y, 0.8)
    this.#y += HEAD_H
    this.#page.across(MARGIN, this.#page.width - MARGIN, this.#y, 1.2)
  }

  #row(cells: readonly (readonly Span[])[]): void {
    let rest = cells.map((spans, index) => linesOf(this.#print.printer, spans, COLUMNS[index]?.mm ?? 0))
    for (let first = true; first || rest.some((lines) => lines.length > 0); first = false) {
      const whole = Math.max(MIN_ROW, ...rest.map((lines) => heightOf(lines) + 2 * PAD))
      const fresh = this.#bottom - MARGIN - 10 * MM - HEAD_H
      if (this.#y + Math.min(whole, fresh) > this.#bottom) {
        this.#open()
        this.#columns()
      }
      const room = this.#bottom - this.#y
      const parts = rest.map((lines) => fitting(lines, room - 2 * PAD))
      this.#draw(parts, Math.min(whole, room))
      rest = rest.map((lines, index) => lines.slice(parts[index]?.length ?? 0))
    }
  }

  #draw(parts: readonly (readonly Line[])[], h: number): void {
    let x = MARGIN
    for (const [index, lines] of parts.entries()) {
      const w = (COLUMNS[index]?.mm ?? 0) * MM
      this.#page.lines(lines, { x: x + PAD, y: this.#y + PAD, w: w - 2 * PAD, h: h - 2 * PAD })
      x += w
    }
    this.#rules(h)
    this.#y += h
    this.#page.across(MARGIN, this.#page.width - MARGIN, this.#y, 0.8)
  }

  #rules(h: number): void {
    let x = MARGIN
    this.#page.down(x, this.#y, this.#y + h, 0.6)
    for (const { mm } of COLUMNS) {
      x += mm * MM
      this.#page.down(x, this.#y, this.#y + h, 0.6)
    }
  }
}

function linesOf(printer: Printer, spans: readonly Span[], mm: number): readonly Line[] {
  return spans.flatMap((span) => wrap(printer, [span], mm * MM - 2 * PAD))
}

function fitting(lines: readonly Line[], height: number): readonly Line[] {
  let high = 0
  const end = lines.findIndex((line) => (high += line.height) > height)
  return end < 0 ? lines : lines.slice(0, Math.max(end, 1))
}

function cellsOf(line: RescueLine): readonly (readonly Span[])[] {
  const power =
    line.power === null
      ? 'power not known'
      : `power ${line.power.state}, said by ${line.power.by ?? 'nobody'}`
  const host = line.vmHost === 'not known' ? 'virtual or not: not known' : line.vmHost
  const say = (text: string): string => cleanInline(text)
  return [
    [
      bold(say(line.server), 12),
      ...(line.assigned ? [] : [bold('no server of the list', 8)]),
      semi(host, 8),
      semi(say(power), 8),
    ],
    [bold(say(line.mountPoint) || 'no letter', 13), semi(say(line.volume), 7)],
    line.protectors.length === 0
      ? [semi('none seen', 8)]
      : line.protectors.flatMap((one) => [bold(say(one.type), 8), semi(`${say(one.id)}: ${fateOf(one)}`, 8)]),
    [
      semi(line.startedAt === null ? 'start not seen' : `started ${sayInstant(line.startedAt)}`, 8),
      semi(line.finishedAt === null ? 'end not seen' : `finished ${sayInstant(line.finishedAt)}`, 8),
      ...line.notes.map((note) => semi(`${note.inference ? '(inferred) ' : ''}${say(note.text)}`, 8)),
    ],
    [],
    [],
    [],
    [],
  ]
}
