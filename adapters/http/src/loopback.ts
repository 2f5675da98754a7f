import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { failed, ok, type Result } from '@codedark/domain/result'
import { ownHostOnly, ownOriginWrites, plainHeaders } from './guard.ts'
import { BODY_BYTES_MAX } from './limits.ts'

/** Why a server could not listen. */
export type ListenFault =
  | { readonly code: 'not-loopback'; readonly address: string }
  | { readonly code: 'port-taken'; readonly port: number }
  | { readonly code: 'cannot-listen'; readonly port: number; readonly reason: string }

/** A server that listens. */
export interface Listening {
  readonly url: string
  readonly port: number
  /** Resolves when the last connection is closed; open ones are ended. */
  close(): Promise<void>
}

/** A server of ours before it listens: put routes on `app`. Host, origin, size and headers are looked after. */
export interface LoopbackServer {
  readonly app: Hono
  /**
   * `address` must be loopback: there is no sign-in yet, so no other machine may reach it (issue, part 8). Port 0 takes a
   * free one.
   */
  listen(options: {
    readonly address: string
    readonly port: number
  }): Promise<Result<Listening, ListenFault>>
}

const LOOPBACK = new Set(['127.0.0.1', '::1'])

/**
 * A server that answers as `host` only. Bodies are small, but for the paths in `streamed`, whose routes read them piece by piece.
 * `onBug` gets what no route expected; the page gets a 500 and a sentence.
 */
export function loopbackServer(
  host: string,
  onBug: (error: unknown) => void,
  streamed: readonly string[] = [],
): LoopbackServer {
  const app = new Hono()
  let port = 0
  const own = { host, port: () => port }
  app.use(plainHeaders, ownHostOnly(own), ownOriginWrites(own))
  const limit = bodyLimit({
    maxSize: BODY_BYTES_MAX,
    onError: (context) => context.json({ error: `More than ${BODY_BYTES_MAX / 1024} KB were sent.` }, 413),
  })
  app.use(async (context, next) => (streamed.includes(context.req.path) ? next() : limit(context, next)))
  app.onError((error, context) => {
    onBug(error)
    return context.json(
      { error: 'Codedark made a mistake: nothing was recorded. It is in the log of the program.' },
      500,
    )
  })
  return {
    app,
    listen: async (options) => {
      if (!LOOPBACK.has(options.address)) return failed({ code: 'not-loopback', address: options.address })
      return new Promise((resolve) => {
        const server = serve({ fetch: app.fetch, hostname: options.address, port: options.port }, (info) => {
          port = info.port
          resolve(ok({ url: `http://${host}:${port}`, port, close: () => closeServer(server) }))
        }) as Server
        server.on('error', (error: NodeJS.ErrnoException) => {
          resolve(
            failed(
              error.code === 'EADDRINUSE'
                ? { code: 'port-taken', port: options.port }
                : { code: 'cannot-listen', port: options.port, reason: error.message },
            ),
          )
        })
      })
    },
  }
}

async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    // Closing twice is no fault: the callback comes either way.
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
