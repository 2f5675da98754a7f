import type { Result } from '../result.ts'
import type { AccountRole } from './rights.ts'

/** How somebody came in. */
export type SignInWay = 'password' | 'code' | 'backup-code' | 'role-card'

/** Somebody who is signed in. */
export interface SignedIn {
  /** Id of the account, as entries hold it: never a name. A role card's is its serial. */
  readonly account: string
  /** The name of the account, as pages show it. */
  readonly name: string
  readonly roles: readonly AccountRole[]
  readonly card: boolean
  /** UTC ISO 8601. */
  readonly since: string
}

/** What somebody typed to come in. `code`: six digits of the second factor, or a backup code. */
export interface Credentials {
  readonly user: string
  readonly password: string
  readonly code?: string | undefined
}

/** Why somebody is not let in. `code-needed`: user name and password are right, and this account has a second factor. */
export type SignInFault =
  | { readonly code: 'wrong' }
  | { readonly code: 'code-needed' }
  | { readonly code: 'code-wrong' }
  /** A code of the second factor works once. */
  | { readonly code: 'code-used' }
  | { readonly code: 'card-unknown' }
  | { readonly code: 'card-used'; readonly openedAt: string }

/** A session that was just opened, with the headers that give it to the browser. */
export interface Opened {
  readonly who: SignedIn
  readonly way: SignInWay
  readonly cookies: readonly string[]
}

/**
 * The accounts of one server, as its pages use them. Nothing here delays or counts tries: the caller does (`adapters/http`).
 */
export interface AccountsPort {
  /** Whether anybody could sign in at all. */
  any(): boolean
  signIn(credentials: Credentials): Promise<Result<Opened, SignInFault>>
  /** Opens a sealed role card by its code: once for ever, and a session of its role. */
  openCard(code: string): Promise<Result<Opened, SignInFault>>
  /** As `signIn`, without a session: the second of two people. */
  confirm(credentials: Credentials): Promise<Result<SignedIn, SignInFault>>
  /** Who sent a request with this Cookie header; null: nobody, or their session has ended. */
  sessionOf(cookies: string): Promise<SignedIn | null>
  /** Ends the session; what is given back are Set-Cookie headers that make the browser forget it. */
  signOut(cookies: string): Promise<readonly string[]>
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** How long a session lasts, in milliseconds: without a request, and at all. */
export interface SessionLimits {
  readonly idleMs: number
  readonly wholeMs: number
}

/**
 * A shift of twelve hours and its handover; an hour's meeting away from the screen signs nobody out, a night at home does. A
 * card is for the first hour and the shift that began with it. A wall screen must not go dark at three in the morning.
 */
export function sessionLimits(roles: readonly AccountRole[]): SessionLimits {
  if (roles.length > 0 && roles.every((role) => role === 'wall-screen'))
    return { idleMs: 24 * HOUR, wholeMs: 7 * 24 * HOUR }
  return { idleMs: 4 * HOUR, wholeMs: 13 * HOUR }
}

/** Whether a session still stands. A clock that was set back ends none: it can only be older than it says. */
export function sessionStands(
  session: { readonly since: string; readonly lastSeen: string },
  roles: readonly AccountRole[],
  now: string,
): boolean {
  const { idleMs, wholeMs } = sessionLimits(roles)
  const at = Date.parse(now)
  return at - Date.parse(session.since) < wholeMs && at - Date.parse(session.lastSeen) < idleMs
}
