import type { Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { isIP } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { failed, ok, type Result } from '@codedark/domain/result'
import type { OwnCertificate } from './certificate.ts'
import { ownHostOnly, ownOrigin, ownOriginWrites, plainHeaders } from './guard.ts'
import { BODY_BYTES_MAX } from './limits.ts'

/** Why a server could not listen. */
export type ListenFault =
  /** Beyond this computer only over TLS. */
  | { readonly code: 'not-loopback'; readonly address: string }
  | { readonly code: 'no-such-address'; readonly address: string }
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
   * `address` must be loopback unless the server has a certificate: in clear nothing leaves this computer. Port 0 takes a free
   * one.
   */
  listen(options: {
    readonly address: string
    readonly port: number
  }): Promise<Result<Listening, ListenFault>>
}

const LOOPBACK = new Set(['127.0.0.1', '::1'])

/**
 * A server that answers as `host` only. Bodies are small, but for the paths in `streamed`, whose routes read them piece by piece.
 * `onBug` gets what no route expected; the page gets a 500 and a sentence. With a certificate it speaks TLS and nothing else.
 */
export function loopbackServer(
  host: string,
  onBug: (error: unknown) => void,
  certificate?: OwnCertificate,
  streamed: readonly string[] = [],
): LoopbackServer {
  const app = new Hono()
  let port = 0
  const own = { host, port: () => port, tls: certificate !== undefined }
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
      const { address } = options
      if (certificate === undefined && !LOOPBACK.has(address))
        return failed({ code: 'not-loopback', address })
      return new Promise((resolve) => {
        const at = { fetch: app.fetch, hostname: address, port: options.port }
        const listening = (info: { port: number }): void => {
          port = info.port
          resolve(ok({ url: ownOrigin(own), port, close: () => closeServer(server) }))
        }
        const server = (
          certificate === undefined
            ? serve(at, listening)
            : serve({ ...at, ...tlsOf(certificate) }, listening)
        ) as Server
        server.on('error', (error: NodeJS.ErrnoException) => {
          resolve(
            failed(
              error.code === 'EADDRINUSE'
                ? { code: 'port-taken', port: options.port }
                : error.code === 'EADDRNOTAVAIL' || isIP(address) === 0
                  ? { code: 'no-such-address', address }
                  : { code: 'cannot-listen', port: options.port, reason: error.message },
            ),
          )
        })
      })
    },
  }
}

const tlsOf = ({ cert, key }: OwnCertificate) => ({
  createServer: createTlsServer,
  serverOptions: { cert, key, minVersion: 'TLSv1.2' as const },
})

async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    // Closing twice is no fault: the callback comes either way.
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
