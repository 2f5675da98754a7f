import { fold, foldTable } from '../fold.ts'
import { GRAM_UNITS, type Found, type Literal } from './literal.ts'
import { hasCasedPair, ShortLiterals } from './short-literals.ts'

const EMPTY = -1
const table = foldTable()

/**
 * Finds which of many literals stand in a text, in one pass and without decoding or copying it. Each literal is known by the
 * rarest four units in it (its gram): for each place of the text the gram that ends there is looked up in a bit map that fits the
 * first cache; only where its bit is set, the literals of that gram are compared unit by unit. Where all literals are anchored at
 * an end of the text, only the grams at the ends are looked at.
 */
export class LiteralScanner {
  readonly #literals: readonly Literal[]
  readonly #units: readonly Uint16Array[]
  /** For each literal: where its gram ends in it. */
  readonly #gramAt: Int32Array
  /** The next literal of the same gram. */
  readonly #next: Int32Array
  /** An open hash table from grams to their first literal. */
  readonly #keys: Int32Array
  readonly #heads: Int32Array
  readonly #tableMask: number
  readonly #bits: Uint32Array
  readonly #bitShift: number
  /** Literals shorter than a gram. */
  readonly #short: ShortLiterals
  /** Whether all longer ones are anchored at an end of the text. */
  readonly #endsOnly: boolean
  readonly #hasGrams: boolean
  readonly #hasPairs: boolean
  #places = new Int32Array(64)

  constructor(literals: readonly Literal[]) {
    this.#literals = literals
    this.#units = literals.map(({ text }) => unitsOf(text))
    this.#hasPairs = literals.some(({ text }) => hasCasedPair(text))
    this.#short = new ShortLiterals(literals)
    const long = literals.filter(({ text }) => text.length >= GRAM_UNITS)
    this.#hasGrams = long.length > 0
    this.#endsOnly = long.every(({ shape }) => shape !== 'inner')
    this.#gramAt = new Int32Array(literals.length)
    this.#next = new Int32Array(literals.length).fill(EMPTY)
    const size = 2 ** Math.ceil(Math.log2(Math.max(2, literals.length) * 2))
    this.#tableMask = size - 1
    this.#keys = new Int32Array(size)
    this.#heads = new Int32Array(size).fill(EMPTY)
    const bitCount = Math.min(18, Math.max(10, Math.ceil(Math.log2(Math.max(1, literals.length) * 48))))
    this.#bits = new Uint32Array(2 ** (bitCount - 5))
    this.#bitShift = 32 - bitCount
    this.#build()
  }

