import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { CHILD_HEAP_MB, CHILD_MEMORY_MB, MAX_LINE_CHARS } from './limits.ts'
import { isMatchesReply } from './match-message.ts'
import { isFindingReply, reply } from './messages.ts'
import type { Reply, Request } from './messages.ts'

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

/** What came of waiting for a line. */
export type NextReply =
  | { readonly ok: true; readonly value: Reply }
  | { readonly ok: false; readonly fault: ChildFailure }

/** How many times longer than its own work may take a child may take by the clock. */
const PATIENCE = 20
/** What the Linux kernel counts processor time in: USER_HZ is 100 on all that Node runs on. */
const CLOCK_TICK_MS = 10
/** Memory is looked at this often. */
const WATCH_MS = 100

/**
 * A process that reads hostile files: Node's permission model leaves it its program and its input to read, no other
 * process, no native code and nothing to write. It does not close the network; where the system lets an ordinary user make
 * an empty network namespace, the child is put into one.
 */
export class Child {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>
  readonly #lines: string[] = []
  readonly #watch: NodeJS.Timeout
  #parts: string[] = []
  #partChars = 0
  #failure: ChildFailure | undefined
  #wake: (() => void) | undefined

  constructor(start: ChildStart) {
    const [command, args] = commandOf(start)
    this.#process = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'], env: environment() })
    this.#process.stdout.setEncoding('utf8')
    this.#process.stdout.on('data', (text: string) => this.#take(text))
    this.#process.on('error', (error) => this.#fail({ code: 'child-nonsense', reason: String(error) }))
    this.#process.on('close', (status, signal) => this.#fail({ code: 'child-ended', status, signal }))
    // A child that is gone while it is written to says so by `close`.
    this.#process.stdin.on('error', () => undefined)
    this.#watch = setInterval(() => this.#look(), WATCH_MS)
  }

  /** Asks for something; the answers come by `next`. */
  ask(request: Request): void {
    this.#process.stdin.write(`${JSON.stringify(request)}\n`)
  }

  /**
   * The next line. `timeoutMs` is of the child's own work, where the system tells (twenty times as long by the clock), and only
   * the time spent waiting for it counts: lines that wait here unread stop the child, and that is not its fault. After a fault the child is ended and every later call gives the same fault.
   */
  async next(timeoutMs: number): Promise<NextReply> {
    if (this.#lines.length === 0 && this.#failure === undefined) {
      this.#process.stdout.resume()
      await this.#wait(timeoutMs)
    }
    const line = this.#lines.shift()
    if (line === undefined)
      return { ok: false, fault: this.#failure ?? this.#fail({ code: 'no-progress', timeoutMs }) }
    const parsed = parseReply(line)
    if (parsed !== undefined) return { ok: true, value: parsed }
    return {
      ok: false,
      fault: this.#fail({ code: 'child-nonsense', reason: 'a line that is no answer' }),
    }
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
    const startedCpuMs = cpuMs(this.#process.pid)
    let timer: NodeJS.Timeout
    const look = (): void => {
      const usedMs = cpuMs(this.#process.pid) - startedCpuMs
      const passedMs = performance.now() - startedMs
      // On a busy machine, or before a slow stick, the child waits as well: its second is one of its own work.
      if (usedMs < timeoutMs && passedMs < timeoutMs * PATIENCE) timer = setTimeout(look, timeoutMs / 4)
      // This process may itself have been busy: what the child said meanwhile is read before the timer is believed.
      else setImmediate(() => void setImmediate(() => wake()))
    }
    timer = setTimeout(look, timeoutMs)
    await promise
    clearTimeout(timer)
    this.#wake = undefined
  }

  #take(text: string): void {
    const parts = text.split('\n')
    const rest = parts.pop() ?? ''
    const [first, ...more] = parts
    if (first !== undefined) {
      this.#lines.push([...this.#parts, first].join(''), ...more)
      this.#parts = []
      this.#partChars = 0
    }
    this.#parts.push(rest)
    this.#partChars += rest.length
    if (this.#partChars > MAX_LINE_CHARS) this.#fail({ code: 'child-nonsense', reason: 'a line without end' })
    if (this.#lines.length === 0) return
    this.#process.stdout.pause()
    this.#wake?.()
  }

  #fail(failure: ChildFailure): ChildFailure {
    this.#failure ??= failure
    this.end()
    this.#wake?.()
    return this.#failure
  }

  /** Buffers do not count against V8's heap limit, so the whole process is looked at, where the system tells. */
  #look(): void {
    const memoryMb = residentMb(this.#process.pid)
    if (memoryMb > CHILD_MEMORY_MB) this.#fail({ code: 'too-much-memory', limitMb: CHILD_MEMORY_MB })
  }
}

/** A failure as a clause for a fault: what the child did. */
export function describeFailure(failure: ChildFailure): string {
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

/** The child as it lies in a clone: beside the folder of the tasks. */
export const CHILD_IN_CLONE = resolve(import.meta.dirname, '../../triage-child.ts')

/** What a child is made of: sources have their libraries in the workspaces; a bundle is one file. */
export function programOf(childPath: string): readonly string[] {
  if (!childPath.endsWith('.ts')) return [childPath]
  const root = resolve(import.meta.dirname, '../../../../..')
  return [
    ...['libs', 'domain', 'adapters', 'node_modules', 'apps/command'].map(
      (folder) => `${resolve(root, folder)}/`,
    ),
    resolve(root, 'package.json'),
    dirname(childPath) === resolve(root, 'apps/command/src') ? '' : childPath,
  ].filter((path) => path !== '')
}

function commandOf(start: ChildStart): readonly [string, string[]] {
  const readable = [...programOf(start.childPath), ...start.readable]
  const node = [
    '--permission',
    ...readable.map((path) => `--allow-fs-read=${path}`),
    `--max-old-space-size=${CHILD_HEAP_MB}`,
    '--disable-warning=ExperimentalWarning',
    '--no-deprecation',
    start.childPath,
  ]
  return canUnshare() ? ['unshare', ['-rn', process.execPath, ...node]] : [process.execPath, node]
}

const unshare: { works?: boolean } = {}

/** Nothing of ours; Windows does not start a program without its own. */
function environment(): Record<string, string> {
  const systemRoot = process.env['SystemRoot']
  return systemRoot === undefined ? {} : { SystemRoot: systemRoot }
}

/** Asked once per process: the answer does not change while it runs. */
function canUnshare(): boolean {
  unshare.works ??=
    process.platform === 'linux' && spawnSync('unshare', ['-rn', 'true'], { stdio: 'ignore' }).status === 0
  return unshare.works
}

/** Milliseconds of processor that a process has used; where the system does not tell, the clock, so that its second is one of ours. */
function cpuMs(pid: number | undefined): number {
  if (process.platform !== 'linux' || pid === undefined) return performance.now()
  try {
    // The name of the program stands in brackets and may hold blanks.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) * CLOCK_TICK_MS
  } catch {
    return performance.now()
  }
}

function residentMb(pid: number | undefined): number {
  if (process.platform !== 'linux' || pid === undefined) return 0
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1])
    return (pages * 4096) / (1024 * 1024)
  } catch {
    return 0
  }
}

/** A line of a child, checked; undefined where it is no answer. */
export function parseReply(line: string): Reply | undefined {
  try {
    const said: unknown = JSON.parse(line)
    // Nearly all lines are findings, and a schema costs ten times what reading the line does.
    if (isFindingReply(said) || isMatchesReply(said)) return said
    const parsed = reply.safeParse(said)
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
