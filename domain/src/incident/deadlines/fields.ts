import { ROLES } from '../../people/index.ts'
import type { Check } from '../field-checks.ts'
import {
  COUNT,
  FLAG,
  INSTANT,
  TEXT_REF,
  check,
  listOf,
  object,
  oneOf,
  optional,
  orNull,
  pattern,
} from '../field-checks.ts'
import type { DeadlineEvent } from './events.ts'
import { MAX_LEADS, MAX_OWN_DEADLINES, MAX_PERIOD } from './limits.ts'

/** An id of a deadline. */
export const DEADLINE_ID = /^[a-z0-9][a-z0-9-]{0,59}$/u

const DEADLINE = pattern('an id of a deadline', DEADLINE_ID)
const PERIOD = object({
  unit: oneOf(['minutes', 'hours', 'months']),
  count: check(
    `a whole number from 1 to ${MAX_PERIOD}`,
    (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_PERIOD,
  ),
})
const REASONED = { decidedBy: TEXT_REF, reason: TEXT_REF }

/** The fields of every event on deadlines. */
export const DEADLINE_FIELDS: Readonly<Record<DeadlineEvent['type'], Readonly<Record<string, Check>>>> = {
  AwarenessSet: { ...REASONED, awareAt: INSTANT, role: optional(oneOf(ROLES)), corrects: optional(COUNT) },
  DeadlineScopeSet: { ...REASONED, deadline: DEADLINE, applies: FLAG },
  DeadlineRequested: { deadline: DEADLINE, requestedAt: INSTANT, requestedBy: TEXT_REF },
  DeadlineSubmitted: { deadline: DEADLINE, submittedAt: INSTANT, submittedBy: TEXT_REF, reference: TEXT_REF },
  SubmissionWithdrawn: { deadline: DEADLINE, submission: COUNT, reason: TEXT_REF },
  IncidentHandledSet: { ...REASONED, handledAt: orNull(INSTANT) },
  OwnDeadlinesSet: {
    deadlines: listOf(
      object({ id: DEADLINE, period: orNull(PERIOD), leadMinutes: listOf(COUNT, MAX_LEADS) }),
      MAX_OWN_DEADLINES,
    ),
    words: TEXT_REF,
  },
  DeadlineWarned: { deadline: DEADLINE, dueAt: INSTANT, leadMinutes: COUNT },
}

/** Whether an event is one of deadlines. */
export function isDeadlineEvent<Event extends { readonly type: string }>(
  event: Event,
): event is Extract<Event, DeadlineEvent> {
  return Object.hasOwn(DEADLINE_FIELDS, event.type)
}
