import { MORE, TOKEN } from '../tokens.ts'

/** Small whole numbers below a bound, from a seed: xorshift, so that a failing case can be made again. */
export type Random = (below: number) => number

/** A source of numbers that a seed determines. */
export function randomFrom(seed: number): Random {
  let state = seed | 1
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}

const CHUNK_AT = 4096
const RECORDS_AT = 512
const NAMES = [
  'Event',
  'System',
  'EventData',
  'Data',
  'Name',
  'UserData',
  'EventID',
  'xmlns',
  'lt',
  'nbsp',
  '__proto__',
  '',
]
const TYPES = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 0x20, 0x21, 0x23, 0x81, 0x82,
  0x88, 0x91, 0x93, 0xa1, 0xff,
]

/**
 * Logs of a few records made token by token: mostly as the grammar wants it, now and then not. One instance makes one log
 * after another in the same buffer.
 */
export class RandomLog {
  readonly #random: Random
  readonly #bytes = new Uint8Array(CHUNK_AT + 65_536)
  readonly #view = new DataView(this.#bytes.buffer)
  #at = 0
  /** Offsets in the chunk of names and definitions written so far. */
  #names: number[] = []
  #definitions: number[] = []

  constructor(random: Random) {
    this.#random = random
    for (const [n, char] of [...'ElfFile\0'].entries()) this.#bytes[n] = char.charCodeAt(0)
    for (const [n, char] of [...'ElfChnk\0'].entries()) this.#bytes[CHUNK_AT + n] = char.charCodeAt(0)
  }

  /** The bytes of one log; they are overwritten by the next. */
  make(): Uint8Array {
    this.#bytes.fill(0, CHUNK_AT + 8)
    this.#names = []
    this.#definitions = []
    this.#at = CHUNK_AT + RECORDS_AT
    const records = 1 + this.#random(3)
    for (let n = 0; n < records && this.#at < CHUNK_AT + 12_000; n += 1) this.#record(n + 1)
    // Half of the time the end that the chunk states is the true one; else records lie behind it, or it lies.
    const end = this.#random(2) === 0 ? this.#at - CHUNK_AT : this.#random(70_000)
    this.#view.setUint32(CHUNK_AT + 48, end, true)
    return this.#bytes.subarray(0, this.#at + this.#random(3) * 40)
  }

  #record(id: number): void {
    const start = this.#at
    this.#u32(0x00002a2a)
    this.#at += 4
    this.#u32(id)
    this.#at += 12
    this.#fragment(0)
    this.#u8(TOKEN.end)
    const size = this.#at - start + 4
    this.#u32(this.#often() ? size : this.#random(1 << 17))
    this.#view.setUint32(start + 4, this.#often() ? size : this.#random(1 << 17), true)
  }

