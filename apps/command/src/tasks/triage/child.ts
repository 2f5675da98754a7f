import { dirname, resolve } from 'node:path'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { describeChildFailure, GuardedChild } from '@codedark/files'
import type { ChildDecoder, ChildFailure, ChildStart } from '@codedark/files'
import { CHILD_HEAP_MB, CHILD_MEMORY_MB, CHILD_PATIENCE, CHILD_YOUNG_MB, MAX_LINE_CHARS } from './limits.ts'
import { isMatchesReply } from './match-message.ts'
import { isFindingReply, reply } from './messages.ts'
import type { Reply, Request } from './messages.ts'

export type { ChildFailure, ChildStart }
export { describeChildFailure as describeFailure }

/** A process that reads logs: see `GuardedChild`. Requests go in and replies come out as JSON, a line each. */
export class Child {
  readonly #child: GuardedChild<string>

  constructor(start: ChildStart) {
    this.#child = new GuardedChild(start, {
      program: programOf(start.childPath),
      heapMb: CHILD_HEAP_MB,
      memoryMb: CHILD_MEMORY_MB,
      youngMb: CHILD_YOUNG_MB,
      patience: CHILD_PATIENCE,
      decoder: new LineDecoder(),
    })
  }

  /** Asks for something; the answers come by `next`. */
  ask(request: Request): void {
    this.#child.write(`${JSON.stringify(request)}\n`)
  }

  /** The next line, checked: see `GuardedChild.next`. */
  async next(timeoutMs: number): Promise<Result<Reply, ChildFailure>> {
    const line = await this.#child.next(timeoutMs)
    if (!line.ok) return line
    const parsed = parseReply(line.value)
    if (parsed !== undefined) return ok(parsed)
    return failed(this.#child.fail({ code: 'child-nonsense', reason: 'a line that is no answer' }))
  }

  /** Ends it, whatever it does. */
  end(): void {
    this.#child.end()
  }
}

/** Lines of UTF-8; one without end is no answer. */
class LineDecoder implements ChildDecoder<string> {
  readonly #text = new TextDecoder()
  #parts: string[] = []
  #chars = 0

  push(chunk: Buffer): readonly string[] | null {
    const parts = this.#text.decode(chunk, { stream: true }).split('\n')
    const rest = parts.pop() ?? ''
    const [first, ...more] = parts
    const lines = first === undefined ? [] : [[...this.#parts, first].join(''), ...more]
    if (first !== undefined) {
      this.#parts = []
      this.#chars = 0
    }
    this.#parts.push(rest)
    this.#chars += rest.length
    return this.#chars > MAX_LINE_CHARS ? null : lines
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
