import type { MiddlewareHandler } from 'hono'

/** Where a server of ours answers: `host` is its own name (`command.localhost`), `port` the one it listens on, `tls` how. */
export interface OwnAddress {
  readonly host: string
  readonly port: () => number
  readonly tls: boolean
}

/** The names of this machine that lead a person to the server's own name. */
const PLAIN_NAMES = new Set(['localhost', '127.0.0.1', '[::1]'])

/** The one origin whose writes are taken. */
export const ownOrigin = (own: OwnAddress): string =>
  `${own.tls ? 'https' : 'http'}://${own.host}:${own.port()}`

/**
 * Only requests that name this server are answered: browsers share cookies across ports, and a foreign name that was made to
 * resolve to loopback (DNS rebinding) must find nothing. Plain `localhost` is led to the own name. Source: DESIGN 2.4.
 */
export const ownHostOnly =
  (own: OwnAddress): MiddlewareHandler =>
  async (context, next) => {
    const host = (context.req.header('host') ?? '').toLowerCase()
    if (host === `${own.host}:${own.port()}`) return next()
    const name = host.replace(/:\d+$/, '')
    const reading = context.req.method === 'GET' || context.req.method === 'HEAD'
    if (reading && PLAIN_NAMES.has(name)) {
      const url = new URL(context.req.url)
      return context.redirect(`${ownOrigin(own)}${url.pathname}${url.search}`, 307)
    }
    return context.json({ error: `This server answers as ${ownOrigin(own)} only.` }, 421)
  }

/** Any write whose Origin is not exactly the server's own is refused, one without an Origin too. Source: DESIGN 2.4. */
export const ownOriginWrites =
  (own: OwnAddress): MiddlewareHandler =>
  async (context, next) => {
    const { method } = context.req
    if (method === 'GET' || method === 'HEAD') return next()
    const origin = context.req.header('origin')
    if (origin === ownOrigin(own)) return next()
    return context.json(
      { error: `Refused: this request comes from ${origin ?? 'no page'}, not from ${ownOrigin(own)}.` },
      403,
    )
  }

/** Headers of every answer. The pages bring the nonce of their styles themselves (`pages.ts`). */
export const plainHeaders: MiddlewareHandler = async (context, next) => {
  await next()
  const headers = context.res.headers
  headers.set('X-Content-Type-Options', 'nosniff')
  headers.set('X-Frame-Options', 'DENY')
  headers.set('Referrer-Policy', 'no-referrer')
  headers.set('Cross-Origin-Opener-Policy', 'same-origin')
  headers.set('Cross-Origin-Resource-Policy', 'same-origin')
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
  if (!headers.has('Content-Security-Policy')) {
    headers.set('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'")
  }
}
