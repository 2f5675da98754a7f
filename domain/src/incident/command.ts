import type { Estate } from '../estate/index.ts'
import type { Handover } from '../handover/index.ts'
import type { ServerVerdict } from '../triage/index.ts'
import type { EvidenceItemCommand } from './evidence/commands.ts'
import type { RecordAccess } from './access/commands.ts'
import type { NoticeCommand } from './notices/commands.ts'
import { describeNoticeRefusal } from './notices/refusals.ts'
import type { NoticeRefusal } from './notices/refusals.ts'
import type {
  Confidence,
  ConnectionState,
  EvidenceKind,
  IncidentEvent,
  PowerState,
  RemovalReason,
  RulePack,
  ServiceState,
  SightingKind,
} from './event.ts'
import { describeLinkRefusal, isLinkRefusal } from './links/commands.ts'
import { describeDiversionRefusal } from './diversion/commands.ts'
import type { DiversionCommand, DiversionRefusal } from './diversion/commands.ts'
import type { LinkCommand, LinkRefusal } from './links/commands.ts'
import { describeDeadlineRefusal } from './deadlines/commands.ts'
import type { DeadlineCommand, DeadlineRefusal } from './deadlines/commands.ts'
import { describeSearchRefusal } from './searches/commands.ts'
import type { SearchCommand, SearchRefusal } from './searches/commands.ts'
import { describeStatementRefusal } from './statements/commands.ts'
import type { StatementCommand, StatementRefusal } from './statements/commands.ts'
import { describeStaffRefusal, isStaffRefusal } from './staff/commands.ts'
import type { StaffCommand, StaffRefusal } from './staff/commands.ts'

/** What somebody wants recorded. Texts are plain here; `decide` turns each into a commitment. */
export type IncidentCommand =
  | LinkCommand
  | StaffCommand
  | EvidenceItemCommand
  | NoticeCommand
  | SearchCommand
  | DiversionCommand
  | StatementCommand
  | DeadlineCommand
  | RecordAccess
  | {
      readonly type: 'OpenIncident'
      readonly name: string
      readonly kind: 'real' | 'drill'
      readonly attackAt?: string | undefined
    }
  | {
      readonly type: 'RecordSighting'
      readonly server: string
      readonly sighting: SightingKind
      readonly seenBy: string
      readonly seenAt: string
      readonly text?: string | undefined
    }
  | {
      readonly type: 'RecordEvidence'
      readonly evidence: EvidenceKind
      readonly sha256: string
      readonly bytes: number
      readonly mayShowPatients: boolean
      readonly server?: string | undefined
      readonly fileName?: string | undefined
    }
  | {
      readonly type: 'ImportEstate'
      readonly estate: Estate
      /** SHA-256 over the files, hex. */
      readonly digest: string
      readonly faults: number
    }
  | {
      readonly type: 'RecordTriageRun'
      readonly digest: string
      readonly files: number
      readonly records: number
      readonly findings: number
      readonly faults: number
      readonly rulesLoaded: number
      readonly rulesRefused: number
      readonly packs: readonly RulePack[]
      /** All verdicts of the run: each that differs from the one held becomes a VerdictChanged. */
      readonly verdicts: readonly ServerVerdict[]
    }
  | {
      readonly type: 'RecordVerdicts'
      /** All verdicts as judged now: each that differs from the one held becomes a VerdictChanged. */
      readonly verdicts: readonly ServerVerdict[]
      /** Entries of the record that they were judged by: where it has more, they are judged again first. */
      readonly basis: number
    }
  | (StatedCommand & {
      readonly type: 'RecordConnection'
      readonly server: string
      readonly state: ConnectionState
      readonly cutByUs: boolean
    })
  | (StatedCommand & {
      readonly type: 'RecordPower'
      readonly server: string
      readonly state: PowerState
    })
  | (StatedCommand & {
      readonly type: 'RecordServiceState'
      readonly service: string
      readonly state: ServiceState
    })
  | { readonly type: 'TakeHandover'; readonly handover: Handover }
  | { readonly type: 'MakeComment'; readonly text: string; readonly server?: string | undefined }
  | {
      readonly type: 'TakeTextOut'
      readonly entry: number
      readonly reason: RemovalReason
      /** The second person; the first is the context's `byName`. */
      readonly secondName: string
      /** The second's account, which must be another than the first's. */
      readonly secondBy?: string | undefined
    }
  | {
      readonly type: 'HandOver'
      readonly reason: 'moved' | 'restored'
      readonly retiredKey: string
      readonly newKey: string
      readonly size: number
      readonly root: string
    }

interface StatedCommand {
  readonly confidence: Confidence
  readonly statedBy: string
  readonly statedAt: string
}

/** What a decision may not find out by itself. */
export interface DecisionContext {
  /** UTC ISO 8601. */
  readonly now: string
  /** Account id of what records: `board`, `command-line`, `triage`, `care`. */
  readonly by: string
  /** The name that the person gave. */
  readonly byName?: string | undefined
  /** Fresh random bytes, as many as asked. */
  readonly random: (bytes: number) => Uint8Array
  readonly sha256: (bytes: Uint8Array) => Uint8Array
}

