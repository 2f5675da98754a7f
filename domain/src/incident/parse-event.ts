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
import { EVIDENCE_ITEM_FIELDS } from './evidence/fields.ts'
import {
  ANSWER,
  COUNT,
  FLAG,
  HASH,
  ID,
  INSTANT,
  KEY,
  RANDOM_ID,
  STATED,
  TEXT_REF,
  check,
  firstFault,
  isObject,
  listOf,
  object,
  oneOf,
  optional,
  orNull,
  pattern,
} from './field-checks.ts'
import type { Check, EventFault } from './field-checks.ts'
import { ACCESS_FIELDS } from './access/fields.ts'
import { LINK_FIELDS } from './links/fields.ts'
import { STAFF_FIELDS } from './staff/fields.ts'
import { MAX_PACKS, MAX_SERVERS_PER_ENTRY } from './limits.ts'
import { NOTICE_FIELDS } from './notices/fields.ts'
import { DEADLINE_FIELDS } from './deadlines/fields.ts'
import { DIVERSION_FIELDS } from './diversion/fields.ts'
import { SEARCH_FIELDS } from './searches/fields.ts'
import { STATEMENT_FIELDS } from './statements/fields.ts'

const HEAD_ACCOUNT = pattern('an account id', /^[a-z0-9][a-z0-9._-]{0,63}$/u)

const HEAD: Readonly<Record<string, Check>> = {
  v: oneOf([1]),
  type: check('a type', (value) => typeof value === 'string'),
  at: INSTANT,
  by: HEAD_ACCOUNT,
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
  WardStateSaid: {
    handover: RANDOM_ID,
    saidAt: INSTANT,
    ward: ID,
    state: oneOf(['packet-out', 'paper', 'back-on-screen']),
    since: INSTANT,
  },
  CommentMade: { text: TEXT_REF, server: optional(ID) },
  TextTakenOut: {
    entry: COUNT,
    commitments: listOf(HASH, 10),
    reason: oneOf(REMOVAL_REASONS),
    secondName: TEXT_REF,
    secondBy: optional(HEAD_ACCOUNT),
  },
  HandedOver: {
    reason: oneOf(['moved', 'restored']),
    retiredKey: KEY,
    newKey: KEY,
    size: COUNT,
    root: HASH,
  },
  ...LINK_FIELDS,
  ...STAFF_FIELDS,
  ...EVIDENCE_ITEM_FIELDS,
  ...NOTICE_FIELDS,
  ...SEARCH_FIELDS,
  ...DIVERSION_FIELDS,
  ...STATEMENT_FIELDS,
  ...DEADLINE_FIELDS,
  ...ACCESS_FIELDS,
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
