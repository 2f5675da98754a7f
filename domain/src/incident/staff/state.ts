import type { RoleId } from '../../people/index.ts'
import type { TextRef } from '../event-head.ts'
import type { ReviewOutcome, StaffEvent, TaskState } from './events.ts'

/** Who does what, by number. */
export interface StaffState {
  readonly shifts: ReadonlyMap<string, Shift>
  readonly tasks: ReadonlyMap<string, Task>
  readonly decisions: ReadonlyMap<string, HeldDecision>
}

/** A person in a role. */
export interface Shift {
  readonly shift: string
  readonly entry: number
  readonly role: RoleId
  readonly person: TextRef
  readonly startedAt: string
  readonly plannedUntil: string
  /** Null: it goes on. */
  readonly endedAt: string | null
  readonly text: TextRef | null
}

/** Something to do. */
export interface Task {
  readonly task: string
  readonly entry: number
  readonly openedAt: string
  readonly role: RoleId
  readonly item: string | null
  readonly text: TextRef | null
  readonly dueAt: string | null
  readonly state: 'open' | TaskState
  readonly by: TextRef | null
  readonly changedAt: string
  readonly words: TextRef | null
}

/** A decision, with its last review. */
export interface HeldDecision {
  readonly decision: string
  readonly entry: number
  readonly role: RoleId
  readonly what: TextRef
  readonly reason: TextRef
  readonly refused: TextRef | null
  readonly decidedBy: TextRef
  readonly decidedAt: string
  /** When it is due to be looked at; null: not said, or it is ended. */
  readonly reviewAt: string | null
  readonly review: {
    readonly outcome: ReviewOutcome
    readonly by: TextRef
    readonly at: string
    readonly text: TextRef | null
  } | null
}

/** Nobody has a role, nothing is to do, nothing is decided. */
export const NO_STAFF: StaffState = { shifts: new Map(), tasks: new Map(), decisions: new Map() }

/** Who does what after one more event. */
export function evolveStaff(state: StaffState, event: StaffEvent, entry: number): StaffState {
  switch (event.type) {
    case 'ShiftStarted': {
      const { shift, role, person, startedAt, plannedUntil } = event
      const held = { shift, entry, role, person, startedAt, plannedUntil, endedAt: null, text: null }
      return { ...state, shifts: new Map(state.shifts).set(shift, held) }
    }
    case 'ShiftEnded': {
      const held = state.shifts.get(event.shift)
      if (held === undefined) return state
      const ended = { ...held, endedAt: event.endedAt, text: event.text ?? null }
      return { ...state, shifts: new Map(state.shifts).set(event.shift, ended) }
    }
    case 'TaskOpened': {
      const { task, role, item = null, text = null, dueAt = null, at } = event
      const base = { task, entry, openedAt: at, role, item, text, dueAt }
      const held = { ...base, state: 'open' as const, by: null, changedAt: at, words: null }
      return { ...state, tasks: new Map(state.tasks).set(task, held) }
    }
    case 'TaskChanged': {
      const held = state.tasks.get(event.task)
      if (held === undefined) return state
      const { state: to, statedBy: by, statedAt: changedAt, text: words = null } = event
      const changed = { ...held, state: to, by, changedAt, words }
      return { ...state, tasks: new Map(state.tasks).set(event.task, changed) }
    }
    case 'DecisionMade': {
      const { decision, role, what, reason, refused = null, decidedBy, decidedAt, reviewAt = null } = event
      const words = { what, reason, refused, decidedBy, decidedAt, reviewAt }
      const held = { decision, entry, role, ...words, review: null }
      return { ...state, decisions: new Map(state.decisions).set(decision, held) }
    }
    case 'DecisionReviewed': {
      const held = state.decisions.get(event.decision)
      if (held === undefined) return state
      const { outcome, statedBy: by, statedAt: at, text = null, reviewAt = null } = event
      const reviewed = { ...held, reviewAt, review: { outcome, by, at, text } }
      return { ...state, decisions: new Map(state.decisions).set(event.decision, reviewed) }
    }
  }
}
