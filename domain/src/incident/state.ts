import type { Answer, TimeSpan } from '../triage/index.ts'
import type {
  Confidence,
  ConnectionState,
  EvidenceKind,
  EventType,
  PowerState,
  RulePack,
  ServiceState,
  SightingKind,
  TextRef,
} from './event.ts'
import { NO_LINKS } from './links/state.ts'
import type { LinksState } from './links/state.ts'
import { NO_DEADLINES } from './deadlines/state.ts'
import type { DeadlinesState } from './deadlines/state.ts'
import { NO_DIVERSION } from './diversion/state.ts'
import type { DiversionState } from './diversion/state.ts'
import { NO_SEARCHES } from './searches/state.ts'
import type { SearchesState } from './searches/state.ts'
import { NO_STATEMENTS } from './statements/state.ts'
import type { StatementsState } from './statements/state.ts'
import { NO_STAFF } from './staff/state.ts'
import type { StaffState } from './staff/state.ts'
import { NO_ITEMS } from './evidence/state.ts'
import type { EvidenceItems } from './evidence/state.ts'
import { NO_NOTICES } from './notices/state.ts'
import type { NoticesState } from './notices/state.ts'

/** What the ledger's entries add up to. No text is in it: names and remarks are `TextRef`s. */
export interface IncidentState {
  /** Null until one is opened. */
  readonly incident: {
    readonly id: string
    readonly kind: 'real' | 'drill'
    readonly name: TextRef
    readonly openedAt: string
    /** Null: not said when it was opened. */
    readonly attackAt: string | null
  } | null
  /** The list last imported; null: none yet. */
  readonly estate: {
    readonly digest: string
    readonly importedAt: string
    readonly servers: ReadonlySet<string>
  } | null
  /** By server id; a server of which nothing was recorded is absent. */
  readonly servers: ReadonlyMap<string, ServerRecord>
  /** By service id; a service of which nobody said anything is absent. */
  readonly services: ReadonlyMap<string, StatedState<ServiceState>>
  /** By SHA-256: the entry that took it in first counts. */
  readonly evidence: ReadonlyMap<string, EvidenceHeld>
  /** Items of evidence, by number: what a file or a sighting shows. */
  readonly items: EvidenceItems
  readonly notices: NoticesState
  readonly lastTriage: TriageRun | null
  readonly downtimeCopy: DowntimeCopy | null
  /** The packet last written, by ward. */
  readonly sheets: ReadonlyMap<string, WrittenSheets>
  /** What wards said that they work from; a ward of which nothing was said is absent. */
  readonly wardStates: ReadonlyMap<string, SaidWardState>
  /** Ids of the handovers taken in: each once. */
  readonly handovers: ReadonlySet<string>
  /** Index of the entry that took a text out, by commitment. */
  readonly takenOut: ReadonlyMap<string, number>
  /** Verifier key that a handing over put in place; null: the ledger's first key still signs. */
  readonly currentKey: string | null
  /** Connections to the outside, and servers that may reconnect. */
  readonly links: LinksState
  /** Where was looked for notes and demands. */
  readonly searches: SearchesState
  readonly diversion: DiversionState
  /** What the hospital said in public. */
  readonly statements: StatementsState
  readonly deadlines: DeadlinesState
  /** The latest instant of any entry: a clock that was set back later changes nothing of it. Null: no entry. */
  readonly latestAt: string | null
  /** Shifts, tasks and decisions. */
  readonly staff: StaffState
  readonly log: readonly LoggedEntry[]
}

/** A file as its entry has it. */
export interface EvidenceHeld {
  readonly entry: number
  readonly at: string
  readonly evidence: EvidenceKind
  readonly bytes: number
  readonly mayShowPatients: boolean
  readonly server: string | null
  readonly fileName: TextRef | null
}

/** What was recorded of one server. Null: nothing was, which is not the same as a state. */
export interface ServerRecord {
  readonly sightings: readonly RecordedSighting[]
  readonly connection: (StatedState<ConnectionState> & { readonly cutByUs: boolean }) | null
  readonly power: StatedState<PowerState> | null
  readonly verdict: HeldVerdict | null
  /** Since when it is isolated or off the network without a break, as stated; null: it is not, or nobody said. */
  readonly isolatedSince: string | null
  /** Since when it is off or suspended without a break, as stated; null: it is not, or nobody said. */
  readonly stoppedSince: string | null
  readonly changedAt: string
}

/** A state with who said or tested it. `lastTested` keeps what was last tested when the present state is only said. */
export interface StatedState<State> {
  readonly state: State
  readonly confidence: Confidence
  readonly by: TextRef
  /** When it was so, as stated. */
  readonly at: string
  readonly entry: number
  readonly lastTested: { readonly state: State; readonly at: string; readonly by: TextRef } | null
}

/** A sighting in the ledger. */
export interface RecordedSighting {
  readonly entry: number
  readonly kind: SightingKind
  readonly seenBy: TextRef
  readonly seenAt: string
  readonly text: TextRef | null
}

/** The verdict last recorded of a server. */
export interface HeldVerdict {
  readonly entry: number
  readonly at: string
  readonly verdict: Answer
  readonly encryption: Answer
  readonly intrusion: Answer
  readonly seenByPerson: boolean
  readonly firstAt: string | null
  readonly lastAt: string | null
  readonly window: TimeSpan | null
  readonly run: string | null
}

/** The triage run last recorded. */
export interface TriageRun {
  readonly entry: number
  readonly at: string
  readonly digest: string
  readonly files: number
  readonly records: number
  readonly findings: number
  readonly faults: number
  readonly packs: readonly RulePack[]
}

/** The generation of the downtime copy last handed over. */
export interface DowntimeCopy {
  readonly entry: number
  readonly takenAt: string
  readonly generation: number
  readonly asOf: string
  readonly wards: number
  readonly inpatients: number
  readonly faults: number
}

/** A ward's packet as written. */
export interface WrittenSheets {
  readonly entry: number
  readonly writtenAt: string
  readonly generation: number
  readonly firstSerial: string
  readonly lastSerial: string
  readonly sheets: number
  readonly patients: number
}

/** What a ward said that it works from. */
export interface SaidWardState {
  readonly entry: number
  readonly state: 'packet-out' | 'paper' | 'back-on-screen'
  readonly since: string
}

/** One entry as the log lists it. */
export interface LoggedEntry {
  /** Index in the ledger, from 0. */
  readonly index: number
  readonly at: string
  readonly type: EventType
  readonly by: string
  readonly server: string | null
  readonly texts: readonly { readonly field: string; readonly ref: TextRef }[]
}

/** Nothing happened yet. */
export const initialState: IncidentState = {
  incident: null,
  estate: null,
  servers: new Map(),
  services: new Map(),
  evidence: new Map(),
  items: NO_ITEMS,
  notices: NO_NOTICES,
  lastTriage: null,
  downtimeCopy: null,
  sheets: new Map(),
  wardStates: new Map(),
  handovers: new Set(),
  takenOut: new Map(),
  currentKey: null,
  links: NO_LINKS,
  searches: NO_SEARCHES,
  diversion: NO_DIVERSION,
  statements: NO_STATEMENTS,
  deadlines: NO_DEADLINES,
  latestAt: null,
  staff: NO_STAFF,
  log: [],
}
