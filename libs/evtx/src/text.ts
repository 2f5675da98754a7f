import { INTERN_FIRST_SLOTS, INTERN_MAX_CHARS, INTERN_SLOTS } from './limits.ts'
import { nativeDecoder } from './native-text.ts'

/** Characters given to String.fromCharCode at once: engines bound the number of arguments. */
const PIECE_CHARS = 4096

/** Up to so many bytes text is put together in script. */
const SHORT_ANSI = 16

/** Windows-1252 from 0x80 to 0x9f; ANSI strings name no code page, and this is the usual one in Europe. */
const CP1252 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178'

/**
 * Decodes strings. The same few thousand strings make up most of a log, so short ones are looked up among those
 * decoded before, in a table of fixed size: a hit costs no allocation.
 */
export class StringReader {
  #seen: (string | undefined)[] = []
  #mask = INTERN_FIRST_SLOTS - 1
  #kept = 0
  readonly #narrow = new Uint8Array(PIECE_CHARS)
  readonly #units = new Uint16Array(PIECE_CHARS)
  readonly #latin1 = nativeDecoder('latin1Slice')
  readonly #utf16 = nativeDecoder('ucs2Slice')

  constructor() {
    this.#widen(INTERN_FIRST_SLOTS)
  }

  /** UTF-16LE text of `chars` units at `at`; lone surrogates are kept as they are. The range must lie in the view. */
  utf16(view: DataView, at: number, chars: number): string {
    if (chars === 0) return ''
    if (chars > INTERN_MAX_CHARS) return this.#decode(view, at, chars)
    let hash = chars
    let p = at
    // Two characters at a time.
    for (const end = at + 2 * chars - 4; p <= end; p += 4) {
      hash = Math.imul(hash, 0x01000193) ^ view.getUint32(p, true)
    }
    if ((chars & 1) === 1) hash = Math.imul(hash, 0x01000193) ^ view.getUint16(p, true)
    hash ^= hash >>> 17
    const slot = (hash ^ (hash >>> 15)) & this.#mask
    const known = this.#seen[slot]
    if (known !== undefined && known.length === chars && sameText(known, view, at)) return known
    const text = this.#decode(view, at, chars)
    this.#seen[slot] = text
    this.#kept += 1
    if (this.#kept > this.#mask && this.#mask < INTERN_SLOTS - 1) this.#widen(4 * (this.#mask + 1))
    return text
  }

  /** A table with more slots; what was known is forgotten and comes again. */
  #widen(slots: number): void {
    this.#seen = []
    for (let n = 0; n < slots; n += 1) this.#seen.push(undefined)
    this.#mask = slots - 1
    this.#kept = 0
  }

  /** Text of `size` bytes in code page 1252. */
  ansi(view: DataView, at: number, size: number): string {
    let text = ''
    if (this.#latin1 !== undefined && size > SHORT_ANSI && !hasOwn1252(view, at, size))
      return this.#latin1(new Uint8Array(view.buffer), view.byteOffset + at, view.byteOffset + at + size)
    for (let n = 0; n < size; n += 1) {
      const byte = view.getUint8(at + n)
      text += byte >= 0x80 && byte < 0xa0 ? CP1252.charAt(byte - 0x80) : String.fromCharCode(byte)
    }
    return text
  }

  #decode(view: DataView, at: number, chars: number): string {
    let text = ''
    for (let done = 0; done < chars; done += PIECE_CHARS) {
      text += this.#piece(view, at + 2 * done, Math.min(PIECE_CHARS, chars - done))
    }
    return text
  }

  /** At most PIECE_CHARS units. Text below U+0100 is narrowed first: engines keep and compare that at half the cost. */
  #piece(view: DataView, at: number, chars: number): string {
    const narrow = this.#narrow
    let all = 0
    let n = 0
    for (let p = at; n + 2 <= chars; n += 2, p += 4) {
      const two = view.getUint32(p, true)
      all |= two
      narrow[n] = two
      narrow[n + 1] = two >>> 16
    }
    if (n < chars) {
      const one = view.getUint16(at + 2 * n, true)
      all |= one
      narrow[n] = one
    }
    if ((all & 0xff00ff00) === 0 && this.#latin1 !== undefined) return this.#latin1(narrow, 0, chars)
    if (this.#utf16 !== undefined) {
      const from = view.byteOffset + at
      return this.#utf16(new Uint8Array(view.buffer), from, from + 2 * chars)
    }
    for (n = 0; n < chars; n += 1) this.#units[n] = view.getUint16(at + 2 * n, true)
    return String.fromCharCode(...this.#units.subarray(0, chars))
  }
}

/** Whether a byte stands for another character in code page 1252 than in Latin-1. */
function hasOwn1252(view: DataView, at: number, size: number): boolean {
  for (let n = at; n < at + size; n += 1) {
    const byte = view.getUint8(n)
    if (byte >= 0x80 && byte < 0xa0) return true
  }
  return false
}

/** Whether `known` stands at `at`, unit for unit. The range must lie in the view. */
export function sameText(known: string, view: DataView, at: number): boolean {
  for (let n = 0; n < known.length; n += 1) {
    if (known.charCodeAt(n) !== view.getUint16(at + 2 * n, true)) return false
  }
  return true
}
