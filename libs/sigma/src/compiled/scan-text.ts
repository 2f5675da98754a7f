import { fold, foldTable } from '../fold.ts'

const table = foldTable()
/** The fold of ASCII: a table that fits the first cache. */
const narrow = Uint8Array.from(table.subarray(0, 128))

/**
 * One text, folded, as scanners look at it: a byte for each UTF-16 unit, which is the unit where that is ASCII; else its low seven
 * bits with the eighth set, and the units stand beside. One is used again and again, so that a text costs no allocation.
 */
export class ScanText {
  /** The bytes; only the first `length` count. */
  bytes = new Uint8Array(512)
  view: DataView = new DataView(this.bytes.buffer)
  /** The units; only where `isWide`. */
  units = new Uint16Array(512)
  length = 0
  /** Whether a unit is beyond ASCII. */
  isWide = false
  #source: Uint8Array = this.bytes
  #sourceView: DataView = this.view

  /**
   * Takes UTF-16 text where it stands in a log; NULs at its end are left out. False where a NUL stands within: what is before it is
   * a text of its own, see the reader.
   */
  takeBytes(source: Uint8Array, from: number, end: number): boolean {
    if (source !== this.#source) {
      this.#source = source
      this.#sourceView = new DataView(source.buffer, source.byteOffset, source.byteLength)
    }
    const view = this.#sourceView
    let to = from + ((end - from) & ~1)
    while (to > from && view.getUint16(to - 2, true) === 0) to -= 2
    const length = (to - from) >> 1
    this.#makeRoom(length)
    const { bytes } = this
    let all = 0
    // Adding carries into the eighth bit of each unit that is not NUL.
    let nonZero = -1
    let n = 0
    for (let at = from; n + 2 <= length; n += 2, at += 4) {
      const two = view.getInt32(at, true)
      all |= two
      nonZero &= two + 0x007f007f
      bytes[n] = narrow[two & 127] ?? 0
      bytes[n + 1] = narrow[(two >>> 16) & 127] ?? 0
    }
    if (n < length) {
      const one = view.getUint16(to - 2, true)
      all |= one
      bytes[n] = narrow[one & 127] ?? 0
    }
    this.length = length
    this.isWide = (all & 0xff80ff80) !== 0
    if (!this.isWide) return (nonZero & 0x00800080) === 0x00800080
    this.#makeWideRoom(length)
    for (n = 0; n < length; n += 1) {
      const unit = view.getUint16(from + 2 * n, true)
      if (unit === 0) return false
      this.#put(n, unit)
    }
    this.#foldPairs()
    return true
  }

  /** Takes a text. */
  takeText(text: string): void {
    const { length } = text
    this.#makeRoom(length)
    this.length = length
    const { bytes } = this
    let all = 0
    for (let n = 0; n < length; n += 1) {
      const unit = text.charCodeAt(n)
      all |= unit
      bytes[n] = narrow[unit & 127] ?? 0
    }
    this.isWide = all > 127
    if (!this.isWide) return
    this.#makeWideRoom(length)
    for (let n = 0; n < length; n += 1) this.#put(n, text.charCodeAt(n))
    this.#foldPairs()
  }

  #put(at: number, unit: number): void {
    const folded = table[unit] ?? unit
    this.units[at] = folded
    this.bytes[at] = byteOf(folded)
  }

  /** Letters beyond the first plane fold in pairs of units. */
  #foldPairs(): void {
    const { units, length } = this
    for (let at = 0; at + 1 < length; at += 1) {
      const high = units[at] ?? 0
      const low = units[at + 1] ?? 0
      if ((high & 0xfc00) !== 0xd800 || (low & 0xfc00) !== 0xdc00) continue
      const pair = fold(String.fromCharCode(high, low))
      this.#put(at, pair.charCodeAt(0))
      this.#put(at + 1, pair.charCodeAt(1))
      at += 1
    }
  }

  #makeRoom(length: number): void {
    if (length <= this.bytes.length) return
    this.bytes = new Uint8Array(2 * length)
    this.view = new DataView(this.bytes.buffer)
  }

  #makeWideRoom(length: number): void {
    if (length > this.units.length) this.units = new Uint16Array(2 * length)
  }
}

/** The byte of a folded unit. */
export const byteOf = (unit: number): number => (unit < 128 ? unit : 128 | (unit & 127))
