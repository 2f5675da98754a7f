import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import {
  certificateFor,
  changeFeed,
  fingerprintOf,
  limitTries,
  loadPages,
  loopbackServer,
  servePages,
  slowTries,
} from '@codedark/http'
import type { Beyond } from '@codedark/http'
import { DRILL_PASSPHRASE, keptSealed, openDataFolder } from '@codedark/files'
import { failed, ok, type Result } from '@codedark/domain/result'
import { UPLOAD_PATH } from './notice-routes.ts'
import { commandRoutes } from './app.ts'
import { CommandLock, type LockOptions } from './command-lock.ts'

/** The name that the board answers to on this computer. */
const HOST = 'command.localhost'

/** How the command server is started. `passphrase` opens the folder at once; without it a real folder starts locked. */
export interface ServeOptions extends LockOptions {
  readonly port: number
  readonly pages: string
  readonly passphrase?: string
  /** Other computers reach it too, over TLS; else nobody but this one. */
  readonly beyond?: Beyond
  readonly onBug: (error: unknown) => void
}

/** A board that is served. */
export interface Serving {
  readonly url: string
  readonly locked: boolean
  /** SHA-256 of the certificate, to be compared in the browser; null: this computer only, without TLS. */
  readonly fingerprint: string | null
  close(): Promise<void>
}

/** Serves the board, on loopback unless `beyond` says otherwise. A drill's folder opens by its published passphrase. The fault is a sentence. */
export async function serveCommand(options: ServeOptions): Promise<Result<Serving, string>> {
  const folder = openDataFolder(options.data)
  if (!folder.ok) return failed(`${options.data}: is no data folder; codedark init makes one.`)
  const pages = loadPages(options.pages)
  if (!pages.ok)
    return failed(`The pages are not there (${pages.fault.path}): run node scripts/build-web.ts.`)
  const { kind } = folder.value
  const changes = changeFeed()
  const { beyond } = options
  const lock = new CommandLock({ ...options, secure: beyond !== undefined }, changes)
  const passphrase = options.passphrase ?? (kind === 'drill' ? DRILL_PASSPHRASE : undefined)
  if (passphrase !== undefined) {
    const opened = await lock.unlock(passphrase)
    if (!opened.ok) return opened
  }
  const host = beyond === undefined ? HOST : `command.${beyond.hostName}`
  const needs = {
    kept: lock.key && keptSealed(join(folder.value.commandFolder, 'tls.sealed'), lock.key, 'tls'),
    anybody: lock.accounts?.any() ?? false,
    host,
  }
  const certificate = beyond === undefined ? ok(undefined) : await certificateFor(beyond, needs)
  if (!certificate.ok) {
    await lock.close()
    return certificate
  }
  const server = loopbackServer(host, options.onBug, certificate.value, [UPLOAD_PATH])
  commandRoutes(server.app, {
    kind,
    changes,
    tries: limitTries((ms) => pause(ms)),
    signInTries: slowTries((ms) => pause(ms)),
    now: () => new Date().toISOString(),
    desk: () => lock.desk,
    accounts: () => lock.accounts,
    tell: (news) => lock.tell(news),
    unlock: (said) => lock.unlock(said),
  })
  servePages(server.app, pages.value)
  const listening = await server.listen({ address: beyond?.address ?? '127.0.0.1', port: options.port })
  if (!listening.ok) {
    await lock.close()
    return failed(
      listening.fault.code === 'port-taken'
        ? `Port ${options.port} is taken: name another with --port.`
        : `Cannot listen${beyond === undefined ? '' : ` on ${beyond.address}`}: ${listening.fault.code}.`,
    )
  }
  return ok({
    url: listening.value.url,
    locked: lock.desk === null,
    fingerprint: certificate.value === undefined ? null : fingerprintOf(certificate.value),
    close: async () => {
      changes.close()
      await listening.value.close()
      await lock.close()
    },
  })
}
