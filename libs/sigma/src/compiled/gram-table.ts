const NONE = -1
const ENTRY = 4
/** Bits of the map for each entry, and the most in all: 16 KB. */
const BITS_EACH = 16
const BITS_MAX = 17
const [KEY, NEXT, LITERAL, OFFSET] = [0, 1, 2, 3] as const

/** A hash table from 32-bit numbers to entries, each a literal and a number more. What is asked for together lies together. */
export class GramTable {
  readonly #heads: Int32Array
  readonly #shift: number
  readonly #entries: Int32Array
  /** Which keys may have an entry: so small that it stays in the first cache. */
  readonly #bits: Uint32Array
  readonly #bitShift: number
  #used = 0

  /** `count` entries at most. */
  constructor(count: number) {
    const bitCount = Math.min(BITS_MAX, Math.max(5, Math.ceil(Math.log2(Math.max(1, count) * BITS_EACH))))
    this.#bits = new Uint32Array(2 ** (bitCount - 5))
    this.#bitShift = 32 - bitCount
    const bits = Math.ceil(Math.log2(Math.max(2, 2 * count)))
    this.#shift = 32 - bits
    this.#heads = new Int32Array(2 ** bits).fill(NONE)
    this.#entries = new Int32Array(ENTRY * count)
  }

  /** Bytes that it holds. */
  get size(): number {
    return this.#heads.byteLength + this.#entries.byteLength + this.#bits.byteLength
  }

  /** False where a key has no entry; true where it may have one. */
  mayHave(key: number): boolean {
    const bit = Math.imul(key, 0x9e3779b1) >>> this.#bitShift
    return ((this.#bits[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0
  }

  add(key: number, literal: number, offset: number): void {
    const head = this.#head(key)
    const entry = this.#used
    this.#used += ENTRY
    this.#entries[entry + KEY] = key
    this.#entries[entry + NEXT] = this.#heads[head] ?? NONE
    this.#entries[entry + LITERAL] = literal
    this.#entries[entry + OFFSET] = offset
    this.#heads[head] = entry
    const bit = Math.imul(key, 0x9e3779b1) >>> this.#bitShift
    this.#bits[bit >>> 5] = (this.#bits[bit >>> 5] ?? 0) | (1 << (bit & 31))
  }

  /** The first entry of a key; negative where there is none. */
  first(key: number): number {
    return this.#sameFrom(this.#heads[this.#head(key)] ?? NONE, key)
  }

  /** The next entry of the same key; negative where there is none. */
  next(entry: number): number {
    return this.#sameFrom(this.#entries[entry + NEXT] ?? NONE, this.#entries[entry + KEY] ?? 0)
  }

  literal(entry: number): number {
    return this.#entries[entry + LITERAL] ?? 0
  }

  offset(entry: number): number {
    return this.#entries[entry + OFFSET] ?? 0
  }

  #head(key: number): number {
    return Math.imul(key ^ (key >>> 15), 0x9e3779b1) >>> this.#shift
  }

  #sameFrom(first: number, key: number): number {
    let entry = first
    while (entry >= 0 && this.#entries[entry + KEY] !== key) entry = this.#entries[entry + NEXT] ?? NONE
    return entry
  }
}
