import { failed, ok } from '../result.ts'
import type { Result } from '../result.ts'
import { firstFault, INSTANT, listOf, object, oneOf, check, isObject } from '../field-checks.ts'
import type { FieldFault } from '../field-checks.ts'

/** What a care of a site is worth now, as the record of the incident has it. */
export type CareState = 'works' | 'limited' | 'on paper' | 'down' | 'unknown'

/** One care of one site, without any cause: names of servers and what hit them are not for the wards. */
export interface CareLine {
  readonly care: string
  readonly site: string
  readonly state: CareState
  readonly workaround: string
  readonly phone: string
}

/** All that passes from command to care: how care stands, of when. Written whole each time; nobody's name is in it. */
export interface CareStanding {
  readonly kind: 'care-standing'
  /** UTC ISO 8601. */
  readonly at: string
  readonly care: readonly CareLine[]
}

/** Lines of one standing; a large group of hospitals has a few hundred. */
export const MAX_STANDING_LINES = 5_000
const MAX_STANDING_CHARS = 500

const TEXT = check(
  `a text of at most ${MAX_STANDING_CHARS} characters`,
  (value) => typeof value === 'string' && value.length <= MAX_STANDING_CHARS,
)
const LINE = object({
  ...{ care: TEXT, site: TEXT, workaround: TEXT, phone: TEXT },
  state: oneOf(['works', 'limited', 'on paper', 'down', 'unknown']),
})

/** Reads a standing strictly: every listed field in its form and no other. */
export function parseCareStanding(value: unknown): Result<CareStanding, FieldFault> {
  const fault = firstFault(value, {
    kind: oneOf(['care-standing']),
    at: INSTANT,
    care: listOf(LINE, MAX_STANDING_LINES),
  })
  return fault === null && isStanding(value)
    ? ok(value)
    : failed(fault ?? { code: 'bad-field', field: 'kind', expected: 'care-standing' })
}

/** Every field was held against its check. */
const isStanding = (value: unknown): value is CareStanding =>
  isObject(value) && value['kind'] === 'care-standing'
