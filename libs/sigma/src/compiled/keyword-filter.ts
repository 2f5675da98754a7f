import { foldTable, unitsFoldingTo } from '../fold.ts'
import type { EventLayout, RawRange, SigmaEvent } from '../rule.ts'
import { unitsOf, type Literal } from './literal.ts'

const table = foldTable()
const BLOCK_UNITS = 4
const BLOCK_BYTES = 2 * BLOCK_UNITS
/** 8 KB: a quarter of the first cache. */
const HASH_BITS = 16
/** Longer beginnings of keywords are no better to look for. */
const WINDOW_UNITS_MAX = 32

/** What texts that are made from values are made of, folded: digits, hexadecimal, SIDs, GUIDs, times, true and false, Infinity, NaN. */
const NUMBER_TEXT = /^[-0-9a-fxstz{}:.+ruelinfy]*$/

/**
 * Says of a record, without decoding or even finding its values, that no keyword stands anywhere in it; what it cannot rule out has
 * to be looked at in full. A rule without fields applies to every record there is, so this is what every record costs. Blocks of
 * eight bytes are looked up in a map of those that stand in keywords, so far from each other that one lies within any keyword
 * wherever that begins. No look waits for the one before it, as it would where each says how far the next may be. Texts may begin
 * at any byte, so the map knows the blocks of both.
 */
export class KeywordFilter {
  readonly #literals: readonly Uint16Array[]
  /** Bytes from one look to the next: the shortest keyword holds a whole block wherever it begins. */
  readonly #stride: number
  readonly #blocks = new Int32Array(2 ** (HASH_BITS - 5))
  /** By the hash of a block: the literals that it stands in, and after how many bytes. */
  readonly #places = new Map<number, { readonly one: number; readonly after: number }[]>()
  readonly #layouts = new WeakMap<EventLayout, boolean>()
  #layout: EventLayout | undefined
  #isFixed = false
  #bytes: Uint8Array = new Uint8Array()
  #view: DataView = new DataView(new ArrayBuffer(0))

  /** Undefined where the keywords are too short, or could stand in the text of a number. */
  static of(literals: readonly Literal[]): KeywordFilter | undefined {
    const fits = literals.every(
      ({ text, shape }) =>
        shape === 'inner' &&
        text.length >= BLOCK_UNITS &&
        !/[\ud800-\udfff\u2400\0]/.test(text) &&
        !NUMBER_TEXT.test(text),
    )
    return fits && literals.length > 0 ? new KeywordFilter(literals) : undefined
  }

  private constructor(literals: readonly Literal[]) {
    this.#literals = literals.map(({ text }) => unitsOf(text))
    const shortest = Math.min(WINDOW_UNITS_MAX, ...literals.map(({ text }) => text.length))
    this.#stride = 2 * shortest - BLOCK_BYTES + 1
    for (const [one, units] of this.#literals.entries())
      for (let after = 0; after < this.#stride; after += 1)
        for (const hash of new Set(hashesOf(units, after))) this.#add(hash, one, after)
  }

  #add(hash: number, one: number, after: number): void {
    this.#blocks[hash >>> 5] = (this.#blocks[hash >>> 5] ?? 0) | (1 << (hash & 31))
    const same = this.#places.get(hash)
    if (same === undefined) this.#places.set(hash, [{ one, after }])
    else same.push({ one, after })
  }

  /** Whether a keyword may stand in the record. True for records of which nothing but their fields is known. */
  mayHold(event: SigmaEvent): boolean {
    const { layout } = event
    if (layout === undefined) return true
    if (layout !== this.#layout) {
      this.#isFixed = this.#isInFixed(layout)
      this.#layout = layout
    }
    if (this.#isFixed) return true
    const { body, narrow } = event
    if (body === undefined || this.#isIn(body)) return true
    for (const text of narrow ?? []) if (this.#isInText(text)) return true
    return false
  }

  #isInFixed(layout: EventLayout): boolean {
    const known = this.#layouts.get(layout)
    if (known !== undefined) return known
    const isIn = layout.fixed === undefined || layout.fixed.some((text) => this.#isInText(text))
    this.#layouts.set(layout, isIn)
    return isIn
  }

  #isIn({ bytes, from, to }: RawRange): boolean {
    if (bytes !== this.#bytes) {
      this.#bytes = bytes
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    }
    const view = this.#view
    const blocks = this.#blocks
    const stride = this.#stride
    const last = to - BLOCK_BYTES
    for (let at = from; at <= last; at += stride) {
      const hash = hashOf(view.getInt32(at, true), view.getInt32(at + 4, true))
      if (((blocks[hash >>> 5] ?? 0) & (1 << (hash & 31))) === 0) continue
      if (this.#stands(hash, bytes, at, from, to)) return true
    }
    return false
  }

  /** The same of a text, whose blocks begin at units. */
  #isInText(text: string): boolean {
    const blocks = this.#blocks
    const stride = (this.#stride + 1) >> 1
    const unit = (at: number): number => text.charCodeAt(at)
    for (let at = 0; at + BLOCK_UNITS <= text.length; at += stride) {
      const hash = hashOf(unit(at) | (unit(at + 1) << 16), unit(at + 2) | (unit(at + 3) << 16))
      if (((blocks[hash >>> 5] ?? 0) & (1 << (hash & 31))) === 0) continue
      for (const { one, after } of this.#places.get(hash) ?? [])
        if ((after & 1) === 0 && standsIn(this.#literals[one], text, at - (after >> 1))) return true
    }
    return false
  }

  #stands(hash: number, bytes: Uint8Array, at: number, from: number, to: number): boolean {
    for (const { one, after } of this.#places.get(hash) ?? []) {
      const units = this.#literals[one]
      const begin = at - after
      if (units === undefined || begin < from || begin + 2 * units.length > to) continue
      if (standsAt(units, bytes, begin)) return true
    }
    return false
  }
}

/** Capital and small letters are one but for a bit; what else shares a hash by that is told apart when literals are compared. */
const hashOf = (low: number, high: number): number =>
  Math.imul((low | 0x20202020) ^ Math.imul(high | 0x20202020, 0x85ebca6b), 0x9e3779b1) >>> (32 - HASH_BITS)

/** The hashes of the blocks that can stand `from` bytes after the beginning of folded units, whatever the case of their letters. */
function hashesOf(units: Uint16Array, from: number): number[] {
  const high = halvesOf(units, from + 4)
  return halvesOf(units, from).flatMap((low) => high.map((other) => hashOf(low, other)))
}

/** The four bytes that can stand `from` bytes after the beginning, in small letters where they are ASCII. */
function halvesOf(units: Uint16Array, from: number): number[] {
  let halves = [0]
  for (let n = from >> 1; 2 * n < from + 4; n += 1) {
    const shift = 8 * (2 * n - from)
    // A unit that is only half in the block gives one of its bytes.
    const parts = unitsFoldingTo(units[n] ?? 0).map((unit) => (shift < 0 ? unit >> 8 : unit << shift))
    halves = halves.flatMap((half) => parts.map((part) => half | part))
  }
  return [...new Set(halves.map((half) => half | 0x20202020))]
}

function standsAt(units: Uint16Array, bytes: Uint8Array, from: number): boolean {
  for (let n = 0, at = from; n < units.length; n += 1, at += 2)
    if (units[n] !== table[(bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)]) return false
  return true
}

function standsIn(units: Uint16Array | undefined, text: string, from: number): boolean {
  if (units === undefined || from < 0 || from + units.length > text.length) return false
  for (let n = 0; n < units.length; n += 1) if (units[n] !== table[text.charCodeAt(from + n)]) return false
  return true
}
