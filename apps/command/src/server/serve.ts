import { setTimeout as pause } from 'node:timers/promises'
import { changeFeed, limitTries, loadPages, loopbackServer, servePages, slowTries } from '@codedark/http'
import { DRILL_PASSPHRASE, openDataFolder } from '@codedark/files'
import { failed, ok, type Result } from '@codedark/domain/result'
import { UPLOAD_PATH } from './notice-routes.ts'
import { commandRoutes } from './app.ts'
import { CommandLock, type LockOptions } from './command-lock.ts'

/** The name that the board answers to. */
const HOST = 'command.localhost'

/** How the command server is started. `passphrase` opens the folder at once; without it a real folder starts locked. */
export interface ServeOptions extends LockOptions {
  readonly port: number
  readonly pages: string
  readonly passphrase?: string
  readonly onBug: (error: unknown) => void
}

/** A board that is served. */
export interface Serving {
  readonly url: string
  readonly locked: boolean
  close(): Promise<void>
}

/** Serves the board on loopback. A drill's folder opens by its published passphrase. The fault is a sentence. */
export async function serveCommand(options: ServeOptions): Promise<Result<Serving, string>> {
  const folder = openDataFolder(options.data)
  if (!folder.ok) return failed(`${options.data}: is no data folder; codedark init makes one.`)
  const pages = loadPages(options.pages)
  if (!pages.ok)
    return failed(`The pages are not there (${pages.fault.path}): run node scripts/build-web.ts.`)
  const { kind } = folder.value
  const changes = changeFeed()
  const lock = new CommandLock(options, changes)
  const passphrase = options.passphrase ?? (kind === 'drill' ? DRILL_PASSPHRASE : undefined)
  if (passphrase !== undefined) {
    const opened = await lock.unlock(passphrase)
    if (!opened.ok) return opened
  }
  const server = loopbackServer(HOST, options.onBug, [UPLOAD_PATH])
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
  const listening = await server.listen({ address: '127.0.0.1', port: options.port })
  if (!listening.ok) {
    await lock.close()
    return failed(
      listening.fault.code === 'port-taken'
        ? `Port ${options.port} is taken: name another with --port.`
        : `Cannot listen: ${listening.fault.code}.`,
    )
  }
  return ok({
    url: listening.value.url,
    locked: lock.desk === null,
    close: async () => {
      changes.close()
      await listening.value.close()
      await lock.close()
    },
  })
}
