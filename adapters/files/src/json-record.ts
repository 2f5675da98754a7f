import { MAX_JSON_DEPTH, MAX_JSON_FIELDS } from './limits.ts'
import { instantOf } from './json-time.ts'

/** A value of a field: text, NULL, or several texts. */
export type LogFieldValue = string | null | readonly string[]

/** One record of a log, whatever it was written in: what the reader of binary logs gives too. */
export interface LogRecord {
  /** Bytes from the start of the log. */
  readonly offset: number
  readonly eventId: number | undefined
  readonly channel: string | undefined
  readonly provider: string | undefined
  readonly computer: string | undefined
  readonly recordId: number | undefined
  /** UTC, ISO 8601 with seven digits, where it is a time; else as it stands. */
  readonly timeCreated: string | undefined
  field(name: string): LogFieldValue | undefined
  fields(): Iterable<[string, LogFieldValue]>
  strings(): Iterable<string>
}

/** A record that came as JSON. */
export interface JsonRecord extends LogRecord {
  /** The names of its own data are not in the file (PowerShell): a field that is not there is not known, rather than absent. */
  readonly unnamed: boolean
  /** Its time had no zone and was taken for UTC. */
  readonly zoneless: boolean
}

/**
 * The shapes that are told apart. `event`: System and EventData apart, as evtx_dump, Chainsaw, fox and Velociraptor write them;
 * `flat`: all fields side by side, as Zircolite, Hayabusa, NXLog and Splunk write them; `winlogbeat`: Elastic's; `powershell`:
 * Get-WinEvent | ConvertTo-Json.
 */
export type JsonShape = 'event' | 'flat' | 'winlogbeat' | 'powershell'

type Json = Readonly<Record<string, unknown>>

/** The shape of a value; undefined where it is no record that we know. */
export function shapeOf(value: object): JsonShape | undefined {
  const json = unwrapped(value)
  if (isJson(json['winlog']) || 'winlog.channel' in json || 'winlog.event_id' in json) return 'winlogbeat'
  const event = isJson(json['Event']) ? json['Event'] : json
  if (isJson(event['System'])) return 'event'
  if ('Id' in json && 'LogName' in json && ('ProviderName' in json || 'MachineName' in json))
    return 'powershell'
  return first(json, CHANNEL) !== undefined && first(json, EVENT_ID) !== undefined ? 'flat' : undefined
}

/** The record that a value of a shape is. Never fails: what is not there is undefined. */
export function jsonRecord(value: object, shape: JsonShape, offset: number): JsonRecord {
  const fields = new Fields()
  const json = unwrapped(value)
  switch (shape) {
    case 'event':
      readEvent(isJson(json['Event']) ? json['Event'] : json, fields)
      break
    case 'winlogbeat':
      readWinlogbeat(undotted(json), fields)
      break
    case 'powershell':
      readPowerShell(json, fields)
      break
    case 'flat':
      readFlat(json, fields)
      break
  }
  return fields.record(offset, shape === 'powershell')
}

/** Names of one thing in the flat shapes, the first that is there counts. */
const CHANNEL = ['Channel', 'channel', 'LogName', 'log_name']
const EVENT_ID = ['EventID', 'EventId', 'event_id', 'EventCode', 'Event.System.EventID']
const COMPUTER = ['Computer', 'ComputerName', 'computer_name', 'Hostname', 'MachineName', 'host']
const RECORD_ID = ['EventRecordID', 'EventRecordId', 'RecordNumber', 'record_number', 'RecordID', 'RecordId']
const PROVIDER = ['Provider_Name', 'ProviderName', 'SourceName', 'source_name', 'Provider']
const TIME = [
  'TimeCreated_SystemTime',
  'SystemTime',
  'TimeCreated',
  '@timestamp',
  'EventTime',
  'UtcTime',
  '_time',
  'TimeGenerated',
  'Timestamp',
]

