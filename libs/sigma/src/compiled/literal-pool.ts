import type { Literal } from './literal.ts'
import { byteOf, type ScanText } from './scan-text.ts'

/** The units of many literals in one array, and their bytes as a `ScanText` has them. */
export class LiteralPool {
  /** For each literal: where it begins, then twice its length, and one more where it has a unit beyond ASCII. */
  readonly #heads: Int32Array
  readonly #units: Uint16Array
  readonly bytes: Uint8Array

  constructor(literals: readonly Literal[]) {
    this.#heads = new Int32Array(2 * literals.length)
    const end = literals.reduce((sum, { text }) => sum + text.length, 0)
    this.#units = new Uint16Array(end)
    this.bytes = new Uint8Array(end)
    let start = 0
    for (const [one, { text }] of literals.entries()) {
      this.#put(one, text, start)
      start += text.length
    }
  }

  #put(one: number, text: string, start: number): void {
    let isWide = 0
    for (let n = 0; n < text.length; n += 1) {
      const unit = text.charCodeAt(n)
      this.#units[start + n] = unit
      this.bytes[start + n] = byteOf(unit)
      if (unit > 127) isWide = 1
    }
    this.#heads[2 * one] = start
    this.#heads[2 * one + 1] = 2 * text.length + isWide
  }

  /** Bytes that it holds. */
  get size(): number {
    return this.#heads.byteLength + this.#units.byteLength + this.bytes.byteLength
  }

  /** Where a literal begins in `bytes`. */
  start(one: number): number {
    return this.#heads[2 * one] ?? 0
  }

  lengthOf(one: number): number {
    return (this.#heads[2 * one + 1] ?? 0) >> 1
  }

  /** Whether a literal has a unit beyond ASCII. */
  isWide(one: number): boolean {
    return ((this.#heads[2 * one + 1] ?? 0) & 1) === 1
  }

  /** Whether a literal stands at a place of a text. */
  stands(one: number, text: ScanText, at: number): boolean {
    const start = this.#heads[2 * one] ?? 0
    const kind = this.#heads[2 * one + 1] ?? 0
    const length = kind >> 1
    if (at < 0 || at + length > text.length) return false
    const { bytes } = this
    const have = text.bytes
    for (let n = 0; n < length; n += 1) if (bytes[start + n] !== have[at + n]) return false
    return (kind & 1) === 0 || (text.isWide && this.#standsWide(start, length, text.units, at))
  }

  #standsWide(start: number, length: number, units: Uint16Array, at: number): boolean {
    for (let n = 0; n < length; n += 1) if (this.#units[start + n] !== units[at + n]) return false
    return true
  }
}
