import { RIGHT_TO_LEFT } from './fonts.ts'
import type { Face, Printer } from './fonts.ts'
import { MM } from './limits.ts'
import type { Area, Mark, Page } from './page.ts'

const HATCH_STEP = 2.2 * MM
const HATCH_LINE = 0.6
/** Names of the fonts in the documents that `toPdf` writes. */
export const FONT_NAMES: Readonly<Record<Face, string>> = { bold: 'B', semi: 'S', fallback: 'F' }

/** A page in the operators of a PDF. `faces`: the fonts that it needs. */
export interface DrawnPage {
  readonly content: string
  readonly faces: ReadonlySet<Face>
}

/** What is drawn with until it is changed: an operator that changes nothing is left out. */
interface Pen {
  readonly out: string[]
  readonly height: number
  readonly faces: Set<Face>
  line: number
  font: string
}

/** Draws a page that is fully placed; everything stands where its mark says, and nothing is wrapped or dropped. */
export function drawPage(page: Page): DrawnPage {
  const pen: Pen = { out: [], height: page.height, faces: new Set(), line: -1, font: '' }
  for (const mark of page.marks) drawMark(pen, page.printer, mark)
  return { content: pen.out.join('\n'), faces: pen.faces }
}

function drawMark(pen: Pen, printer: Printer, mark: Mark): void {
  switch (mark.kind) {
    case 'text':
      drawText(pen, printer, mark)
      break
    case 'frame':
      lineWidth(pen, mark.line)
      pen.out.push(mark.white ? `1 g ${rectangle(pen, mark.area)} B 0 g` : `${rectangle(pen, mark.area)} S`)
      break
    case 'rule':
      lineWidth(pen, mark.line)
      pen.out.push(`${point(pen, ...mark.from)} m ${point(pen, ...mark.to)} l S`)
      break
    case 'hatch':
      drawHatch(pen, mark.area)
      break
    case 'code':
      if (mark.bars.length === 0) break
      for (const bar of mark.bars)
        pen.out.push(rectangle(pen, { ...bar, x: mark.x + bar.x, y: mark.y + bar.y }))
      pen.out.push('f')
      break
  }
}

function drawText(pen: Pen, printer: Printer, mark: Mark & { readonly kind: 'text' }): void {
  const { span, turn } = mark
  // A turned text runs down (90) or up (-90) the page from its place.
  const [ahead, up] = turn === 0 ? [1, 0] : [0, turn === 90 ? -1 : 1]
  const matrix = `${ahead} ${up} ${up === 0 ? 0 : -up} ${ahead}`
  pen.out.push('BT')
  let along = 0
  for (const { face, text } of printer.runs(span.text, span.weight)) {
    const font = `/${FONT_NAMES[face]} ${round(span.size)} Tf`
    if (font !== pen.font) pen.out.push(font)
    pen.font = font
    pen.faces.add(face)
    const show = (shown: string, ahead_: number, above: number): void => {
      const x = mark.x + ahead * ahead_ - up * above
      const y = pen.height - mark.baseline + up * ahead_ + ahead * above
      pen.out.push(`${matrix} ${round(x)} ${round(y)} Tm [${shown}] TJ`)
    }
    const { show: shown, placed } = printer.shape(face, text, RIGHT_TO_LEFT.test(text))
    if (shown !== null) show(shown, along, 0)
    for (const { dx, dy, show: glyph } of placed) show(glyph, along + dx * span.size, dy * span.size)
    along += printer.width(text, span.weight, span.size)
  }
  pen.out.push('ET')
}

/** Diagonals cut by arithmetic, one path: a tiling pattern is jagged and leans the other way. */
function drawHatch(pen: Pen, area: Area): void {
  const right = area.x + area.w
  const bottom = area.y + area.h
  const first = Math.ceil((area.x + area.y) / HATCH_STEP) * HATCH_STEP
  lineWidth(pen, HATCH_LINE)
  for (let sum = first; sum < right + bottom; sum += HATCH_STEP) {
    const x1 = Math.max(area.x, sum - bottom)
    const x2 = Math.min(right, sum - area.y)
    if (x2 > x1) pen.out.push(`${point(pen, x1, sum - x1)} m ${point(pen, x2, sum - x2)} l`)
  }
  pen.out.push('S')
}

function lineWidth(pen: Pen, width: number): void {
  if (pen.line === width) return
  pen.line = width
  pen.out.push(`${round(width)} w`)
}

const point = (pen: Pen, x: number, y: number): string => `${round(x)} ${round(pen.height - y)}`

const rectangle = (pen: Pen, { x, y, w, h }: Area): string =>
  `${round(x)} ${round(pen.height - y - h)} ${round(w)} ${round(h)} re`

/** Thousandths of a point: a third of a thousandth of a millimetre. */
const round = (value: number): number => Math.round(value * 1000) / 1000
