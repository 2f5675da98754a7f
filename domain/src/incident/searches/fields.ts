import type { Check } from '../field-checks.ts'
import { COUNT, ID, INSTANT, TEXT_REF, listOf, oneOf, optional } from '../field-checks.ts'
import { MAX_SERVERS_PER_ENTRY } from '../limits.ts'
import type { SearchEvent } from './events.ts'
import { SEARCH_ANSWERS, SEARCH_CHANNELS, SEARCH_METHODS } from './kinds.ts'

const SERVERS = listOf(ID, MAX_SERVERS_PER_ENTRY)

/** The fields of every event on searches. */
export const SEARCH_FIELDS: Readonly<Record<SearchEvent['type'], Readonly<Record<string, Check>>>> = {
  SearchRecorded: {
    server: optional(ID),
    channel: optional(oneOf(SEARCH_CHANNELS)),
    answer: oneOf(SEARCH_ANSWERS),
    method: oneOf(SEARCH_METHODS),
    searchedBy: TEXT_REF,
    searchedAt: INSTANT,
    coversFrom: optional(INSTANT),
    text: optional(TEXT_REF),
  },
  ServersSearched: {
    ...{ searchedAt: INSTANT, found: SERVERS, nothing: SERVERS, cannot: SERVERS },
  },
  SearchWithdrawn: { search: COUNT, reason: TEXT_REF, secondName: optional(TEXT_REF) },
}

/** Whether an event is one of searches. */
export function isSearchEvent<Event extends { readonly type: string }>(
  event: Event,
): event is Extract<Event, SearchEvent> {
  return Object.hasOwn(SEARCH_FIELDS, event.type)
}
