import { GramTable } from './gram-table.ts'
import { GRAM_UNITS, type Found, type Literal, type Shape } from './literal.ts'
import type { LiteralPool } from './literal-pool.ts'
import type { ScanText } from './scan-text.ts'

/** Literals are known by as many of their units as the largest of these that they have; more than that are compared. */
const WINDOWS: readonly number[] = [16, 8, 7, 6, 5, 4, 3, 2, 1]

/** Literals of one shape and window are found by one look. */
interface Kind {
  readonly shape: Shape
  readonly window: number
}

/** Literals that have to stand at an end of the text, or to be all of it: a look for each kind, whatever their number. */
export class AnchoredLiterals {
  readonly #pool: LiteralPool
  readonly #table: GramTable
  readonly #kinds: readonly Kind[]

  constructor(pool: LiteralPool, given: readonly { readonly literal: Literal; readonly one: number }[]) {
    this.#pool = pool
    this.#table = new GramTable(given.length)
    const kinds: Kind[] = []
    const view = new DataView(pool.bytes.buffer)
    for (const { literal, one } of given) {
      const { shape } = literal
      const { length } = literal.text
      const window = shape === 'whole' ? 0 : (WINDOWS.find((size) => size <= length) ?? 0)
      if (!kinds.some((kind) => kind.shape === shape && kind.window === window)) kinds.push({ shape, window })
      const start = pool.start(one)
      this.#table.add(keyOf({ shape, window }, view, start, start + length), one, 0)
    }
    this.#kinds = kinds
  }

  /** Bytes that it holds. */
  get size(): number {
    return this.#table.size
  }

  scan(text: ScanText, found: Found): void {
    const { length, view } = text
    for (const kind of this.#kinds) {
      if (kind.window > length) continue
      const key = keyOf(kind, view, 0, length)
      if (this.#table.mayHave(key)) this.#look(key, kind.shape, text, found)
    }
  }

  #look(key: number, shape: Shape, text: ScanText, found: Found): void {
    const table = this.#table
    for (let entry = table.first(key); entry >= 0; entry = table.next(entry)) {
      const one = table.literal(entry)
      const length = this.#pool.lengthOf(one)
      if (shape === 'whole' && length !== text.length) continue
      if (this.#pool.stands(one, text, shape === 'suffix' ? text.length - length : 0)) found.open(one)
    }
  }
}

/** The key of a text, or a literal, of a kind. Keys of different kinds that meet by chance cost a look. */
function keyOf({ shape, window }: Kind, view: DataView, from: number, to: number): number {
  if (shape === 'whole') return rangeKey(view, from, to) ^ (to - from)
  return shape === 'prefix'
    ? rangeKey(view, from, from + window) ^ (window << 8)
    : rangeKey(view, to - window, to) ^ (window << 16)
}

/** A number for the first and last four bytes of a range, or the few that it has. */
function rangeKey(view: DataView, from: number, to: number): number {
  if (to - from >= GRAM_UNITS) {
    const first = view.getInt32(from, true)
    return Math.imul(first ^ Math.imul(view.getInt32(to - GRAM_UNITS, true), 0x85ebca6b), 0xc2b2ae35)
  }
  let key = 0
  for (let at = from; at < to; at += 1) key = (key << 8) | view.getUint8(at)
  return Math.imul(key, 0x85ebca6b)
}
