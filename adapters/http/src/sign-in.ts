import type { Context, Hono } from 'hono'
import { getConnInfo } from '@hono/node-server/conninfo'
import { rightsOf } from '@codedark/domain/people'
import type { AccountsPort, Opened, Right, Side, SignedIn, SignInFault } from '@codedark/domain/people'
import type { Result } from '@codedark/domain/result'
import { whoever } from './access.ts'
import type { RouteRights } from './access.ts'
import { FAILURES_TOLD_EVERY_MS } from './limits.ts'
import type { SlowTries } from './slow-tries.ts'

/** What the record is told of sign-ins. */
export type AccessNews =
  | { readonly kind: 'signed-in'; readonly who: SignedIn; readonly way: Exclude<Opened['way'], 'role-card'> }
  | { readonly kind: 'signed-out'; readonly who: SignedIn }
  | { readonly kind: 'card-opened'; readonly who: SignedIn }
  /** So many since then, told at most once a minute. */
  | { readonly kind: 'failed'; readonly count: number; readonly since: string }

/** What the routes need of the program around them. */
export interface SignInRoutes {
  readonly side: Side
  readonly kind: 'real' | 'drill'
  readonly tries: SlowTries
  readonly now: () => string
  accounts(): AccountsPort | null
  tell(news: AccessNews): void
}

/** Who is before a page: GET /api/session. */
export interface SessionView {
  readonly who: {
    readonly account: string
    readonly name: string
    readonly roles: readonly string[]
    readonly card: boolean
    readonly since: string
    readonly rights: readonly Right[]
  } | null
  /** False: there is no account and no card yet, so nobody can sign in. */
  readonly anybody: boolean
}

/** What these routes need. */
export const SIGN_IN_RIGHTS: RouteRights = {
  'GET /api/session': 'nobody',
  'POST /api/sign-in': 'nobody',
  'POST /api/role-card': 'nobody',
  'POST /api/sign-out': 'nobody',
}

/** Puts signing in and out on `app`; both servers do it in the same way. */
export function signInRoutes(app: Hono, routes: SignInRoutes): void {
  const failures = failureCount(routes)
  app.get('/api/session', (context) => {
    const accounts = routes.accounts()
    if (accounts === null) return context.json(LOCKED, 423)
    return context.json(sessionView(whoever(context), accounts, routes.side))
  })
  app.post('/api/sign-in', async (context) => {
    const typed = await textsOf(context, ['user', 'password', 'code'])
    if (typed === null || typed['user'] === undefined || typed['password'] === undefined)
      return context.json({ error: 'A user name and a password are needed.' }, 400)
    const { user, password, code } = typed
    return open(context, routes, failures, user, (accounts) => accounts.signIn({ user, password, code }))
  })
  app.post('/api/role-card', async (context) => {
    const code = (await textsOf(context, ['code']))?.['code']
    if (code === undefined) return context.json({ error: 'The code of a card is needed.' }, 400)
    return open(context, routes, failures, 'role-card', (accounts) => accounts.openCard(code))
  })
  app.post('/api/sign-out', async (context) => {
    const accounts = routes.accounts()
    if (accounts === null) return context.json(LOCKED, 423)
    const who = whoever(context)
    const cookies = await accounts.signOut(context.req.header('cookie') ?? '')
    if (who !== null) routes.tell({ kind: 'signed-out', who })
    for (const cookie of cookies) context.header('Set-Cookie', cookie, { append: true })
    return context.json({ signedOut: who !== null })
  })
}

/** A second person's sign-in, typed into a form that needs two people. Null: too many tries wait. */
export async function confirmSecond(
  context: Context,
  routes: Pick<SignInRoutes, 'tries'>,
  accounts: AccountsPort,
  typed: { readonly user: string; readonly password: string; readonly code?: string | undefined },
): Promise<Result<SignedIn, SignInFault> | null> {
  return routes.tries.attempt(
    { address: addressOf(context), user: typed.user },
    () => accounts.confirm(typed),
    (outcome) => outcome.ok || outcome.fault.code === 'code-needed',
  )
}

/** A refused sign-in as a sentence. Which of name and password was wrong is not said. */
export function describeSignInFault(fault: SignInFault): string {
  switch (fault.code) {
    case 'wrong':
      return 'User name or password is wrong.'
    case 'code-needed':
      return 'The six digits of the second factor are needed, or a backup code.'
    case 'code-wrong':
      return 'The code is wrong. Wait for the next six digits, or use a backup code.'
    case 'code-used':
      return 'This code was used already. Wait for the next six digits.'
    case 'card-unknown':
      return 'No card has this code.'
    case 'card-used':
      return `This card was opened already, or made void, at ${fault.openedAt}: each works once. Take the next one.`
  }
}

async function open(
  context: Context,
  routes: SignInRoutes,
  failures: Failures,
  user: string,
  run: (accounts: AccountsPort) => Promise<Result<Opened, SignInFault>>,
): Promise<Response> {
  const accounts = routes.accounts()
  if (accounts === null) return context.json(LOCKED, 423)
  if (!accounts.any()) return context.json({ error: NOBODY_YET }, 409)
  const outcome = await routes.tries.attempt(
    { address: addressOf(context), user },
    () => run(accounts),
    // The password was right: the second step is no wrong try.
    (tried) => tried.ok || tried.fault.code === 'code-needed',
  )
  if (outcome === null) {
    failures.add()
    return context.json({ error: 'Too many tries are waiting. Try again in a minute.' }, 429)
  }
  if (!outcome.ok) {
    const { code } = outcome.fault
    if (code !== 'code-needed') failures.add()
    return context.json({ error: describeSignInFault(outcome.fault), place: placeOf(code) }, 401)
  }
  const { who, way, cookies } = outcome.value
  routes.tell(way === 'role-card' ? { kind: 'card-opened', who } : { kind: 'signed-in', who, way })
  for (const cookie of cookies) context.header('Set-Cookie', cookie, { append: true })
  return context.json(sessionView(who, accounts, routes.side), 201)
}

const LOCKED = { error: 'Locked: the passphrase is needed first.' }
const NOBODY_YET = 'Nobody has an account on this server yet: codedark people add makes one.'

const placeOf = (code: SignInFault['code']): string =>
  code.startsWith('code') || code.startsWith('card') ? 'code' : 'password'

function sessionView(who: SignedIn | null, accounts: AccountsPort, side: Side): SessionView {
  return {
    who: who && { ...who, rights: [...rightsOf(who.roles, side)] },
    anybody: accounts.any(),
  }
}

interface Failures {
  add(): void
}

function failureCount(routes: SignInRoutes): Failures {
  let count = 0
  let since = ''
  const flush = (): void => {
    routes.tell({ kind: 'failed', count, since })
    count = 0
  }
  return {
    add: () => {
      if (count === 0) {
        since = routes.now()
        setTimeout(flush, FAILURES_TOLD_EVERY_MS).unref()
      }
      count += 1
    },
  }
}

/** The address that a request came from; our own servers stand behind no proxy. */
function addressOf(context: Context): string {
  return getConnInfo(context).remote.address ?? 'unknown'
}

/** The texts of a JSON body, each of at most 1,024 characters; null: it has other fields, or is none. */
async function textsOf(
  context: Context,
  fields: readonly string[],
): Promise<Readonly<Record<string, string>> | null> {
  let body: unknown
  try {
    body = await context.req.json()
  } catch {
    return null
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null
  const texts: Record<string, string> = {}
  for (const [field, value] of Object.entries(body)) {
    if (!fields.includes(field) || typeof value !== 'string' || value.length > 1024) return null
    texts[field] = value
  }
  return texts
}
