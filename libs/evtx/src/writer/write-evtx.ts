import { crc32 } from '../crc32.ts'
import { CHUNK_BYTES, CHUNK_RECORDS_AT, FILE_HEADER_BYTES } from '../limits.ts'
import { VALUE_TYPE, valueText } from '../values.ts'
import { StringReader } from '../text.ts'
import { ValueTexts } from '../value-texts.ts'
import type { Template } from './chunk-writer.ts'
import { ChunkWriter } from './chunk-writer.ts'
import type { EvtxInputValue, EvtxRecordInput, WriteOptions } from './input.ts'
import type { Shape } from './shape.ts'
import { dataShape, eventShape, SLOT } from './shape.ts'
import type { Prepared } from './values.ts'
import { filetime, guidBytes, prepare } from './values.ts'

/** Bytes of a record beside definitions and values: frame, headers, instance tokens, padding, with room to spare. */
const FRAME_BOUND = 256

/**
 * Writes a binary event log: header, chunks with name and template tables, records with templates, checksums.
 * Records must come with rising ids. Throws a RangeError for a record that no chunk can hold, and for values that
 * are not what their type says: its callers make up their records, so that is a bug of theirs.
 */
export function writeEvtx(records: Iterable<EvtxRecordInput>, options: WriteOptions = {}): Uint8Array {
  const file = new LogWriter(options.form ?? 'template')
  for (const record of records) file.add(record)
  return file.finish()
}

class LogWriter {
  readonly #form: 'template' | 'direct'
  readonly #chunks: Uint8Array[] = []
  readonly #templates = new Map<string, Template>()
  #chunk = new ChunkWriter()
  #ids = { first: 0, last: 0, firstNumber: 1, lastNumber: 0 }
  #nextId = 1

  constructor(form: 'template' | 'direct') {
    this.#form = form
  }

