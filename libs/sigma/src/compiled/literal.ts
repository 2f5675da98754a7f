/** A literal, folded, and where in a text it has to stand. */
export interface Literal {
  readonly text: string
  readonly shape: Shape
}

/** The whole text, its beginning, its end, or anywhere. */
export type Shape = 'whole' | 'prefix' | 'suffix' | 'inner'

/** Who is told what a scan finds. */
export interface Found {
  /** The literal of this place was found; it may be told again. */
  open(literal: number): void
}

/** Units of a gram: four, a byte each, fill a 32-bit number. */
export const GRAM_UNITS = 4

/** The UTF-16 code units of a text. */
export function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length)
  for (let at = 0; at < text.length; at += 1) units[at] = text.charCodeAt(at)
  return units
}
