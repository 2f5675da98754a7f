import type { LogFieldValue } from '@codedark/files'
import type { MatchNeed } from '@codedark/sigma'
import { MAX_OPEN_MATCHES } from './limits.ts'
import { text } from './record-fields.ts'

/** Matches of a rule that only correlations see, alike in all that they ask for: one row for many records. */
export interface MatchSpan {
  /** The rule, by its place among the loaded ones. */
  readonly rule: number
  readonly computer: string
  readonly channel: string
  readonly eventId: number
  /** A value for each field of the rule's need, in their order. */
  readonly values: readonly (string | null)[]
  /** Start of the span: milliseconds since 1970. */
  readonly spanMs: number
  readonly firstAt: string
  readonly lastAt: string
  readonly firstRecord: number
  readonly lastRecord: number
  /** Where the first and the last stand. */
  readonly offset: number
  readonly lastOffset: number
  readonly count: number
}

/** A record as a match of it is kept. */
export interface MatchedRecord {
  readonly computer: string
  readonly channel: string
  readonly eventId: number
  readonly recordId: number
  readonly time: string
  readonly offset: number
  field(name: string): LogFieldValue | undefined
}

type Open = { -readonly [Name in keyof MatchSpan]: MatchSpan[Name] }

/**
 * Gathers the matches of rules that only correlations see: logons on a server are millions, and what a correlation asks of them
 * is few. Records without a time that can be read have no place in an order of time and are left out.
 */
export class MatchMeter {
  readonly #needs: ReadonlyMap<number, MatchNeed>
  readonly #open = new Map<string, Open>()

  constructor(needs: ReadonlyMap<number, MatchNeed>) {
    this.#needs = needs
  }

  /** Whether a rule is one that only correlations see. */
  takes(rule: number): boolean {
    return this.#needs.has(rule)
  }

  /** Adds a match; gives what has to go out to make room: the older half, which later records rarely belong to. */
  add(rule: number, record: MatchedRecord): readonly MatchSpan[] {
    const need = this.#needs.get(rule)
    const atMs = Date.parse(record.time)
    if (need === undefined || Number.isNaN(atMs)) return []
    const { computer, channel, eventId, recordId, time, offset } = record
    const spanMs = Math.floor(atMs / need.grainMs) * need.grainMs
    const values = need.fields.map((name) => text(record.field(name)))
    const key = JSON.stringify([rule, spanMs, computer, values])
    const open = this.#open.get(key)
    if (open !== undefined) {
      open.count += 1
      if (time >= open.lastAt) Object.assign(open, { lastAt: time, lastRecord: recordId, lastOffset: offset })
      if (time < open.firstAt) Object.assign(open, { firstAt: time, firstRecord: recordId, offset })
      return []
    }
    this.#open.set(key, {
      rule,
      computer,
      channel,
      eventId,
      values,
      spanMs,
      firstAt: time,
      lastAt: time,
      firstRecord: recordId,
      lastRecord: recordId,
      offset,
      lastOffset: offset,
      count: 1,
    })
    return this.#open.size > MAX_OPEN_MATCHES ? this.#drain(MAX_OPEN_MATCHES / 2) : []
  }

  /** All that is left. */
  finish(): readonly MatchSpan[] {
    return this.#drain(this.#open.size)
  }

  #drain(count: number): MatchSpan[] {
    const out: MatchSpan[] = []
    for (const [key, span] of this.#open) {
      if (out.length >= count) break
      this.#open.delete(key)
      out.push(span)
    }
    return out
  }
}
