import type { RoleId } from '../../people/index.ts'
import type { EventHead, TextRef } from '../event-head.ts'
import type { Period } from './count.ts'

/** What can happen around deadlines. */
export type DeadlineEvent =
  | AwarenessSet
  | DeadlineScopeSet
  | DeadlineRequested
  | DeadlineSubmitted
  | SubmissionWithdrawn
  | IncidentHandledSet
  | OwnDeadlinesSet
  | DeadlineWarned

/** The hospital was aware from this instant: all clocks start there. A later entry corrects it, with a reason. */
export interface AwarenessSet extends EventHead {
  readonly type: 'AwarenessSet'
  readonly awareAt: string
  readonly decidedBy: TextRef
  readonly role?: RoleId
  readonly reason: TextRef
  /** Entry that it corrects. */
  readonly corrects?: number
}

/** Somebody decided whether a deadline applies here. */
export interface DeadlineScopeSet extends EventHead {
  readonly type: 'DeadlineScopeSet'
  readonly deadline: string
  readonly applies: boolean
  readonly decidedBy: TextRef
  readonly reason: TextRef
}

/** An authority asked for something that is only due on request. */
export interface DeadlineRequested extends EventHead {
  readonly type: 'DeadlineRequested'
  readonly deadline: string
  readonly requestedAt: string
  readonly requestedBy: TextRef
}

/** It went out: by whom, when, under which reference. Codedark sends nothing itself. */
export interface DeadlineSubmitted extends EventHead {
  readonly type: 'DeadlineSubmitted'
  readonly deadline: string
  readonly submittedAt: string
  readonly submittedBy: TextRef
  readonly reference: TextRef
}

/** An entry on a submission was wrong: it does not count. */
export interface SubmissionWithdrawn extends EventHead {
  readonly type: 'SubmissionWithdrawn'
  readonly deadline: string
  /** Entry of the submission. */
  readonly submission: number
  readonly reason: TextRef
}

/** The incident is handled, from this instant; null: it runs after all. */
export interface IncidentHandledSet extends EventHead {
  readonly type: 'IncidentHandledSet'
  readonly handledAt: string | null
  readonly decidedBy: TextRef
  readonly reason: TextRef
}

/** An own deadline as its entry has it: only what counting needs. */
export interface OwnDeadline {
  readonly id: string
  readonly period: Period | null
  readonly leadMinutes: readonly number[]
}

/** The hospital's own deadlines are these from now on; they replace those before. */
export interface OwnDeadlinesSet extends EventHead {
  readonly type: 'OwnDeadlinesSet'
  readonly deadlines: readonly OwnDeadline[]
  /** Titles, receivers and contents: JSON by id. */
  readonly words: TextRef
}

/** A lead time of a deadline was reached, or its end: a notice was raised with it. */
export interface DeadlineWarned extends EventHead {
  readonly type: 'DeadlineWarned'
  readonly deadline: string
  /** The end it was reckoned with: where that moves, it is warned of anew. */
  readonly dueAt: string
  /** Minutes before the end; 0: it has passed. */
  readonly leadMinutes: number
}
