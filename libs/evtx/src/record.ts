import { FieldReader } from './fields.ts'
import { filetimeText } from './filetime.ts'
import type { Instance, InstanceReader } from './instance.ts'
import { JsonWriter } from './json.ts'
import type { FieldValue, JsonObject } from './values.ts'

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
  /** The whole record: see json.ts for the shape. Times have six digits there. */
  toJSON(): JsonObject
}

/** What all records of one file share. */
export class RecordContext {
  readonly instances: InstanceReader
  readonly fields: FieldReader
  readonly json: JsonWriter
  /** Number of the record that is valid now. */
  current = 0

  constructor(instances: InstanceReader) {
    this.instances = instances
    this.fields = new FieldReader(instances)
    this.json = new JsonWriter(instances)
  }
}

/** The record over a parsed instance. */
export class ChunkRecord implements EvtxRecord {
  readonly offset: number
  readonly crc: 'good' | 'bad' | 'unchecked'
  readonly #at: number
  readonly #context: RecordContext
  readonly #instance: Instance
  readonly #number: number

  constructor(context: RecordContext, instance: Instance, at: number) {
    const { chunk } = context.instances
    this.#context = context
    this.#instance = instance
    this.#at = at
    context.current += 1
    this.#number = context.current
    this.offset = chunk.offset + at
    this.crc = chunk.crc
  }

  get headerRecordId(): number {
    const { view } = this.#live().instances.chunk
    return view.getUint32(this.#at + 12, true) * 4_294_967_296 + view.getUint32(this.#at + 8, true)
  }

  get writtenAt(): string {
    const { view } = this.#live().instances.chunk
    return filetimeText(view.getUint32(this.#at + 16, true), view.getUint32(this.#at + 20, true))
  }

  get eventId(): number | undefined {
    return numberOf(this.field('EventID'))
  }

  get recordId(): number | undefined {
    return numberOf(this.field('EventRecordID'))
  }

  get channel(): string | undefined {
    return textOf(this.field('Channel'))
  }

  get provider(): string | undefined {
    return textOf(this.field('Provider_Name'))
  }

  get computer(): string | undefined {
    return textOf(this.field('Computer'))
  }

  get timeCreated(): string | undefined {
    const text = textOf(this.field('TimeCreated_SystemTime'))
    if (text === undefined || text.length === 28) return text
    // Forwarded records carry the time as text with nine digits, or fewer.
    const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d*))?Z$/.exec(text)
    return found === null ? text : `${found[1]}.${(found[2] ?? '').padEnd(7, '0').slice(0, 7)}Z`
  }

  field(name: string): FieldValue | undefined {
    const { fields } = this.#live()
    const found = fields.find(this.#instance, name)
    if (found !== undefined) return found
    if (name.includes(' ')) return fields.find(this.#instance, name.replaceAll(' ', ''))
    const data = fields.find(this.#instance, 'Data')
    return data === undefined || data === null ? undefined : lineField(data, name)
  }

  fields(): Iterable<[string, FieldValue]> {
    const all: [string, FieldValue][] = []
    this.#live().fields.all(this.#instance, all)
    return all
  }

  strings(): Iterable<string> {
    const all: string[] = []
    this.#live().fields.strings(this.#instance, all)
    return all
  }

  toJSON(): JsonObject {
    return this.#live().json.object(this.#instance)
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
