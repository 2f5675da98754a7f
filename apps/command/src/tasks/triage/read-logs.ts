import { realpathSync } from 'node:fs'
import { resolve, sep } from 'node:path'
import type { RulePack } from '@codedark/files'
import { Child, describeFailure } from './child.ts'
import type { ChildFailure, ChildStart } from './child.ts'
import { CHILDREN, PROGRESS_TIMEOUT_MS, RULES_TIMEOUT_MS } from './limits.ts'
import type { LoadedRule, RefusedRule, Reply } from './messages.ts'

/** A log to read. */
export interface LogFile {
  readonly path: string
  readonly bytes: number
}

/** What reading tells, as it comes. Calls never overlap. */
export interface ReadListener {
  rules(rules: readonly LoadedRule[], refused: readonly RefusedRule[]): void
  finding(file: LogFile, finding: Extract<Reply, { is: 'finding' }>): void
  fault(file: LogFile, fault: FaultOfFile): void
  progress(file: LogFile, records: number, bytes: number): void
  end(file: LogFile, end: Extract<Reply, { is: 'end' }>): void
  /** The file could not be read to its end, twice; what it gave until then stands. */
  gaveUp(file: LogFile, failure: ChildFailure): void
}

/** A fault of one file, with its place. */
export interface FaultOfFile {
  readonly code: string
  readonly offset: number | null
  readonly text: string
  readonly facts: Readonly<Record<string, number | string>>
}

/** What to read, with which rules, in which processes. */
export interface ReadPlan {
  readonly files: readonly LogFile[]
  readonly packs: readonly RulePack[]
  readonly childPath: string
  /** The paths that were given: children may read below them. */
  readonly roots: readonly string[]
  /** Aborted: children are ended, and reading stops. */
  readonly signal?: AbortSignal
}

/**
 * Reads all files in child processes, two at a time. A child that makes no progress, ends, or takes too much memory is
 * replaced, and its file is tried once more alone when all others are done; then it is given up.
 * The rules could not be loaded at all: the failure is returned and nothing is read.
 */
export async function readLogs(plan: ReadPlan, listener: ReadListener): Promise<ChildFailure | null> {
  const again: LogFile[] = []
  const queue = [...plan.files]
  const crew = Array.from(
    { length: Math.max(1, Math.min(CHILDREN, queue.length)) },
    () => new Reader(plan, listener),
  )
  const failures = await Promise.all(
    crew.map(async (reader) => {
      const failure = await reader.start()
      if (failure !== null) return failure
      for (let file = queue.shift(); file !== undefined; file = queue.shift())
        if ((await reader.read(file)) !== null) again.push(file)
      reader.end()
      return null
    }),
  )
  const failure = failures.find((one) => one !== null)
  for (const reader of crew) reader.end()
  if (failure !== undefined) return failure
  await readAlone(again, plan, listener)
  return null
}

async function readAlone(files: readonly LogFile[], plan: ReadPlan, listener: ReadListener): Promise<void> {
  const reader = new Reader(plan, listener)
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const failure = await reader.read(file)
    if (failure !== null) listener.gaveUp(file, failure)
  }
  reader.end()
}

/** One child after another, each with the rules loaded before it reads. */
class Reader {
  readonly #plan: ReadPlan
  readonly #listener: ReadListener
  #child: Child | undefined

  constructor(plan: ReadPlan, listener: ReadListener) {
    this.#plan = plan
    this.#listener = listener
  }

  /** Starts a child and loads the rules; null when it is ready. */
  async start(): Promise<ChildFailure | null> {
    const child = new Child(startOf(this.#plan))
    this.#plan.signal?.addEventListener('abort', () => child.end(), { once: true })
    child.ask({ do: 'rules', packs: this.#plan.packs.map(({ name, files }) => ({ name, files })) })
    for (;;) {
      const next = await child.next(RULES_TIMEOUT_MS)
      if (!next.ok) return next.fault
      if (next.value.is !== 'rules') continue
      this.#listener.rules(next.value.rules, next.value.refused)
      this.#child = child
      return null
    }
  }

  /** Reads one file to its end; else the child is gone and the next call begins with a new one. */
  async read(file: LogFile): Promise<ChildFailure | null> {
    if (this.#child === undefined) {
      const failure = await this.start()
      if (failure !== null) return failure
    }
    const child = this.#child
    if (child === undefined) throw new Error('a reader without a child')
    child.ask({ do: 'read', path: resolve(file.path) })
    for (;;) {
      const next = await child.next(PROGRESS_TIMEOUT_MS)
      if (!next.ok) {
        this.#child = undefined
        return next.fault
      }
      if (this.#tell(file, next.value)) return null
    }
  }

  end(): void {
    this.#child?.end()
    this.#child = undefined
  }

  #tell(file: LogFile, said: Reply): boolean {
    switch (said.is) {
      case 'beat':
        this.#listener.progress(file, said.records, said.bytes)
        return false
      case 'finding':
        this.#listener.finding(file, said)
        return false
      case 'fault':
        this.#listener.fault(file, said)
        return false
      case 'end':
        this.#listener.end(file, said)
        return true
      case 'rules':
      case 'record':
        return false
    }
    return false
  }
}

/** Links may lead out of the paths that were given: what they lead to was found by the walk and may be read too. */
export function startOf(plan: Pick<ReadPlan, 'files' | 'roots' | 'childPath'>): ChildStart {
  const roots = plan.roots.map((path) => realOf(path))
  const outside = plan.files
    .map((file) => realOf(file.path))
    .filter((path) => !roots.some((root) => path === root || path.startsWith(root + sep)))
  const named = plan.roots.map((path) => resolve(path))
  return { childPath: plan.childPath, readable: [...new Set([...roots, ...named, ...outside])] }
}

function realOf(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return resolve(path)
  }
}

/** The fault of a file that was given up. */
export function faultOfFailure(failure: ChildFailure): FaultOfFile {
  const { code, ...facts } = failure
  return {
    code,
    offset: null,
    text: `${describeFailure(failure)}; the file was tried twice, and what lies behind the place is not known.`,
    facts: Object.fromEntries(
      Object.entries(facts).filter((pair): pair is [string, string | number] => pair[1] !== null),
    ),
  }
}
