import { foldTable, unitsFoldingTo } from '../fold.ts'
import type { EventLayout, RawRange, SigmaEvent } from '../rule.ts'
import { unitsOf, type Literal } from './literal.ts'

const table = foldTable()
const HASH_BITS = 13
const BLOCK_BYTES = 4

/** What texts that are made from values are made of, folded: digits, hexadecimal, SIDs, GUIDs, times, true and false, Infinity, NaN. */
const NUMBER_TEXT = /^[-0-9a-fxstz{}:.+ruelinfy]*$/

/**
 * Says of a record, without decoding or even finding its values, that no keyword stands anywhere in it; what it cannot rule out has
 * to be looked at in full. A rule without fields applies to every record there is, so this is what every record costs. Four bytes
 * at a time are looked up in a table of how far the next place is at which a keyword could end (Wu and Manber 1994): most of a
 * record is skipped. Texts may begin at any byte, so the table knows the blocks of both.
 */
export class KeywordFilter {
  readonly #literals: readonly Uint16Array[]
  /** Bytes of the shortest keyword: of each that many are looked for, and then the rest is compared. */
  readonly #window: number
  readonly #skips = new Uint8Array(2 ** HASH_BITS)
  /** Literals whose window ends in a block of this hash. */
  readonly #ending = new Map<number, number[]>()
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
        text.length >= 4 &&
        !/[\ud800-\udfff\u2400\0]/.test(text) &&
        !NUMBER_TEXT.test(text),
    )
    return fits && literals.length > 0 ? new KeywordFilter(literals) : undefined
  }

  private constructor(literals: readonly Literal[]) {
    this.#literals = literals.map(({ text }) => unitsOf(text))
    this.#window = 2 * Math.min(120, ...literals.map(({ text }) => text.length))
    this.#skips.fill(this.#window - BLOCK_BYTES + 1)
    for (const [one, units] of this.#literals.entries())
      for (let end = BLOCK_BYTES; end <= this.#window; end += 1)
        for (const block of blocksOf(units, end - BLOCK_BYTES)) this.#add(block, this.#window - end, one)
  }

  #add(block: number, left: number, one: number): void {
    const hash = hashOf(block)
    this.#skips[hash] = Math.min(this.#skips[hash] ?? 0, left)
    if (left > 0) return
    const same = this.#ending.get(hash) ?? []
    if (!same.includes(one)) same.push(one)
    this.#ending.set(hash, same)
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
    const { body } = event
    return body === undefined || this.#isIn(body)
  }

  #isInFixed(layout: EventLayout): boolean {
    const known = this.#layouts.get(layout)
    if (known !== undefined) return known
    const isIn = layout.fixed === undefined || layout.fixed.some((text) => this.#isIn(bytesOf(text)))
    this.#layouts.set(layout, isIn)
    return isIn
  }

  #isIn({ bytes, from, to }: RawRange): boolean {
    if (bytes !== this.#bytes) {
      this.#bytes = bytes
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    }
    const view = this.#view
    const skips = this.#skips
    const last = to - BLOCK_BYTES
    for (let at = from + this.#window - BLOCK_BYTES; at <= last;) {
      const hash = hashOf(view.getInt32(at, true))
      const skip = skips[hash] ?? 0
      if (skip === 0) {
        if (this.#begins(hash, bytes, at + BLOCK_BYTES - this.#window, to)) return true
        at += 1
      } else at += skip
    }
    return false
  }

  #begins(hash: number, bytes: Uint8Array, at: number, to: number): boolean {
    for (const one of this.#ending.get(hash) ?? []) {
      const units = this.#literals[one]
      if (units !== undefined && at + 2 * units.length <= to && standsAt(units, bytes, at)) return true
    }
    return false
  }
}

/** Capital and small letters are one but for a bit; what else shares a hash by that is told apart when literals are compared. */
const hashOf = (block: number): number => Math.imul(block | 0x20202020, 0x9e3779b1) >>> (32 - HASH_BITS)

/** The blocks that can stand `from` bytes after the beginning of folded units, whatever the case of their letters. */
function blocksOf(units: Uint16Array, from: number): number[] {
  let blocks = [0]
  for (let n = from >> 1; 2 * n < from + BLOCK_BYTES; n += 1) {
    const shift = 8 * (2 * n - from)
    // A unit that is only half in the block gives one of its bytes.
    const parts = unitsFoldingTo(units[n] ?? 0).map((unit) => (shift < 0 ? unit >> 8 : unit << shift))
    blocks = blocks.flatMap((block) => parts.map((part) => block | part))
  }
  return [...new Set(blocks)]
}

function bytesOf(text: string): RawRange {
  const bytes = new Uint8Array(2 * text.length)
  for (const [at, unit] of unitsOf(text).entries()) {
    bytes[2 * at] = unit & 255
    bytes[2 * at + 1] = unit >> 8
  }
  return { bytes, from: 0, to: bytes.length }
}

function standsAt(units: Uint16Array, bytes: Uint8Array, from: number): boolean {
  for (let n = 0, at = from; n < units.length; n += 1, at += 2)
    if (units[n] !== table[(bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)]) return false
  return true
}
