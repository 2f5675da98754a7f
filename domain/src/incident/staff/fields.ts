import { ROLES } from '../../people/index.ts'
import { ID, INSTANT, TEXT_REF, oneOf, optional, pattern } from '../field-checks.ts'
import type { Check } from '../field-checks.ts'
import { REVIEW_OUTCOMES, TASK_STATES } from './events.ts'
import type { StaffEvent } from './events.ts'

const numbered = (letter: string): Check =>
  pattern(`a number as ${letter}-001`, new RegExp(`^${letter}-\\d{3,9}$`, 'u'))
const ROLE = oneOf(ROLES)
const SAYS = { statedBy: TEXT_REF, statedAt: INSTANT, text: optional(TEXT_REF) }

/** What the fields of these events must be. */
export const STAFF_FIELDS: Readonly<Record<StaffEvent['type'], Readonly<Record<string, Check>>>> = {
  ShiftStarted: {
    shift: numbered('s'),
    role: ROLE,
    person: TEXT_REF,
    startedAt: INSTANT,
    plannedUntil: INSTANT,
  },
  ShiftEnded: { shift: numbered('s'), endedAt: INSTANT, text: optional(TEXT_REF) },
  TaskOpened: {
    task: numbered('t'),
    role: ROLE,
    item: optional(ID),
    text: optional(TEXT_REF),
    dueAt: optional(INSTANT),
  },
  TaskChanged: { ...SAYS, task: numbered('t'), state: oneOf(TASK_STATES) },
  DecisionMade: {
    decision: numbered('d'),
    role: ROLE,
    what: TEXT_REF,
    reason: TEXT_REF,
    refused: optional(TEXT_REF),
    decidedBy: TEXT_REF,
    decidedAt: INSTANT,
    reviewAt: optional(INSTANT),
  },
  DecisionReviewed: {
    ...SAYS,
    decision: numbered('d'),
    outcome: oneOf(REVIEW_OUTCOMES),
    reviewAt: optional(INSTANT),
  },
}

/** Whether an event is one of shifts, tasks or decisions. */
export function isStaffEvent<Event extends { readonly type: string }>(
  event: Event,
): event is Extract<Event, StaffEvent> {
  return Object.hasOwn(STAFF_FIELDS, event.type)
}
