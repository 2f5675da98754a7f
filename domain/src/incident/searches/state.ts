import type { TextRef } from '../event-head.ts'
import type { SearchEvent, ServersSearched } from './events.ts'
import type { SearchAnswer, SearchChannel, SearchMethod } from './kinds.ts'

/** What the record holds of searches. A place that nothing is recorded of is absent: it was not searched. */
export interface SearchesState {
  /** By server id, in order of entries. */
  readonly servers: ReadonlyMap<string, readonly SearchHeld[]>
  readonly channels: ReadonlyMap<SearchChannel, readonly SearchHeld[]>
}

/** One search as its entry has it. */
export interface SearchHeld {
  readonly entry: number
  readonly answer: SearchAnswer
  /** Null: triage, which has none of a person's ways. */
  readonly method: SearchMethod | null
  /** Null: triage. */
  readonly by: TextRef | null
  readonly at: string
  readonly coversFrom: string | null
  readonly text: TextRef | null
  /** Entry that withdrew it, or a later answer of triage; null: it stands. */
  readonly overBy: number | null
}

/** Where a place stands. */
export interface SearchStanding {
  readonly answer: SearchAnswer
  /** The search that decides; null: nothing is recorded, or all of it is before the attack. */
  readonly search: SearchHeld | null
  /** Whether there are searches from before the attack, which say nothing of it. */
  readonly onlyBefore: boolean
}

/** Nothing was searched. */
export const NO_SEARCHES: SearchesState = { servers: new Map(), channels: new Map() }

/** From weak to strong: at one instant the weaker answer stands. */
const WEAK_FIRST: readonly SearchAnswer[] = ['not-searched', 'cannot', 'nothing', 'found']

/**
 * What the searches of a place add up to. A find stands whatever is searched later; else the latest search decides, the weaker
 * of two at one instant. What was searched before the attack says nothing of it.
 */
export function searchStanding(held: readonly SearchHeld[], attackAt: string | null): SearchStanding {
  const standing = held.filter(({ overBy }) => overBy === null)
  const since = standing.filter(({ at }) => attackAt === null || Date.parse(at) >= Date.parse(attackAt))
  const rank = ({ answer }: SearchHeld): number => WEAK_FIRST.indexOf(answer)
  const find = since.find(({ answer }) => answer === 'found')
  const latest = since.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at) || rank(a) - rank(b))[0]
  const search = find ?? latest ?? null
  return {
    answer: search?.answer ?? 'not-searched',
    search,
    onlyBefore: since.length === 0 && standing.some(({ answer }) => answer === 'nothing'),
  }
}

/** The searches after one more event. */
export function evolveSearches(state: SearchesState, event: SearchEvent, entry: number): SearchesState {
  switch (event.type) {
    case 'SearchRecorded': {
      const { answer, method, searchedBy: by, searchedAt: at, coversFrom = null, text = null } = event
      const one = { entry, answer, method, by, at, coversFrom, text, overBy: null }
      if (event.server !== undefined) return { ...state, servers: added(state.servers, event.server, one) }
      if (event.channel === undefined) return state
      return { ...state, channels: added(state.channels, event.channel, one) }
    }
    case 'ServersSearched':
      return { ...state, servers: searchedByTriage(state.servers, event, entry) }
    case 'SearchWithdrawn': {
      const over = (one: SearchHeld): SearchHeld =>
        one.entry === event.search ? { ...one, overBy: entry } : one
      return {
        servers: new Map([...state.servers].map(([id, all]) => [id, all.map(over)])),
        channels: new Map([...state.channels].map(([id, all]) => [id, all.map(over)])),
      }
    }
  }
}

function added<Key>(
  before: ReadonlyMap<Key, readonly SearchHeld[]>,
  key: Key,
  one: SearchHeld,
): ReadonlyMap<Key, readonly SearchHeld[]> {
  return new Map(before).set(key, [...(before.get(key) ?? []), one])
}

/** The latest answer of triage on a server takes the place of its earlier one. */
function searchedByTriage(
  before: SearchesState['servers'],
  event: ServersSearched,
  entry: number,
): SearchesState['servers'] {
  const after = new Map(before)
  const put = (answer: SearchAnswer, servers: readonly string[]): void => {
    for (const server of servers) {
      const earlier = (after.get(server) ?? []).map((one) =>
        one.by === null && one.overBy === null ? { ...one, overBy: entry } : one,
      )
      const one = { entry, answer, method: null, by: null, at: event.searchedAt, coversFrom: null }
      after.set(server, [...earlier, { ...one, text: null, overBy: null }])
    }
  }
  put('found', event.found)
  put('nothing', event.nothing)
  put('cannot', event.cannot)
  return after
}

/** What triage last said of a server; null: nothing. */
export const triageSaid = (state: SearchesState, server: string): SearchAnswer | null =>
  state.servers.get(server)?.findLast(({ by, overBy }) => by === null && overBy === null)?.answer ?? null
