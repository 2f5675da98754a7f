import { ROLES } from '../../people/index.ts'
import {
  ANSWER,
  COUNT,
  FLAG,
  HASH,
  ID,
  INSTANT,
  STATED,
  TEXT_REF,
  listOf,
  object,
  oneOf,
  optional,
  orNull,
  pattern,
} from '../field-checks.ts'
import type { Check } from '../field-checks.ts'
import type { LinkEvent } from './events.ts'
import { LINK_CONDITIONS, LINK_KINDS, LINK_METHODS, RELEASE_CONDITIONS } from './kinds.ts'

const ACCOUNT = pattern('an account id', /^[a-z0-9][a-z0-9._-]{0,63}$/u)
const WHO = { statedBy: TEXT_REF, statedAt: INSTANT }
const SECOND = { secondName: TEXT_REF, secondBy: optional(ACCOUNT) }

/** What the fields of these events must be. */
export const LINK_FIELDS: Readonly<Record<LinkEvent['type'], Readonly<Record<string, Check>>>> = {
  LinksImported: { digest: HASH, links: COUNT, faults: COUNT },
  LinkRegistered: {
    link: ID,
    kind: oneOf(LINK_KINDS),
    partner: TEXT_REF,
    words: TEXT_REF,
    addresses: COUNT,
  },
  LinkReported: {
    ...STATED,
    link: ID,
    state: oneOf(['open', 'cut']),
    method: oneOf(LINK_METHODS),
    text: optional(TEXT_REF),
  },
  LinkProbed: {
    link: ID,
    probedAt: INSTANT,
    from: TEXT_REF,
    connected: COUNT,
    refused: COUNT,
    silent: COUNT,
    notTried: COUNT,
  },
  LinkCutAgreed: {
    link: ID,
    agreedBy: TEXT_REF,
    agreedAt: INSTANT,
    role: optional(oneOf(ROLES)),
    careLost: optional(object({ down: COUNT, onPaper: COUNT, limited: COUNT, notReckoned: COUNT })),
    text: optional(TEXT_REF),
  },
  LinkConditionSet: {
    ...WHO,
    link: ID,
    condition: oneOf(LINK_CONDITIONS),
    met: FLAG,
    text: optional(TEXT_REF),
  },
  LinkReopened: { ...SECOND, link: ID, reopenedAt: INSTANT, watchUntil: INSTANT, closer: TEXT_REF },
  LinkWatchEnded: { ...WHO, link: ID, text: optional(TEXT_REF) },
  ServerReleased: {
    ...SECOND,
    server: ID,
    verdict: orNull(ANSWER),
    conditions: listOf(oneOf(RELEASE_CONDITIONS), RELEASE_CONDITIONS.length),
    reason: TEXT_REF,
    watchUntil: INSTANT,
    closer: TEXT_REF,
  },
  ReleaseWithdrawn: { server: ID, reason: TEXT_REF },
}

/** Whether an event is one of links or releases. */
export function isLinkEvent<Event extends { readonly type: string }>(
  event: Event,
): event is Extract<Event, LinkEvent> {
  return Object.hasOwn(LINK_FIELDS, event.type)
}
