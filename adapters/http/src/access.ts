import type { Context, Hono, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { rightsOf } from '@codedark/domain/people'
import type { AccountsPort, Right, Side, SignedIn } from '@codedark/domain/people'

/**
 * What each route of a server needs, by method and path as it was declared (`GET /api/servers/:id`): any one of the rights.
 * `nobody`: answered before anybody has signed in. `somebody`: whoever is signed in.
 */
export type RouteRights = Readonly<Record<string, readonly Right[] | 'nobody' | 'somebody'>>

/** What the guard needs of the program around it. */
export interface Guarding {
  readonly side: Side
  readonly rights: RouteRights
  /** Null while the data folder is locked: then nobody can be known, and routes answer that it is locked. */
  accounts(): AccountsPort | null
}

const people = new WeakMap<Request, SignedIn>()

/** Who sent this request. Only for routes that need a right: for others nobody may be there, and asking is a bug. */
export function signedIn(context: Context): SignedIn {
  const who = people.get(context.req.raw)
  if (who === undefined)
    throw new Error(`${context.req.path} asks who is signed in, and its rights ask nobody`)
  return who
}

/** As `signedIn`; null where nobody is. */
export const whoever = (context: Context): SignedIn | null => people.get(context.req.raw) ?? null

/**
 * Answers a request for `/api/` only when its route declares a right and the sender has it. Nobody signed in: 401; without the
 * right: 403; a route without a declaration: 403, for everybody. A locked folder goes through to the route, which says so.
 */
export function guardRoutes(guarding: Guarding): MiddlewareHandler {
  return async (context, next) => {
    const route = routeOf(context)
    // No such route: the last handler says so.
    if (route === null) return next()
    const needs = guarding.rights[route]
    if (needs === undefined)
      return context.json({ error: `${route} declares no right, so nobody may use it.` }, 403)
    const accounts = guarding.accounts()
    const who = accounts === null ? null : await accounts.sessionOf(context.req.header('cookie') ?? '')
    if (who !== null) people.set(context.req.raw, who)
    if (needs === 'nobody') return next()
    if (accounts === null) return context.json({ error: 'Locked: the passphrase is needed first.' }, 423)
    if (who === null) return context.json(SIGN_IN, 401)
    if (needs === 'somebody') return next()
    const held = rightsOf(who.roles, guarding.side)
    if (needs.some((right) => held.has(right))) return next()
    return context.json({ error: `${who.name} may not do this: it needs ${needs.join(' or ')}.` }, 403)
  }
}

const SIGN_IN = { error: 'Nobody is signed in, or the session has ended: sign in again.' }

/** The route that will answer, as it was declared; null: none of `/api/`. */
function routeOf(context: Context): string | null {
  const method = context.req.method === 'HEAD' ? 'GET' : context.req.method
  const route = matchedRoutes(context).find(
    (one) => one.method === method && one.path.startsWith('/api/') && !one.path.endsWith('*'),
  )
  return route === undefined ? null : `${method} ${route.path}`
}

/** Routes of `/api/` that no right is declared for, and declarations without a route. A test of each server asks for none. */
export function undeclared(app: Hono, rights: RouteRights): readonly string[] {
  const routes = new Set(
    app.routes
      .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/'))
      .map(({ method, path }) => `${method} ${path}`),
  )
  return [
    ...[...routes].filter((route) => rights[route] === undefined).map((route) => `no right: ${route}`),
    ...Object.keys(rights)
      .filter((route) => !routes.has(route))
      .map((route) => `no route: ${route}`),
  ]
}
