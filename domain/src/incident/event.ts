import type { Answer, TimeSpan } from '../triage/index.ts'
import type { EventHead, TextRef } from './event-head.ts'
import type { LinkEvent } from './links/events.ts'
import type { StaffEvent } from './staff/events.ts'
import type { EvidenceItemEvent } from './evidence/events.ts'
import type { AccessEvent } from './access/events.ts'
import type { NoticeEvent } from './notices/events.ts'
import type { DeadlineEvent } from './deadlines/events.ts'
import type { DiversionEvent } from './diversion/events.ts'
import type { SearchEvent } from './searches/events.ts'
import type { StatementEvent } from './statements/events.ts'

export type { EventHead, TextRef } from './event-head.ts'

/**
 * What can happen in an incident. An entry of the ledger holds enumerations, account ids, server ids, serials and salted
 * commitments; each text or name stands beside the log and here only as a `TextRef` (DESIGN 2.3). Stored types are never
 * renamed: a new shape is a new type.
 */
export type IncidentEvent =
  | IncidentOpened
  | SightingRecorded
  | EvidenceRecorded
  | EstateImported
  | ServersListed
  | TriageRunRecorded
  | VerdictChanged
  | ConnectionChanged
  | PowerChanged
  | ServiceStateChanged
  | DowntimeCopyRecorded
  | SheetsRecorded
  | WardStateRecorded
  | CommentMade
  | TextTakenOut
  | HandedOver
  | LinkEvent
  | StaffEvent
  | EvidenceItemEvent
  | NoticeEvent
  | SearchEvent
  | DiversionEvent
  | StatementEvent
  | DeadlineEvent
  | AccessEvent

/** The name under which an event is stored. */
export type EventType = IncidentEvent['type']

/** The incident has begun; one ledger holds one incident. */
export interface IncidentOpened extends EventHead {
  readonly type: 'IncidentOpened'
  /** Random, 128 bits in hex. */
  readonly incident: string
  readonly kind: 'real' | 'drill'
  readonly name: TextRef
  /** When the attack was, as far as was known on opening: a drill's lies years back. */
  readonly attackAt?: string
}

/** What a named person saw on a server. */
export interface SightingRecorded extends EventHead {
  readonly type: 'SightingRecorded'
  readonly server: string
  readonly sighting: SightingKind
  readonly seenBy: TextRef
  readonly seenAt: string
  readonly text?: TextRef
}

/** What was seen. */
export const SIGHTING_KINDS = [
  'recovery-screen',
  'locked-volume',
  'ransom-note',
  'files-unreadable',
  'unknown-account',
  'other',
] as const
/** What was seen. */
export type SightingKind = (typeof SIGHTING_KINDS)[number]

/** Kinds of evidence files. */
export const EVIDENCE_KINDS = ['log', 'note', 'picture', 'disk-image', 'memory', 'other'] as const

/** Kind of an evidence file. */
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]

/** A copy of a file was hashed at intake. */
export interface EvidenceRecorded extends EventHead {
  readonly type: 'EvidenceRecorded'
  readonly evidence: EvidenceKind
  /** Lower-case hex of the file. */
  readonly sha256: string
  readonly bytes: number
  /** Stays out of every bundle until a person releases it. */
  readonly mayShowPatients: boolean
  readonly server?: string
  readonly fileName?: TextRef
}

/** The lists of servers, services and care were taken in; the ids follow in `ServersListed`. */
export interface EstateImported extends EventHead {
  readonly type: 'EstateImported'
  /** SHA-256 over the files, hex. */
  readonly digest: string
  readonly servers: number
  readonly services: number
  readonly dependencies: number
  readonly care: number
  readonly faults: number
}

/** Server ids of the estate last imported; several entries when the list is long. */
export interface ServersListed extends EventHead {
  readonly type: 'ServersListed'
  readonly servers: readonly string[]
}

/** A rule pack as a triage run used it. */
export interface RulePack {
  readonly name: string
  readonly version: string
  readonly rules: number
}

/** Logs were searched. The findings themselves lie in a store of their own; `digest` fixes them. */
export interface TriageRunRecorded extends EventHead {
  readonly type: 'TriageRunRecorded'
  /** SHA-256 over findings and verdicts, hex. */
  readonly digest: string
  readonly files: number
  readonly records: number
  readonly findings: number
  readonly faults: number
  readonly rulesLoaded: number
  readonly rulesRefused: number
  readonly packs: readonly RulePack[]
  readonly hit: number
  readonly suspect: number
  readonly noSign: number
  readonly blind: number
}

