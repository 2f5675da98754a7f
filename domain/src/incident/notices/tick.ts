import type { EventHead } from '../event-head.ts'
import { channelsFor, chainStep, liveNotices, nextStepAt, recipientsOf } from './chain.ts'
import type { NoticeEvent, SendChannel } from './events.ts'
import { ATTEMPT_OPEN_MS, CLOCK_BACK_MS, MAX_TRIES, RETRY_MS } from './limits.ts'
import type { Attempt, Notice, NoticesState } from './state.ts'

/** An event of notices without what every event carries. */
export type NoticeBody = NoticeEvent extends infer Event
  ? Event extends NoticeEvent
    ? Omit<Event, keyof EventHead>
    : never
  : never

/**
 * What is due at `now`, by the record alone: steps, attempts that begin, attempts of a program that was stopped, acknowledgements
 * that ran out. Empty: nothing. What was begun once is in the record, so asking twice, two programs or a clock that went back
 * make no second message. A clock set back comes alone: what runs is moved first and looked at next time. It shows where `now` lies
 * before the latest entry, or before `expected`, what a clock that nobody sets says now; null: the program has just started, and a
 * clock that was set back meanwhile by less than the latest entry is old is not seen: a step may then be late by as much.
 */
export function tickNotices(
  state: NoticesState,
  now: string,
  expected: string | null = null,
): readonly NoticeBody[] {
  const clockAt = later(state.clockAt, expected)
  if (clockAt !== null && Date.parse(now) < Date.parse(clockAt) - CLOCK_BACK_MS)
    return [
      { type: 'ClockSetBack', before: clockAt, shiftMs: Math.round(Date.parse(clockAt) - Date.parse(now)) },
    ]
  return liveNotices(state).flatMap((notice) => noticeTick(notice, state, now))
}

const later = (one: string | null, other: string | null): string | null =>
  one === null || (other !== null && Date.parse(other) > Date.parse(one)) ? other : one

function noticeTick(notice: Notice, state: NoticesState, now: string): readonly NoticeBody[] {
  const nowMs = Date.parse(now)
  const due: NoticeBody[] = []
  for (const { holds, untilRunAt, expiredBy, entry } of notice.acknowledgements)
    if (holds && expiredBy === null && Date.parse(untilRunAt) <= nowMs)
      due.push({ type: 'NoticeAckExpired', notice: notice.notice, acknowledgement: entry })
  const stopped = notice.attempts.filter((one) => isForgotten(one, nowMs))
  for (const { attempt } of stopped)
    due.push({
      type: 'NoticeSendEnded',
      notice: notice.notice,
      attempt,
      fate: 'not-known',
      reason: 'stopped',
    })
  const sender = new Sender(notice, state, now)
  sender.retry()
  climb(notice, state, { now, due, sender })
  return [...due, ...sender.bodies]
}

/** Nothing is known of it after two minutes: the program that began it was stopped. A sheet waits as long as it takes. */
const isForgotten = ({ fate, channel, runAt }: Attempt, nowMs: number): boolean =>
  fate === null && channel !== 'paper' && Date.parse(runAt) + ATTEMPT_OPEN_MS <= nowMs

interface Climb {
  readonly now: string
  readonly due: NoticeBody[]
  readonly sender: Sender
}

/** At most one step that reaches somebody, whatever the clock says; empty ones before it are passed and named. */
function climb(start: Notice, state: NoticesState, { now, due, sender }: Climb): void {
  let notice = start
  for (;;) {
    const at = nextStepAt(notice)
    if (at === null || Date.parse(at) > Date.parse(now)) return
    const step = notice.reached
    const { roles, round, outside, ...rest } = chainStep(notice.rule, step)
    const contacts = recipientsOf(notice, { roles, round, outside, ...rest }, state.contacts)
    due.push({ type: 'NoticeStepReached', notice: notice.notice, step, round, roles, contacts, outside })
    if (contacts.length > 0) return sender.step(step, contacts)
    const reached = { step, round, at: now, entry: -1, roles, contacts, outside }
    notice = { ...notice, reached: step + 1, chainRunAt: now, steps: [...notice.steps, reached] }
  }
}

const QUARTER_MS = 15 * 60_000
const HOUR_MS = 60 * 60_000

/** Begins attempts for one notice, within what a person may get. */
class Sender {
  readonly bodies: NoticeBody[] = []
  readonly #notice: Notice
  readonly #state: NoticesState
  readonly #nowMs: number
  #attempts: number

  constructor(notice: Notice, state: NoticesState, now: string) {
    this.#notice = notice
    this.#state = state
    this.#nowMs = Date.parse(now)
    this.#attempts = notice.attempts.length
  }

  step(step: number, contacts: readonly string[]): void {
    for (const id of contacts) {
      const contact = this.#state.contacts.find((one) => one.id === id)
      if (contact === undefined) continue
      const channels = channelsFor(contact, this.#state.channels)
      if (!this.#mayReach(id)) {
        this.bodies.push({ type: 'NoticeHeldBack', notice: this.#notice.notice, step, contact: id })
        continue
      }
      for (const channel of channels) this.#begin(step, id, channel)
    }
  }

  /** What failed is tried again, with longer waits; of the latest step only, since the next one asks again anyway. */
  retry(): void {
    const last = this.#notice.reached - 1
    const tried = new Map<string, Attempt[]>()
    for (const one of this.#notice.attempts) {
      if (one.step !== last || one.channel === 'paper') continue
      const key = `${one.contact} ${one.channel}`
      tried.set(key, [...(tried.get(key) ?? []), one])
    }
    for (const attempts of tried.values()) {
      const newest = attempts.at(-1)
      if (newest === undefined || attempts.length >= MAX_TRIES) continue
      const lost = newest.fate === 'failed' || newest.fate === 'not-known'
      const waitMs = RETRY_MS * 3 ** (attempts.length - 1)
      if (!lost || newest.reason === 'no-address' || newest.reason === 'nobody-to-call') continue
      if (Date.parse(newest.runAt) + waitMs > this.#nowMs || !this.#isListed(newest.contact)) continue
      if (this.#mayReach(newest.contact)) this.#begin(last, newest.contact, newest.channel)
    }
  }

  #isListed(contact: string): boolean {
    return this.#state.contacts.some(({ id }) => id === contact)
  }

  /** The first message of a notice always goes; as long as none has arrived, each counts as the first. */
  #mayReach(contact: string): boolean {
    const arrived = this.#notice.attempts.some((one) => one.contact === contact && one.fate !== 'failed')
    if (!arrived) return true
    let quarter = 0
    let hour = 0
    for (const { attempts } of this.#state.all.values()) {
      for (const one of attempts) {
        if (one.contact !== contact || one.channel === 'paper') continue
        const age = this.#nowMs - Date.parse(one.runAt)
        if (age < HOUR_MS) hour += 1
        if (age < QUARTER_MS) quarter += 1
      }
    }
    return quarter < this.#state.policy.perQuarterHour && hour < this.#state.policy.perHour
  }

  #begin(step: number, contact: string, channel: SendChannel): void {
    this.#attempts += 1
    const { notice } = this.#notice
    this.bodies.push({
      type: 'NoticeSendBegun',
      notice,
      attempt: this.#attempts,
      step,
      contact,
      channel,
    })
  }
}
