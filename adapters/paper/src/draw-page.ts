import { RIGHT_TO_LEFT } from './fonts.ts'
import type { Printer } from './fonts.ts'
import { MM } from './limits.ts'
import type { Area, Mark, Page } from './page.ts'

type Document = PDFKit.PDFDocument
const HATCH_STEP = 2.2 * MM
const HATCH_LINE = 0.6

/** Draws a page that is fully placed. Margin 0 and single lines, so that the library neither wraps nor drops text. */
export function drawPage(document: Document, page: Page): void {
  document.addPage({ size: [page.width, page.height], margin: 0 })
  for (const mark of page.marks) drawMark(document, page.printer, mark)
}

function drawMark(document: Document, printer: Printer, mark: Mark): void {
  switch (mark.kind) {
    case 'text':
      drawText(document, printer, mark)
      break
    case 'frame':
      document.lineWidth(mark.line).rect(mark.area.x, mark.area.y, mark.area.w, mark.area.h)
      if (mark.white) document.fillAndStroke('white', 'black')
      else document.stroke('black')
      document.fillColor('black')
      break
    case 'rule':
      document
        .lineWidth(mark.line)
        .moveTo(...mark.from)
        .lineTo(...mark.to)
        .stroke('black')
      break
    case 'hatch':
      drawHatch(document, mark.area)
      break
    case 'code':
      for (const bar of mark.bars) document.rect(mark.x + bar.x, mark.y + bar.y, bar.w, bar.h)
      if (mark.bars.length > 0) document.fill('black')
      break
  }
}

function drawText(document: Document, printer: Printer, mark: Mark & { readonly kind: 'text' }): void {
  const { span } = mark
  let x = mark.x
  if (mark.turn !== 0) document.save().rotate(mark.turn, { origin: [mark.x, mark.baseline] })
  for (const run of printer.runs(span.text, span.weight)) {
    // Without `features` words of a right-to-left run come out in the wrong order.
    const order = RIGHT_TO_LEFT.test(run.text) ? { features: [] } : {}
    document.font(run.face).fontSize(span.size).fillColor('black')
    document.text(run.text, x, mark.baseline, { lineBreak: false, baseline: 'alphabetic', ...order })
    x += printer.width(run.text, span.weight, span.size)
  }
  if (mark.turn !== 0) document.restore()
}

/** Diagonals cut by arithmetic, one path: a tiling pattern is jagged and leans the other way. */
function drawHatch(document: Document, area: Area): void {
  const right = area.x + area.w
  const bottom = area.y + area.h
  const first = Math.ceil((area.x + area.y) / HATCH_STEP) * HATCH_STEP
  for (let sum = first; sum < right + bottom; sum += HATCH_STEP) {
    const x1 = Math.max(area.x, sum - bottom)
    const x2 = Math.min(right, sum - area.y)
    if (x2 > x1) document.moveTo(x1, sum - x1).lineTo(x2, sum - x2)
  }
  document.lineWidth(HATCH_LINE).stroke('black')
}
