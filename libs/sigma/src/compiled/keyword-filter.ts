import { foldTable } from '../fold.ts'
import type { EventLayout, SigmaEvent } from '../rule.ts'
import type { Literal } from './literal.ts'

const table = foldTable()
const HASH_BITS = 12

/** Value types whose text is made of their number: 3 to 21 but for binary data they are what the name of the type says. */
const FIRST_NUMBER = 3
const LAST_NUMBER = 21
/** What such texts are made of, folded: digits, hexadecimal, SIDs, GUIDs, times, true and false, Infinity and NaN. */
const NUMBER_TEXT = /^[-0-9a-fxstz{}:.+ruelinfy]*$/

/**
 * Says of a record, without decoding it, that no keyword stands anywhere in it; what it cannot rule out has to be looked at in full.
 * A rule without fields applies to every record there is, so this is what every record costs. Two units at a time are looked up in a
 * table of how far the next place is at which a keyword could end (Wu and Manber 1994): most of a text is skipped.
 */
export class KeywordFilter {
  readonly #literals: readonly Uint16Array[]
  readonly #shortest: number
  readonly #skips = new Uint8Array(2 ** HASH_BITS)
  /** Literals whose first `shortest` units end in a pair of this hash. */
  readonly #ending = new Map<number, number[]>()
  readonly #layouts = new WeakMap<EventLayout, LayoutWords>()
  #layout: EventLayout | undefined
  #words: LayoutWords | undefined

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
    this.#shortest = Math.min(255, ...literals.map(({ text }) => text.length))
    this.#skips.fill(this.#shortest - 1)
    for (const [one, units] of this.#literals.entries()) {
      for (let last = 1; last < this.#shortest; last += 1) {
        const hash = pairHash(units[last - 1] ?? 0, units[last] ?? 0)
        const left = this.#shortest - 1 - last
        this.#skips[hash] = Math.min(this.#skips[hash] ?? 0, left)
        if (left === 0) this.#ending.set(hash, [...(this.#ending.get(hash) ?? []), one])
      }
    }
  }

  /** Whether a keyword may stand in the record. True for records of which nothing but their fields is known. */
  mayHold(event: SigmaEvent): boolean {
    const { layout } = event
    if (layout === undefined || event.locate === undefined || event.value === undefined) return true
    const words = layout === this.#layout ? this.#words : this.#wordsOf(layout)
    if (words === undefined || words.isHit) return true
    for (const index of words.variable) {
      if (!event.locate(index)) {
        if (this.#inValue(event.value(index))) return true
        continue
      }
      const { raw } = event
      if (raw === undefined) return true
      const { type } = raw
      if (type === 1) {
        if (this.#inBytes(raw.bytes, raw.from, raw.to)) return true
      } else if (type !== 0 && (type < FIRST_NUMBER || type > LAST_NUMBER)) {
        if (this.#inValue(event.value(index))) return true
      }
    }
    return false
  }

  #wordsOf(layout: EventLayout): LayoutWords {
    const known = this.#layouts.get(layout)
    const words = known ?? {
      isHit: layout.fields.some(({ constant }) => constant !== undefined && this.#inText(constant)),
      variable: layout.fields.flatMap(({ constant }, index) => (constant === undefined ? [index] : [])),
    }
    if (known === undefined) this.#layouts.set(layout, words)
    this.#layout = layout
    this.#words = words
    return words
  }

  #inValue(value: ReturnType<SigmaEvent['field']>): boolean {
    if (value === undefined || value === null) return false
    return typeof value === 'string' ? this.#inText(value) : value.some((text) => this.#inText(text))
  }

  #inText(text: string): boolean {
    const units = unitsOf(text)
    const bytes = new Uint8Array(2 * units.length)
    for (const [at, unit] of units.entries()) {
      bytes[2 * at] = unit & 255
      bytes[2 * at + 1] = unit >> 8
    }
    return this.#inBytes(bytes, 0, bytes.length)
  }

  #inBytes(bytes: Uint8Array, from: number, end: number): boolean {
    const skips = this.#skips
    const to = from + ((end - from) & ~1)
    for (let at = from + 2 * this.#shortest - 2; at < to;) {
      const hash = pairHash(
        table[(bytes[at - 2] ?? 0) | ((bytes[at - 1] ?? 0) << 8)] ?? 0,
        table[(bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)] ?? 0,
      )
      const skip = skips[hash] ?? 0
      if (skip === 0) {
        if (this.#endsAt(hash, bytes, at, to)) return true
        at += 2
      } else at += 2 * skip
    }
    return false
  }

  #endsAt(hash: number, bytes: Uint8Array, at: number, to: number): boolean {
    const begin = at - 2 * this.#shortest + 2
    for (const one of this.#ending.get(hash) ?? []) {
      const units = this.#literals[one]
      if (units !== undefined && begin + 2 * units.length <= to && standsAt(units, bytes, begin)) return true
    }
    return false
  }
}

interface LayoutWords {
  /** A keyword stands in a text of the template. */
  readonly isHit: boolean
  /** Fields whose value the record holds. */
  readonly variable: readonly number[]
}

const pairHash = (one: number, two: number): number =>
  (Math.imul(one, 31) ^ Math.imul(two, 0x9e5)) & (2 ** HASH_BITS - 1)

function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length)
  for (let at = 0; at < text.length; at += 1) units[at] = text.charCodeAt(at)
  return units
}

function standsAt(units: Uint16Array, bytes: Uint8Array, from: number): boolean {
  for (let n = 0, at = from; n < units.length; n += 1, at += 2)
    if (units[n] !== table[(bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)]) return false
  return true
}
