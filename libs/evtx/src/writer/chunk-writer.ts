import { nameHash } from '../name-hash.ts'
import { MORE, TOKEN } from '../tokens.ts'
import { crc32 } from '../crc32.ts'
import { CHUNK_BYTES, CHUNK_RECORDS_AT } from '../limits.ts'
import type { Shape } from './shape.ts'
import type { Prepared } from './values.ts'

const NAME_BUCKETS_AT = 128
const NAME_BUCKETS = 64
const TEMPLATE_BUCKETS_AT = 384
const TEMPLATE_BUCKETS = 32
const STRING_TYPE = 1

/** A template ready for any chunk: what identifies it, and its elements. */
export interface Template {
  readonly key: string
  readonly guid: Uint8Array
  readonly shape: Shape
  /** Bytes of its definition if every name had to be written out: an upper bound. */
  readonly maxBytes: number
}

/** One chunk being filled. Names and definitions are written where they first occur and referred to after. */
export class ChunkWriter {
  readonly bytes = new Uint8Array(CHUNK_BYTES)
  readonly view = new DataView(this.bytes.buffer)
  readonly #names = new Map<string, number>()
  readonly #definitions = new Map<string, number>()
  at = CHUNK_RECORDS_AT
  #lastRecordAt = 0

  u8(value: number): void {
    this.view.setUint8(this.at, value)
    this.at += 1
  }

  u16(value: number): void {
    this.view.setUint16(this.at, value, true)
    this.at += 2
  }

  u32(value: number): void {
    this.view.setUint32(this.at, value, true)
    this.at += 4
  }

  /** A record's frame around what `body` writes; sizes are multiples of eight, as Windows writes them. */
  record(id: number, time: Prepared, body: () => void): void {
    const start = this.at
    this.#lastRecordAt = start
    this.u32(0x00002a2a)
    this.u32(0)
    this.view.setBigUint64(this.at, BigInt(id), true)
    time.put(this.view, this.at + 8)
    this.at += 16
    this.fragmentHeader()
    body()
    this.u8(TOKEN.end)
    while ((this.at - start + 4) % 8 !== 0) this.u8(0)
    const size = this.at - start + 4
    this.u32(size)
    this.view.setUint32(start + 4, size, true)
  }

  fragmentHeader(): void {
    this.u8(TOKEN.fragmentHeader)
    this.u8(1)
    this.u8(1)
    this.u8(0)
  }

  /** Token 0x0c: the definition (here, or by reference), the widths and types of the values; `values` writes them. */
  instance(template: Template, shapes: readonly { type: number }[], values: (sizes: number[]) => void): void {
    this.u8(TOKEN.instance)
    this.u8(1)
    this.view.setUint32(this.at, new DataView(template.guid.buffer).getUint32(0, true), true)
    this.at += 4
    this.#definition(template)
    this.u32(shapes.length)
    const table = this.at
    this.at += 4 * shapes.length
    const sizes: number[] = []
    values(sizes)
    for (const [n, { type }] of shapes.entries()) {
      this.view.setUint16(table + 4 * n, sizes[n] ?? 0, true)
      this.view.setUint8(table + 4 * n + 2, type)
    }
  }

  /** Values back to back. */
  put(values: readonly Prepared[], sizes: number[]): void {
    for (const value of values) {
      value.put(this.view, this.at)
      this.at += value.size
      sizes.push(value.size)
    }
  }

  /** An element; inside definitions each carries a dependency id (none). `values` replaces slots by text. */
  element(shape: Shape, values?: (slot: number) => string | Shape | undefined): void {
    const definition = values === undefined
    const attributes = definition
      ? shape.attributes
      : shape.attributes.filter(([, part]) => typeof part === 'string' || values(part.slot) !== undefined)
    this.u8(TOKEN.openElement | (attributes.length > 0 ? MORE : 0))
    if (definition) this.u16(0xffff)
    const sizeAt = this.at
    this.u32(0)
    this.#name(shape.name)
    if (attributes.length > 0) this.#attributes(attributes, values)
    if (shape.content.length === 0) this.u8(TOKEN.closeEmpty)
    else {
      this.u8(TOKEN.closeStart)
      for (const part of shape.content) this.#part(part, values)
      this.u8(TOKEN.endElement)
    }
    this.view.setUint32(sizeAt, this.at - sizeAt - 4, true)
  }

