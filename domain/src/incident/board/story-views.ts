/** What the board shows of one server and of one finding: part of `@codedark/domain/board`, as `views.ts` is. */
import type { Finding, Note, NoteAnswer, ServerVerdict, TimeSpan } from '../../triage/index.ts'
import type { MarkName, PageHeader, ServerRow } from './views.ts'

/** One line of a server's story, evidence or gap, in order of time. */
export interface StoryLine {
  /** When it was: of a sighting when it was seen, of a statement when it was so; never when somebody typed it. */
  readonly at: string | null
  readonly until: string | null
  readonly kind: 'evidence' | 'gap' | 'sighting' | 'entry'
  readonly mark: MarkName
  /** 'People', a channel, or 'Record'. */
  readonly lane: string
  readonly text: string
  /** Where it stands: 'Security 4624, record 5123, FILE at byte 4608'. */
  readonly source: string | null
  /** Where to ask for what is not known; only of a gap. */
  readonly ask: string | null
  /** The kept finding behind it: GET /api/findings/:id; null where it is none or is not kept. */
  readonly findingId: string | null
  /** Who wrote the rule (DRL 1.1). */
  readonly rule: {
    readonly id: string
    readonly title: string
    readonly author: string
    readonly level: string
  } | null
}

/** What the logs of other servers say of this one. */
export interface OthersLogs {
  /** How many other servers' logs name it. */
  readonly servers: number
  /** The spans that those logs cover, in order, not overlapping. */
  readonly spans: readonly TimeSpan[]
}

/** GET /api/servers/:id */
export interface ServerStory {
  readonly header: PageHeader
  readonly row: ServerRow
  readonly aliases: readonly string[]
  readonly ip: string
  readonly verdict: ServerVerdict | null
  readonly window: TimeSpan | null
  /** First evil anywhere in the estate, and the last isolation: the two verticals. */
  readonly firstEvilAt: string | null
  readonly isolationAt: string | null
  readonly lines: readonly StoryLine[]
  /** Null: nobody has looked in the logs of others for this one. */
  readonly others: OthersLogs | null
  /** What is known of ransom notes on it; null: nobody has looked for notes at all. */
  readonly notes: { readonly answer: NoteAnswer; readonly notes: readonly Note[] } | null
  /** Null: the findings are not kept here, so their number is not known. */
  readonly contextFindings: number | null
  /** How many evidence lines exist beyond those in `lines`. */
  readonly linesLeftOut: number
}

/** GET /api/servers/:id/context: findings that move no verdict, in order of time. */
export interface ContextView {
  readonly header: PageHeader
  readonly server: string
  /** All there are; `findings` may hold fewer. */
  readonly total: number
  readonly findings: readonly KeptFinding[]
  /** For `after` of the next page; null or absent: this is the last. */
  readonly next?: string | null
}

/** GET /api/findings: a page of all that are kept, in order of time. */
export interface FindingsView {
  readonly header: PageHeader
  /** All that fit what was asked; `findings` may hold fewer. */
  readonly total: number
  readonly findings: readonly KeptFinding[]
  /** For `after` of the next page; null: this is the last. */
  readonly next: string | null
}

/** A finding with the name under which it is kept. */
export interface KeptFinding {
  readonly id: string
  readonly finding: Finding
}

/** GET /api/findings/:id: one finding down to the fields of its record. */
export interface FindingView {
  readonly header: PageHeader
  readonly id: string
  readonly finding: Finding
  /** What it moves the verdict to, and why; null: it is context. */
  readonly moves: { readonly to: 'hit' | 'suspect'; readonly because: string } | null
}

/** GET /api/findings/:id/record: its record, read again from its file, which may take seconds. */
export interface RecordView {
  /** As it stands in the file, as text; null where it could not be read again. */
  readonly record: string | null
  /** Why `record` is null, as a whole sentence: the file is not here, or its bytes are others. */
  readonly recordFault: string | null
}
