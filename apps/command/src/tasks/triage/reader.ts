import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { TELLS_WORK } from '@codedark/files'
import type { RulePack } from '@codedark/files'
import { Child } from './child.ts'
import type { ChildFailure, ChildStart } from './child.ts'
import { BUSY_TIMEOUT_MS, DISK_TIMEOUT_MS, PROGRESS_TIMEOUT_MS, RULES_TIMEOUT_MS } from './limits.ts'
import type { PlaceholderList, Reply, Request, RuleTexts } from './messages.ts'

/** How the children of a reader are started. */
export interface ReaderStart {
  readonly start: ChildStart
  readonly packs: readonly RulePack[]
  readonly placeholders: PlaceholderList
  readonly signal: AbortSignal | undefined
}

/** One child after another, each with the rules loaded before it reads. */
export class Reader {
  readonly #how: ReaderStart
  #child: Child | undefined

  constructor(how: ReaderStart) {
    this.#how = how
    how.signal?.addEventListener('abort', () => this.end(), { once: true })
  }

  /** Starts a child and loads the rules; the value is what it loaded. */
  async start(): Promise<Result<Extract<Reply, { is: 'rules' }>, ChildFailure>> {
    const child = new Child(this.#how.start)
    this.#child = child
    const { packs, placeholders } = this.#how
    child.ask({ do: 'rules', packs: packs.map(packTexts), placeholders })
    for (;;) {
      const next = await child.next(RULES_TIMEOUT_MS)
      if (!next.ok) {
        this.#child = undefined
        return failed(next.fault)
      }
      if (next.value.is === 'rules') return ok(next.value)
    }
  }

  /**
   * Asks for something of one file and hands on what is said, the end included. A failure: the child is gone, and the next call
   * begins with a new one.
   */
  async ask(request: Request, take: (said: Reply) => void): Promise<ChildFailure | null> {
    if (this.#child === undefined) {
      const started = await this.start()
      if (!started.ok) return started.fault
    }
    const child = this.#child
    // Ended from outside while it started.
    if (child === undefined) return { code: 'child-ended', status: null, signal: null }
    child.ask(request)
    let timeoutMs = FIRST_TIMEOUT_MS
    for (;;) {
      const next = await child.next(timeoutMs)
      if (!next.ok) {
        this.#child = undefined
        return next.fault
      }
      timeoutMs = timeoutAfter(next.value)
      take(next.value)
      if (next.value.is === 'end') return null
    }
  }

  /** Ends the child, whatever it does. */
  end(): void {
    this.#child?.end()
    this.#child = undefined
  }
}

/** A request begins with opening a file. */
const FIRST_TIMEOUT_MS = TELLS_WORK ? PROGRESS_TIMEOUT_MS : DISK_TIMEOUT_MS

/** How long a child may be silent after what it said. */
export const timeoutAfter = (said: Reply): number => TIMEOUTS.get(said.is) ?? PROGRESS_TIMEOUT_MS

/** How long may follow on what, before the next word. */
const TIMEOUTS: ReadonlyMap<Reply['is'], number> = new Map([
  ['busy', BUSY_TIMEOUT_MS],
  ['disk', DISK_TIMEOUT_MS],
])

/** What goes to a child of a pack: its texts, or what was made of them when it was imported. */
const packTexts = ({ name, files, bundle }: RulePack): RuleTexts => ({
  name,
  files,
  ...(bundle === undefined ? {} : { bundle }),
})