/** Splunk puts a record under `result`, Elasticsearch's export under `_source`, the HTTP event collector under `event`. */
function unwrapped(value: object): Json {
  const json = value as Json
  for (const name of ['_source', 'result', 'event']) {
    const inner = json[name]
    if (isJson(inner) && (name !== 'event' || !('winlog' in json) || 'Event' in inner)) {
      if (name === 'event' && shapelessEvent(inner)) continue
      return inner
    }
  }
  return json
}

/** ECS has an object `event` too, which holds a code and no record. */
function shapelessEvent(inner: Json): boolean {
  return (
    !isJson(inner['System']) && !isJson(inner['Event']) && first(inner, [...CHANNEL, 'winlog']) === undefined
  )
}

function readEvent(event: Json, fields: Fields): void {
  for (const [name, value] of Object.entries(event)) {
    if (name === 'System' && isJson(value)) readSystem(value, fields)
    else if (name === 'EventData') readData(value, fields)
    else if (name === 'UserData') readLeaves(value, fields, 0)
    else if (name === 'Message' || name === 'message') fields.message(value)
    else if (isJson(value) && !isAttributes(name)) readLeaves(value, fields, 0)
  }
}

function readSystem(system: Json, fields: Fields): void {
  for (const [name, value] of Object.entries(system)) {
    if (!isJson(value)) {
      fields.system(name, value)
      continue
    }
    const own = /^(.+)_attributes$/.exec(name)?.[1]
    const attributes = own === undefined ? attributesOf(value) : value
    const text = own === undefined ? (value['#text'] ?? value['Value'] ?? value['_']) : undefined
    if (text !== undefined) fields.system(name, text)
    for (const [attribute, said] of Object.entries(attributes))
      if (!isJson(said) && !attribute.startsWith('xmlns'))
        fields.system(`${own ?? name}_${attribute.replace(/^@/, '')}`, said)
  }
}

/** The attributes of an element: under a name of their own, or beside its text. */
function attributesOf(element: Json): Json {
  const apart = element['#attributes'] ?? element['_attributes'] ?? element['$']
  if (isJson(apart)) return apart
  const { '#text': _text, Value: _value, _: _inner, ...beside } = element
  return beside
}

function readData(data: unknown, fields: Fields): void {
  if (!isJson(data)) {
    if (data !== null && data !== undefined) fields.put('Data', data)
    return
  }
  for (const [name, value] of Object.entries(data)) {
    if (isAttributes(name)) readAttributes(value, fields)
    else if (name === 'Data' || name.startsWith('Data_')) readUnnamed(value, fields)
    else
      fields.put(name.replaceAll(' ', ''), isJson(value) ? (value['#text'] ?? value['Value'] ?? null) : value)
  }
}

/** `Data`: values without a name, or elements that bear one as attribute. */
function readUnnamed(value: unknown, fields: Fields): void {
  const all = Array.isArray(value) ? (value as unknown[]) : [value]
  const unnamed: unknown[] = []
  for (const one of all) {
    if (!isJson(one)) {
      unnamed.push(one)
      continue
    }
    const attributes = attributesOf(one)
    const name = attributes['Name'] ?? attributes['@Name']
    const text = one['#text'] ?? one['Value'] ?? one['_'] ?? null
    if (typeof name === 'string') fields.put(name.replaceAll(' ', ''), text)
    else if (Array.isArray(text)) unnamed.push(...(text as unknown[]))
    else unnamed.push(text)
  }
  if (unnamed.length === 1) fields.put('Data', unnamed[0])
  else if (unnamed.length > 1) fields.put('Data', unnamed)
}

function readAttributes(value: unknown, fields: Fields): void {
  if (!isJson(value)) return
  for (const [name, said] of Object.entries(value)) if (!name.startsWith('xmlns')) fields.put(name, said)
}

