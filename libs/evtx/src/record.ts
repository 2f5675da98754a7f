import { MIXED } from './field-plan.ts'
import { FieldReader } from './fields.ts'
import { filetimeText } from './filetime.ts'
import type { InstanceReader } from './instance.ts'
import { JsonWriter } from './json.ts'
import type { LayoutNode, RecordLayout } from './layout.ts'
import { RECORD_FRAME_BYTES } from './limits.ts'
import type { FieldValue, JsonObject } from './values.ts'
import { VALUE_TYPE } from './values.ts'
import { XmlWriter } from './xml.ts'

/** Shape of a value of sixteen bits: see InstanceReader.shapeOf. */
const UINT16 = (2 << 8) | VALUE_TYPE.uint16

/** And of 64 bits. */
const UINT64 = (8 << 8) | VALUE_TYPE.uint64

/**
 * One record of a log. What it gives is decoded when asked for, from the chunk in memory, so a record is valid only
 * until the generator goes on; using it later is a bug and throws. Keep `toJSON()` or the texts instead.
 */
export interface EvtxRecord {
  /** Bytes from the start of the file. */
  readonly offset: number
  /** The id in the record's frame; System's EventRecordID is `recordId`. */
  readonly headerRecordId: number
  /** When the log wrote it: UTC, ISO 8601, seven digits. Filter on `timeCreated` instead. */
  readonly writtenAt: string
  /** Whether the checksums of its chunk fit. A record is read in any case. */
  readonly crc: 'good' | 'bad' | 'unchecked'
  /**
   * Where the record was found: `live` where it belongs; `crc-bad` there too, but the checksums of its chunk do not fit;
   * `slack` behind the end of a chunk's records, or in a chunk whose header was zeroed; `orphan` in a block that is no
   * chunk. Only `live` and `crc-bad` speak for what a log covers; the others come only when asked for.
   */
  readonly recovery: Recovery
  /** Whether its template was lost and is one of another chunk or file: names of fields are likely, not certain. */
  readonly borrowedTemplate: boolean
  /** System/EventID. */
  readonly eventId: number | undefined
  /** System/Channel. */
  readonly channel: string | undefined
  /** System/Provider, its Name. */
  readonly provider: string | undefined
  /** System/Computer. */
  readonly computer: string | undefined
  /** System/EventRecordID. */
  readonly recordId: number | undefined
  /** System/TimeCreated: UTC, ISO 8601, seven digits; as it stands where it is no such time. */
  readonly timeCreated: string | undefined
  /**
   * A field by the name Sigma rules use: `EventID`, `Provider_Name`, `Execution_ProcessID`, a name of EventData with
   * or without its spaces, a leaf of UserData; `Data` for values without a name. Lines `Name=value` in values
   * without a name (Windows PowerShell) are fields too. NULL is null, a field that is not there undefined.
   */
  field(name: string): FieldValue | undefined
  /** All fields in the order of the document; names are unique (name, name_1, …). */
  fields(): Iterable<[string, FieldValue]>
  /** The text of every field, constants of the template too. */
  strings(): Iterable<string>
  /** Which fields the record has and where: the same object for all records made from the same templates. */
  readonly layout: RecordLayout
  /** The field at an index of `layout.fields`; undefined where its element does not stand in this record. */
  value(index: number): FieldValue | undefined
  /**
   * Where the value at an index of `layout.fields` stands as it is: true, and then `raw` says its type and its range in
   * `raw.bytes`, until the next call. False where the field is not one value (constants, text of several parts).
   */
  locate(index: number): boolean
  readonly raw: RawValue
  /**
   * A range in which every text of the record stands as UTF-16, but for those in `layout.fixed`, those in `narrow`, and those made
   * from numbers, times, SIDs and GUIDs; an array has a NUL between its texts. Undefined where that cannot be said.
   */
  readonly body: RawRange | undefined
  /** The texts that stand in the log with one byte a character; there may be more than fields have. */
  readonly narrow: readonly string[]
  /**
   * The whole record: see json.ts for the shape. Times have six digits there, texts no blanks around them. Beside `Event` stand
   * `recovery` where that is not `live`, and `borrowedTemplate` where that is true.
   */
  toJSON(): JsonObject
  /** The whole record as the XML that Event Viewer shows, in one line: see xml.ts. */
  toXml(): string
}

