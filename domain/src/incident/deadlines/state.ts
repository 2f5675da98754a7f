import type { TextRef } from '../event-head.ts'
import type { DeadlineEvent, OwnDeadline } from './events.ts'

/** What the record holds of deadlines. When each ends: `deadlinesNow`. */
export interface DeadlinesState {
  /** Null: nobody has decided since when the hospital is aware, so no clock runs. */
  readonly awareness: AwarenessHeld | null
  /** By id of the deadline, what was last decided. */
  readonly scope: ReadonlyMap<string, DecidedHeld & { readonly applies: boolean }>
  readonly requests: ReadonlyMap<
    string,
    { readonly entry: number; readonly at: string; readonly by: TextRef }
  >
  /** In order of entries; the first that stands counts. */
  readonly submissions: readonly SubmissionHeld[]
  readonly handled: (DecidedHeld & { readonly at: string | null }) | null
  readonly own: {
    readonly entry: number
    readonly deadlines: readonly OwnDeadline[]
    readonly words: TextRef
  } | null
  /** `id dueAt minutes` of each warning given. */
  readonly warned: ReadonlySet<string>
}

/** The awareness as last decided. */
export interface AwarenessHeld extends DecidedHeld {
  readonly at: string
  /** When it was recorded. */
  readonly recordedAt: string
  /** Entries of those before it. */
  readonly earlier: readonly number[]
}

interface DecidedHeld {
  readonly entry: number
  readonly by: TextRef
  readonly reason: TextRef
}

/** One submission. */
export interface SubmissionHeld {
  readonly entry: number
  readonly deadline: string
  readonly at: string
  readonly by: TextRef
  readonly reference: TextRef
  /** Entry that withdrew it; null: it stands. */
  readonly withdrawnBy: number | null
}

/** No clock runs. */
export const NO_DEADLINES: DeadlinesState = {
  awareness: null,
  scope: new Map(),
  requests: new Map(),
  submissions: [],
  handled: null,
  own: null,
  warned: new Set(),
}

/** The name of a warning in the set of those given. */
export const warningKey = (one: {
  readonly deadline: string
  readonly dueAt: string
  readonly leadMinutes: number
}): string => `${one.deadline} ${one.dueAt} ${one.leadMinutes}`

/** The deadlines after one more event. */
export function evolveDeadlines(state: DeadlinesState, event: DeadlineEvent, entry: number): DeadlinesState {
  switch (event.type) {
    case 'AwarenessSet': {
      const { awareAt: at, decidedBy: by, reason, at: recordedAt } = event
      const before = state.awareness
      const earlier = before === null ? [] : [...before.earlier, before.entry]
      return { ...state, awareness: { entry, at, by, reason, recordedAt, earlier } }
    }
    case 'DeadlineScopeSet': {
      const { deadline, applies, decidedBy: by, reason } = event
      return { ...state, scope: new Map([...state.scope, [deadline, { entry, applies, by, reason }]]) }
    }
    case 'DeadlineRequested': {
      const { deadline, requestedAt: at, requestedBy: by } = event
      return { ...state, requests: new Map([...state.requests, [deadline, { entry, at, by }]]) }
    }
    case 'DeadlineSubmitted': {
      const { deadline, submittedAt: at, submittedBy: by, reference } = event
      const one = { entry, deadline, at, by, reference, withdrawnBy: null }
      return { ...state, submissions: [...state.submissions, one] }
    }
    case 'SubmissionWithdrawn':
      return {
        ...state,
        submissions: state.submissions.map((one) =>
          one.entry === event.submission ? { ...one, withdrawnBy: entry } : one,
        ),
      }
    case 'IncidentHandledSet': {
      const { handledAt: at, decidedBy: by, reason } = event
      return { ...state, handled: { entry, at, by, reason } }
    }
    case 'OwnDeadlinesSet':
      return { ...state, own: { entry, deadlines: event.deadlines, words: event.words } }
    case 'DeadlineWarned':
      return { ...state, warned: new Set([...state.warned, warningKey(event)]) }
  }
}
