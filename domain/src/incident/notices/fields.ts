import { ROLES, isContactRole } from '../../people/index.ts'
import {
  COUNT,
  FLAG,
  HASH,
  ID,
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
import type { Check } from '../field-checks.ts'
import { MAX_CONTACTS } from '../../people/index.ts'
import {
  ANSWER_CHANNELS,
  INBOUND_REASONS,
  NOTICE_CAUSES,
  SEND_CHANNELS,
  SEND_FATES,
  SEND_REASONS,
  SUBJECT_KINDS,
} from './events.ts'
import type { NoticeEvent } from './events.ts'
import { MAX_STEPS, MAX_STEP_ROLES } from './limits.ts'
import { parsePolicy } from './policy.ts'

const NOTICE_ID = pattern('the number of a notice, as n-001', /^n-\d{3,9}$/u)
const CONTACT_ID = pattern('the id of a contact, as management-1', /^[a-z][a-z0-9-]{1,40}-\d{1,3}$/u)
const ACCOUNT = pattern('an account id', /^[a-z0-9][a-z0-9._-]{0,63}$/u)
const CONTACT_ROLE = check('a role', isContactRole)
const STEP = object({
  roles: listOf(CONTACT_ROLE, MAX_STEP_ROLES),
  deputies: FLAG,
  afterMinutes: COUNT,
})
const RULE = object({
  steps: listOf(STEP, MAX_STEPS),
  outside: listOf(STEP, MAX_STEPS),
  growthPercent: COUNT,
  longestMinutes: COUNT,
  ackMinutes: COUNT,
  decides: listOf(oneOf(ROLES), ROLES.length),
})
const OF_NOTICE = { notice: NOTICE_ID }

/** What the fields of these events must be. */
export const NOTICE_FIELDS: Readonly<Record<NoticeEvent['type'], Readonly<Record<string, Check>>>> = {
  NoticePolicySet: { policy: check('a policy of notices', (value) => parsePolicy(value).ok) },
  ContactsImported: {
    digest: HASH,
    faults: COUNT,
    contacts: listOf(
      object({ id: CONTACT_ID, role: CONTACT_ROLE, deputy: orNull(CONTACT_ID), mobile: FLAG, mail: FLAG }),
      MAX_CONTACTS,
    ),
  },
  NoticeChannelsSet: { channels: listOf(oneOf(SEND_CHANNELS), SEND_CHANNELS.length) },
  ClockSetBack: { before: INSTANT, shiftMs: COUNT },
  NoticeRaised: {
    ...OF_NOTICE,
    subject: object({ kind: oneOf(SUBJECT_KINDS), id: ID }),
    hash: HASH,
    cause: oneOf(NOTICE_CAUSES),
    rule: RULE,
    first: listOf(CONTACT_ID, MAX_CONTACTS),
  },
  NoticeStepReached: {
    ...OF_NOTICE,
    step: COUNT,
    round: COUNT,
    roles: listOf(CONTACT_ROLE, MAX_STEP_ROLES),
    contacts: listOf(CONTACT_ID, MAX_CONTACTS),
    outside: FLAG,
  },
  NoticeSendBegun: {
    ...OF_NOTICE,
    attempt: COUNT,
    step: COUNT,
    contact: CONTACT_ID,
    channel: oneOf(SEND_CHANNELS),
  },
  NoticeSendEnded: {
    ...OF_NOTICE,
    attempt: COUNT,
    fate: oneOf(SEND_FATES),
    reason: optional(oneOf(SEND_REASONS)),
  },
  NoticeHeldBack: { ...OF_NOTICE, step: COUNT, contact: CONTACT_ID },
  NoticeRead: { ...OF_NOTICE, role: CONTACT_ROLE, contact: optional(CONTACT_ID) },
  NoticeAcknowledged: {
    ...OF_NOTICE,
    hash: HASH,
    role: CONTACT_ROLE,
    channel: oneOf(ANSWER_CHANNELS),
    contact: optional(CONTACT_ID),
    until: INSTANT,
    holds: FLAG,
  },
  NoticeAckExpired: { ...OF_NOTICE, acknowledgement: COUNT },
  NoticeDecided: {
    ...OF_NOTICE,
    hash: HASH,
    role: oneOf(ROLES),
    channel: oneOf(ANSWER_CHANNELS),
    decision: TEXT_REF,
  },
  NoticeClosed: {
    ...OF_NOTICE,
    reason: TEXT_REF,
    secondName: TEXT_REF,
    secondBy: optional(ACCOUNT),
  },
  NoticeHandedOver: {
    ...OF_NOTICE,
    role: CONTACT_ROLE,
    contact: optional(CONTACT_ID),
    handedBy: TEXT_REF,
    receivedBy: TEXT_REF,
    handedAt: INSTANT,
  },
  InboundRefused: {
    channel: oneOf(ANSWER_CHANNELS),
    reason: oneOf(INBOUND_REASONS),
    from: optional(TEXT_REF),
    text: optional(TEXT_REF),
  },
}

/** Whether an event is one of notices. */
export function isNoticeEvent<Event extends { readonly type: string }>(
  event: Event,
): event is Extract<Event, NoticeEvent> {
  return Object.hasOwn(NOTICE_FIELDS, event.type)
}
