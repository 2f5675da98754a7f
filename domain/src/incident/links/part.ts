import type { MarkName } from '../board/views.ts'
import type { LinkCondition } from './kinds.ts'
import type { LinkStateWord } from './standing.ts'

/** All of question 6 that is about links and releases. */
export interface LinksPart {
  /** Null: no register was imported, so of no link anything is known. */
  readonly register: { readonly importedAt: string; readonly links: number; readonly faults: number } | null
  readonly counts: LinkCounts
  /** What to look at first on top: a cut that does not hold, said but not tested. */
  readonly rows: readonly LinkRow[]
  readonly releases: readonly ReleaseRow[]
}

/** Links of the register by state; they add up to `total`. */
export interface LinkCounts {
  readonly total: number
  /** Found open after somebody reported it cut; part of `open`. */
  readonly contradicted: number
  readonly saidCut: number
  readonly testedCut: number
  /** Said or found open. */
  readonly open: number
  /** On the list and nobody has looked. */
  readonly notLooked: number
  readonly reopened: number
}

/** One link. Sentences are whole. */
export interface LinkRow {
  readonly id: string
  readonly kind: string
  readonly partner: string
  readonly purpose: string
  readonly care: readonly string[]
  readonly services: readonly string[]
  readonly owner: string
  readonly phone: string
  readonly workaround: string
  readonly addresses: readonly string[]
  /** False: the register last imported does not have it any more. */
  readonly listed: boolean
  readonly state: LinkStateWord
  readonly looked: boolean
  readonly mark: MarkName
  readonly words: string
  /** Who, how, when. */
  readonly because: string
  /** What is wrong with it; null: nothing that we know of. */
  readonly alarm: string | null
  readonly probe: string | null
  readonly agreed: string | null
  readonly conditions: readonly {
    readonly id: LinkCondition
    readonly words: string
    readonly state: 'met' | 'not met' | 'not said'
    readonly because: string
  }[]
  readonly reopened: string | null
  /** A watch that runs, or is over and nobody said that it was quiet; null: none. */
  readonly watch: { readonly until: string; readonly over: boolean; readonly closer: string } | null
  readonly changedAt: string
}

/** A server that two people let reconnect. */
export interface ReleaseRow {
  readonly server: string
  readonly stands: boolean
  readonly because: string
  readonly alarm: string | null
  readonly watchUntil: string
  readonly watchOver: boolean
}
