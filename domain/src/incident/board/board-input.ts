import type { Estate } from '../../estate/index.ts'
import type {
  Finding,
  ServerVerdict,
  Sighting,
  TimeSpan,
  VolumeState,
  NoteReport,
} from '../../triage/index.ts'
import type { DiversionPart } from '../diversion/part.ts'
import type { LinkNeed } from '../links/care-lost.ts'
import type { LinksPart } from '../links/part.ts'
import type { NoticeView } from '../notices/view.ts'
import type { BoardView, LogLine, SaidOrTested, VerdictChanged, WitnessView } from './views.ts'

/** All that the board's views are made from: the server gathers it from the ledger's state and the stores beside it. */
export interface BoardInput {
  readonly kind: 'real' | 'drill'
  readonly hospital: string
  readonly timeZone: string
  readonly now: string
  /** `attackAt`: an instant of the day of the attack, for the header; absent: the day on which the incident was opened. */
  readonly incident: { readonly openedAt: string; readonly attackAt?: string } | null
  readonly lastEntry: { readonly number: number; readonly at: string } | null
  readonly oneCopyOnlySince: string | null
  /** What there is to say of the second copy, a whole sentence; absent or null: nothing. */
  readonly copyNote?: string | null
  /** What people outside hold of the record; absent: nothing can be said. */
  readonly witness?: WitnessView
  readonly estate: Estate | null
  readonly estateImportedAt: string | null
  readonly triage: TriageHeld | null
  /** The latest verdict of each server, sightings since the last run included. */
  readonly verdicts: ReadonlyMap<string, ServerVerdict>
  /** When an entry last changed what is held of a server. */
  readonly changedAt: ReadonlyMap<string, string>
  readonly connections: ReadonlyMap<string, SaidOrTested>
  readonly powers: ReadonlyMap<string, SaidOrTested>
  /** What named people saw; absent: none. */
  readonly sightings?: readonly Pick<Sighting, 'server' | 'kind' | 'seenBy' | 'seenAt'>[]
  /** Absent: none were raised. */
  readonly notices?: readonly NoticeView[]
  /** When the call tree was imported; absent or null: never. */
  readonly callTreeAt?: string | null
  readonly downtime: DowntimeHeld | null
  readonly sheets: readonly SheetsHeld[]
  /** Links to the outside and releases; absent: not asked. */
  readonly links?: LinksPart
  /** Where patients are sent, as asked of the dispatcher; absent: not asked. */
  readonly diversion?: DiversionPart
  /** What each link is needed for, and whether it is cut; absent: not asked, so no care is reckoned from links. */
  readonly linkNeeds?: readonly LinkNeed[]
  /** Deadlines that are over or end soon, statements that are contradicted; absent: not asked. */
  readonly pressing?: BoardView['decideNow']
  /** Newest first. */
  readonly recent: readonly LogLine[]
}

/** The last run of triage. */
export interface TriageHeld {
  readonly at: string
  readonly window: TimeSpan | null
  readonly firstEvilAt: string | null
  readonly packs: readonly { readonly name: string; readonly version: string; readonly rules: number }[]
  readonly unassigned: readonly {
    readonly computer: string
    readonly files: number
    readonly reason: string
  }[]
  /** Servers whose verdict the last run changed; null or absent: it was the first, or it is not known. */
  readonly changed?: readonly VerdictChanged[] | null
  /** Of the servers that are hit or suspect: the findings that moved the verdict, for the ticks on the bars. */
  readonly evidence: ReadonlyMap<string, readonly EvidenceMark[]>
  /** What its logs tell of volumes under BitLocker; absent: nothing was kept. */
  readonly volumes?: readonly VolumeState[]
  /** Ransom notes, and for each server whether one was looked for; absent: nobody has looked. */
  readonly notes?: NoteReport
}

/** One finding as a tick. */
export type EvidenceMark = Pick<Finding, 'channel' | 'time' | 'eventId'> & {
  readonly kind: 'hit' | 'suspect'
}

/** What care handed over of its copy. */
export interface DowntimeHeld {
  readonly asOf: string
  readonly takenAt: string
  readonly wards: number
  readonly inpatients: number
  readonly generation?: number
  /** Resources that could not be read. */
  readonly faults?: number
}

/** What care handed over of a ward's packet: written, never more than that. */
export interface SheetsHeld {
  readonly ward: string
  readonly at: string
  readonly sheets: number
  readonly patients?: number
  readonly generation?: number
  readonly firstSerial?: string
  readonly lastSerial?: string
}
