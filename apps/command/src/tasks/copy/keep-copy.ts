import { fork, type ChildProcess } from 'node:child_process'
import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { diskOf, readSettings, type DataFolder, type Keys } from '@codedark/files'
import { isWithin } from './copy-folder.ts'
import { COPY_TIMEOUT_MS, FRESH_MS, ROUND_MS, SOON_MS } from './limits.ts'
import { copyAnswer, type CopyRequest } from './messages.ts'

/** How the second copy stands at an instant. */
export interface CopyStanding {
  /** True only for a whole copy on another disk or not, at most `FRESH_MS` old, whose last copying did not fail. */
  readonly fresh: boolean
  /** When it was last known to be of the present state; null: never since this program started. */
  readonly lastAt: string | null
  /** What the page says beside it, a whole sentence; null: nothing. */
  readonly note: string | null
}

/** The keeping of a second copy while the board is served. */
export interface SecondCopy {
  standing(now: string): CopyStanding
  /** Something was recorded: copy within seconds. */
  touch(): void
  stop(): void
}

/** What the keeping needs of the program around it. */
export interface KeepCopy {
  readonly folder: DataFolder
  readonly keys: Keys
  readonly origin: string
  /** The program that copies, a process of its own: a slow medium must not make the board wait. */
  readonly childPath?: string
  readonly now: () => string
  /** Called when the standing changed. */
  readonly onChange: () => void
}

/** The copying program in a clone; in a kit it is one file beside the others. */
export const COPY_CHILD_IN_CLONE = resolve(import.meta.dirname, '../../copy-child.ts')

/** Starts to keep the second copy that the settings name; a changed setting is followed at the next round. */
export function keepSecondCopy(options: KeepCopy): SecondCopy {
  return new Keeper(options)
}

class Keeper implements SecondCopy {
  readonly #options: KeepCopy
  readonly #round: NodeJS.Timeout
  #child: ChildProcess | undefined
  #soon: NodeJS.Timeout | undefined
  #deadline: NodeJS.Timeout | undefined
  #startedAt = ''
  #startedMark = ''
  #copiedMark: string | null = null
  #target: string | null = null
  #lastAt: string | null = null
  #fault: string | null = null
  #sameDisk = false
  #again = false
  #told = ''
  #stopped = false

  constructor(options: KeepCopy) {
    this.#options = options
    this.#round = setInterval(() => this.#look(), ROUND_MS)
    this.#round.unref()
    this.#look()
  }

