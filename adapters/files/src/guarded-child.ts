import { spawn } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { canUnshare, cpuMs, residentMb } from './process-facts.ts'

/** How a child is started. */
export interface ChildStart {
  /** Entry of the child; the kit has it as one file beside its program. */
  readonly childPath: string
  /** What it may read beside its program; real paths of files or folders. */
  readonly readable: readonly string[]
}

/** Why a child did not answer: ended by us, or gone by itself. */
export type ChildFailure =
  | { readonly code: 'no-progress'; readonly timeoutMs: number }
  | { readonly code: 'child-ended'; readonly status: number | null; readonly signal: string | null }
  | { readonly code: 'too-much-memory'; readonly limitMb: number }
  | { readonly code: 'child-nonsense'; readonly reason: string }

/** What a child says, cut out of the bytes that come. */
export interface ChildDecoder<T> {
  /** Takes bytes as they come and gives what is whole; null where it can never become whole. */
  push(chunk: Buffer): readonly T[] | null
}

/** What a child may take, and how it is understood. */
export interface ChildTerms<T> {
  /** What its program is made of: files and folders (with `/` at the end) that it may read. */
  readonly program: readonly string[]
  readonly heapMb: number
  /** Of the whole process: buffers do not count against the heap. Looked at on Linux while it runs. */
  readonly memoryMb: number
  /** How many times longer than its own work may take a child may take by the clock. */
  readonly patience: number
  /** Room for young objects, of which the engine holds up to three times as much; default the engine's own. */
  readonly youngMb?: number
  readonly decoder: ChildDecoder<T>
}

/** Memory is looked at this often. */
const WATCH_MS = 100

/**
 * A process for hostile or heavy work: it holds no key; Node's permission model leaves it its program and its input to read,
 * no other process, no native code and nothing to write. It does not close the network; where the system lets an ordinary
 * user make an empty network namespace, the child is put into one.
 */
export class GuardedChild<T> {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>
  readonly #terms: ChildTerms<T>
  readonly #said: T[] = []
  readonly #watch: NodeJS.Timeout
  #failure: ChildFailure | undefined
  #wake: (() => void) | undefined

  constructor(start: ChildStart, terms: ChildTerms<T>) {
    const [command, args] = commandOf(start, terms)
    this.#terms = terms
    this.#process = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'], env: environment() })
    this.#process.stdout.on('data', (chunk: Buffer) => this.#take(chunk))
    this.#process.on('error', (error) => this.fail({ code: 'child-nonsense', reason: String(error) }))
    this.#process.on('close', (status, signal) => this.fail({ code: 'child-ended', status, signal }))
    // A child that is gone while it is written to says so by `close`.
    this.#process.stdin.on('error', () => undefined)
    this.#watch = setInterval(() => this.#look(), WATCH_MS)
  }

  /** Asks for something; the answers come by `next`. */
  write(bytes: string | Uint8Array): void {
    this.#process.stdin.write(bytes)
  }

  /** The same for much of it: resolves when there is room for more, with whether the child still lives. */
  async writeWithRoom(bytes: Uint8Array): Promise<boolean> {
    if (this.#failure !== undefined) return false
    if (this.#process.stdin.write(bytes)) return true
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

  /**
   * The next thing said. `timeoutMs` is of the child's own work, where the system tells (`patience` times as long by the clock), and
   * only the time spent waiting for it counts: what waits here unread stops the child, and that is not its fault. After a fault
   * the child is ended and every later call gives the same fault.
   */
  async next(timeoutMs: number): Promise<Result<T, ChildFailure>> {
    if (this.#said.length === 0 && this.#failure === undefined) {
      this.#process.stdout.resume()
      await this.#wait(timeoutMs)
    }
    const said = this.#said.shift()
    if (said !== undefined) return ok(said)
    return failed(this.#failure ?? this.fail({ code: 'no-progress', timeoutMs }))
  }

  /** Ends it because of a fault, which every later `next` gives. The first fault stands. */
  fail(failure: ChildFailure): ChildFailure {
    this.#failure ??= failure
    this.end()
    this.#wake?.()
    return this.#failure
  }

  /** Ends it, whatever it does. */
  end(): void {
    clearInterval(this.#watch)
    this.#process.kill('SIGKILL')
  }

  async #wait(timeoutMs: number): Promise<void> {
    const { promise, resolve: wake } = Promise.withResolvers<void>()
    this.#wake = wake
    const startedMs = performance.now()
    // Nearly all waits are over before the first look, so what the child has used is not asked before.
    let startedCpuMs: number | undefined
    let timer: NodeJS.Timeout
    const look = (): void => {
      const nowMs = cpuMs(this.#process.pid) ?? performance.now()
      startedCpuMs ??= nowMs
      const passedMs = performance.now() - startedMs
      // On a busy machine, or before a slow stick, the child waits as well: its second is one of its own work.
      if (nowMs - startedCpuMs < timeoutMs && passedMs < timeoutMs * this.#terms.patience)
        timer = setTimeout(look, timeoutMs / 4)
      // This process may itself have been busy: what the child said meanwhile is read before the timer is believed.
      else setImmediate(() => void setImmediate(() => wake()))
    }
    timer = setTimeout(look, timeoutMs / 4)
    await promise
    clearTimeout(timer)
    this.#wake = undefined
  }

  #take(chunk: Buffer): void {
    const said = this.#terms.decoder.push(chunk)
    if (said === null) {
      this.fail({ code: 'child-nonsense', reason: 'an answer without end' })
      return
    }
    if (said.length === 0) return
    this.#said.push(...said)
    this.#process.stdout.pause()
    this.#wake?.()
  }

  #look(): void {
    const { memoryMb } = this.#terms
    if (residentMb(this.#process.pid) > memoryMb) this.fail({ code: 'too-much-memory', limitMb: memoryMb })
  }
}

/** A failure as a clause: what the child did. */
export function describeChildFailure(failure: ChildFailure): string {
  switch (failure.code) {
    case 'no-progress':
      return `no progress for ${failure.timeoutMs / 1000} s`
    case 'child-ended':
      return failure.signal === null
        ? `the reading process ended with status ${failure.status}`
        : `the reading process was ended by ${failure.signal}`
    case 'too-much-memory':
      return `reading took more than ${failure.limitMb} MB of memory`
    case 'child-nonsense':
      return `the reading process said something that is no answer (${failure.reason})`
  }
}

function commandOf<T>(
  start: ChildStart,
  { program, heapMb, youngMb }: ChildTerms<T>,
): readonly [string, string[]] {
  const node = [
    '--permission',
    ...[...program, ...start.readable].map((path) => `--allow-fs-read=${path}`),
    `--max-old-space-size=${heapMb}`,
    ...(youngMb === undefined ? [] : [`--max-semi-space-size=${youngMb}`]),
    // Children run one a core: threads of the engine that help one collect would take the other's time.
    '--single-threaded-gc',
    '--disable-warning=ExperimentalWarning',
    '--no-deprecation',
    start.childPath,
  ]
  return canUnshare() ? ['unshare', ['-rn', process.execPath, ...node]] : [process.execPath, node]
}

/** Nothing of ours; Windows does not start a program without its own. */
function environment(): Record<string, string> {
  const systemRoot = process.env['SystemRoot']
  return systemRoot === undefined ? {} : { SystemRoot: systemRoot }
}
