import type { Found } from './literal.ts'
import type { LiteralPool } from './literal-pool.ts'
import type { ScanText } from './scan-text.ts'

const PAIR = 128

/**
 * Literals shorter than a gram that may stand anywhere. Those of ASCII are known by their last two units, for which there is a
 * table; those with other letters (look-alike letters, emoji) by the first of these, which hardly any text has.
 */
export class ShortLiterals {
  readonly #pool: LiteralPool
  /** A bit for each pair of ASCII units. */
  readonly #pairs: Int32Array | null
  readonly #byPair = new Map<number, number[]>()
  /** By their first unit that is not ASCII, with its place in the literal. */
  readonly #rare = new Map<number, { readonly one: number; readonly at: number }[]>()

  constructor(pool: LiteralPool, given: readonly { readonly text: string; readonly one: number }[]) {
    this.#pool = pool
    this.#pairs = given.some(({ one }) => !pool.isWide(one)) ? new Int32Array((PAIR * PAIR) / 32) : null
    for (const { one, text } of given)
      if (pool.isWide(one)) this.#addRare(text, one)
      else this.#addPair(text, one)
  }

  /** Bytes that it holds. */
  get size(): number {
    return this.#pairs?.byteLength ?? 0
  }

  #addPair(text: string, one: number): void {
    const last = text.charCodeAt(text.length - 1)
    // One unit stands behind any other, and behind none.
    const before =
      text.length > 1 ? [text.charCodeAt(text.length - 2)] : Array.from({ length: PAIR }, (_, n) => n)
    for (const unit of before) {
      const key = unit * PAIR + last
      if (this.#pairs !== null) this.#pairs[key >>> 5] = (this.#pairs[key >>> 5] ?? 0) | (1 << (key & 31))
      const same = this.#byPair.get(key)
      if (same === undefined) this.#byPair.set(key, [one])
      else same.push(one)
    }
  }

  #addRare(text: string, one: number): void {
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at)
      if (unit < 128) continue
      this.#rare.set(unit, [...(this.#rare.get(unit) ?? []), { one, at }])
      return
    }
  }

  scan(text: ScanText, found: Found): void {
    if (this.#pairs !== null) this.#scanPairs(text, this.#pairs, found)
    if (text.isWide && this.#rare.size > 0) this.#scanRare(text, found)
  }

  #scanPairs(text: ScanText, pairs: Int32Array, found: Found): void {
    const { bytes, length } = text
    let before = 0
    for (let at = 0; at < length; at += 1) {
      const unit = bytes[at] ?? 0
      const key = (before & 127) * PAIR + (unit & 127)
      if (((pairs[key >>> 5] ?? 0) & (1 << (key & 31))) !== 0) this.#lookPair(key, at + 1, text, found)
      before = unit
    }
  }

  #lookPair(key: number, end: number, text: ScanText, found: Found): void {
    for (const one of this.#byPair.get(key) ?? [])
      if (this.#pool.stands(one, text, end - this.#pool.lengthOf(one))) found.open(one)
  }

  #scanRare(text: ScanText, found: Found): void {
    const { units, length } = text
    for (let n = 0; n < length; n += 1) {
      const unit = units[n] ?? 0
      if (unit < 128) continue
      for (const { one, at } of this.#rare.get(unit) ?? [])
        if (this.#pool.stands(one, text, n - at)) found.open(one)
    }
  }
}
