import { HASH, INSTANT, object, oneOf, pattern } from '../field-checks.ts'
import { ANSWERS } from '../triage/index.ts'

export type { Check, FieldFault as EventFault } from '../field-checks.ts'
export {
  COUNT,
  FLAG,
  HASH,
  ID,
  INSTANT,
  RANDOM_ID,
  check,
  firstFault,
  isId,
  isInstant,
  isObject,
  listOf,
  object,
  oneOf,
  optional,
  orNull,
  pattern,
} from '../field-checks.ts'

/** The commitment to a text beside the log. */
export const TEXT_REF = object({ commitment: HASH })
/** Who says or tested it, and when. */
export const STATED = { confidence: oneOf(['said', 'tested']), statedBy: TEXT_REF, statedAt: INSTANT }
/** A verifier key (C2SP vkey). */
export const KEY = pattern('a verifier key', /^[^+\s]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+$/u)
/** A verdict or one of its two answers. */
export const ANSWER = oneOf(ANSWERS)
