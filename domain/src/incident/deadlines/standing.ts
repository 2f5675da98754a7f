import { dayOff, wallTime } from './calendar.ts'
import { periodEnd } from './count.ts'
import type { PeriodEnd } from './count.ts'
import { DEADLINE_RULES } from './rules.ts'
import type { DeadlineRule } from './rules.ts'
import { warningKey } from './state.ts'
import type { DeadlinesState, SubmissionHeld } from './state.ts'

/** Where a deadline stands. */
export type DeadlineStanding =
  /** Its clock has not started. */
  | 'waiting'
  | 'running'
  /** The first lead time is reached. */
  | 'soon'
  | 'overdue'
  /** Runs without a number of hours. */
  | 'without-delay'
  | 'submitted'
  | 'does-not-apply'
  /** Nobody has decided whether it applies. */
  | 'not-decided'

/** One deadline at a moment. */
export interface DeadlineNow {
  readonly rule: DeadlineRule
  readonly standing: DeadlineStanding
  readonly startedAt: string | null
  readonly end: PeriodEnd | null
  readonly submitted: SubmissionHeld | null
  /** Whether it was submitted after its end. */
  readonly late: boolean
  /** Why it waits; null: it does not. */
  readonly waitsFor: 'awareness' | 'request' | 'submission' | 'handling' | null
}

/** What counting needs to know beside the state. */
export interface Counting {
  /** The instant counted by: never before the latest entry of the record, whatever the clock says. */
  readonly now: string
  readonly zone: string
  readonly kind: 'real' | 'drill'
}

/** Own deadlines as rules, without their words. */
export function ownRules(state: DeadlinesState): readonly DeadlineRule[] {
  return (state.own?.deadlines ?? []).map(({ id, period, leadMinutes }) => ({
    ...{ id, title: id, law: 'own', ref: 'set by the hospital', validFrom: '0001-01-01', validUntil: null },
    ...{ start: { event: 'awareness' }, period, to: '', leadMinutes, applies: 'always', contents: [] },
    caution: null,
  }))
}

/** The day whose law counts: of the awareness; in a drill of the day on which it was recorded, today's law replayed. */
export function lawDay(state: DeadlinesState, { kind, zone, now }: Counting): string {
  const { awareness } = state
  const at = awareness === null ? now : kind === 'drill' ? awareness.recordedAt : awareness.at
  return wallTime(at, zone).day
}

/** The rules that count here. */
export function rulesNow(state: DeadlinesState, counting: Counting): readonly DeadlineRule[] {
  const day = lawDay(state, counting)
  const holds = ({ validFrom, validUntil }: DeadlineRule): boolean =>
    validFrom <= day && (validUntil === null || day < validUntil)
  return [...DEADLINE_RULES.filter(holds), ...ownRules(state)]
}

/** Every deadline at a moment: those with the nearest end first, then those without one, in the order of the rules. */
export function deadlinesNow(state: DeadlinesState, counting: Counting): readonly DeadlineNow[] {
  const all = rulesNow(state, counting).flatMap((rule) => deadlineNow(state, rule, counting) ?? [])
  const key = ({ standing, end }: DeadlineNow): number =>
    standing === 'overdue' || standing === 'soon' || standing === 'running'
      ? Date.parse(end?.exact ?? '')
      : {
          'not-decided': 9e15,
          'without-delay': 8.9e15,
          waiting: 9.1e15,
          submitted: 9.2e15,
          'does-not-apply': 9.3e15,
        }[standing]
  return all.toSorted((one, other) => key(one) - key(other))
}

/** One deadline at a moment; null: another one takes its place. */
function deadlineNow(state: DeadlinesState, rule: DeadlineRule, counting: Counting): DeadlineNow | null {
  const submitted = submissionOf(state, rule.id)
  const started = startOf(state, rule, counting)
  if (started === null) return null
  const { at: startedAt, waitsFor } = started
  const end =
    startedAt === null || rule.period === null ? null : periodEnd(startedAt, rule.period, counting.zone)
  const late = submitted !== null && end !== null && Date.parse(submitted.at) > Date.parse(end.exact)
  const standing = standingOf(state, rule, { submitted, startedAt, end, counting })
  return { rule, standing, startedAt, end, submitted, late, waitsFor }
}

