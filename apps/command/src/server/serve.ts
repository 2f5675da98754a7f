import { setTimeout as pause } from 'node:timers/promises'
import { changeFeed, limitTries, loadPages, loopbackServer, servePages } from '@codedark/http'
import { DRILL_PASSPHRASE, openDataFolder } from '@codedark/files'
import { failed, ok, type Result } from '@codedark/domain/result'
import type { Desk } from '../desk/desk.ts'
import { openCommand } from '../desk/open-command.ts'
import { openDesk } from '../desk/open-desk.ts'
import { commandRoutes } from './app.ts'

/** The name that the board answers to. */
const HOST = 'command.localhost'

/** How the command server is started. `passphrase` opens the folder at once; without it a real folder starts locked. */
export interface ServeOptions {
  readonly data: string
  readonly port: number
  readonly pages: string
  readonly passphrase?: string
  /** The program that makes the second copy, where it does not lie as in a clone (the kit). */
  readonly copyChildPath?: string
  /** The program that reads a record again, likewise. */
  readonly triageChildPath?: string
  /** Told what start-up put in order, and which handovers cannot be taken: whole sentences. */
  readonly onNote?: (sentence: string) => void
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
  const held: { desk: Desk | null } = { desk: null }
  const unlock = async (passphrase: string): Promise<Result<Desk, string>> => {
    if (held.desk !== null) return ok(held.desk)
    const opened = openCommand(options.data, passphrase)
    if (!opened.ok) return opened
    const made = openDesk(opened.value, {
      now: () => new Date().toISOString(),
      copyChildPath: options.copyChildPath,
      triageChildPath: options.triageChildPath,
      onNote: options.onNote,
    })
    if (!made.ok) {
      opened.value.close()
      return made
    }
    held.desk = made.value
    held.desk.onChange((size) => changes.announce(size))
    return made
  }
  const passphrase = options.passphrase ?? (kind === 'drill' ? DRILL_PASSPHRASE : undefined)
  if (passphrase !== undefined) {
    const opened = await unlock(passphrase)
    if (!opened.ok) return opened
  }
  const server = loopbackServer(HOST, options.onBug)
  const tries = limitTries((ms) => pause(ms))
  commandRoutes(server.app, { kind, changes, tries, desk: () => held.desk, unlock })
  servePages(server.app, pages.value)
  const listening = await server.listen({ address: '127.0.0.1', port: options.port })
  if (!listening.ok) {
    await held.desk?.close()
    return failed(
      listening.fault.code === 'port-taken'
        ? `Port ${options.port} is taken: name another with --port.`
        : `Cannot listen: ${listening.fault.code}.`,
    )
  }
  return ok({
    url: listening.value.url,
    locked: held.desk === null,
    close: async () => {
      changes.close()
      await listening.value.close()
      await held.desk?.close()
    },
  })
}
