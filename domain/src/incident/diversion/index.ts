/** Where patients are sent: what was asked of the dispatcher, and what is confirmed. @module */
export { describeDiversionRefusal, isDiversionCommand, MAX_REVIEW_HOURS } from './commands.ts'
export type { DiversionCommand, DiversionRefusal } from './commands.ts'
export { decideDiversion } from './decide.ts'
export { describeDiversion } from './describe.ts'
export type { DiversionEvent } from './events.ts'
export { DIVERSION_FIELDS, isDiversionEvent } from './fields.ts'
export {
  DIVERSION_LANGUAGES,
  DIVERSION_SERVICES,
  DIVERSION_SERVICE_WORDS,
  DIVERSION_WANTS,
  DIVERSION_WANT_WORDS,
} from './kinds.ts'
export type { DiversionLanguage, DiversionService, DiversionWant } from './kinds.ts'
export { diversionKey, diversionWord, evolveDiversion, NO_DIVERSION } from './state.ts'
export type { DiversionHeld, DiversionState, DiversionWord } from './state.ts'
