import type { EventHead, TextRef } from '../event-head.ts'
import type { SearchAnswer, SearchChannel, SearchMethod } from './kinds.ts'

/** What can happen around searches. */
export type SearchEvent = SearchRecorded | ServersSearched | SearchWithdrawn

/** Somebody searched a server or a channel. Exactly one of `server` and `channel` is there. */
export interface SearchRecorded extends EventHead {
  readonly type: 'SearchRecorded'
  readonly server?: string
  readonly channel?: SearchChannel
  readonly answer: SearchAnswer
  readonly method: SearchMethod
  readonly searchedBy: TextRef
  readonly searchedAt: string
  /** From when on what was read reaches: since when a mailbox could be read. Absent: not said. */
  readonly coversFrom?: string
  readonly text?: TextRef
}

/** What triage found of notes on servers, as far as it tells more than it said before. */
export interface ServersSearched extends EventHead {
  readonly type: 'ServersSearched'
  readonly searchedAt: string
  readonly found: readonly string[]
  readonly nothing: readonly string[]
  readonly cannot: readonly string[]
}

/** An entry on a search was wrong: it does not count. Of a find it takes two people. */
export interface SearchWithdrawn extends EventHead {
  readonly type: 'SearchWithdrawn'
  /** Entry of the search. */
  readonly search: number
  readonly reason: TextRef
  readonly secondName?: TextRef
}
