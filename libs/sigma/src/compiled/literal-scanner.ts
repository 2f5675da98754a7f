import { AnchoredLiterals } from './anchored-literals.ts'
import { InnerLiterals } from './inner-literals.ts'
import { GRAM_UNITS, type Found, type Literal } from './literal.ts'
import { LiteralPool } from './literal-pool.ts'
import type { ScanText } from './scan-text.ts'
import { ShortLiterals } from './short-literals.ts'

/** Finds which of many literals stand in a text: those anchored at an end, those anywhere in it, and those too short for a gram. */
export class LiteralScanner {
  readonly #pool: LiteralPool
  readonly #anchored: AnchoredLiterals | null
  readonly #inner: InnerLiterals | null
  readonly #short: ShortLiterals | null

  constructor(literals: readonly Literal[]) {
    this.#pool = new LiteralPool(literals)
    const places = literals.map((literal, one) => ({ literal, one, text: literal.text }))
    const anchored = places.filter(({ literal }) => literal.shape !== 'inner')
    const inner = places.filter(({ literal, text }) => literal.shape === 'inner' && text !== '')
    const long = inner.flatMap(({ one, text }) => (text.length >= GRAM_UNITS ? [one] : []))
    const short = inner.filter(({ text }) => text.length < GRAM_UNITS)
    this.#anchored = anchored.length > 0 ? new AnchoredLiterals(this.#pool, anchored) : null
    this.#inner = long.length > 0 ? new InnerLiterals(this.#pool, long) : null
    this.#short = short.length > 0 ? new ShortLiterals(this.#pool, short) : null
  }

  /** Bytes of its tables. */
  get bytes(): number {
    return this.#pool.size + (this.#anchored?.size ?? 0) + (this.#inner?.size ?? 0) + (this.#short?.size ?? 0)
  }

  /** Calls `found` with the place in `literals` of each that stands in the text; the same one perhaps more than once. */
  scan(text: ScanText, found: Found): void {
    if (this.#anchored !== null) this.#anchored.scan(text, found)
    if (this.#short !== null) this.#short.scan(text, found)
    if (this.#inner !== null && text.length >= GRAM_UNITS) this.#inner.scan(text, found)
  }
}
