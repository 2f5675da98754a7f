import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { z } from 'zod'
import type { DataFolder } from '@codedark/files'
import { childInClone } from '../child/child.ts'
import { careSettings } from '../settings.ts'
import { lastCopy } from './copy-care.ts'
import type { CopyMade } from './copy-care.ts'
import { COPY_TIMEOUT_MS, ROUND_MS } from './limits.ts'

/** What the copying child is asked for; the key goes over a channel that only its parent holds. */
export const copyRequest = z.strictObject({
  folder: z.string(),
  vaultKey: z.string().regex(/^[0-9a-f]{64}$/u),
  to: z.string(),
  at: z.string(),
})
/** See above. */
export type CopyRequest = z.infer<typeof copyRequest>

const copyAnswer = z.object({ fault: z.string().nullable() })

/** The keeping of a second copy while the ward pages are served. */
export interface KeptCopy {
  /** The last copy, if it is still there; null: none. */
  made(): CopyMade | null
  /** Why there is no newer one, a sentence; null: nothing stands against it. */
  fault(): string | null
  stop(): void
}

/** What the keeping needs of the program around it. */
export interface KeepCopyOptions {
  readonly folder: DataFolder
  readonly vaultKey: Uint8Array
  /** The vault's mark now. */
  readonly mark: () => number
  readonly childPath: string | undefined
  readonly now: () => string
  /** Called when there is a new copy, or a new reason why not. */
  readonly onChange: () => void
}

/**
 * Copies the vault to the folder that the settings name whenever something was written since the last copy, looking every ten
 * seconds. A process of its own copies: a slow or pulled medium makes it wait, never the pages.
 */
export function keepCareCopy(options: KeepCopyOptions): KeptCopy {
  return new Keeper(options)
}

class Keeper implements KeptCopy {
  readonly #options: KeepCopyOptions
  readonly #round: NodeJS.Timeout
  #child: ChildProcess | undefined
  #deadline: NodeJS.Timeout | undefined
  #made: CopyMade | null = null
  #fault: string | null = null

  constructor(options: KeepCopyOptions) {
    this.#options = options
    this.#look()
    this.#round = setInterval(() => this.#look(), ROUND_MS)
    this.#round.unref()
  }

  made(): CopyMade | null {
    return this.#made
  }

  fault(): string | null {
    return this.#fault
  }

  stop(): void {
    clearInterval(this.#round)
    clearTimeout(this.#deadline)
    this.#child?.kill('SIGKILL')
    this.#child = undefined
  }

  #look(): void {
    if (this.#child !== undefined) return
    const { folder, mark } = this.#options
    const { secondCopy } = careSettings(folder)
    const before = this.#made
    this.#made = lastCopy(folder, secondCopy)
    if (before !== null && this.#made === null) this.#options.onChange()
    if (secondCopy === null) return this.#say('One copy only: no folder for a second copy is set.')
    if (this.#made === null || this.#made.mark < mark()) this.#start(secondCopy)
  }

  #start(to: string): void {
    const { folder, vaultKey, now, childPath } = this.#options
    const child = fork(childPath ?? childInClone('care-copy-child'), [], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning'],
      // Windows starts nothing without its root.
      env: { SystemRoot: process.env['SystemRoot'] },
    })
    this.#child = child
    this.#deadline = setTimeout(
      () => this.#end(child, 'Copying does not come to an end; is the medium still there?'),
      COPY_TIMEOUT_MS,
    )
    child.on('message', (message) => {
      const answer = copyAnswer.safeParse(message)
      this.#end(child, answer.success ? answer.data.fault : 'The copying program gave no answer.')
    })
    child.on('error', () => this.#end(child, 'The copying program does not run.'))
    child.on('exit', () => this.#end(child, 'The copying program ended.'))
    const key = Buffer.from(vaultKey).toString('hex')
    const request: CopyRequest = { folder: folder.path, vaultKey: key, to, at: now() }
    child.send(request)
    child.unref()
    child.channel?.unref()
  }

  #end(child: ChildProcess, fault: string | null): void {
    if (this.#child !== child) return
    this.#child = undefined
    clearTimeout(this.#deadline)
    child.kill('SIGKILL')
    const { folder, onChange } = this.#options
    const fresh = lastCopy(folder, careSettings(folder).secondCopy)
    const first = this.#made === null && fresh !== null
    this.#made = fresh
    if (first) onChange()
    this.#say(fault === null ? null : `No second copy: ${fault}`)
  }

  #say(fault: string | null): void {
    if (fault === this.#fault) return
    this.#fault = fault
    this.#options.onChange()
  }
}
