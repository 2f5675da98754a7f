import { ANSWERS } from '../triage/index.ts'
import { failed, ok } from '../result.ts'
import type { Result } from '../result.ts'
import {
  CONNECTION_STATES,
  EVIDENCE_KINDS,
  POWER_STATES,
  REMOVAL_REASONS,
  SERVICE_STATES,
  SIGHTING_KINDS,
} from './event.ts'
import type { EventType, IncidentEvent } from './event.ts'
import { MAX_ID_CHARS, MAX_PACKS, MAX_SERVERS_PER_ENTRY } from './limits.ts'

/** Why something is no event; `field` is the place, dotted. */
export interface EventFault {
  readonly code: 'not-an-object' | 'unknown-type' | 'unknown-field' | 'bad-field'
  readonly field: string
  readonly expected: string
}

/** What a field must be. */
interface Check {
  readonly accepts: (value: unknown) => boolean
  readonly expected: string
  readonly optional?: true
}

const check = (expected: string, accepts: Check['accepts']): Check => ({ accepts, expected })
const pattern = (expected: string, form: RegExp): Check =>
  check(expected, (value) => typeof value === 'string' && form.test(value))
const oneOf = (values: readonly unknown[]): Check =>
  check(values.join(' | '), (value) => values.includes(value))
const optional = (inner: Check): Check => ({ ...inner, optional: true })
const orNull = (inner: Check): Check =>
  check(`${inner.expected} or null`, (value) => value === null || inner.accepts(value))
const listOf = (inner: Check, limit: number): Check =>
  check(`a list of at most ${limit}: ${inner.expected}`, (value) => {
    return Array.isArray(value) && value.length <= limit && value.every((item) => inner.accepts(item))
  })
const object = (fields: Readonly<Record<string, Check>>): Check =>
  check(`an object of ${Object.keys(fields).join(', ')}`, (value) => firstFault(value, fields) === null)

const COUNT = check('a whole number from 0', (value) => Number.isSafeInteger(value) && Number(value) >= 0)
const FLAG = check('true or false', (value) => typeof value === 'boolean')
const INSTANT = check('a UTC instant', isInstant)
const HASH = pattern('SHA-256 in lower-case hex', /^[0-9a-f]{64}$/u)
const RANDOM_ID = pattern('128 bits in lower-case hex', /^[0-9a-f]{32}$/u)
const ID = check(`an id of at most ${MAX_ID_CHARS} characters`, isId)
const TEXT_REF = object({ commitment: HASH })
const STATED = { confidence: oneOf(['said', 'tested']), statedBy: TEXT_REF, statedAt: INSTANT }
const KEY = pattern('a verifier key', /^[^+\s]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+$/u)
const ANSWER = oneOf(ANSWERS)

const HEAD: Readonly<Record<string, Check>> = {
  v: oneOf([1]),
  type: check('a type', (value) => typeof value === 'string'),
  at: INSTANT,
  by: pattern('an account id', /^[a-z0-9][a-z0-9._-]{0,63}$/u),
  byName: optional(TEXT_REF),
}

