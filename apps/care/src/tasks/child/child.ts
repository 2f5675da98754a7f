import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { encodeFrame, encodeJson, FrameReader } from './frames.ts'
import type { Frame } from './frames.ts'
import { CHILD_HEAP_MB, CHILD_MEMORY_MB, WATCH_MS } from './limits.ts'

/** How a child is started. */
export interface ChildStart {
  /** Entry of the child; the kit has it as one file beside its program. */
  readonly childPath: string
  /** What it may read beside its program; real paths. */
  readonly readable: readonly string[]
}

/** Why a child did not answer: ended by us, or gone by itself. */
export type ChildFailure =
  | { readonly code: 'no-progress'; readonly timeoutMs: number }
  | { readonly code: 'child-ended'; readonly status: number | null; readonly signal: string | null }
  | { readonly code: 'too-much-memory'; readonly limitMb: number }
  | { readonly code: 'child-nonsense' }

/** What came of waiting. */
export type NextFrame =
  | { readonly ok: true; readonly value: Frame }
  | { readonly ok: false; readonly fault: ChildFailure }

/**
 * A process for hostile or heavy work: it holds no key; Node's permission model leaves it its program and its input to read,
 * no other process, no native code and nothing to write. The network is closed only where an ordinary user may make an empty
 * network namespace.
 */
export class CareChild {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>
  readonly #reader = new FrameReader()
  readonly #frames: Frame[] = []
  readonly #watch: NodeJS.Timeout
  #failure: ChildFailure | undefined
  #wake: (() => void) | undefined

  constructor(start: ChildStart) {
    const [command, args] = commandOf(start)
    this.#process = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'], env: environment() })
    this.#process.stdout.on('data', (chunk: Buffer) => this.#take(chunk))
    this.#process.on('error', () => this.#fail({ code: 'child-nonsense' }))
    this.#process.on('close', (status, signal) => this.#fail({ code: 'child-ended', status, signal }))
    // A child that is gone while it is written to says so by `close`.
    this.#process.stdin.on('error', () => undefined)
    this.#watch = setInterval(() => this.#look(), WATCH_MS)
  }

  /** Asks for something; the answers come by `next`. */
  ask(request: unknown): void {
    this.#process.stdin.write(encodeJson(request))
  }

  /** Gives it bytes of a kind that the two agreed on; resolves when it has room for more, with whether it still lives. */
  async give(kind: string, bytes: Uint8Array): Promise<boolean> {
    if (this.#failure !== undefined) return false
    if (this.#process.stdin.write(encodeFrame(kind, bytes))) return true
    await new Promise<void>((resume) => {
      const go = (): void => {
        this.#process.stdin.off('drain', go)
        this.#process.off('close', go)
        resume()
      }
      this.#process.stdin.on('drain', go)
      this.#process.on('close', go)
    })
    return this.#failure === undefined
  }

  /** The next frame. After a fault the child is ended and every later call gives the same fault. */
  async next(timeoutMs: number): Promise<NextFrame> {
    if (this.#frames.length === 0 && this.#failure === undefined) {
      this.#process.stdout.resume()
      await this.#wait(timeoutMs)
    }
    const frame = this.#frames.shift()
    return frame === undefined
      ? { ok: false, fault: this.#failure ?? this.#fail({ code: 'no-progress', timeoutMs }) }
      : { ok: true, value: frame }
  }

  /** Ends it, whatever it does. */
  end(): void {
    clearInterval(this.#watch)
    this.#process.kill('SIGKILL')
  }

  async #wait(timeoutMs: number): Promise<void> {
    const { promise, resolve: wake } = Promise.withResolvers<void>()
    this.#wake = wake
    // This process may itself have been busy: what the child said meanwhile is read before the timer is believed.
    const timer = setTimeout(() => {
      setImmediate(() => void setImmediate(() => wake()))
    }, timeoutMs)
    await promise
    clearTimeout(timer)
    this.#wake = undefined
  }

  #take(chunk: Buffer): void {
    const frames = this.#reader.push(chunk)
    if (frames === null) {
      this.#fail({ code: 'child-nonsense' })
      return
    }
    if (frames.length === 0) return
    this.#frames.push(...frames)
    this.#process.stdout.pause()
    this.#wake?.()
  }

  #fail(failure: ChildFailure): ChildFailure {
    this.#failure ??= failure
    this.end()
    this.#wake?.()
    return this.#failure
  }

  #look(): void {
    if (residentMb(this.#process.pid) > CHILD_MEMORY_MB)
      this.#fail({ code: 'too-much-memory', limitMb: CHILD_MEMORY_MB })
  }
}

/** A failure as a clause: what the child did. */
export function describeFailure(failure: ChildFailure): string {
  switch (failure.code) {
    case 'no-progress':
      return `no progress for ${failure.timeoutMs / 1000} s`
    case 'child-ended':
      return `its process ended (${failure.signal ?? `status ${failure.status}`})`
    case 'too-much-memory':
      return `more than ${failure.limitMb} MB of memory`
    case 'child-nonsense':
      return 'its process said what is no answer'
  }
}

/** Where the entry of a child lies in a clone. */
export const childInClone = (name: string): string => resolve(import.meta.dirname, '../..', `${name}.ts`)

/** Sources have their libraries in the workspaces; a bundle has its packages beside it. */
function programOf(childPath: string): readonly string[] {
  const folder = dirname(childPath)
  if (!childPath.endsWith('.ts')) return [childPath, `${resolve(folder, 'node_modules')}/`]
  const root = resolve(import.meta.dirname, '../../../../..')
  return [
    ...['libs', 'domain', 'adapters', 'node_modules', 'apps/care'].map((part) => `${resolve(root, part)}/`),
    resolve(root, 'package.json'),
  ]
}

function commandOf(start: ChildStart): readonly [string, string[]] {
  const node = [
    '--permission',
    ...[...programOf(start.childPath), ...start.readable].map((path) => `--allow-fs-read=${path}`),
    `--max-old-space-size=${CHILD_HEAP_MB}`,
    '--disable-warning=ExperimentalWarning',
    '--no-deprecation',
    start.childPath,
  ]
  return canUnshare() ? ['unshare', ['-rn', process.execPath, ...node]] : [process.execPath, node]
}

const unshare: { works?: boolean } = {}

/** Asked once per process: the answer does not change while it runs. */
function canUnshare(): boolean {
  unshare.works ??=
    process.platform === 'linux' && spawnSync('unshare', ['-rn', 'true'], { stdio: 'ignore' }).status === 0
  return unshare.works
}

/** Nothing of ours; Windows does not start a program without its own. */
function environment(): Record<string, string> {
  const systemRoot = process.env['SystemRoot']
  return systemRoot === undefined ? {} : { SystemRoot: systemRoot }
}

function residentMb(pid: number | undefined): number {
  if (process.platform !== 'linux' || pid === undefined) return 0
  try {
    return (Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * 4096) / (1024 * 1024)
  } catch {
    return 0
  }
}