/** Every leaf under its own name, as UserData has them. */
function readLeaves(value: unknown, fields: Fields, depth: number): void {
  if (!isJson(value) || depth > MAX_JSON_DEPTH) return
  for (const [name, inner] of Object.entries(value)) {
    if (isAttributes(name)) readAttributes(inner, fields)
    else if (isJson(inner)) {
      const text = inner['#text']
      if (text !== undefined) fields.put(name, text)
      readLeaves(inner, fields, depth + 1)
    } else if (name !== '#text') fields.put(name, inner)
  }
}

function readWinlogbeat(json: Json, fields: Fields): void {
  const winlog = isJson(json['winlog']) ? json['winlog'] : {}
  const inside = (name: string, member: string): unknown => {
    const outer = json[name]
    return isJson(outer) ? outer[member] : undefined
  }
  const provider = winlog['provider_name'] ?? inside('event', 'provider')
  fields.system('Channel', winlog['channel'])
  fields.system('EventID', winlog['event_id'] ?? inside('event', 'code'))
  fields.system('Computer', winlog['computer_name'] ?? inside('host', 'name'))
  fields.system('EventRecordID', winlog['record_id'])
  fields.system('Provider_Name', provider)
  fields.system('TimeCreated_SystemTime', json['@timestamp'])
  fields.message(json['message'])
  for (const [name, value] of Object.entries(isJson(winlog['event_data']) ? winlog['event_data'] : {}))
    fields.put(name.replaceAll(' ', ''), value)
  readLeaves(winlog['user_data'], fields, 0)
}

/** `{"winlog.channel": …}` as `{"winlog": {"channel": …}}`. */
function undotted(json: Json): Json {
  if (isJson(json['winlog'])) return json
  const made: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(json)) {
    const path = name.split('.').slice(0, MAX_JSON_DEPTH)
    let into = made
    for (const part of path.slice(0, -1)) {
      const known = Object.hasOwn(into, part) ? into[part] : undefined
      const next: Record<string, unknown> = isJson(known) ? known : {}
      define(into, part, next)
      into = next
    }
    define(into, path.at(-1) ?? '', value)
  }
  return made
}

function readPowerShell(json: Json, fields: Fields): void {
  fields.system('Channel', json['LogName'])
  fields.system('EventID', json['Id'])
  fields.system('Computer', json['MachineName'])
  fields.system('EventRecordID', json['RecordId'])
  fields.system('Provider_Name', json['ProviderName'])
  fields.system('Level', json['Level'])
  const time = json['TimeCreated']
  fields.system('TimeCreated_SystemTime', isJson(time) ? (time['value'] ?? time['DateTime']) : time)
  fields.message(json['Message'])
  const values = json['Properties']
  if (Array.isArray(values))
    fields.put(
      'Data',
      (values as unknown[]).map((one) => (isJson(one) ? one['Value'] : one)),
    )
}

function readFlat(json: Json, fields: Fields): void {
  const named: readonly (readonly [string, readonly string[]])[] = [
    ['Channel', CHANNEL],
    ['EventID', EVENT_ID],
    ['Computer', COMPUTER],
    ['EventRecordID', RECORD_ID],
    ['Provider_Name', PROVIDER],
    ['TimeCreated_SystemTime', TIME],
  ]
  for (const [name, candidates] of named) {
    const found = first(json, candidates)
    if (found !== undefined) fields.system(name, isJson(json[found]) ? null : json[found])
  }
  for (const [name, value] of Object.entries(json)) {
    if (fields.has(name)) continue
    if (name === 'Message' || name === 'message' || name === '_raw') fields.message(value)
    else if (name === 'EventData') readData(value, fields)
    else if (isJson(value)) readLeaves(value, fields, 0)
    else fields.put(name.replaceAll(' ', ''), value)
  }
}

