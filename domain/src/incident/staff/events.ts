import type { RoleId } from '../../people/index.ts'
import type { EventHead, TextRef } from '../event-head.ts'

/** What can happen to who does what: shifts, tasks, decisions. */
export type StaffEvent =
  | ShiftStarted
  | ShiftEnded
  | TaskOpened
  | TaskChanged
  | DecisionMade
  | DecisionReviewed

/** A person took a role. */
export interface ShiftStarted extends EventHead {
  readonly type: 'ShiftStarted'
  /** `s-001`, by order. */
  readonly shift: string
  readonly role: RoleId
  readonly person: TextRef
  readonly startedAt: string
  /** Until when it is planned. */
  readonly plannedUntil: string
}

/** A person left a role. */
export interface ShiftEnded extends EventHead {
  readonly type: 'ShiftEnded'
  readonly shift: string
  readonly endedAt: string
  /** What the next one must know. */
  readonly text?: TextRef
}

/** Somebody has to do something: a line of a checklist, or words of one's own. */
export interface TaskOpened extends EventHead {
  readonly type: 'TaskOpened'
  /** `t-001`, by order. */
  readonly task: string
  readonly role: RoleId
  /** Line of the role's checklist; absent: `text` says what. */
  readonly item?: string
  readonly text?: TextRef
  readonly dueAt?: string
}

/** States of a task after it was opened. */
export const TASK_STATES = ['taken', 'done', 'dropped'] as const
/** State of a task after it was opened. */
export type TaskState = (typeof TASK_STATES)[number]

/** Somebody took a task, did it, or says that it is not to be done. */
export interface TaskChanged extends EventHead {
  readonly type: 'TaskChanged'
  readonly task: string
  readonly state: TaskState
  readonly statedBy: TextRef
  readonly statedAt: string
  readonly text?: TextRef
}

/** Something was decided. */
export interface DecisionMade extends EventHead {
  readonly type: 'DecisionMade'
  /** `d-001`, by order. */
  readonly decision: string
  /** In which role. */
  readonly role: RoleId
  readonly what: TextRef
  readonly reason: TextRef
  /** Alternatives that were refused, and why. */
  readonly refused?: TextRef
  readonly decidedBy: TextRef
  readonly decidedAt: string
  /** When it is looked at again. */
  readonly reviewAt?: string
}

/** What a review of a decision comes to. */
export const REVIEW_OUTCOMES = ['stands', 'changed', 'ended'] as const
/** What a review of a decision comes to. */
export type ReviewOutcome = (typeof REVIEW_OUTCOMES)[number]

/** A decision was looked at again. */
export interface DecisionReviewed extends EventHead {
  readonly type: 'DecisionReviewed'
  readonly decision: string
  readonly outcome: ReviewOutcome
  readonly statedBy: TextRef
  readonly statedAt: string
  readonly text?: TextRef
  /** When it is looked at once more. */
  readonly reviewAt?: string
}
