import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { DRILL_PASSPHRASE, holdFolder, keptSealed, openDataFolder } from '@codedark/files'
import type { Accounts } from '@codedark/accounts'
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
import type { ChangeFeed } from '@codedark/http'
import { openCareAccounts } from '../people/open-accounts.ts'
import { openCare } from '../tasks/open-care.ts'
import { keepReadyPages } from '../tasks/ready/daily-ready.ts'
import { careRoutes } from './app.ts'
import { openWardDesk } from './ward-desk.ts'
import type { WardDesk } from './ward-desk.ts'

/** The name that the ward pages answer to. */
const HOST = 'care.localhost'

/** How the care server is started. `passphrase` opens the folder at once; without it a real folder starts locked. */
export interface CareServeOptions {
  readonly data: string
  readonly port: number
  readonly pages: string
  readonly passphrase?: string
  /** Other computers reach it too, over TLS; else nobody but this one. */
  readonly beyond?: Beyond
  readonly printChild?: string
  readonly copyChild?: string
  readonly onBug: (error: unknown) => void
}

/** Ward pages that are served. */
export interface CareServing {
  readonly url: string
  readonly locked: boolean
  /** SHA-256 of the certificate, to be compared in the browser; null: this computer only, without TLS. */
  readonly fingerprint: string | null
  close(): Promise<void>
}

/** Serves the ward pages, on loopback unless `beyond` says otherwise. A drill's folder opens by its published passphrase. The fault is a sentence. */
export async function serveCare(options: CareServeOptions): Promise<Result<CareServing, string>> {
  const folder = openDataFolder(options.data)
  if (!folder.ok) return failed(`${options.data}: is no data folder; codedark init makes one.`)
  const pages = loadPages(options.pages)
  if (!pages.ok)
    return failed(`The ward pages are not there (${pages.fault.path}): run node scripts/build-web.ts.`)
  const { kind } = folder.value
  const changes = changeFeed()
  const lock = new Lock(options, changes)
  const passphrase = options.passphrase ?? (kind === 'drill' ? DRILL_PASSPHRASE : undefined)
  if (passphrase !== undefined) {
    const opened = await lock.unlock(passphrase)
    if (!opened.ok) return opened
  }
  const { beyond } = options
  const host = beyond === undefined ? HOST : `care.${beyond.hostName}`
  const needs = {
    kept: lock.key && keptSealed(join(folder.value.careFolder, 'tls.sealed'), lock.key, 'tls'),
    anybody: lock.accounts?.any() ?? false,
    host,
  }
  const certificate = beyond === undefined ? ok(undefined) : await certificateFor(beyond, needs)
  if (!certificate.ok) {
    lock.close()
    return certificate
  }
  const server = loopbackServer(host, options.onBug, certificate.value)
  careRoutes(server.app, {
    kind,
    changes,
    desk: () => lock.desk,
    tries: limitTries((ms) => pause(ms)),
    signInTries: slowTries((ms) => pause(ms)),
    now: () => new Date().toISOString(),
    accounts: () => lock.accounts,
    unlock: (said) => lock.unlock(said),
  })
  servePages(server.app, pages.value)
  const listening = await server.listen({ address: beyond?.address ?? '127.0.0.1', port: options.port })
  if (!listening.ok) {
    lock.close()
    return failed(
      listening.fault.code === 'port-taken'
        ? `Port ${options.port} is taken: name another with --care-port.`
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
      lock.close()
    },
  })
}

/** The desk behind its passphrase. */
class Lock {
  readonly #options: CareServeOptions
  readonly #changes: ChangeFeed
  #opening: Promise<Result<WardDesk, string>> | null = null
  desk: WardDesk | null = null
  accounts: Accounts | null = null
  /** Key of the vault; null while locked. */
  key: Uint8Array | null = null
  #release: () => void = () => undefined
  #stopReady: () => void = () => undefined

  constructor(options: CareServeOptions, changes: ChangeFeed) {
    this.#options = options
    this.#changes = changes
  }

  async unlock(passphrase: string): Promise<Result<WardDesk, string>> {
    // Two who unlock at once must not open two desks.
    if (this.#opening !== null) await this.#opening
    if (this.desk !== null) return ok(this.desk)
    this.#opening = this.#open(passphrase)
    const opened = await this.#opening
    this.#opening = null
    return opened
  }

  close(): void {
    this.#stopReady()
    this.desk?.close()
    this.accounts?.close()
    this.#release()
  }

  async #open(passphrase: string): Promise<Result<WardDesk, string>> {
    const care = openCare(this.#options.data, passphrase)
    if (!care.ok) return care
    const held = holdFolder(care.value.folder.path, 'care', care.value.keys.vaultKey)
    if (!held.ok) {
      care.value.vault.close()
      return failed(
        `A copy of this data folder is being served from ${held.fault.path} (process ${held.fault.pid}): what is written there is not here. Stop one of them.`,
      )
    }
    this.#release = () => held.value.release()
    const accounts = await openCareAccounts(
      care.value.folder,
      care.value.keys,
      this.#options.beyond !== undefined,
    )
    if (!accounts.ok) {
      care.value.vault.close()
      return accounts
    }
    const desk = await openWardDesk(care.value, {
      now: () => new Date().toISOString(),
      printChild: this.#options.printChild,
      copyChild: this.#options.copyChild,
    })
    if (!desk.ok) {
      accounts.value.close()
      care.value.vault.close()
      return desk
    }
    this.desk = desk.value
    this.#stopReady = keepReadyPages(care.value, () => new Date().toISOString())
    this.accounts = accounts.value
    this.key = care.value.keys.vaultKey
    desk.value.onChange((version) => this.#changes.announce(version))
    return desk
  }
}