/** Where a record was found. */
export type Recovery = 'live' | 'crc-bad' | 'slack' | 'orphan'

/** Bytes of a log. Not to be kept: they are others when the reader goes on. */
export interface RawRange {
  /** The chunk that holds the record. Not to be written to. */
  readonly bytes: Uint8Array
  /** First byte, and the one after the last. */
  readonly from: number
  readonly to: number
}

/** A value as it stands in the log. The next call of `locate` overwrites it. */
export interface RawValue extends RawRange {
  /** A type of VALUE_TYPE: 1 is UTF-16 text, which may end in NULs; 0 is NULL, whatever its bytes. */
  readonly type: number
}

const NO_TEXTS: readonly string[] = []

/** What all records of one file share. */
export class RecordContext {
  readonly instances: InstanceReader
  readonly fields: FieldReader
  readonly json: JsonWriter
  readonly xml: XmlWriter
  readonly raw: { bytes: Uint8Array; type: number; from: number; to: number }
  readonly body: { bytes: Uint8Array; from: number; to: number }
  /** Number of the record that is valid now. */
  current = 0

  constructor(instances: InstanceReader) {
    this.instances = instances
    this.fields = new FieldReader(instances)
    this.json = new JsonWriter(instances)
    this.xml = new XmlWriter(instances)
    this.raw = { bytes: instances.chunk.bytes, type: 0, from: 0, to: 0 }
    this.body = { bytes: instances.chunk.bytes, from: 0, to: 0 }
  }
}

/** The record over a parsed instance. */
export class ChunkRecord implements EvtxRecord {
  readonly offset: number
  readonly crc: 'good' | 'bad' | 'unchecked'
  readonly recovery: Recovery
  readonly borrowedTemplate: boolean
  readonly #at: number
  readonly #context: RecordContext
  readonly #node: LayoutNode
  readonly #number: number

  constructor(context: RecordContext, at: number, outside?: 'slack' | 'orphan') {
    const { chunk } = context.instances
    this.#context = context
    this.#node = context.instances.node
    this.#at = at
    context.current += 1
    this.#number = context.current
    this.offset = chunk.offset + at
    this.crc = chunk.crc
    this.recovery = outside ?? (chunk.crc === 'bad' ? 'crc-bad' : 'live')
    this.borrowedTemplate = context.instances.borrowed
  }

