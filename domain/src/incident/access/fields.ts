import { ACCOUNT_ROLES } from '../../people/index.ts'
import { COUNT, INSTANT, listOf, object, oneOf, pattern } from '../field-checks.ts'
import type { Check } from '../field-checks.ts'
import { ACCOUNT_WAYS, SIDES } from './events.ts'
import type { AccessEvent } from './events.ts'

const ACCOUNT = pattern('an account id', /^[a-z0-9][a-z0-9._-]{0,63}$/u)
const SERIAL = pattern('a serial', /^[A-Z0-9][A-Z0-9-]{0,63}$/u)
const SIDE = oneOf(SIDES)
const ROLE = oneOf(ACCOUNT_ROLES)
const ROLE_LIST = listOf(ROLE, ACCOUNT_ROLES.length)
const OF_ACCOUNT = { account: ACCOUNT, side: SIDE }

/** More cards than this are printed in several goes. */
export const MAX_CARDS_AT_ONCE = 200

/** What the fields of these events must be. */
export const ACCESS_FIELDS: Readonly<Record<AccessEvent['type'], Readonly<Record<string, Check>>>> = {
  SignedIn: { account: ACCOUNT, way: oneOf(ACCOUNT_WAYS) },
  SignedOut: { account: ACCOUNT },
  SignInsFailed: { count: COUNT, since: INSTANT },
  RoleCardsPrinted: {
    side: SIDE,
    cards: listOf(object({ serial: SERIAL, role: ROLE }), MAX_CARDS_AT_ONCE),
  },
  RoleCardsVoided: { side: SIDE, count: COUNT },
  RoleCardOpened: { serial: SERIAL, role: ROLE },
  AccountAdded: { ...OF_ACCOUNT, roles: ROLE_LIST },
  AccountRolesSet: { ...OF_ACCOUNT, roles: ROLE_LIST },
  AccountReset: OF_ACCOUNT,
  AccountRemoved: OF_ACCOUNT,
  KeySharesMade: { set: SERIAL, threshold: COUNT, shares: COUNT },
  KeysOpenedByShares: { set: SERIAL, shares: listOf(COUNT, 16) },
  PassphraseReplaced: {},
  EnvelopeOpened: { envelope: SERIAL },
}

/** Whether an event is about access. */
export function isAccessEvent<Event extends { readonly type: string }>(
  event: Event,
): event is Extract<Event, AccessEvent> {
  return Object.hasOwn(ACCESS_FIELDS, event.type)
}
