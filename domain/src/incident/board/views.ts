/**
 * What the board shows, as the command server sends it (JSON) and the pages draw it: exported as `@codedark/domain/board`.
 * Sentences are whole and in English; instants are UTC ISO 8601; the page turns them into the hospital's local time.
 * A part that is not known says so (`state: 'unknown'`, a bar part `unknown`): the page hatches it.
 */
import type { CareImpact, ServiceImpact } from '../../estate/index.ts'
import type { Answer, ChannelCoverage, RescueSheet } from '../../triage/index.ts'

/** The marks of the board (screens.md 2), by name: one drawing each. */
export type MarkName =
  | 'hit'
  | 'hit-seen'
  | 'suspect'
  | 'no-sign'
  | 'blind'
  | 'said'
  | 'said-person'
  | 'tested'
  | 'stale'
  | 'paper'
  | 'supported'
  | 'contradicted'
  | 'decide'
  | 'decided'
  | 'one-copy'
  | 'context'

/** One part of an answer's bar; widths are in proportion to `count`. */
export interface BarPart {
  readonly kind: 'bad' | 'half' | 'fine' | 'said' | 'unknown'
  readonly count: number
  readonly label: string
}

/** A sentence whose `strong` part, the fact, comes first and is set bold. */
export interface Sentence {
  readonly strong: string
  readonly rest: string
}

/** What witnesses hold of the record: they are outside IT, and what they hold cannot be changed unseen. */
export interface WitnessView {
  /** The furthest checkpoint that one of them cosigned; null: none did. */
  readonly witnessed: { readonly entry: number; readonly by: string; readonly at: string } | null
  /** Since when entries are held by nobody outside; null: all are held, or they are minutes old. */
  readonly uncoveredSince: string | null
  /** A witness that does not cosign because it holds another history, as a whole sentence. */
  readonly alarm: string | null
}

/** The frame of every page. */
export interface PageHeader {
  readonly kind: 'real' | 'drill'
  readonly hospital: string
  /** 'Attack of 17 January 2021' / 'DRILL of …'; null while no incident is opened. */
  readonly incident: string | null
  readonly timeZone: string
  readonly now: string
  readonly lastEntry: { readonly number: number; readonly at: string } | null
  /** Since when there is one copy only; null while a second copy is at most two minutes old. */
  readonly oneCopyOnlySince: string | null
  /** Why there is one copy only, or that both lie on one disk, as a whole sentence; null: nothing to say. */
  readonly copyNote?: string | null
  /** What people outside hold of the record; absent or null: nothing can be said. */
  readonly witness?: WitnessView | null
}

/** One of the seven questions with its present answer. */
export interface QuestionAnswer {
  readonly number: 1 | 2 | 3 | 4 | 5 | 6 | 7
  readonly question: string
  readonly short: string
  readonly answer: Sentence
  readonly bar: readonly BarPart[]
  /** Beside the bar: '196 of 300 not known'. */
  readonly besideBar: string
  /** When an entry last changed this answer. */
  readonly changedAt: string | null
  /** False where the product has no way yet to answer this question: the page says so and hatches the bar. */
  readonly answerable: boolean
}

/** GET /api/board */
export interface BoardView {
  readonly header: PageHeader
  readonly answers: readonly QuestionAnswer[]
  readonly decideNow: readonly {
    readonly text: string
    readonly who: string
    readonly byAt: string | null
    readonly href: string
  }[]
  /** The last entries, newest first; a run of entries of one kind is one line. */
  readonly recent: readonly RecentLine[]
  readonly wards: WardsPart
}

/** One entry, or a run of entries of one kind, as the first page shows it. */
export interface RecentLine {
  /** The newest entry of the run. */
  readonly number: number
  readonly at: string
  readonly text: string
  /** How many entries the line stands for. */
  readonly entries: number
}

/** What care handed over: counts and serials. Of a ward that is not in `wards` nothing is known. */
export interface WardsPart {
  readonly copy: {
    readonly asOf: string
    readonly takenAt: string
    readonly wards: number
    readonly inpatients: number
    /** Resources that could not be read; null: not told. */
    readonly faults: number | null
  } | null
  /** Wards with a written packet, in order of name. Written is not handed over. */
  readonly wards: readonly {
    readonly ward: string
    readonly writtenAt: string
    readonly sheets: number
    readonly patients: number | null
    readonly serials: string | null
    /** Whether it was written from an older copy than the one held now; null: not told. */
    readonly older: boolean | null
  }[]
  /** Wards of the copy for which no packet is written that we know of. */
  readonly without: number
}

/** The five numbers; they add up to `total`. */
export interface FiveNumbers {
  readonly seenByPerson: number
  readonly hitByLog: number
  readonly suspect: number
  readonly noSign: number
  readonly notKnown: number
  readonly total: number
}

/** Said or tested, by whom and when; `unknown` with no statement. */
export interface SaidOrTested {
  readonly state: string
  readonly confidence: 'said' | 'tested' | 'unknown'
  readonly by: string | null
  readonly at: string | null
}

/** One row of the hit page. */
export interface ServerRow {
  readonly id: string
  /** Other names and addresses of the list. */
  readonly names: readonly string[]
  readonly service: string
  readonly serviceName: string
  readonly site: string
  readonly verdict: Answer
  readonly seenByPerson: boolean
  readonly encryption: Answer
  readonly intrusion: Answer
  readonly why: string
  readonly firstAt: string | null
  /** Place in the order of spread, from 1; null: no evidence with a time. */
  readonly spreadOrder: number | null
  readonly connection: SaidOrTested
  readonly power: SaidOrTested
  /** System, BitLocker Management, Security, in this order; null where no log of it was received. */
  readonly coverage: readonly { readonly channel: string; readonly covered: ChannelCoverage | null }[]
  /** Evidence instants for the ticks on the bars. */
  readonly marks: readonly {
    readonly at: string
    readonly channel: string
    readonly kind: 'hit' | 'suspect'
  }[]
  readonly changedAt: string | null
}

