import type { Check } from '../field-checks.ts'
import { COUNT, ID, INSTANT, TEXT_REF, oneOf, optional } from '../field-checks.ts'
import type { DiversionEvent } from './events.ts'
import { DIVERSION_SERVICES, DIVERSION_WANTS } from './kinds.ts'

const WHERE = { site: ID, service: oneOf(DIVERSION_SERVICES) }

/** The fields of every event on diversion. */
export const DIVERSION_FIELDS: Readonly<Record<DiversionEvent['type'], Readonly<Record<string, Check>>>> = {
  DiversionAsked: {
    ...WHERE,
    wanted: oneOf(DIVERSION_WANTS),
    statedBy: TEXT_REF,
    statedAt: INSTANT,
    reviewAt: INSTANT,
    text: optional(TEXT_REF),
  },
  DiversionConfirmed: {
    ...WHERE,
    asked: COUNT,
    dispatcher: TEXT_REF,
    confirmedAt: INSTANT,
    reviewAt: INSTANT,
  },
}

/** Whether an event is one of diversion. */
export function isDiversionEvent<Event extends { readonly type: string }>(
  event: Event,
): event is Extract<Event, DiversionEvent> {
  return Object.hasOwn(DIVERSION_FIELDS, event.type)
}
