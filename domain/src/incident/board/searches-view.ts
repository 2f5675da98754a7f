import { searchStanding, SEARCH_CHANNELS, SEARCH_CHANNEL_WORDS } from '../searches/index.ts'
import type {
  SearchAnswer,
  SearchChannel,
  SearchHeld,
  SearchMethod,
  SearchStanding,
} from '../searches/index.ts'
import type { TextRef } from '../event-head.ts'
import type { IncidentState } from '../state.ts'
import type { BoardInput } from './board-input.ts'
import { pageHeader } from './header.ts'
import { serverIds } from './servers-view.ts'
import type { PageHeader } from './views.ts'

/** What was searched of one place. */
export interface SearchRow {
  readonly answer: SearchAnswer
  /** Who searched; null: nobody, or `triage`. */
  readonly by: string | null
  readonly byTriage: boolean
  readonly method: SearchMethod | null
  readonly at: string | null
  readonly coversFrom: string | null
  readonly text: string | null
  /** Number of its entry, from 1. */
  readonly entry: number | null
  readonly onlyBefore: boolean
}

/** GET /api/searches: every server, hit or not, and the ways in; the counts add up to the rows. */
export interface SearchesView {
  readonly header: PageHeader
  readonly attackAt: string | null
  readonly counts: Readonly<Record<SearchAnswer, number>> & { readonly total: number }
  readonly servers: readonly (SearchRow & {
    readonly id: string
    readonly listed: boolean
    readonly verdict: string
    /** What triage says of it, a whole sentence; null: nothing. */
    readonly because: string | null
  })[]
  readonly channels: readonly (SearchRow & { readonly channel: SearchChannel; readonly name: string })[]
}

/** Gives the text of a reference, or null where it is taken out or missing. */
export type ReadText = (ref: TextRef) => string | null

const ORDER: readonly SearchAnswer[] = ['found', 'not-searched', 'cannot', 'nothing']

/** Every place that could be searched: what nothing is recorded of was not. */
export function searchesView(input: BoardInput, state: IncidentState, textOf: ReadText): SearchesView {
  const attackAt = state.incident?.attackAt ?? null
  const row = (held: readonly SearchHeld[] | undefined): SearchRow =>
    rowOf(searchStanding(held ?? [], attackAt), textOf)
  const notes = new Map(input.triage?.notes?.servers.map((one) => [one.server, one.because]))
  const servers = searchableServers(input, state).map((id) => ({
    ...{ id, listed: state.estate?.servers.has(id) ?? false, ...row(state.searches.servers.get(id)) },
    verdict: input.verdicts.get(id)?.verdict ?? 'blind',
    because: notes.get(id) ?? null,
  }))
  servers.sort((a, b) => ORDER.indexOf(a.answer) - ORDER.indexOf(b.answer) || (a.id < b.id ? -1 : 1))
  const count = (answer: SearchAnswer): number => servers.filter((one) => one.answer === answer).length
  return {
    header: pageHeader(input),
    attackAt,
    counts: {
      ...{ found: count('found'), nothing: count('nothing'), cannot: count('cannot') },
      ...{ 'not-searched': count('not-searched'), total: servers.length },
    },
    servers,
    channels: SEARCH_CHANNELS.map((channel) => ({
      ...{ channel, name: SEARCH_CHANNEL_WORDS[channel], ...row(state.searches.channels.get(channel)) },
    })),
  }
}

/** All of the list, and what only logs, people or searches name. */
export function searchableServers(input: BoardInput, state: IncidentState): readonly string[] {
  const unassigned = input.triage?.unassigned.map(({ computer }) => computer) ?? []
  return [
    ...new Set([
      ...serverIds(input),
      ...state.servers.keys(),
      ...state.searches.servers.keys(),
      ...unassigned,
    ]),
  ]
}

function rowOf({ answer, search, onlyBefore }: SearchStanding, textOf: ReadText): SearchRow {
  if (search === null) {
    const none = {
      by: null,
      byTriage: false,
      method: null,
      at: null,
      coversFrom: null,
      text: null,
      entry: null,
    }
    return { answer, onlyBefore, ...none }
  }
  const { by, method, at, coversFrom, text, entry } = search
  return {
    ...{ answer, onlyBefore, method, at, coversFrom, entry: entry + 1, byTriage: by === null },
    by: by === null ? null : (textOf(by) ?? '[text not there]'),
    text: text === null ? null : textOf(text),
  }
}
