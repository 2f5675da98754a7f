import type { AccountRole, SignInWay } from '../../people/index.ts'
import type { EventHead } from '../event-head.ts'

/**
 * Who came in, and what was done to accounts, cards and keys. Accounts are ids; their names stand beside the log as `byName`
 * of what they do. Of the care server's accounts only these changes are here; its sign-ins are in the vault's access log.
 */
export type AccessEvent =
  | SignedIn
  | SignedOut
  | SignInsFailed
  | RoleCardsPrinted
  | RoleCardsVoided
  | RoleCardOpened
  | AccountAdded
  | AccountRolesSet
  | AccountReset
  | AccountRemoved
  | KeySharesMade
  | KeysOpenedByShares
  | PassphraseReplaced
  | EnvelopeOpened

/** Ways to come in with an account. */
export const ACCOUNT_WAYS = ['password', 'code', 'backup-code'] as const
/** Which server's accounts or keys. */
export const SIDES = ['command', 'care'] as const
/** Which server's accounts or keys. */
export type AccountSide = (typeof SIDES)[number]

/** Somebody signed in at the board. */
export interface SignedIn extends EventHead {
  readonly type: 'SignedIn'
  readonly account: string
  readonly way: Exclude<SignInWay, 'role-card'>
}

/** Somebody signed out at the board. A session that ended by itself has no entry. */
export interface SignedOut extends EventHead {
  readonly type: 'SignedOut'
  readonly account: string
}

/** Sign-ins at the board failed, so many since an instant. */
export interface SignInsFailed extends EventHead {
  readonly type: 'SignInsFailed'
  readonly count: number
  readonly since: string
}

/** Sealed role cards were printed. */
export interface RoleCardsPrinted extends EventHead {
  readonly type: 'RoleCardsPrinted'
  readonly side: AccountSide
  readonly cards: readonly { readonly serial: string; readonly role: AccountRole }[]
}

/** Role cards that nobody had opened were made worthless. */
export interface RoleCardsVoided extends EventHead {
  readonly type: 'RoleCardsVoided'
  readonly side: AccountSide
  readonly count: number
}

/** A sealed role card was opened at the board. */
export interface RoleCardOpened extends EventHead {
  readonly type: 'RoleCardOpened'
  readonly serial: string
  readonly role: AccountRole
}

interface OfAccount extends EventHead {
  readonly account: string
  readonly side: AccountSide
}

/** An account was made. */
export interface AccountAdded extends OfAccount {
  readonly type: 'AccountAdded'
  readonly roles: readonly AccountRole[]
}

/** An account has other roles. */
export interface AccountRolesSet extends OfAccount {
  readonly type: 'AccountRolesSet'
  readonly roles: readonly AccountRole[]
}

/** An account has a new password and second factor; its sessions ended. */
export interface AccountReset extends OfAccount {
  readonly type: 'AccountReset'
}

/** An account can sign in no more. */
export interface AccountRemoved extends OfAccount {
  readonly type: 'AccountRemoved'
}

/** The keys were split into shares for sealed envelopes: `threshold` of them open the folder without the passphrase. */
export interface KeySharesMade extends EventHead {
  readonly type: 'KeySharesMade'
  /** Names this set of shares; it stands on each sheet. */
  readonly set: string
  readonly threshold: number
  readonly shares: number
}

/** The keys were opened by shares. */
export interface KeysOpenedByShares extends EventHead {
  readonly type: 'KeysOpenedByShares'
  readonly set: string
  /** Numbers of the shares, as they stand on the sheets. */
  readonly shares: readonly number[]
}

/** The keys have another passphrase. */
export interface PassphraseReplaced extends EventHead {
  readonly type: 'PassphraseReplaced'
}

/** Somebody opened a sealed envelope: of a key share, of role cards, or of the way back. */
export interface EnvelopeOpened extends EventHead {
  readonly type: 'EnvelopeOpened'
  readonly envelope: string
}
