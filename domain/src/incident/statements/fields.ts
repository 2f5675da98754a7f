import { ROLES } from '../../people/index.ts'
import type { Check } from '../field-checks.ts'
import { COUNT, TEXT_REF, listOf, object, oneOf, optional, pattern } from '../field-checks.ts'
import { CLAIM_ANSWERS } from './claims.ts'
import type { StatementEvent } from './events.ts'
import { STATEMENT_LANGUAGES } from './languages.ts'
import { MAX_CHECK_IDS, MAX_CLAIMS } from './limits.ts'

const STATEMENT = pattern('a number of a statement', /^s-\d{3,6}$/u)
const CLAIM = pattern('an id of a claim', /^[a-z0-9][a-z0-9-]{0,59}$/u)
const CLAIMS = listOf(
  object({
    claim: CLAIM,
    answer: oneOf(CLAIM_ANSWERS),
    items: listOf(pattern('a number of an item', /^e-\d{3,6}$/u), MAX_CHECK_IDS),
    entries: listOf(COUNT, MAX_CHECK_IDS),
    notLooked: COUNT,
  }),
  MAX_CLAIMS,
)

/** The fields of every event on statements. */
export const STATEMENT_FIELDS: Readonly<Record<StatementEvent['type'], Readonly<Record<string, Check>>>> = {
  ClaimsSet: { count: COUNT, claims: TEXT_REF },
  StatementDrafted: { statement: STATEMENT, language: oneOf(STATEMENT_LANGUAGES), text: TEXT_REF },
  StatementReleased: {
    statement: STATEMENT,
    language: oneOf(STATEMENT_LANGUAGES),
    text: TEXT_REF,
    basis: COUNT,
    answer: oneOf(CLAIM_ANSWERS),
    claims: CLAIMS,
    unchecked: COUNT,
    dropped: COUNT,
    check: TEXT_REF,
    approvedBy: TEXT_REF,
    approverRole: oneOf(ROLES),
    approverContact: optional(pattern('an id of a contact', /^[a-z][a-z0-9-]{0,63}$/u)),
    reason: optional(TEXT_REF),
  },
  StatementContradicted: { statement: STATEMENT, basis: COUNT, claims: CLAIMS, check: TEXT_REF },
  StatementTakenBack: { statement: STATEMENT, takenBackBy: TEXT_REF, reason: TEXT_REF },
}

/** Whether an event is one of statements. */
export function isStatementEvent<Event extends { readonly type: string }>(
  event: Event,
): event is Extract<Event, StatementEvent> {
  return Object.hasOwn(STATEMENT_FIELDS, event.type)
}
