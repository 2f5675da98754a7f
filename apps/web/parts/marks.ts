/** One stroke or fill of a mark, in a box of 16 × 16. */
export interface Shape {
  readonly d: string
  /** Stroke width; 0 for a fill. */
  readonly stroke: number
  readonly dash?: string
  readonly dashOffset?: number
  /** Drawn in white on what is below it. */
  readonly white?: boolean
}

const fill = (d: string): Shape => ({ d, stroke: 0 })
const line = (stroke: number, d: string): Shape => ({ d, stroke })
const circle = (r: number): string => `M${8 - r} 8a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`
const OUTLINE = 'M2 2h12v12H2z'
const SOLID = 'M1 1h14v14H1z'
const HATCH_BOX = line(1.5, 'M1.75 1.75h12.5v12.5H1.75z')
const WHITE_INSIDE: Shape = { ...fill('M1.75 1.75h12.5v12.5H1.75z'), white: true }

/** Every mark of the product, by name. Source: screens.md 2. */
const DRAWINGS = {
  hit: [fill(SOLID)],
  'hit-seen': [fill(circle(7.2))],
  suspect: [WHITE_INSIDE, line(2, OUTLINE), fill('M2 8h12v6H2z')],
  'no-sign': [WHITE_INSIDE, line(2, OUTLINE)],
  blind: [WHITE_INSIDE, HATCH_BOX, line(1.5, 'M2 8 8 2M2 14 14 2M8 14 14 8')],
  said: [WHITE_INSIDE, { ...line(2, OUTLINE), dash: '3 2.33', dashOffset: 1.5 }],
  'said-person': [{ ...line(2, circle(6.4)), dash: '3 2.03' }],
  tested: [line(1.6, 'M1.5 1.5h13v13h-13z'), line(1.6, 'M5 5h6v6H5z')],
  stale: [
    line(1.5, 'M1.75 3.75h12.5v8.5H1.75z'),
    line(1.3, 'M8.2 8.6 13 3.8M8.2 12.2 14 6.4'),
    line(2, 'M7.2.8v14.4'),
  ],
  paper: [line(1.6, 'M3 1.5h7l3.5 3.5v9.5H3z'), line(1.6, 'M10 1.5V5h3.5')],
  supported: [HATCH_BOX, line(1.8, 'M4.5 6.3h7M4.5 9.7h7')],
  contradicted: [fill(SOLID), { ...line(1.7, 'M4.5 6.3h7M4.5 9.7h7M10.5 3.6 5.5 12.4'), white: true }],
  decide: [fill('M2 1.5 14.5 8 2 14.5z')],
  decided: [fill('M8 1 15 8 8 15 1 8z')],
  'one-copy': [fill('M1.5 5.5h9v9h-9z'), { ...line(2, 'M6 1.8h8.2V10'), dash: '2 1.6' }],
  context: [fill(circle(2.6))],
} satisfies Record<string, readonly Shape[]>

/** The name of a mark. */
export type MarkName = keyof typeof DRAWINGS

/** All names, for the sheet that each page carries once. */
export const MARK_NAMES = Object.keys(DRAWINGS) as readonly MarkName[]

/** The drawing of a mark. A name without one is a bug and throws: drawn as nothing it would read as white. */
export function drawingOf(name: string): readonly Shape[] {
  const drawing = Object.hasOwn(DRAWINGS, name) ? DRAWINGS[name as MarkName] : undefined
  if (drawing === undefined) throw new Error(`There is no drawing for the mark '${name}'.`)
  return drawing
}
