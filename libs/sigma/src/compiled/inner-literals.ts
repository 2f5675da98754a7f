import { GramTable } from './gram-table.ts'
import { GRAM_UNITS, unitsOf, type Found } from './literal.ts'
import type { LiteralPool } from './literal-pool.ts'
import { byteOf, type ScanText } from './scan-text.ts'

/** The longest step between two looks. */
const STRIDE_MAX = 8
const COUNT_BITS = 16

/**
 * Literals that may stand anywhere. Each is known by the rarest four units in it (its gram), looked up in a bit map that fits the
 * first cache at each place of the text; where all literals are long only at each second, third, … place, and then each is
 * known by so many grams in a row that one of them is met. Only on a hit literals are compared.
 */
export class InnerLiterals {
  readonly #pool: LiteralPool
  readonly #table: GramTable
  readonly #stride: number
  #places = new Int32Array(64)

  constructor(pool: LiteralPool, given: readonly number[]) {
    this.#pool = pool
    const shortest = given.reduce((least, one) => Math.min(least, pool.lengthOf(one)), 255)
    this.#stride = Math.min(STRIDE_MAX, shortest - GRAM_UNITS + 1)
    const count = given.length * this.#stride
    this.#table = new GramTable(count)
    const counts = this.#counts(given)
    const view = new DataView(pool.bytes.buffer)
    for (const one of given) this.#add(view, one, counts)
  }

  get size(): number {
    return this.#table.size
  }

  #add(view: DataView, one: number, counts: Uint16Array): void {
    const start = this.#pool.start(one)
    const last = this.#pool.lengthOf(one) - GRAM_UNITS - this.#stride + 1
    let best = 0
    let fewest = Number.POSITIVE_INFINITY
    for (let at = 0; at <= last; at += 1) {
      let count = 0
      for (let n = at; n < at + this.#stride; n += 1)
        count += counts[countHash(view.getInt32(start + n, true))] ?? 0
      if (count >= fewest) continue
      fewest = count
      best = at
    }
    for (let at = best; at < best + this.#stride; at += 1) {
      this.#table.add(view.getInt32(start + at, true), one, at)
    }
  }

  /** How many literals have a gram, and how usual it is. */
  #counts(given: readonly number[]): Uint16Array {
    const counts = usualCounts().slice()
    const view = new DataView(this.#pool.bytes.buffer)
    for (const one of given) {
      const start = this.#pool.start(one)
      count(view, start, start + this.#pool.lengthOf(one), 1, counts)
    }
    return counts
  }

  /** For texts of a gram and more. */
  scan(text: ScanText, found: Found): void {
    const last = text.length - GRAM_UNITS
    const { view } = text
    const table = this.#table
    const stride = this.#stride
    if (this.#places.length <= last) this.#places = new Int32Array(2 * text.length)
    const places = this.#places
    let hits = 0
    for (let at = 0; at <= last; at += stride) {
      if (!table.mayHave(view.getInt32(at, true))) continue
      places[hits] = at
      hits += 1
    }
    for (let n = 0; n < hits; n += 1) this.#look(places[n] ?? 0, text, found)
  }

  #look(at: number, text: ScanText, found: Found): void {
    const table = this.#table
    for (let entry = table.first(text.view.getInt32(at, true)); entry >= 0; entry = table.next(entry)) {
      const one = table.literal(entry)
      if (this.#pool.stands(one, text, at - table.offset(entry))) found.open(one)
    }
  }
}

/** Texts of which every computer's records are full: their grams are the worst to be known by. */
const USUAL =
  'c:\\windows\\system32\\ c:\\windows\\syswow64\\ c:\\program files (x86)\\ c:\\programdata\\ c:\\users\\administrator\\appdata\\local\\temp\\ microsoft windows powershell.exe cmd.exe svchost.exe rundll32.exe explorer.exe services.exe "c:\\windows\\system32\\windowspowershell\\v1.0\\powershell.exe" -nop -w hidden -noninteractive -executionpolicy bypass -command  /c  -c http://www.microsoft.com https:// nt authority\\system hklm\\software\\microsoft\\windows\\currentversion\\ hklm\\system\\currentcontrolset\\services\\ .dll .exe .sys .tmp .ps1 .bat md5= sha256= imphash= version assembly '

const countHash = (gram: number): number => Math.imul(gram, 0x9e3779b1) >>> (32 - COUNT_BITS)

let usual: Uint16Array | undefined

function usualCounts(): Uint16Array {
  if (usual !== undefined) return usual
  usual = new Uint16Array(2 ** COUNT_BITS)
  const bytes = Uint8Array.from(unitsOf(USUAL), byteOf)
  count(new DataView(bytes.buffer), 0, bytes.length, 1000, usual)
  return usual
}

function count(view: DataView, from: number, to: number, by: number, counts: Uint16Array): void {
  for (let at = from; at + GRAM_UNITS <= to; at += 1) {
    const hash = countHash(view.getInt32(at, true))
    counts[hash] = Math.min(65_535, (counts[hash] ?? 0) + by)
  }
}