/** What we hold of a server is another thing now. */
export interface VerdictChanged extends EventHead {
  readonly type: 'VerdictChanged'
  readonly server: string
  readonly verdict: Answer
  readonly encryption: Answer
  readonly intrusion: Answer
  readonly seenByPerson: boolean
  readonly firstAt: string | null
  readonly lastAt: string | null
  readonly window: TimeSpan | null
  /** Digest of the triage run behind it; null: judged before any run, by what people saw. */
  readonly run: string | null
}

/** `said` until somebody checked. */
export type Confidence = 'said' | 'tested'

interface Stated {
  readonly confidence: Confidence
  /** Who says or tested it, by name. */
  readonly statedBy: TextRef
  /** When it was so. */
  readonly statedAt: string
}

/** States of a server's connection. */
export const CONNECTION_STATES = ['on', 'isolated', 'off', 'unknown'] as const
/** State of a server's connection. */
export type ConnectionState = (typeof CONNECTION_STATES)[number]

/** A server's connection is said or tested to be another. */
export interface ConnectionChanged extends EventHead, Stated {
  readonly type: 'ConnectionChanged'
  readonly server: string
  readonly state: ConnectionState
  /** Whether we cut it: only the register of our own cuts can undo them. */
  readonly cutByUs: boolean
}

/** States of a server's power. */
export const POWER_STATES = ['running', 'suspended', 'off', 'unknown'] as const
/** State of a server's power. */
export type PowerState = (typeof POWER_STATES)[number]

/** A server's power is said or tested to be another. */
export interface PowerChanged extends EventHead, Stated {
  readonly type: 'PowerChanged'
  readonly server: string
  readonly state: PowerState
}

/** States of a service as people report it. */
export const SERVICE_STATES = ['works', 'limited', 'on-paper', 'down', 'unknown'] as const
/** State of a service as people report it. */
export type ServiceState = (typeof SERVICE_STATES)[number]

/** Somebody says or tested how a service is. */
export interface ServiceStateChanged extends EventHead, Stated {
  readonly type: 'ServiceStateChanged'
  readonly service: string
  readonly state: ServiceState
}

/** The care server took in a generation of the downtime copy (a handover; counts only). */
export interface DowntimeCopyRecorded extends EventHead {
  readonly type: 'DowntimeCopyTaken'
  readonly handover: string
  readonly takenAt: string
  readonly generation: number
  readonly asOf: string
  readonly wards: number
  readonly inpatients: number
  readonly resources: number
  readonly faults: number
  readonly commitment: string
}

/** The care server wrote a ward's packet (a handover; serials only). Written is not handed over. */
export interface SheetsRecorded extends EventHead {
  readonly type: 'SheetsWritten'
  readonly handover: string
  readonly writtenAt: string
  readonly ward: string
  readonly generation: number
  readonly firstSerial: string
  readonly lastSerial: string
  readonly sheets: number
  readonly patients: number
  readonly commitment: string
}

/** A ward said what it works from (a handover; who signed stays with the wards). */
export interface WardStateRecorded extends EventHead {
  readonly type: 'WardStateSaid'
  readonly handover: string
  readonly saidAt: string
  readonly ward: string
  readonly state: 'packet-out' | 'paper' | 'back-on-screen'
  readonly since: string
}

/** A free remark. */
export interface CommentMade extends EventHead {
  readonly type: 'CommentMade'
  readonly text: TextRef
  readonly server?: string
}

/** Why a text may be taken out. */
export const REMOVAL_REASONS = ['patient-named', 'privileged', 'law', 'typed-by-mistake'] as const
/** Why a text was taken out. */
export type RemovalReason = (typeof REMOVAL_REASONS)[number]

/** Texts of an earlier entry were removed with their salts, from every copy; two people signed. */
export interface TextTakenOut extends EventHead {
  readonly type: 'TextTakenOut'
  /** Index of the entry, from 0. */
  readonly entry: number
  readonly commitments: readonly string[]
  readonly reason: RemovalReason
  /** The first of the two is `byName`. */
  readonly secondName: TextRef
  /** The second's account; absent where the two only said their names. */
  readonly secondBy?: string
}

/** From the next entry on another key signs: the ledger was moved or restored, and the old key is retired. */
export interface HandedOver extends EventHead {
  readonly type: 'HandedOver'
  readonly reason: 'moved' | 'restored'
  readonly retiredKey: string
  /** Verifier key (C2SP vkey) that signs from now on. */
  readonly newKey: string
  /** Size and root that were found at the new place. */
  readonly size: number
  readonly root: string
}