  add(record: EvtxRecordInput): void {
    const event = this.#template(eventKey(record), () => eventShape(record))
    const fields = (record.userData?.fields ?? record.data ?? []).map(([, value]) => prepare(value))
    const inner =
      fields.length === 0 ? undefined : this.#template(dataKey(record, fields), () => dataShape(record))
    const system = systemValues(record)
    const bound =
      FRAME_BOUND +
      event.maxBytes +
      (inner?.maxBytes ?? 0) +
      bytesOf(system) +
      bytesOf(fields) +
      (this.#form === 'direct' ? 5 * bytesOf(fields) + 2048 : 0)
    if (bound > CHUNK_BYTES - CHUNK_RECORDS_AT)
      throw new RangeError(`record ${record.recordId} does not fit into a chunk`)
    if (this.#chunk.at + bound > CHUNK_BYTES) this.#flush()
    if (this.#ids.lastNumber < this.#ids.firstNumber) this.#ids.first = record.recordId
    this.#ids.last = record.recordId
    this.#ids.lastNumber += 1
    this.#nextId = record.recordId + 1
    const time = system[SLOT.time] ?? filetime(record.time)
    this.#chunk.record(record.recordId, time, () => {
      if (this.#form === 'direct') this.#direct(event, inner, system, fields)
      else this.#instance(event, inner, system, fields)
    })
  }

  finish(): Uint8Array {
    if (this.#chunk.at > CHUNK_RECORDS_AT || this.#chunks.length === 0) this.#flush()
    const bytes = new Uint8Array(FILE_HEADER_BYTES + this.#chunks.length * CHUNK_BYTES)
    for (const [n, chunk] of this.#chunks.entries()) bytes.set(chunk, FILE_HEADER_BYTES + n * CHUNK_BYTES)
    const view = new DataView(bytes.buffer)
    for (const [n, char] of [...'ElfFile\0'].entries()) view.setUint8(n, char.charCodeAt(0))
    view.setBigUint64(16, BigInt(this.#chunks.length - 1), true)
    view.setBigUint64(24, BigInt(this.#nextId), true)
    view.setUint32(32, 128, true)
    view.setUint16(36, 1, true)
    view.setUint16(38, 3, true)
    view.setUint16(40, FILE_HEADER_BYTES, true)
    view.setUint16(42, this.#chunks.length & 0xffff, true)
    view.setUint32(124, crc32(view, 0, 120), true)
    return bytes
  }

  #flush(): void {
    this.#chunks.push(this.#chunk.finish(this.#ids))
    this.#chunk = new ChunkWriter()
    this.#ids = { first: 0, last: 0, firstNumber: this.#ids.lastNumber + 1, lastNumber: this.#ids.lastNumber }
  }

  #instance(event: Template, inner: Template | undefined, system: Prepared[], fields: Prepared[]): void {
    const chunk = this.#chunk
    const data = { type: inner === undefined ? VALUE_TYPE.null : VALUE_TYPE.fragment }
    chunk.instance(event, [...system, data], (sizes) => {
      chunk.put(system, sizes)
      const from = chunk.at
      if (inner !== undefined) {
        chunk.fragmentHeader()
        chunk.instance(inner, fields, (inside) => chunk.put(fields, inside))
        chunk.u8(0)
      }
      sizes.push(chunk.at - from)
    })
  }

  /** Elements only, every value as text. */
  #direct(event: Template, inner: Template | undefined, system: Prepared[], fields: Prepared[]): void {
    const textIn = (values: readonly Prepared[], slot: number): string | undefined => {
      const value = values[slot]
      if (value === undefined || value.type === VALUE_TYPE.null) return undefined
      const view = new DataView(new ArrayBuffer(value.size))
      value.put(view, 0)
      const text = valueText(
        { view, strings: new StringReader(), values: new ValueTexts() },
        value.type,
        0,
        value.size,
      )
      return text === null || typeof text === 'string' ? (text ?? undefined) : text.join(', ')
    }
    const body = inner && resolved(inner.shape, (slot) => textIn(fields, slot))
    this.#chunk.element(event.shape, (slot) => (slot === SLOT.data ? body : textIn(system, slot)))
  }

  #template(key: string, shape: () => Shape | undefined): Template {
    const known = this.#templates.get(key)
    if (known !== undefined) return known
    const made = shape() ?? { name: 'EventData', attributes: [], content: [] }
    const template = { key, guid: guidOf(key), shape: made, maxBytes: 64 + boundOf(made) }
    this.#templates.set(key, template)
    return template
  }
}

/** The shape with its slots replaced by text, so that it can stand inside another. */
function resolved(shape: Shape, text: (slot: number) => string | undefined): Shape {
  const content = shape.content.flatMap((part): (Shape | string)[] => {
    if (typeof part === 'string') return [part]
    if ('name' in part) return [resolved(part, text)]
    const value = text(part.slot)
    return value === undefined ? [] : [value]
  })
  return { name: shape.name, attributes: shape.attributes, content }
}

function systemValues(record: EvtxRecordInput): Prepared[] {
  const or = (type: 'uint8' | 'uint16' | 'uint32', value: number | undefined): EvtxInputValue =>
    value === undefined ? null : { type, value }
  return [
    prepare({ type: 'uint8', value: record.level ?? 4 }),
    prepare({ type: 'uint8', value: record.opcode ?? 0 }),
    prepare({ type: 'uint16', value: record.task ?? 0 }),
    prepare({ type: 'uint16', value: record.eventId }),
    prepare(or('uint16', record.qualifiers)),
    prepare({ type: 'hex64', value: record.keywords ?? 0x8000000000000000n }),
    filetime(record.time),
    prepare(record.activityId === undefined ? null : { type: 'guid', value: record.activityId }),
    prepare(or('uint32', record.processId)),
    prepare(or('uint32', record.threadId)),
    prepare(BigInt(record.recordId)),
    prepare({ type: 'uint8', value: record.version ?? 0 }),
    prepare(record.userSid === undefined ? null : { type: 'sid', value: record.userSid }),
  ]
}

function eventKey({ provider, channel, computer }: EvtxRecordInput): string {
  return JSON.stringify(['event', provider.name, provider.guid, provider.eventSourceName, channel, computer])
}

function dataKey(record: EvtxRecordInput, fields: readonly Prepared[]): string {
  const names = (record.userData?.fields ?? record.data ?? []).map(([name]) => name)
  return `${record.userData?.name ?? ''}\n${record.userData?.namespace ?? ''}\n${names.join('\n')}\n${fields.map(({ type }) => type).join(' ')}`
}

function bytesOf(values: readonly Prepared[]): number {
  return values.reduce((sum, { size }) => sum + size + 4, 0)
}

/** Bytes of an element if all its names are written out. */
function boundOf(shape: Shape): number {
  let bytes = 32 + 2 * shape.name.length
  for (const [name, part] of shape.attributes) {
    bytes += 24 + 2 * name.length + (typeof part === 'string' ? 4 + 2 * part.length : 4)
  }
  for (const part of shape.content) {
    if (typeof part === 'string') bytes += 4 + 2 * part.length
    else bytes += 'name' in part ? boundOf(part) : 4
  }
  return bytes
}

/** A GUID from the template's key: equal templates get equal GUIDs in every log, as Windows' do. */
function guidOf(key: string): Uint8Array {
  const words = [0x811c9dc5, 0x1b873593, 0xcc9e2d51, 0x85ebca6b]
  for (let n = 0; n < key.length; n += 1) {
    for (const [w, word] of words.entries())
      words[w] = Math.imul(word ^ (key.charCodeAt(n) + w * 131), 0x01000193) >>> 0
  }
  return guidBytes(words.map((word) => word.toString(16).padStart(8, '0')).join(''))
}
