import { FLAG, HASH, ID, INSTANT, TEXT_REF, oneOf, optional, pattern } from '../field-checks.ts'
import type { Check } from '../field-checks.ts'
import type { EvidenceItemEvent } from './events.ts'
import { HANDLING_ACTS, ITEM_KINDS, ITEM_SOURCES } from './kinds.ts'

/** Number of an item. */
export const ITEM_ID: Check = pattern('the number of an item, as e-001', /^e-\d{3,9}$/u)
const ACCOUNT = pattern('an account id', /^[a-z0-9][a-z0-9._-]{0,63}$/u)

const SEEN = { server: optional(ID), seenBy: optional(TEXT_REF), seenAt: optional(INSTANT) }

/** What the fields of these events must be. */
export const EVIDENCE_ITEM_FIELDS: Readonly<
  Record<EvidenceItemEvent['type'], Readonly<Record<string, Check>>>
> = {
  EvidenceItemFiled: {
    ...SEEN,
    item: ITEM_ID,
    kind: oneOf(ITEM_KINDS),
    source: oneOf(ITEM_SOURCES),
    hash: HASH,
    hasFile: FLAG,
    mayShowPatients: FLAG,
    text: optional(TEXT_REF),
    form: optional(TEXT_REF),
  },
  EvidenceSeenAgain: { ...SEEN, item: ITEM_ID, source: oneOf(ITEM_SOURCES), text: optional(TEXT_REF) },
  EvidenceKindChanged: {
    item: ITEM_ID,
    from: oneOf(ITEM_KINDS),
    to: oneOf(ITEM_KINDS),
    reason: TEXT_REF,
    secondName: optional(TEXT_REF),
    secondBy: optional(ACCOUNT),
  },
  EvidenceItemClosed: {
    item: ITEM_ID,
    reason: TEXT_REF,
    secondName: TEXT_REF,
    secondBy: optional(ACCOUNT),
  },
  EvidenceHandled: { item: ITEM_ID, act: oneOf(HANDLING_ACTS), to: optional(TEXT_REF) },
  EvidenceMarked: { item: ITEM_ID },
  EvidenceReleased: { item: ITEM_ID, reason: TEXT_REF },
}

/** Whether an event is one of an item of evidence. */
export function isEvidenceItemEvent<Event extends { readonly type: string }>(
  event: Event,
): event is Extract<Event, EvidenceItemEvent> {
  return Object.hasOwn(EVIDENCE_ITEM_FIELDS, event.type)
}