  standing(now: string): CopyStanding {
    if (this.#target === null)
      return { fresh: false, lastAt: null, note: this.#fault ?? 'No folder for a second copy is set.' }
    const tooOld = this.#lastAt === null || Date.parse(now) - Date.parse(this.#lastAt) > FRESH_MS
    const fresh = !tooOld && this.#fault === null
    const late = this.#lastAt === null ? 'The first copy is being made.' : 'The second copy is late.'
    const note = this.#fault ?? (tooOld ? late : this.#sameDisk ? 'Both copies on one disk.' : null)
    return { fresh, lastAt: this.#lastAt, note }
  }

  touch(): void {
    if (this.#stopped || this.#soon !== undefined) return
    this.#soon = setTimeout(() => {
      this.#soon = undefined
      this.#look()
    }, SOON_MS)
    this.#soon.unref()
  }

  stop(): void {
    this.#stopped = true
    clearInterval(this.#round)
    clearTimeout(this.#soon)
    clearTimeout(this.#deadline)
    this.#child?.kill()
  }

  #look(): void {
    if (this.#stopped) return
    if (this.#deadline !== undefined) {
      this.#again = true
      return this.#say(this.#fault)
    }
    const settings = readSettings(this.#options.folder)
    const target = settings.ok ? settings.value.secondCopy : null
    if (target !== this.#target) {
      this.#target = target
      this.#copiedMark = null
      this.#lastAt = null
      this.#fault = null
    }
    if (target === null) {
      const absent = settings.ok || settings.fault.code === 'not-found'
      return this.#say(absent ? null : 'The settings of this data folder cannot be read.')
    }
    this.#sameDisk = onOneDisk(this.#options.folder.path, target)
    const mark = markOf(sourceMark(this.#options.folder), target)
    const { now } = this.#options
    // Nothing was written since, and what was copied is still there: the copy is of this moment.
    if (this.#copiedMark !== null && this.#fault === null && mark === this.#copiedMark) {
      this.#lastAt = now()
      return this.#say(null)
    }
    this.#start(target)
  }

  #start(target: string): void {
    const { folder, keys, origin, now } = this.#options
    this.#startedAt = now()
    this.#startedMark = sourceMark(folder)
    this.#deadline = setTimeout(
      () => this.#end('Copying does not come to an end; is the medium still there?'),
      COPY_TIMEOUT_MS,
    )
    const request: CopyRequest = {
      folder: folder.path,
      databaseKey: Buffer.from(keys.databaseKey).toString('hex'),
      seed: Buffer.from(keys.seed).toString('hex'),
      origin,
      to: target,
    }
    this.#childOf().send(request, (error) => {
      if (error !== null) this.#end('The copying program does not run.')
    })
  }

  #childOf(): ChildProcess {
    if (this.#child !== undefined) return this.#child
    const child = fork(this.#options.childPath ?? COPY_CHILD_IN_CLONE, [], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning'],
      // Windows starts nothing without its root.
      env: { SystemRoot: process.env['SystemRoot'] },
    })
    this.#child = child
    child.on('message', (message) => {
      const answer = copyAnswer.safeParse(message)
      this.#end(answer.success ? answer.data.fault : 'The copying program gave no answer that can be read.')
    })
    child.on('error', () => this.#gone(child))
    child.on('exit', () => this.#gone(child))
    child.unref()
    child.channel?.unref()
    return child
  }

  #gone(child: ChildProcess): void {
    if (this.#child !== child) return
    this.#child = undefined
    if (this.#deadline !== undefined) this.#end('The copying program ended.')
  }

  #end(fault: string | null): void {
    if (this.#deadline === undefined || this.#stopped) return
    clearTimeout(this.#deadline)
    this.#deadline = undefined
    if (fault === null) {
      this.#lastAt = this.#startedAt
      this.#copiedMark = this.#target === null ? null : markOf(this.#startedMark, this.#target)
    } else {
      this.#copiedMark = null
      const child = this.#child
      this.#child = undefined
      child?.kill('SIGKILL')
    }
    this.#say(fault)
    if (this.#again) {
      this.#again = false
      this.touch()
    }
  }

  #say(fault: string | null): void {
    this.#fault = fault
    const { fresh, note } = this.standing(this.#options.now())
    const told = `${String(fresh)} ${note ?? ''}`
    if (told === this.#told) return
    this.#told = told
    this.#options.onChange()
  }
}

/** Changes when anything that is copied is written. */
function sourceMark(folder: DataFolder): string {
  const files = [
    'ledger.db',
    'ledger.db-wal',
    'findings.db',
    'findings.db-wal',
    'estate.sealed',
    'triage.sealed',
    'evidence',
  ]
  return [
    ...files.map((name) => statMark(join(folder.commandFolder, name))),
    statMark(join(folder.path, 'settings.json')),
    statMark(join(folder.keysFolder, 'command.json')),
  ].join(' ')
}

/** Changes when the copy is touched or swapped; null where it is gone, which is the same as nothing. */
function targetMark(to: string): string | null {
  const marks = ['ledger.db', 'copy.json'].map((name) => statMark(join(to, 'command', name)))
  return marks.includes('-') ? null : marks.join(' ')
}

/** Of both together; null where the copy is gone: then it must be made. */
function markOf(source: string, to: string): string | null {
  const target = targetMark(to)
  return target === null ? null : `${source} ${target}`
}

function statMark(path: string): string {
  try {
    const { dev, ino, size, mtimeMs } = statSync(path)
    return size === 0 && path.endsWith('-wal') ? '-' : `${dev}/${ino}/${size}/${mtimeMs}`
  } catch {
    return '-'
  }
}

function onOneDisk(a: string, b: string): boolean {
  const [first, second] = [diskOf(a), diskOf(b)]
  return isWithin(a, b) || (first.ok && second.ok && first.value === second.value)
}
