/** Where was looked for notes and demands, and what came of it. @module */
export { describeSearchRefusal, isSearchCommand } from './commands.ts'
export type { SearchCommand, SearchRefusal } from './commands.ts'
export { decideSearch, newNoteAnswers } from './decide.ts'
export { describeSearch } from './describe.ts'
export type { SearchEvent } from './events.ts'
export { SEARCH_FIELDS, isSearchEvent } from './fields.ts'
export {
  DEMAND_CHANNELS,
  SEARCH_ANSWERS,
  SEARCH_ANSWER_WORDS,
  SEARCH_CHANNELS,
  SEARCH_CHANNEL_WORDS,
  SEARCH_METHODS,
  SEARCH_METHOD_WORDS,
} from './kinds.ts'
export type { SearchAnswer, SearchChannel, SearchMethod } from './kinds.ts'
export { NO_SEARCHES, evolveSearches, searchStanding } from './state.ts'
export type { SearchHeld, SearchStanding, SearchesState } from './state.ts'