const FIELDS: Readonly<Record<EventType, Readonly<Record<string, Check>>>> = {
  IncidentOpened: {
    incident: RANDOM_ID,
    kind: oneOf(['real', 'drill']),
    name: TEXT_REF,
    attackAt: optional(INSTANT),
  },
  SightingRecorded: {
    server: ID,
    sighting: oneOf(SIGHTING_KINDS),
    seenBy: TEXT_REF,
    seenAt: INSTANT,
    text: optional(TEXT_REF),
  },
  EvidenceRecorded: {
    evidence: oneOf(EVIDENCE_KINDS),
    sha256: HASH,
    bytes: COUNT,
    mayShowPatients: FLAG,
    server: optional(ID),
    fileName: optional(TEXT_REF),
  },
  EstateImported: {
    digest: HASH,
    servers: COUNT,
    services: COUNT,
    dependencies: COUNT,
    care: COUNT,
    faults: COUNT,
  },
  ServersListed: { servers: listOf(ID, MAX_SERVERS_PER_ENTRY) },
  TriageRunRecorded: {
    digest: HASH,
    files: COUNT,
    records: COUNT,
    findings: COUNT,
    faults: COUNT,
    rulesLoaded: COUNT,
    rulesRefused: COUNT,
    packs: listOf(object({ name: ID, version: ID, rules: COUNT }), MAX_PACKS),
    hit: COUNT,
    suspect: COUNT,
    noSign: COUNT,
    blind: COUNT,
  },
  VerdictChanged: {
    server: ID,
    verdict: ANSWER,
    encryption: ANSWER,
    intrusion: ANSWER,
    seenByPerson: FLAG,
    firstAt: orNull(INSTANT),
    lastAt: orNull(INSTANT),
    window: orNull(object({ from: INSTANT, until: INSTANT })),
    run: orNull(HASH),
  },
  ConnectionChanged: { ...STATED, server: ID, state: oneOf(CONNECTION_STATES), cutByUs: FLAG },
  PowerChanged: { ...STATED, server: ID, state: oneOf(POWER_STATES) },
  ServiceStateChanged: { ...STATED, service: ID, state: oneOf(SERVICE_STATES) },
  DowntimeCopyTaken: {
    handover: RANDOM_ID,
    takenAt: INSTANT,
    generation: COUNT,
    asOf: INSTANT,
    wards: COUNT,
    inpatients: COUNT,
    resources: COUNT,
    faults: COUNT,
    commitment: HASH,
  },
  SheetsWritten: {
    handover: RANDOM_ID,
    writtenAt: INSTANT,
    ward: ID,
    generation: COUNT,
    firstSerial: ID,
    lastSerial: ID,
    sheets: COUNT,
    patients: COUNT,
    commitment: HASH,
  },
  CommentMade: { text: TEXT_REF, server: optional(ID) },
  TextTakenOut: {
    entry: COUNT,
    commitments: listOf(HASH, 10),
    reason: oneOf(REMOVAL_REASONS),
    secondName: TEXT_REF,
  },
  HandedOver: {
    reason: oneOf(['moved', 'restored']),
    retiredKey: KEY,
    newKey: KEY,
    size: COUNT,
    root: HASH,
  },
}

/** Head and own fields together, made once: replay asks for them 20,000 times. */
const ALL_FIELDS: ReadonlyMap<string, Readonly<Record<string, Check>>> = new Map(
  Object.entries(FIELDS).map(([type, fields]) => [type, { ...HEAD, ...fields }]),
)

/** Reads an event strictly: every field in its form and no other. */
export function parseEvent(input: unknown): Result<IncidentEvent, EventFault> {
  if (!isObject(input)) return failed({ code: 'not-an-object', field: '', expected: 'an object' })
  const type = input['type']
  const fields = typeof type === 'string' ? ALL_FIELDS.get(type) : undefined
  if (fields === undefined)
    return failed({ code: 'unknown-type', field: 'type', expected: Object.keys(FIELDS).join(' | ') })
  const fault = firstFault(input, fields)
  return fault === null ? ok(input as unknown as IncidentEvent) : failed(fault)
}

/** Whether a text is an id as lists hold them: printable, no longer than the limit. */
export function isId(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    value.length > 0 &&
    value.length <= MAX_ID_CHARS &&
    value === value.trim() &&
    !/[\p{C}\p{Zl}\p{Zp}]/u.test(value)
  )
}

/** Whether a text is a UTC instant of ISO 8601 that exists. */
export function isInstant(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/u.test(value) &&
    !Number.isNaN(Date.parse(value))
  )
}

function firstFault(value: unknown, fields: Readonly<Record<string, Check>>): EventFault | null {
  if (!isObject(value)) return { code: 'not-an-object', field: '', expected: 'an object' }
  for (const field in value)
    if (!Object.hasOwn(fields, field)) return { code: 'unknown-field', field, expected: 'no such field' }
  for (const field in fields) {
    const wanted = fields[field]
    const held = value[field]
    if (wanted === undefined || (held === undefined && wanted.optional === true)) continue
    if (!wanted.accepts(held)) return { code: 'bad-field', field, expected: wanted.expected }
  }
  return null
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
