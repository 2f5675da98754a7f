import { sayInstant } from '../../triage/index.ts'
import type { TextRef } from '../event-head.ts'
import type { SearchEvent } from './events.ts'
import { SEARCH_ANSWER_WORDS, SEARCH_CHANNEL_WORDS, SEARCH_METHOD_WORDS } from './kinds.ts'

/** An event on searches as one short English sentence. */
export function describeSearch(event: SearchEvent, said: (ref: TextRef) => string): string {
  switch (event.type) {
    case 'SearchRecorded': {
      const where = event.server ?? (event.channel === undefined ? '' : SEARCH_CHANNEL_WORDS[event.channel])
      const since = event.coversFrom === undefined ? '' : `, reaching back to ${sayInstant(event.coversFrom)}`
      const remark = event.text === undefined ? '' : `: ${said(event.text)}`
      return `${where}: ${SEARCH_ANSWER_WORDS[event.answer]} (${said(event.searchedBy)}, ${SEARCH_METHOD_WORDS[event.method]}, ${sayInstant(event.searchedAt)}${since})${remark}.`
    }
    case 'ServersSearched': {
      const { found, nothing, cannot } = event
      return `Triage looked for notes: found on ${found.length}, nothing on ${nothing.length}, cannot be searched ${cannot.length}.`
    }
    case 'SearchWithdrawn':
      return `The search of entry ${event.search + 1} does not count: ${said(event.reason)}${event.secondName === undefined ? '' : `, second person ${said(event.secondName)}`}.`
  }
}