  /** Fills the header in and gives the chunk's bytes. */
  finish(ids: { first: number; last: number; firstNumber: number; lastNumber: number }): Uint8Array {
    const { view } = this
    for (const [n, char] of [...'ElfChnk\0'].entries()) view.setUint8(n, char.charCodeAt(0))
    view.setBigUint64(8, BigInt(ids.firstNumber), true)
    view.setBigUint64(16, BigInt(ids.lastNumber), true)
    view.setBigUint64(24, BigInt(ids.first), true)
    view.setBigUint64(32, BigInt(ids.last), true)
    view.setUint32(40, 128, true)
    view.setUint32(44, this.#lastRecordAt, true)
    view.setUint32(48, this.at, true)
    view.setUint32(52, crc32(view, CHUNK_RECORDS_AT, this.at), true)
    view.setUint32(124, crc32(view, 128, 512, crc32(view, 0, 120)), true)
    return this.bytes
  }

  #attributes(attributes: Shape['attributes'], values?: (slot: number) => string | Shape | undefined): void {
    const listAt = this.at
    this.u32(0)
    for (const [n, [name, part]] of attributes.entries()) {
      this.u8(TOKEN.attribute | (n + 1 < attributes.length ? MORE : 0))
      this.#name(name)
      this.#part(part, values)
    }
    this.view.setUint32(listAt, this.at - listAt - 4, true)
  }

  #part(part: Shape['content'][number], values?: (slot: number) => string | Shape | undefined): void {
    if (typeof part === 'string') this.#text(part)
    else if ('name' in part) this.element(part, values)
    else if (values !== undefined) {
      const value = values(part.slot)
      if (typeof value === 'string') this.#text(value)
      else if (value !== undefined) this.element(value, values)
    } else {
      this.u8(part.optional ? TOKEN.optional : TOKEN.substitution)
      this.u16(part.slot)
      this.u8(part.type)
    }
  }

  #text(text: string): void {
    if (text === '') return
    this.u8(TOKEN.value)
    this.u8(STRING_TYPE)
    this.u16(text.length)
    this.#units(text)
  }

  #units(text: string): void {
    for (let n = 0; n < text.length; n += 1) this.u16(text.charCodeAt(n))
  }

  #name(name: string): void {
    const known = this.#names.get(name)
    if (known !== undefined) return this.u32(known)
    const at = this.at + 4
    this.u32(at)
    const hash = nameHash(name)
    const bucket = NAME_BUCKETS_AT + 4 * (hash % NAME_BUCKETS)
    this.u32(this.view.getUint32(bucket, true))
    this.view.setUint32(bucket, at, true)
    this.u16(hash)
    this.u16(name.length)
    this.#units(name)
    this.u16(0)
    this.#names.set(name, at)
  }

  #definition(template: Template): void {
    const known = this.#definitions.get(template.key)
    if (known !== undefined) return this.u32(known)
    const at = this.at + 4
    this.u32(at)
    const id = new DataView(template.guid.buffer).getUint32(0, true)
    const bucket = TEMPLATE_BUCKETS_AT + 4 * (id % TEMPLATE_BUCKETS)
    this.u32(this.view.getUint32(bucket, true))
    this.view.setUint32(bucket, at, true)
    this.bytes.set(template.guid, this.at)
    this.at += 16
    this.u32(0)
    this.fragmentHeader()
    this.element(template.shape)
    this.u8(TOKEN.end)
    this.view.setUint32(at + 20, this.at - at - 24, true)
    this.#definitions.set(template.key, at)
  }
}
