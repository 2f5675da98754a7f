import { isOutsideRole } from '../../people/index.ts'
import type { ContactRole } from '../../people/index.ts'
import type { ListedContact, SendChannel } from './events.ts'
import { REPEAT_MINUTES } from './limits.ts'
import type { NoticeRule, NoticeStep } from './policy.ts'
import type { Acknowledgement, Notice, NoticesState } from './state.ts'

const MINUTE_MS = 60_000

/** A step of the endless chain: the rule's steps, then those outside, then all of it anew with longer waits. */
export interface ChainStep {
  readonly roles: readonly ContactRole[]
  readonly deputies: boolean
  readonly outside: boolean
  readonly round: number
  /** Whether a round begins with it. */
  readonly opens: boolean
  /** After the step before, in milliseconds. */
  readonly delayMs: number
}

/** Step `step` of a rule, from 0 without end. */
export function chainStep(rule: NoticeRule, step: number): ChainStep {
  const all: readonly NoticeStep[] = [...rule.steps, ...rule.outside]
  const round = Math.floor(step / all.length)
  const index = step % all.length
  const one = all[index] ?? { roles: [], deputies: false, afterMinutes: REPEAT_MINUTES }
  const base = index === 0 && round > 0 ? Math.max(one.afterMinutes, REPEAT_MINUTES) : one.afterMinutes
  const grown = Math.min(base * (rule.growthPercent / 100) ** Math.min(round, 100), rule.longestMinutes)
  return {
    roles: one.roles,
    deputies: one.deputies || round > 0,
    outside: index >= rule.steps.length,
    round,
    opens: index === 0,
    delayMs: Math.round((round === 0 ? one.afterMinutes : grown) * MINUTE_MS),
  }
}

/** Whether the chain still climbs: nobody decided. */
export const isLive = (notice: Notice): boolean => notice.decided === null

/**
 * When the next step is due; null: somebody decided. An acknowledgement that holds moves it; a step that reached nobody does
 * not wait, except at the start of a round.
 */
export function nextStepAt(notice: Notice): string | null {
  if (!isLive(notice)) return null
  const next = chainStep(notice.rule, notice.reached)
  const last = notice.steps.at(-1)
  const empty = last !== undefined && last.contacts.length === 0 && !next.opens
  const own = Date.parse(notice.chainRunAt) + (empty ? 0 : next.delayMs)
  return new Date(Math.max(own, heldUntilMs(notice))).toISOString()
}

/** The acknowledgement that holds the chain longest at `now`; null: none holds it. */
export function holding(notice: Notice, now: string): Acknowledgement | null {
  const nowMs = Date.parse(now)
  const held = notice.acknowledgements.filter(
    ({ holds, untilRunAt }) => holds && Date.parse(untilRunAt) > nowMs,
  )
  return held.reduce<Acknowledgement | null>(
    (longest, one) =>
      longest === null || Date.parse(one.untilRunAt) > Date.parse(longest.untilRunAt) ? one : longest,
    null,
  )
}

function heldUntilMs({ acknowledgements }: Notice): number {
  let until = Number.NEGATIVE_INFINITY
  for (const { holds, untilRunAt } of acknowledgements)
    if (holds) until = Math.max(until, Date.parse(untilRunAt))
  return until
}

/** Everybody whom the rule addresses at any step, in order; the board offers them to whoever answers. */
export function addressedRoles(notice: Notice, contacts: readonly ListedContact[]): readonly ContactRole[] {
  const { steps, outside, decides } = notice.rule
  const first = notice.first.flatMap((id) => contacts.find((one) => one.id === id)?.role ?? [])
  return [...new Set([...first, ...[...steps, ...outside].flatMap(({ roles }) => roles), ...decides])]
}

/**
 * The people of a step. The first line of a role is asked, and everybody who is no deputy; a deputy is asked with `deputies`,
 * or where the one they stand in for cannot be reached at all. Empty: nobody is listed.
 */
export function recipientsOf(
  notice: Pick<Notice, 'first' | 'rule'>,
  step: ChainStep,
  contacts: readonly ListedContact[],
): readonly string[] {
  const found = new Set<string>()
  const known = new Map(contacts.map((one) => [one.id, one]))
  // Whoever got the first notice of an item is asked at every start of a round.
  if (step.opens) for (const id of notice.first) if (known.has(id)) found.add(id)
  for (const role of step.roles) {
    const listed = contacts.filter((one) => one.role === role)
    const standIns = new Set(listed.map(({ deputy }) => deputy))
    const mains = listed.filter(({ id }) => !standIns.has(id))
    // Two who stand in for each other: both are asked.
    for (const main of mains.length === 0 ? listed : mains) {
      found.add(main.id)
      const reachable = main.mobile || main.mail
      if (main.deputy !== null && known.has(main.deputy) && (step.deputies || !reachable))
        found.add(main.deputy)
    }
  }
  return [...found]
}

/**
 * The channels for a person: two of different kind, where there are two; paper is the second where there is one, and the only
 * one where nothing else is set up or known.
 */
export function channelsFor(
  contact: ListedContact,
  channels: readonly SendChannel[],
): readonly SendChannel[] {
  const usable = channels.filter(
    (one) =>
      (one === 'sms' && contact.mobile) ||
      (one === 'mail' && contact.mail) ||
      // A pager outside learns no more than that somebody is to be called: it is for people of the hospital only.
      (one === 'webhook' && !isOutsideRole(contact.role)),
  )
  const order: readonly SendChannel[] = ['sms', 'mail', 'webhook']
  const picked = order.filter((one) => usable.includes(one)).slice(0, 2)
  return picked.length === 2 ? picked : [...picked, 'paper']
}

/** Notices that climb, in order. */
export const liveNotices = ({ all }: NoticesState): readonly Notice[] => [...all.values()].filter(isLive)