  #fragment(depth: number): void {
    if (this.#often()) this.#raw([0x0f, 1, 1, 0])
    if (this.#random(3) > 0) this.#instance(depth)
    else this.#element(depth, false)
  }

  #element(depth: number, definition: boolean): void {
    const attributes = this.#random(3)
    this.#u8(TOKEN.openElement | (attributes > 0 ? MORE : 0))
    if (definition) this.#u16(this.#random(4) === 0 ? this.#random(6) : 0xffff)
    this.#u32(this.#random(1000))
    this.#name()
    if (attributes > 0) this.#u32(this.#random(1000))
    for (let n = 0; n < attributes; n += 1) {
      this.#u8(TOKEN.attribute | (n + 1 < attributes ? MORE : 0))
      this.#name()
      this.#part(depth, definition)
    }
    if (this.#random(4) === 0) return this.#u8(TOKEN.closeEmpty)
    this.#u8(TOKEN.closeStart)
    const parts = this.#random(4)
    for (let n = 0; n < parts; n += 1) {
      if (this.#random(3) === 0 && depth < 12) this.#element(depth + 1, definition)
      else this.#part(depth, definition)
    }
    if (this.#often()) this.#u8(TOKEN.endElement)
  }

  #part(depth: number, definition: boolean): void {
    switch (this.#random(10)) {
      case 0:
      case 1:
        this.#u8(TOKEN.value | (this.#random(2) === 0 ? MORE : 0))
        this.#u8(this.#often() ? 1 : this.#random(256))
        return this.#text(this.#random(12))
      case 2:
        this.#u8(TOKEN.cdata)
        return this.#text(this.#random(12))
      case 3:
        this.#u8(TOKEN.charRef)
        return this.#u16(this.#random(0x10000))
      case 4:
        this.#u8(TOKEN.entityRef)
        return this.#name()
      case 5:
        this.#u8(TOKEN.piTarget)
        this.#name()
        this.#u8(TOKEN.piData)
        return this.#text(this.#random(12))
      case 6:
        if (depth < 6) this.#instance(depth + 1)
        return
      default:
        if (!definition && this.#often()) return
        this.#u8(this.#random(2) === 0 ? TOKEN.substitution : TOKEN.optional)
        this.#u16(this.#often() ? this.#random(6) : this.#random(0x10000))
        this.#u8(TYPES[this.#random(TYPES.length)] ?? 0)
    }
  }

  #instance(depth: number): void {
    this.#raw([TOKEN.instance, 1, 7, 0, 0, 0])
    const known = this.#definitions[this.#random(this.#definitions.length + 1)]
    if (known !== undefined && this.#often()) this.#u32(known)
    else if (!this.#often()) this.#u32(this.#random(70_000))
    else this.#definition(depth)
    const count = this.#random(7)
    this.#u32(this.#often() ? count : this.#random(5000))
    const table = this.#at
    this.#at += 4 * count
    for (let n = 0; n < count; n += 1) {
      const type = TYPES[this.#random(TYPES.length)] ?? 0
      const from = this.#at
      if (type === 0x21 && depth < 5) this.#fragment(depth + 1)
      else
        for (let left = this.#random(24); left > 0; left -= 1)
          this.#u8(this.#random(3) === 0 ? 0 : this.#random(256))
      this.#view.setUint16(table + 4 * n, this.#often() ? this.#at - from : this.#random(0x10000), true)
      this.#view.setUint8(table + 4 * n + 2, type)
    }
  }

  #definition(depth: number): void {
    const at = this.#at + 4 - CHUNK_AT
    this.#u32(at)
    this.#definitions.push(at)
    this.#u32(0)
    this.#raw([7, 0, 0, 0, this.#random(3), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    const sizeAt = this.#at
    this.#at += 4
    this.#raw([0x0f, 1, 1, 0])
    this.#element(depth + 1, true)
    this.#u8(TOKEN.end)
    this.#view.setUint32(sizeAt, this.#often() ? this.#at - sizeAt - 4 : this.#random(70_000), true)
  }

  #name(): void {
    const known = this.#names[this.#random(this.#names.length + 1)]
    if (known !== undefined && this.#often()) return this.#u32(known)
    if (!this.#often()) return this.#u32(this.#random(70_000))
    const at = this.#at + 4 - CHUNK_AT
    this.#names.push(at)
    this.#u32(at)
    const name = NAMES[this.#random(NAMES.length)] ?? ''
    this.#u32(0)
    this.#u16(0)
    this.#u16(name.length)
    for (let n = 0; n < name.length; n += 1) this.#u16(name.charCodeAt(n))
    this.#u16(0)
  }

  #text(chars: number): void {
    this.#u16(this.#often() ? chars : this.#random(0x10000))
    for (let n = 0; n < chars; n += 1)
      this.#u16(this.#random(20) === 0 ? this.#random(0x10000) : 0x20 + this.#random(0x60))
  }

  /** True but for one time in sixty: what is wrong is rare, or nothing would be read behind it. */
  #often(): boolean {
    return this.#random(60) !== 0
  }

  #raw(bytes: readonly number[]): void {
    for (const byte of bytes) this.#u8(byte)
  }

  #u8(value: number): void {
    this.#view.setUint8(this.#at, value)
    this.#at += 1
  }

  #u16(value: number): void {
    this.#view.setUint16(this.#at, value, true)
    this.#at += 2
  }

  #u32(value: number): void {
    this.#view.setUint32(this.#at, value, true)
    this.#at += 4
  }
}