/** A server whose verdict is another than before the last run; null: it was, or is, not on the list. */
export interface VerdictChanged {
  readonly server: string
  readonly was: Answer | null
  readonly is: Answer | null
}

/** One group of the map: a tier of services. */
export interface ServiceGroup {
  readonly name: string
  readonly services: readonly {
    readonly id: string
    readonly name: string
    readonly servers: readonly string[]
  }[]
}

/** GET /api/servers */
export interface ServersView {
  readonly header: PageHeader
  readonly numbers: FiveNumbers
  readonly firstEvilAt: string | null
  readonly isolationAt: string | null
  /** Servers with a volume that may still be open: a question to a person at the console, never a fact. */
  readonly mayBeOpen: { readonly servers: readonly string[] } | null
  readonly rows: readonly ServerRow[]
  /** The map: services by tier, each with its servers. */
  readonly groups: readonly ServiceGroup[]
  /** Blind servers to collect next, most telling first. */
  readonly collectNext: readonly {
    readonly server: string
    readonly service: string
    readonly reason: string
  }[]
  readonly packs: readonly { readonly name: string; readonly version: string; readonly rules: number }[]
  readonly unassigned: readonly {
    readonly computer: string
    readonly files: number
    readonly reason: string
  }[]
  /** When triage last ran; null: never. */
  readonly triagedAt: string | null
  /** Servers whose verdict the last run changed, in order of id; null: there was none before it. */
  readonly changed: readonly VerdictChanged[] | null
}

/** GET /api/rescue */
export interface RescueView {
  readonly header: PageHeader
  /** False: no run kept what the logs tell of volumes, so the sheet is not empty but not known. */
  readonly searched: boolean
  readonly searchedAt: string | null
  readonly sheet: RescueSheet
}

/** One cell of care × site. */
export interface CareCell {
  readonly care: string
  readonly site: string
  /** Null: no line of the list says that this site has this care. */
  readonly impact: CareImpact | null
  /** The causes in few words, nearest first. */
  readonly because: readonly string[]
}

/** GET /api/care */
export interface CareView {
  readonly header: PageHeader
  readonly sites: readonly string[]
  readonly rows: readonly {
    readonly care: string
    readonly phone: string
    readonly cells: readonly CareCell[]
  }[]
  readonly counts: Readonly<Record<CareImpact['state'], number>>
  readonly services: readonly (ServiceImpact & { readonly name: string })[]
  readonly listImportedAt: string | null
  /** What can be pulled: each service with all its servers, then each server. */
  readonly plugs: readonly Plug[]
}

/** Something to pull in a what-if. */
export interface Plug {
  readonly label: string
  readonly servers: readonly string[]
}

/** POST /api/what-if */
export interface WhatIfView {
  readonly off: readonly string[]
  readonly changes: readonly {
    readonly care: string
    readonly site: string
    readonly before: CareImpact['state']
    readonly after: CareImpact['state']
    readonly because: string
  }[]
  readonly services: readonly {
    readonly service: string
    readonly name: string
    readonly before: string
    readonly after: string
  }[]
  /** Of care that was not known before nothing can be reckoned. */
  readonly notReckoned: readonly { readonly care: string; readonly site: string }[]
  readonly sentence: Sentence
}

/** One entry of the ledger as the log shows it. */
export interface LogLine {
  readonly number: number
  readonly at: string
  readonly kind: string
  readonly by: string
  /** The recorder's name; null or absent: none is kept. */
  readonly byName?: string | null
  readonly text: string
  readonly server: string | null
  /** The text beside the entry: there, taken out by entry n, missing (a fault), or none. */
  readonly textState: 'none' | 'present' | { readonly takenOutBy: number } | 'missing'
}

/** GET /api/log */
export interface LogView {
  readonly header: PageHeader
  readonly size: number
  readonly root: string
  readonly lines: readonly LogLine[]
  readonly more: boolean
  /** Number of the oldest entry looked at: a search by words goes on from there. */
  readonly searchedTo?: number
  /** The log as it stood then; null or absent: now. */
  readonly asOf?: string | null
}

/** POST bodies: who records is who is signed in. */
export interface RecordSightingBody {
  readonly server: string
  readonly kind:
    | 'recovery-screen'
    | 'locked-volume'
    | 'ransom-note'
    | 'files-unreadable'
    | 'unknown-account'
    | 'other'
  readonly seenBy: string
  readonly seenAt: string
  readonly text?: string
}
/** Of a server: on, isolated, off, unknown; `tested` only when somebody checked it. */
export interface RecordConnectionBody {
  readonly server: string
  readonly state: 'on' | 'isolated' | 'off' | 'unknown'
  readonly confidence: 'said' | 'tested'
  readonly at: string
  readonly by: string
}
/** Of a server: running, suspended, off, unknown. */
export interface RecordPowerBody {
  readonly server: string
  readonly state: 'running' | 'suspended' | 'off' | 'unknown'
  readonly confidence: 'said' | 'tested'
  readonly at: string
  readonly by: string
}
/** A free remark, kept beside the log. */
export interface RecordCommentBody {
  readonly text: string
  readonly server?: string
}
