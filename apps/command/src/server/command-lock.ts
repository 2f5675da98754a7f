import type { Accounts } from '@codedark/accounts'
import { failed, ok, type Result } from '@codedark/domain/result'
import { holdFolder } from '@codedark/files'
import type { AccessNews, ChangeFeed } from '@codedark/http'
import type { Desk } from '../desk/desk.ts'
import { openCommand } from '../desk/open-command.ts'
import { openDesk } from '../desk/open-desk.ts'
import { tellCare } from '../desk/tell-care.ts'
import { factOf, openCommandAccounts } from '../people/open-accounts.ts'

/** What opening the desk needs. */
export interface LockOptions {
  readonly data: string
  /** The program that makes the second copy, where it does not lie as in a clone (the kit). */
  readonly copyChildPath?: string
  /** The program that reads a record again, likewise. */
  readonly triageChildPath?: string
  /** Cookies go over TLS only. */
  readonly secure?: boolean
  /** Told what start-up put in order, and which handovers cannot be taken: whole sentences. */
  readonly onNote?: (sentence: string) => void
}

/** The desk and the accounts of the board behind the passphrase. */
export class CommandLock {
  readonly #options: LockOptions
  readonly #changes: ChangeFeed
  #opening: Promise<Result<Desk, string>> | null = null
  desk: Desk | null = null
  accounts: Accounts | null = null
  /** Key of the stores; null while locked. */
  key: Uint8Array | null = null
  #release: () => void = () => undefined
  #stopTelling: () => void = () => undefined

  constructor(options: LockOptions, changes: ChangeFeed) {
    this.#options = options
    this.#changes = changes
  }

  /** The fault is a sentence. */
  async unlock(passphrase: string): Promise<Result<Desk, string>> {
    // Two who unlock at once must not open two desks.
    if (this.#opening !== null) await this.#opening
    if (this.desk !== null) return ok(this.desk)
    this.#opening = this.#open(passphrase)
    const opened = await this.#opening
    this.#opening = null
    return opened
  }

  /** Records who came in. Nobody is kept out because the disk is full; that the record has a gap is said. */
  tell(news: AccessNews): void {
    const who = 'who' in news ? { account: news.who.account, name: news.who.name } : null
    const told = this.desk?.recordAccess([factOf(news)], who)
    if (told !== undefined && !told.ok) this.#options.onNote?.(told.fault)
  }

  async close(): Promise<void> {
    this.#stopTelling()
    await this.desk?.close()
    this.accounts?.close()
    this.#release()
  }

  async #open(passphrase: string): Promise<Result<Desk, string>> {
    const { data, copyChildPath, triageChildPath, onNote } = this.#options
    const opened = openCommand(data, passphrase)
    if (!opened.ok) return opened
    const { folder, keys } = opened.value
    const held = holdFolder(folder.path, 'command', keys.databaseKey)
    if (!held.ok) {
      opened.value.close()
      return failed(
        `A copy of this data folder is being served from ${held.fault.path} (process ${held.fault.pid}): two would fork the record. Stop one of them.`,
      )
    }
    this.#release = () => held.value.release()
    const accounts = await openCommandAccounts(folder, keys, this.#options.secure)
    if (!accounts.ok) {
      opened.value.close()
      return accounts
    }
    const made = openDesk(opened.value, {
      now: () => new Date().toISOString(),
      copyChildPath,
      triageChildPath,
      onNote,
    })
    if (!made.ok) {
      accounts.value.close()
      opened.value.close()
      return made
    }
    this.desk = made.value
    this.accounts = accounts.value
    this.key = keys.databaseKey
    this.#stopTelling = tellCare(made.value, folder, onNote ?? (() => undefined))
    made.value.onChange((size) => this.#changes.announce(size))
    return made
  }
}