  /** Bytes of its tables. */
  get bytes(): number {
    const units = this.#units.reduce((sum, one) => sum + one.byteLength, 0)
    return units + 4 * (3 * this.#literals.length + 2 * this.#keys.length + this.#bits.length)
  }

  /** Calls `found` with the place in `literals` of each that stands in the text; the same one perhaps more than once. */
  scan(given: string, found: Found): void {
    const text = this.#hasPairs ? fold(given) : given
    const chars = text.length
    this.#short.scan(text, found)
    if (chars < GRAM_UNITS || !this.#hasGrams) return
    if (this.#endsOnly) {
      this.#look(text, gramEnding(text, GRAM_UNITS - 1), GRAM_UNITS - 1, found)
      if (chars > GRAM_UNITS) this.#look(text, gramEnding(text, chars - 1), chars - 1, found)
      return
    }
    const bits = this.#bits
    const shift = this.#bitShift
    const places = this.#room(chars)
    let count = 0
    let gram = 0
    for (let at = 0; at < chars; at += 1) {
      const unit = table[text.charCodeAt(at)] ?? 0
      gram = (gram << 8) | (unit < 128 ? unit : 128 | (unit & 127))
      const hash = Math.imul(gram, 0x9e3779b1) >>> shift
      if (((bits[hash >>> 5] ?? 0) & (1 << (hash & 31))) !== 0) {
        places[count] = at
        count += 1
      }
    }
    for (let n = 0; n < count; n += 1) {
      const at = places[n] ?? 0
      if (at >= GRAM_UNITS - 1) this.#look(text, gramEnding(text, at), at, found)
    }
  }

  /**
   * The same for UTF-16 text where it stands in a log. False, and nothing told, where that cannot be done: then the text has to be
   * decoded and scanned.
   */
  scanBytes(bytes: Uint8Array, from: number, end: number, found: Found): boolean {
    if (!this.#short.areWhole || this.#hasPairs) return false
    let to = from + ((end - from) & ~1)
    while (to > from && bytes[to - 1] === 0 && bytes[to - 2] === 0) to -= 2
    if (to - from < 2 * GRAM_UNITS) return to > from && this.#short.isEmpty
    const bits = this.#bits
    const shift = this.#bitShift
    const places = this.#room((to - from) >> 1)
    const endsOnly = this.#endsOnly
    let count = 0
    let gram = 0
    for (let at = from; at < to; at += 2) {
      const code = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
      // What stands behind a NUL is another text: see the reader.
      if (code === 0) return false
      if (endsOnly) continue
      const unit = table[code] ?? 0
      gram = (gram << 8) | (unit < 128 ? unit : 128 | (unit & 127))
      const hash = Math.imul(gram, 0x9e3779b1) >>> shift
      if (((bits[hash >>> 5] ?? 0) & (1 << (hash & 31))) !== 0) {
        places[count] = at
        count += 1
      }
    }
    const first = from + 2 * GRAM_UNITS - 2
    if (endsOnly) {
      this.#lookBytes(bytes, from, to, first, found)
      if (to - 2 > first) this.#lookBytes(bytes, from, to, to - 2, found)
    }
    for (let n = 0; n < count; n += 1) {
      const at = places[n] ?? 0
      if (at >= first) this.#lookBytes(bytes, from, to, at, found)
    }
    return true
  }

  #look(text: string, gram: number, at: number, found: Found): void {
    const { length } = text
    for (let slot = Math.imul(gram, 0x9e3779b1) & this.#tableMask; ; slot = (slot + 1) & this.#tableMask) {
      const head = this.#heads[slot] ?? EMPTY
      if (head === EMPTY) return
      if (this.#keys[slot] !== gram) continue
      for (let one = head; one !== EMPTY; one = this.#next[one] ?? EMPTY) {
        const units = this.#units[one]
        const literal = this.#literals[one]
        if (units === undefined || literal === undefined) continue
        const from = at - (this.#gramAt[one] ?? 0)
        const to = from + units.length
        if (from < 0 || to > length) continue
        if (literal.shape !== 'inner') {
          if (literal.shape !== 'suffix' && from !== 0) continue
          if (literal.shape !== 'prefix' && to !== length) continue
        }
        if (standsAt(units, text, from)) found.open(one)
      }
      return
    }
  }

  #lookBytes(bytes: Uint8Array, from: number, to: number, at: number, found: Found): void {
    const gram = gramEndingAt(bytes, at)
    for (let slot = Math.imul(gram, 0x9e3779b1) & this.#tableMask; ; slot = (slot + 1) & this.#tableMask) {
      const head = this.#heads[slot] ?? EMPTY
      if (head === EMPTY) return
      if (this.#keys[slot] !== gram) continue
      for (let one = head; one !== EMPTY; one = this.#next[one] ?? EMPTY) {
        const units = this.#units[one]
        const literal = this.#literals[one]
        if (units === undefined || literal === undefined) continue
        const begin = at - 2 * (this.#gramAt[one] ?? 0)
        const end = begin + 2 * units.length
        if (begin < from || end > to) continue
        if (literal.shape !== 'inner') {
          if (literal.shape !== 'suffix' && begin !== from) continue
          if (literal.shape !== 'prefix' && end !== to) continue
        }
        if (standsAtByte(units, bytes, begin)) found.open(one)
      }
      return
    }
  }

  #room(chars: number): Int32Array {
    if (this.#places.length < chars) this.#places = new Int32Array(2 * chars)
    return this.#places
  }

  #build(): void {
    const rarity = this.#endsOnly ? null : gramCounts(this.#literals)
    for (const [one, { text, shape }] of this.#literals.entries()) {
      if (text.length < GRAM_UNITS) continue
      const at =
        rarity === null ? (shape === 'suffix' ? text.length - 1 : GRAM_UNITS - 1) : rarestGram(text, rarity)
      this.#gramAt[one] = at
      this.#insert(gramEnding(text, at), one)
    }
  }

  #insert(gram: number, one: number): void {
    const bit = Math.imul(gram, 0x9e3779b1) >>> this.#bitShift
    this.#bits[bit >>> 5] = (this.#bits[bit >>> 5] ?? 0) | (1 << (bit & 31))
    let slot = Math.imul(gram, 0x9e3779b1) & this.#tableMask
    while (this.#heads[slot] !== EMPTY && this.#keys[slot] !== gram) slot = (slot + 1) & this.#tableMask
    this.#keys[slot] = gram
    this.#next[one] = this.#heads[slot] ?? EMPTY
    this.#heads[slot] = one
  }
}

function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length)
  for (let at = 0; at < text.length; at += 1) units[at] = text.charCodeAt(at)
  return units
}

/** Whether folded units stand in a text. */
function standsAt(units: Uint16Array, text: string, from: number): boolean {
  for (let n = 0; n < units.length; n += 1) if (units[n] !== table[text.charCodeAt(from + n)]) return false
  return true
}

function standsAtByte(units: Uint16Array, bytes: Uint8Array, from: number): boolean {
  for (let n = 0, at = from; n < units.length; n += 1, at += 2)
    if (units[n] !== table[(bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)]) return false
  return true
}

function gramEndingAt(bytes: Uint8Array, last: number): number {
  let gram = 0
  for (let at = last - 2 * GRAM_UNITS + 2; at <= last; at += 2) {
    const unit = table[(bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)] ?? 0
    gram = (gram << 8) | (unit < 128 ? unit : 128 | (unit & 127))
  }
  return gram
}

/** The gram whose last unit stands at `at`, folded; units beyond ASCII share bytes, so equal grams are a hint only. */
function gramEnding(text: string, at: number): number {
  let gram = 0
  for (let n = at - GRAM_UNITS + 1; n <= at; n += 1) {
    const unit = table[text.charCodeAt(n)] ?? 0
    gram = (gram << 8) | (unit < 128 ? unit : 128 | (unit & 127))
  }
  return gram
}

/** Texts of which every computer's records are full: their grams are the worst to be known by. */
const USUAL =
  'c:\\windows\\system32\\ c:\\windows\\syswow64\\ c:\\program files (x86)\\ c:\\programdata\\ c:\\users\\administrator\\appdata\\local\\temp\\ microsoft windows powershell.exe cmd.exe svchost.exe rundll32.exe explorer.exe services.exe "c:\\windows\\system32\\windowspowershell\\v1.0\\powershell.exe" -nop -w hidden -noninteractive -executionpolicy bypass -command  /c  -c http://www.microsoft.com https:// nt authority\\system hklm\\software\\microsoft\\windows\\currentversion\\ hklm\\system\\currentcontrolset\\services\\ .dll .exe .sys .tmp .ps1 .bat md5= sha256= imphash= version assembly '

function gramCounts(literals: readonly Literal[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  const count = (text: string, by: number): void => {
    for (let at = GRAM_UNITS - 1; at < text.length; at += 1) {
      const gram = gramEnding(text, at)
      counts.set(gram, (counts.get(gram) ?? 0) + by)
    }
  }
  for (const { text } of literals) count(text, 1)
  count(USUAL, 1000)
  return counts
}

function rarestGram(text: string, counts: ReadonlyMap<number, number>): number {
  let best = GRAM_UNITS - 1
  let fewest = Number.POSITIVE_INFINITY
  for (let at = GRAM_UNITS - 1; at < text.length; at += 1) {
    const count = counts.get(gramEnding(text, at)) ?? 0
    if (count < fewest) {
      fewest = count
      best = at
    }
  }
  return best
}