/** A text as kept beside the log. */
export interface KeptText {
  /** Lower-case hex of SHA-256(salt ‖ text). */
  readonly commitment: string
  readonly salt: Uint8Array
  readonly text: string
}

/** What a command leads to: events to append, texts to keep, texts to remove everywhere. */
export interface Decision {
  readonly events: readonly IncidentEvent[]
  readonly texts: readonly KeptText[]
  readonly remove: readonly string[]
}

/** Why a command is not recorded. */
export type Refusal =
  | LinkRefusal
  | StaffRefusal
  | { readonly code: 'no-incident' }
  | { readonly code: 'incident-already-open'; readonly openedAt: string }
  | { readonly code: 'unknown-server'; readonly server: string }
  | { readonly code: 'bad-instant'; readonly field: string; readonly have: string }
  | { readonly code: 'in-the-future'; readonly field: string; readonly have: string; readonly now: string }
  | { readonly code: 'text-missing'; readonly field: string }
  | { readonly code: 'text-too-long'; readonly field: string; readonly have: number; readonly limit: number }
  | { readonly code: 'bad-id'; readonly field: string; readonly have: string }
  | { readonly code: 'bad-value'; readonly field: string; readonly have: string }
  | { readonly code: 'unknown-cannot-be-tested' }
  | { readonly code: 'only-a-cut-is-ours'; readonly state: ConnectionState }
  | { readonly code: 'already-taken'; readonly handover: string }
  | { readonly code: 'no-such-entry'; readonly entry: number; readonly size: number }
  | { readonly code: 'nothing-to-take-out'; readonly entry: number }
  | { readonly code: 'needs-two-people' }
  | { readonly code: 'wrong-key-order' }
  | { readonly code: 'judged-earlier'; readonly basis: number; readonly size: number }
  | { readonly code: 'notice'; readonly why: NoticeRefusal }
  | { readonly code: 'search'; readonly why: SearchRefusal }
  | { readonly code: 'diversion'; readonly why: DiversionRefusal }
  | { readonly code: 'statement'; readonly why: StatementRefusal }
  | { readonly code: 'deadline'; readonly why: DeadlineRefusal }
  | { readonly code: 'too-many'; readonly what: string; readonly have: number; readonly limit: number }

/** A refusal as a whole sentence for the person who asked. */
export function describeRefusal(refusal: Refusal): string {
  if (isLinkRefusal(refusal)) return describeLinkRefusal(refusal)
  if (isStaffRefusal(refusal)) return describeStaffRefusal(refusal)
  switch (refusal.code) {
    case 'no-incident':
      return 'No incident is opened yet: open one first.'
    case 'incident-already-open':
      return `An incident is open since ${refusal.openedAt}; this record holds one.`
    case 'unknown-server':
      return `${refusal.server} is not on the imported list of servers.`
    case 'bad-instant':
      return `${refusal.field} is not a point in time: ${refusal.have}.`
    case 'in-the-future':
      return `${refusal.field} (${refusal.have}) lies after now (${refusal.now}).`
    case 'text-missing':
      return `${refusal.field} is empty.`
    case 'text-too-long':
      return `${refusal.field} has ${refusal.have} characters; at most ${refusal.limit} are kept.`
    case 'bad-id':
      return `${refusal.field} is not an id: ${refusal.have}.`
    case 'bad-value':
      return `${refusal.field} cannot be ${refusal.have}.`
    case 'unknown-cannot-be-tested':
      return 'A test that leaves the state unknown is no test: record it as said.'
    case 'only-a-cut-is-ours':
      return `A server that is ${refusal.state} was not cut: only isolated or off can be cut by us.`
    case 'already-taken':
      return `Handover ${refusal.handover} was taken in before.`
    case 'no-such-entry':
      return `There is no entry ${refusal.entry + 1}; the record has ${refusal.size}.`
    case 'nothing-to-take-out':
      return `Entry ${refusal.entry + 1} has no text that is still there.`
    case 'needs-two-people':
      return 'Taking a text out needs the names of two different people.'
    case 'judged-earlier':
      return `It was judged by ${refusal.basis} entries; the record has ${refusal.size} by now.`
    case 'wrong-key-order':
      return 'The key to retire is not the one that signs now.'
    case 'notice':
      return describeNoticeRefusal(refusal.why)
    case 'diversion':
      return describeDiversionRefusal(refusal.why)
    case 'search':
      return describeSearchRefusal(refusal.why)
    case 'statement':
      return describeStatementRefusal(refusal.why)
    case 'deadline':
      return describeDeadlineRefusal(refusal.why)
    case 'too-many':
      return `${refusal.have} ${refusal.what} are too many; the limit is ${refusal.limit}.`
  }
}
