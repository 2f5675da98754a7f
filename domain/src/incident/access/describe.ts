import { ROLE_WORDS } from '../../people/index.ts'
import type { AccountRole } from '../../people/index.ts'
import { sayInstant } from '../../triage/index.ts'
import type { TextRef } from '../event-head.ts'
import type { AccessEvent } from './events.ts'

/** A role of an account in English words. */
export const accountRoleWords = (role: AccountRole): string =>
  role === 'wall-screen' ? 'Wall screen' : ROLE_WORDS[role].en

const roleList = (roles: readonly AccountRole[]): string => roles.map(accountRoleWords).join(', ')

/** An event of access as one sentence. */
export function describeAccess(event: AccessEvent, said: (ref: TextRef) => string): string {
  switch (event.type) {
    case 'SignedIn':
      return `${event.byName === undefined ? event.account : said(event.byName)} signed in${event.way === 'backup-code' ? ' with a backup code' : ''}.`
    case 'SignedOut':
      return `${event.byName === undefined ? event.account : said(event.byName)} signed out.`
    case 'SignInsFailed':
      return `${event.count} ${event.count === 1 ? 'sign-in' : 'sign-ins'} failed since ${sayInstant(event.since)}.`
    case 'RoleCardsPrinted':
      return `${event.cards.length} sealed role cards were printed for ${event.side} (${event.cards[0]?.serial ?? ''} to ${event.cards.at(-1)?.serial ?? ''}).`
    case 'RoleCardsVoided':
      return `${event.count} role cards of ${event.side} were made worthless unopened.`
    case 'RoleCardOpened':
      return `Sealed role card ${event.serial} was opened: ${accountRoleWords(event.role)}.`
    case 'AccountAdded':
      return `Account ${event.account} was made on ${event.side}: ${roleList(event.roles)}.`
    case 'AccountRolesSet':
      return `Account ${event.account} is now on ${event.side}: ${roleList(event.roles)}.`
    case 'AccountReset':
      return `Account ${event.account} of ${event.side} got a new password; its sessions ended.`
    case 'AccountRemoved':
      return `Account ${event.account} of ${event.side} was removed.`
    case 'KeySharesMade':
      return `The keys were split into ${event.shares} shares (${event.set}); ${event.threshold} open the folder.`
    case 'KeysOpenedByShares':
      return `The keys were opened by shares ${event.shares.join(' and ')} of ${event.set}.`
    case 'PassphraseReplaced':
      return 'The passphrase of the keys was replaced.'
    case 'EnvelopeOpened':
      return `Sealed envelope ${event.envelope} was opened.`
  }
}