function first(json: Json, names: readonly string[]): string | undefined {
  return names.find((name) => {
    const value = Object.hasOwn(json, name) ? json[name] : undefined
    return value !== undefined && value !== null && value !== ''
  })
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isAttributes(name: string): boolean {
  return name === '#attributes' || name === '_attributes' || name === '$'
}

/** A key that the file chose: `__proto__` must become a key like any other. */
function define(object: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
}

/** The fields of one record as they are found. */
class Fields {
  readonly #all = new Map<string, LogFieldValue>()
  #message: string | undefined

  has(name: string): boolean {
    return this.#all.has(name)
  }

  /** A field of System: the first that claims its name keeps it. */
  system(name: string, value: unknown): void {
    const said = valueOf(value)
    if (said !== undefined && !this.#all.has(name)) this.#all.set(name, said)
  }

  /** A field of the event's own data: a name that is taken gets a number. */
  put(name: string, value: unknown): void {
    const said = valueOf(value)
    if (said === undefined || this.#all.size >= MAX_JSON_FIELDS) return
    let free = name
    for (let next = 1; this.#all.has(free); next += 1) free = `${name}_${next}`
    this.#all.set(free, said)
  }

  /** What Windows would show: no field of the record, and no rule without a field looks into it. */
  message(value: unknown): void {
    if (typeof value === 'string') this.#message ??= value
  }

  record(offset: number, unnamed: boolean): JsonRecord {
    const all = this.#all
    const time = instantOf(textOf(all.get('TimeCreated_SystemTime')))
    const message = this.#message
    return {
      offset,
      unnamed,
      zoneless: time?.zoneless === true,
      eventId: numberOf(all.get('EventID')),
      channel: textOf(all.get('Channel')),
      provider: textOf(all.get('Provider_Name')),
      computer: textOf(all.get('Computer')),
      recordId: numberOf(all.get('EventRecordID')),
      timeCreated: time?.at ?? textOf(all.get('TimeCreated_SystemTime')),
      field: (name) =>
        all.get(name) ??
        (name.includes(' ') ? all.get(name.replaceAll(' ', '')) : undefined) ??
        (name === 'Message' ? message : undefined) ??
        lineField(all.get('Data'), name) ??
        (all.has(name) ? null : undefined),
      fields: () => all,
      strings: function* strings(): Generator<string> {
        for (const value of all.values()) {
          if (typeof value === 'string') yield value
          else if (value !== null) yield* value
        }
      },
    }
  }
}

function valueOf(value: unknown): LogFieldValue | undefined {
  if (value === undefined) return undefined
  if (value === null || typeof value === 'string') return value
  if (Array.isArray(value)) return (value as unknown[]).slice(0, MAX_JSON_FIELDS).map(scalar)
  return scalar(value)
}

function scalar(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return ''
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : nestedText(value, 0)
}

/** A nested value as JSON, cut off where it is deeper than any record: JSON's own writer would run out of stack. */
function nestedText(value: unknown, depth: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (depth >= MAX_JSON_DEPTH) return '"…"'
  if (Array.isArray(value))
    return `[${(value as unknown[]).map((one) => nestedText(one, depth + 1)).join(',')}]`
  const members = Object.entries(value).map(
    ([name, one]) => `${JSON.stringify(name)}:${nestedText(one, depth + 1)}`,
  )
  return `{${members.join(',')}}`
}

function textOf(value: LogFieldValue | undefined): string | undefined {
  if (value === undefined || value === null) return undefined
  return typeof value === 'string' ? value : value[0]
}

function numberOf(value: LogFieldValue | undefined): number | undefined {
  const text = textOf(value)
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

/** The value of a line `name=value` in values without a name, as Windows PowerShell's old log has them. */
function lineField(data: LogFieldValue | undefined, name: string): string | undefined {
  if (data === undefined || data === null) return undefined
  for (const text of typeof data === 'string' ? [data] : data) {
    let at = text.indexOf(`${name}=`)
    while (at > 0 && text[at - 1] !== '\n' && text[at - 1] !== '\t') at = text.indexOf(`${name}=`, at + 1)
    if (at < 0) continue
    const end = text.indexOf('\n', at)
    return text.slice(at + name.length + 1, end < 0 ? undefined : end).replace(/\r$/, '')
  }
  return undefined
}
