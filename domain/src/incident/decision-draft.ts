import { toHex, utf8Bytes } from '@codedark/tlog'
import { failed, ok } from '../result.ts'
import type { Result } from '../result.ts'
import type { Decision, DecisionContext, KeptText, Refusal } from './command.ts'
import type { EventHead, IncidentEvent, TextRef } from './event.ts'
import { isId, isInstant } from './field-checks.ts'
import { MAX_EVENTS_PER_COMMAND, MAX_NAME_CHARS, SALT_BYTES } from './limits.ts'
import { parseEvent } from './parse-event.ts'
import type { IncidentState } from './state.ts'

/** An event without what every event of a decision shares. */
export type EventBody = IncidentEvent extends infer Event
  ? Event extends IncidentEvent
    ? Omit<Event, keyof EventHead>
    : never
  : never

/** Gathers events, texts and the first refusal of one decision. */
export class DecisionDraft {
  readonly state: IncidentState
  readonly context: DecisionContext
  readonly remove: string[] = []
  readonly #bodies: EventBody[] = []
  readonly #texts: KeptText[] = []
  #refusal: Refusal | null = null

  constructor(state: IncidentState, context: DecisionContext) {
    this.state = state
    this.context = context
  }

  refuse(refusal: Refusal): void {
    this.#refusal ??= refusal
  }

  event(body: EventBody): void {
    this.#bodies.push(body)
  }

  /** How many events of a type this decision has so far: the next number of an item or a notice counts them. */
  count(type: IncidentEvent['type']): number {
    return this.#bodies.filter((body) => body.type === type).length
  }

  /** Whether the one who records and the second are two different people, both by name; two accounts differ as well. */
  twoPeople(second: string, secondBy: string | undefined): boolean {
    const first = this.context.byName?.trim() ?? ''
    const other = second.trim()
    if (first === '' || other === '' || sameName(first, other)) return false
    return secondBy === undefined || secondBy !== this.context.by
  }

  needsIncident(): void {
    if (this.state.incident === null) this.refuse({ code: 'no-incident' })
  }

  /** A server must be on the imported list; where none was imported yet, any id will do: the first hour has no list. */
  server(server: string | undefined): void {
    if (server === undefined) return
    if (!isId(server)) this.refuse({ code: 'bad-id', field: 'server', have: server })
    else if (this.state.estate !== null && !this.state.estate.servers.has(server))
      this.refuse({ code: 'unknown-server', server })
  }

  /** What people report has happened; a clock that is a little ahead is no reason to lose a report. */
  past(field: string, at: string): void {
    if (!isInstant(at)) return this.refuse({ code: 'bad-instant', field, have: at })
    if (Date.parse(at) > Date.parse(this.context.now) + CLOCK_SLACK_MS)
      this.refuse({ code: 'in-the-future', field, have: at, now: this.context.now })
  }

  text(field: string, plain: string, limit: number): TextRef {
    const text = plain.trim()
    if (text === '') this.refuse({ code: 'text-missing', field })
    if (text.length > limit) this.refuse({ code: 'text-too-long', field, have: text.length, limit })
    const salt = this.context.random(SALT_BYTES)
    const salted = commitTo(this.context.sha256, salt, text)
    this.#texts.push({ commitment: salted, salt, text })
    return { commitment: salted }
  }

  optionalText(field: string, plain: string | undefined, limit: number): TextRef | undefined {
    return plain === undefined || plain.trim() === '' ? undefined : this.text(field, plain, limit)
  }

  finish(): Result<Decision, Refusal> {
    const { now, by, byName } = this.context
    const name = this.optionalText('byName', byName, MAX_NAME_CHARS)
    if (this.#refusal !== null) return failed(this.#refusal)
    const count = this.#bodies.length
    if (count > MAX_EVENTS_PER_COMMAND)
      return failed({ code: 'too-many', what: 'events', have: count, limit: MAX_EVENTS_PER_COMMAND })
    const events: IncidentEvent[] = []
    for (const body of this.#bodies) {
      const event = parseEvent({ v: 1, at: now, by, ...(name && { byName: name }), ...body })
      if (!event.ok)
        return failed({ code: 'bad-value', field: event.fault.field, have: `not ${event.fault.expected}` })
      events.push(event.value)
    }
    return ok({ events, texts: this.#texts, remove: this.remove })
  }
}

/** Names that differ in case, accents' spelling or spaces are one person's. */
function sameName(one: string, other: string): boolean {
  const plain = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ')
  return plain(one) === plain(other)
}

/** How far a reporter's clock may be ahead of ours. */
const CLOCK_SLACK_MS = 5 * 60_000

/** SHA-256(salt ‖ text in UTF-8), lower-case hex. */
export function commitTo(sha256: (bytes: Uint8Array) => Uint8Array, salt: Uint8Array, text: string): string {
  const plain = utf8Bytes(text)
  const salted = new Uint8Array(salt.length + plain.length)
  salted.set(salt)
  salted.set(plain, salt.length)
  return toHex(sha256(salted))
}
