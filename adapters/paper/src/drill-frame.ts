import { MM } from './limits.ts'
import type { Page } from './page.ts'
import { bold } from './page.ts'

const WORDS = 'DRILL · EXERCICE · OEFENING · ÜBUNG'
const SIZE = 9
/** From the paper's edge: printers leave about 4 mm blank. */
const EDGE = 4.2 * MM

/** A drill says so on all four sides, so that no half of a torn or folded sheet passes for a real one. */
export function drawDrillFrame(page: Page): void {
  const span = bold(WORDS, SIZE)
  const length = page.printer.width(WORDS, span.weight, SIZE)
  const high = SIZE * 1.22
  for (const share of [0.25, 0.75]) {
    const x = page.width * share - length / 2
    for (const y of [EDGE, page.height - EDGE - high]) {
      const cell = { x, y, w: length, h: high }
      page.marks.push({ kind: 'text', x, baseline: y + high * 0.8, span, turn: 0 })
      page.boxes.push({ ...cell, text: WORDS, cell })
    }
    const top = page.height * share - length / 2
    page.marks.push({ kind: 'text', x: EDGE + SIZE, baseline: top + length, span, turn: -90 })
    page.marks.push({ kind: 'text', x: page.width - EDGE - SIZE, baseline: top, span, turn: 90 })
    for (const x of [EDGE, page.width - EDGE - high]) {
      const cell = { x, y: top, w: high, h: length }
      page.boxes.push({ ...cell, text: WORDS, cell })
    }
  }
}
