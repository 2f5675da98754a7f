import { FiletimeTexts } from './filetime.ts'
import { VALUE_TEXT_MAX_BYTES, VALUE_TEXT_SLOTS } from './limits.ts'

const WORDS = VALUE_TEXT_MAX_BYTES / 4

/**
 * Texts of values decoded before, by type and bytes: SIDs, GUIDs, process ids and keywords come again and again, and making
 * the text costs ten times what a look costs. A table of fixed size; what lands on a taken place takes it.
 */
export class ValueTexts {
  readonly #heads = new Int32Array(VALUE_TEXT_SLOTS)
  readonly #words = new Int32Array(VALUE_TEXT_SLOTS * WORDS)
  readonly #texts: string[] = []
  /** Times are seldom the same twice, so they are not looked up here. */
  readonly times = new FiletimeTexts()

  constructor() {
    for (let n = 0; n < VALUE_TEXT_SLOTS; n += 1) this.#texts.push('')
  }

  /** The text of `size` bytes at `at` as a value of a type; `make` makes it where it is not known. */
  text(
    view: DataView,
    type: number,
    at: number,
    size: number,
    make: (view: DataView, type: number, at: number, size: number) => string,
  ): string {
    if (size > VALUE_TEXT_MAX_BYTES || size === 0) return make(view, type, at, size)
    const head = (type << 8) | size
    let hash = head
    let p = at
    const end = at + size
    for (; p + 4 <= end; p += 4) hash = Math.imul(hash ^ view.getUint32(p, true), 0x9e3779b1)
    for (; p < end; p += 1) hash = Math.imul(hash ^ view.getUint8(p), 0x9e3779b1)
    const slot = (hash ^ (hash >>> 15)) & (VALUE_TEXT_SLOTS - 1)
    if (this.#heads[slot] === head && this.#same(view, at, end, slot * WORDS)) return this.#texts[slot] ?? ''
    const text = make(view, type, at, size)
    this.#heads[slot] = head
    this.#texts[slot] = text
    let word = slot * WORDS
    for (p = at; p + 4 <= end; p += 4) this.#words[word++] = view.getInt32(p, true)
    if (p < end) this.#words[word] = tail(view, p, end)
    return text
  }

  #same(view: DataView, at: number, end: number, first: number): boolean {
    let word = first
    let p = at
    for (; p + 4 <= end; p += 4) if (this.#words[word++] !== view.getInt32(p, true)) return false
    return p === end || this.#words[word] === tail(view, p, end)
  }
}

/** The last one to three bytes as a number. */
function tail(view: DataView, at: number, end: number): number {
  let value = 0
  for (let p = at; p < end; p += 1) value = (value << 8) | view.getUint8(p)
  return value
}
