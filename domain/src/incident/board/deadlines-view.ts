import {
  deadlineDraft,
  deadlinesNow,
  endsOnDayOff,
  lawDay,
  missedSilently,
  wallTime,
  withOwnWords,
} from '../deadlines/index.ts'
import type { Counting, DeadlineDraft, DeadlineNow, DeadlineStanding } from '../deadlines/index.ts'
import type { IncidentState } from '../state.ts'
import type { BoardInput } from './board-input.ts'
import { draftFills } from './draft-fills.ts'
import { localDay, localTime, pageHeader } from './header.ts'
import type { ReadText } from './searches-view.ts'
import type { PageHeader } from './views.ts'

/** One deadline as the board shows it. */
export interface DeadlineRow {
  readonly id: string
  readonly title: string
  readonly law: string
  readonly ref: string
  readonly to: string
  readonly standing: DeadlineStanding
  readonly startedAt: string | null
  readonly exact: string | null
  readonly reading: string | null
  readonly passedOver: readonly { readonly day: string; readonly why: string }[]
  readonly dayOff: string | null
  readonly waitsFor: DeadlineNow['waitsFor']
  readonly onRequest: boolean
  readonly late: boolean
  readonly submitted: {
    readonly at: string
    readonly by: string
    readonly reference: string
    readonly entry: number
  } | null
  readonly scope: { readonly applies: boolean; readonly by: string; readonly reason: string } | null
  readonly caution: string | null
}

/** GET /api/deadlines */
export interface DeadlinesView {
  readonly header: PageHeader
  readonly awareness: {
    readonly at: string
    readonly by: string
    readonly reason: string
    readonly recordedAt: string
    readonly entry: number
    /** Numbers of the entries that it corrected. */
    readonly corrected: readonly number[]
  } | null
  readonly handled: { readonly at: string; readonly by: string; readonly reason: string } | null
  /** The instant that is counted by. */
  readonly countedNow: string
  /** Why that is not the clock's; null: it is. */
  readonly clockNote: string | null
  /** That today's law is replayed; null: it is not. */
  readonly replay: string | null
  readonly rows: readonly DeadlineRow[]
  /** Ids of deadlines that have passed with nobody told. */
  readonly missedSilently: readonly string[]
}

/** The instant that deadlines are counted by: the clock's, but never before the latest entry. */
export function countingOf(input: BoardInput, state: IncidentState): Counting {
  const { latestAt } = state
  const ahead = latestAt !== null && Date.parse(latestAt) > Date.parse(input.now)
  return { now: ahead ? latestAt : input.now, zone: input.timeZone, kind: input.kind }
}

/** All deadlines, those that end first on top. */
export function deadlinesView(input: BoardInput, state: IncidentState, textOf: ReadText): DeadlinesView {
  const counting = countingOf(input, state)
  const said = (ref: Parameters<ReadText>[0]): string => textOf(ref) ?? '[text not there]'
  const { awareness, handled } = state.deadlines
  return {
    header: pageHeader(input),
    awareness: awareness && {
      ...{ at: awareness.at, by: said(awareness.by), reason: said(awareness.reason) },
      ...{ recordedAt: awareness.recordedAt, entry: awareness.entry + 1 },
      corrected: awareness.earlier.map((entry) => entry + 1),
    },
    handled:
      handled === null || handled.at === null
        ? null
        : { at: handled.at, by: said(handled.by), reason: said(handled.reason) },
    countedNow: counting.now,
    clockNote: clockNote(input, counting),
    replay: replayNote(state, counting),
    rows: namedDeadlines(state, counting, textOf).map((one) => rowOf(state, one, { counting, textOf })),
    missedSilently: missedSilently(state.deadlines, counting),
  }
}

/** Up to a second two clocks of one machine may differ by themselves. */
const CLOCK_NOTE_MS = 2_000

function clockNote({ now, timeZone }: BoardInput, counting: Counting): string | null {
  if (Date.parse(counting.now) - Date.parse(now) < CLOCK_NOTE_MS) return null
  const told = (at: string): string => `${localDay(at, timeZone)} ${localTime(at, at, timeZone)}`
  return `The clock of this computer says ${told(now)}, the latest entry ${told(counting.now)}: it was set back, or was ahead before. Counted by the later one.`
}

function replayNote(state: IncidentState, counting: Counting): string | null {
  const { awareness } = state.deadlines
  if (awareness === null) return null
  const day = lawDay(state.deadlines, counting)
  const then = wallTime(awareness.at, counting.zone).day
  return day === then ? null : `The law of ${day} is replayed on ${then}: it was not the law of that day.`
}

/** The deadlines with the words of the hospital's own. */
function namedDeadlines(state: IncidentState, counting: Counting, textOf: ReadText): readonly DeadlineNow[] {
  const { own } = state.deadlines
  const all = deadlinesNow(state.deadlines, counting)
  const rules = withOwnWords(
    all.map(({ rule }) => rule),
    own === null ? null : textOf(own.words),
  )
  return all.map((one, index) => ({ ...one, rule: rules[index] ?? one.rule }))
}

function rowOf(
  state: IncidentState,
  one: DeadlineNow,
  { counting, textOf }: { readonly counting: Counting; readonly textOf: ReadText },
): DeadlineRow {
  const said = (ref: Parameters<ReadText>[0]): string => textOf(ref) ?? '[text not there]'
  const { rule, standing, startedAt, end, waitsFor, late, submitted } = one
  const { id, title, law, ref, to, caution } = rule
  const scope = state.deadlines.scope.get(id)
  return {
    ...{ id, title, law, ref, to, caution, standing, startedAt, waitsFor, late },
    exact: end?.exact ?? null,
    reading: end?.reading ?? null,
    passedOver: end?.passedOver ?? [],
    dayOff: end === null ? null : endsOnDayOff(end, counting.zone),
    onRequest: rule.start.event === 'request',
    submitted: submitted && {
      ...{ at: submitted.at, entry: submitted.entry + 1 },
      ...{ by: said(submitted.by), reference: said(submitted.reference) },
    },
    scope:
      scope === undefined ? null : { applies: scope.applies, by: said(scope.by), reason: said(scope.reason) },
  }
}

/** The draft of one deadline, filled from the record; null for an id of none. */
export function draftOf(
  input: BoardInput,
  state: IncidentState,
  given: { readonly id: string; readonly textOf: ReadText },
): DeadlineDraft | null {
  const counting = countingOf(input, state)
  const one = namedDeadlines(state, counting, given.textOf).find(({ rule }) => rule.id === given.id)
  if (one === undefined) return null
  const told = (at: string): string => `${localDay(at, input.timeZone)} ${localTime(at, at, input.timeZone)}`
  return deadlineDraft(one, draftFills(input, state, given.textOf), {
    instant: told,
    replay: replayNote(state, counting),
  })
}