/** The first submission that stands. */
export function submissionOf(state: DeadlinesState, deadline: string): SubmissionHeld | null {
  return state.submissions.find((one) => one.deadline === deadline && one.withdrawnBy === null) ?? null
}

interface Started {
  readonly at: string | null
  readonly waitsFor: DeadlineNow['waitsFor']
}

function startOf(state: DeadlinesState, rule: DeadlineRule, { zone }: Counting): Started | null {
  const { start, period } = rule
  if (start.event === 'awareness') {
    const at = state.awareness?.at ?? null
    return { at, waitsFor: at === null ? 'awareness' : null }
  }
  if (start.event === 'request') {
    const at = state.requests.get(rule.id)?.at ?? null
    return { at, waitsFor: at === null ? 'request' : null }
  }
  const before = submissionOf(state, start.of)
  if (before === null) return { at: null, waitsFor: 'submission' }
  const handledAt = state.handled?.at ?? null
  const end = period === null ? null : periodEnd(before.at, period, zone).exact
  const inTime = handledAt !== null && end !== null && Date.parse(handledAt) <= Date.parse(end)
  // Handled within the period: the final report takes the place of the progress report.
  if (start.unhandled === true) return inTime ? null : { at: before.at, waitsFor: null }
  if (start.orHandled !== true || inTime) return { at: before.at, waitsFor: null }
  return { at: handledAt, waitsFor: handledAt === null ? 'handling' : null }
}

function standingOf(
  state: DeadlinesState,
  rule: DeadlineRule,
  held: {
    readonly submitted: SubmissionHeld | null
    readonly startedAt: string | null
    readonly end: PeriodEnd | null
    readonly counting: Counting
  },
): DeadlineStanding {
  const scope = state.scope.get(rule.id)
  if (held.submitted !== null) return 'submitted'
  if (scope?.applies === false) return 'does-not-apply'
  if (held.startedAt === null) return 'waiting'
  if (scope === undefined && rule.applies === 'to-decide') return 'not-decided'
  if (held.end === null) return 'without-delay'
  const leftMs = Date.parse(held.end.exact) - Date.parse(held.counting.now)
  if (leftMs <= 0) return 'overdue'
  return leftMs <= Math.max(0, ...rule.leadMinutes) * 60_000 ? 'soon' : 'running'
}

/** A warning that is due and was not given. */
export interface DueWarning {
  readonly deadline: string
  readonly dueAt: string
  readonly leadMinutes: number
}

/**
 * The warnings that are due at a moment and were not given: of each deadline at most one, the latest of its lead times, 0 when its
 * end has passed. A deadline of which nobody has decided whether it applies is warned of as one that applies.
 */
export function dueWarnings(state: DeadlinesState, counting: Counting): readonly DueWarning[] {
  return deadlinesNow(state, counting).flatMap(({ rule, standing, end }) => {
    if (end === null || !['running', 'soon', 'overdue', 'not-decided'].includes(standing)) return []
    const leftMs = Date.parse(end.exact) - Date.parse(counting.now)
    const reached = [0, ...rule.leadMinutes].filter((minutes) => leftMs <= minutes * 60_000)
    if (reached.length === 0) return []
    const due = { deadline: rule.id, dueAt: end.exact, leadMinutes: Math.min(...reached) }
    return state.warned.has(warningKey(due)) ? [] : [due]
  })
}

/** Ids of deadlines that have passed with neither a submission, nor a decision that they do not apply, nor a warning of it. */
export function missedSilently(state: DeadlinesState, counting: Counting): readonly string[] {
  return dueWarnings(state, counting)
    .filter(({ leadMinutes }) => leadMinutes === 0)
    .map(({ deadline }) => deadline)
}

/** The day off that an exact end falls on; null: a working day. Offices may be closed then, the end stands. */
export const endsOnDayOff = (end: PeriodEnd, zone: string): string | null =>
  dayOff(wallTime(end.exact, zone).day)