  get headerRecordId(): number {
    const { view } = this.#live().instances.chunk
    return view.getUint32(this.#at + 12, true) * 4_294_967_296 + view.getUint32(this.#at + 8, true)
  }

  get writtenAt(): string {
    const { view } = this.#live().instances.chunk
    return filetimeText(view.getUint32(this.#at + 16, true), view.getUint32(this.#at + 20, true))
  }

  get layout(): RecordLayout {
    return this.#node.layout
  }

  get raw(): RawValue {
    return this.#context.raw
  }

  get eventId(): number | undefined {
    const { instances } = this.#live()
    const field = this.#node.layout.fields[this.#node.layout.eventId]
    // Sixteen bits in all but forwarded records: no text is made.
    if (field !== undefined && instances.shapeOf(field.instance, field.slot) === UINT16) {
      return instances.chunk.view.getUint16(instances.offsetOf(field.instance, field.slot), true)
    }
    return numberOf(this.value(this.#node.layout.eventId))
  }

  get recordId(): number | undefined {
    const { instances } = this.#live()
    const field = this.#node.layout.fields[this.#node.layout.recordId]
    if (field !== undefined && instances.shapeOf(field.instance, field.slot) === UINT64) {
      const at = instances.offsetOf(field.instance, field.slot)
      const high = instances.chunk.view.getUint32(at + 4, true)
      if (high < 0x200000) return high * 4_294_967_296 + instances.chunk.view.getUint32(at, true)
    }
    return numberOf(this.value(this.#node.layout.recordId))
  }

  get channel(): string | undefined {
    return textOf(this.value(this.#node.layout.channel))
  }

  get provider(): string | undefined {
    return textOf(this.value(this.#node.layout.provider))
  }

  get computer(): string | undefined {
    return textOf(this.value(this.#node.layout.computer))
  }

  get timeCreated(): string | undefined {
    const text = textOf(this.value(this.#node.layout.time))
    if (text === undefined || text.length === 28) return text
    // Forwarded records carry the time as text with nine digits, or fewer.
    const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d*))?Z$/.exec(text)
    return found === null ? text : `${found[1]}.${(found[2] ?? '').padEnd(7, '0').slice(0, 7)}Z`
  }

  value(index: number): FieldValue | undefined {
    const field = this.#node.layout.fields[index]
    return field === undefined ? undefined : this.#live().fields.value(field)
  }

  locate(index: number): boolean {
    const { instances, fields, raw } = this.#live()
    const field = this.#node.layout.fields[index]
    if (field === undefined) return false
    let { instance, slot } = field
    if (slot === MIXED) {
      const only = field.sources[0]
      if (only === undefined || field.sources.length > 1 || only.slot === MIXED || !fields.stands(only))
        return false
      instance = only.instance
      slot = only.slot
    }
    const shape = instances.shapeOf(instance, slot)
    raw.type = shape & 0xff
    raw.from = Math.max(0, instances.offsetOf(instance, slot))
    raw.to = raw.from + (shape >>> 8)
    return true
  }

  get body(): RawRange | undefined {
    const { instances, body } = this.#live()
    if (this.#node.layout.fixed === undefined) return undefined
    // The frame's last four bytes stand behind.
    body.from = this.#at + RECORD_FRAME_BYTES - 4
    body.to = this.#at + instances.chunk.view.getUint32(this.#at + 4, true)
    return body
  }

  get narrow(): readonly string[] {
    const { instances, fields } = this.#live()
    return instances.hasNarrowText ? fields.narrow(this.#node.layout) : NO_TEXTS
  }

  field(name: string): FieldValue | undefined {
    const index = this.#node.layout.indexOf(name)
    if (index >= 0) return this.value(index)
    const data = this.value(this.#node.layout.data)
    return data === undefined || data === null ? undefined : lineField(data, name)
  }

  fields(): Iterable<[string, FieldValue]> {
    const { fields } = this.#live()
    const all: [string, FieldValue][] = []
    for (const field of this.#node.layout.fields) {
      const value = fields.value(field)
      if (value !== undefined) all.push([field.name, value])
    }
    return all
  }

  strings(): Iterable<string> {
    const all: string[] = []
    this.#live().fields.strings(this.#node.layout, all)
    return all
  }

  toXml(): string {
    const xml = this.#live().xml.text(this.#node.layout)
    return this.recovery === 'live' && !this.borrowedTemplate
      ? xml
      : `<?recovery ${this.recovery}${this.borrowedTemplate ? ' borrowed-template' : ''}?>${xml}`
  }

  toJSON(): JsonObject {
    const json = this.#live().json.object(this.#node.layout)
    if (this.recovery !== 'live') json['recovery'] = this.recovery
    if (this.borrowedTemplate) json['borrowedTemplate'] = true
    return json
  }

  #live(): RecordContext {
    if (this.#context.current !== this.#number) {
      throw new Error('a record was used after its reader went on: keep toJSON() or the texts instead')
    }
    return this.#context
  }
}

function textOf(value: FieldValue | undefined): string | undefined {
  if (value === undefined || value === null) return undefined
  return typeof value === 'string' ? value : value[0]
}

function numberOf(value: FieldValue | undefined): number | undefined {
  const text = textOf(value)
  return text !== undefined && /^\d{1,16}$/.test(text) ? Number(text) : undefined
}

/** The value of a line `name=value` in values without a name. */
function lineField(data: string | readonly string[], name: string): string | undefined {
  for (const text of typeof data === 'string' ? [data] : data) {
    let at = text.indexOf(`${name}=`)
    while (at > 0 && text[at - 1] !== '\n' && text[at - 1] !== '\t') at = text.indexOf(`${name}=`, at + 1)
    if (at < 0) continue
    const end = text.indexOf('\n', at)
    return text.slice(at + name.length + 1, end < 0 ? undefined : end).replace(/\r$/, '')
  }
  return undefined
}
