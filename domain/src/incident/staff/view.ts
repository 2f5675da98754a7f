import { ROLES, ROLE_WORDS } from '../../people/index.ts'
import type { RoleId, RoleWords } from '../../people/index.ts'
import type { TextRef } from '../event-head.ts'
import { CHECKLISTS } from './checklists.ts'
import { taskWords } from './describe.ts'
import type { HeldDecision, Shift, StaffState, Task } from './state.ts'

/** What is needed to say who does what. `textOf`: null where a text is taken out or missing. */
export interface StaffInput {
  readonly state: StaffState
  readonly textOf: (ref: TextRef) => string | null
  readonly now: string
}

/** Who does what now: care and IT side by side. */
export interface StaffPart {
  readonly onDuty: readonly DutyRow[]
  /** Roles of each command that nobody has now. */
  readonly unfilled: readonly {
    readonly role: RoleId
    readonly words: string
    readonly side: RoleWords['side']
  }[]
  readonly tasks: readonly TaskRow[]
  readonly decisions: readonly DecisionRow[]
  /** Roles that have a checklist. */
  readonly checklists: readonly { readonly role: RoleId; readonly words: string }[]
}

/** A person in a role. */
export interface DutyRow {
  readonly shift: string
  readonly role: RoleId
  readonly words: string
  readonly side: RoleWords['side']
  readonly person: string
  readonly startedAt: string
  readonly plannedUntil: string
  /** Longer than planned, and nobody said that it ended. */
  readonly over: boolean
}

/** Something to do. */
export interface TaskRow {
  readonly task: string
  readonly role: RoleId
  readonly roleWords: string
  readonly side: RoleWords['side']
  readonly words: string
  readonly state: Task['state']
  readonly by: string | null
  readonly changedAt: string
  readonly note: string | null
  readonly dueAt: string | null
  readonly overdue: boolean
}

/** A decision. */
export interface DecisionRow {
  readonly decision: string
  readonly role: RoleId
  readonly roleWords: string
  readonly what: string
  readonly reason: string
  readonly refused: string | null
  readonly by: string
  readonly at: string
  readonly reviewAt: string | null
  readonly overdue: boolean
  readonly review: {
    readonly outcome: string
    readonly by: string
    readonly at: string
    readonly note: string | null
  } | null
}

/** Roles without which a command does not work; the others may be empty. */
const NEEDED: readonly RoleId[] = [
  'incident-commander',
  'care-commander',
  'it-commander',
  'management',
  'press-officer',
  'dpo',
  'documentation',
]

/** Who does what, what is to do, and what was decided: what is due first. */
export function staffPart(input: StaffInput): StaffPart {
  const { shifts, tasks, decisions } = input.state
  const onDuty = [...shifts.values()].filter(({ endedAt, startedAt }) => {
    return endedAt === null && Date.parse(startedAt) <= Date.parse(input.now) + CLOCK_SLACK_MS
  })
  const filled = new Set(onDuty.map(({ role }) => role))
  const rows = [...tasks.values()].map((task) => taskRow(task, input))
  const decided = [...decisions.values()].map((one) => decisionRow(one, input))
  return {
    onDuty: onDuty
      .toSorted(
        (one, other) => ROLES.indexOf(one.role) - ROLES.indexOf(other.role) || one.entry - other.entry,
      )
      .map((shift) => dutyRow(shift, input)),
    unfilled: NEEDED.filter((role) => !filled.has(role)).map((role) => ({
      role,
      words: ROLE_WORDS[role].en,
      side: ROLE_WORDS[role].side,
    })),
    tasks: rows.toSorted((one, other) => taskRank(one) - taskRank(other) || byDue(one.dueAt, other.dueAt)),
    decisions: decided.toSorted(
      (one, other) =>
        Number(other.overdue) - Number(one.overdue) || Date.parse(other.at) - Date.parse(one.at),
    ),
    checklists: [...new Set(CHECKLISTS.map(({ role }) => role))].map((role) => ({
      role,
      words: ROLE_WORDS[role].en,
    })),
  }
}

/** As for reports: a clock that is a little ahead is no reason to hide a shift. */
const CLOCK_SLACK_MS = 5 * 60_000

const saidBy =
  ({ textOf }: StaffInput) =>
  (ref: TextRef): string =>
    textOf(ref) ?? '[text not there]'

function dutyRow({ shift, role, person, startedAt, plannedUntil }: Shift, input: StaffInput): DutyRow {
  const over = Date.parse(plannedUntil) < Date.parse(input.now)
  const { en: words, side } = ROLE_WORDS[role]
  return { shift, role, words, side, person: saidBy(input)(person), startedAt, plannedUntil, over }
}

function taskRow(task: Task, input: StaffInput): TaskRow {
  const said = saidBy(input)
  const going = task.state === 'open' || task.state === 'taken'
  const { en, side } = ROLE_WORDS[task.role]
  return {
    task: task.task,
    role: task.role,
    roleWords: en,
    side,
    words: taskWords(task, said),
    state: task.state,
    by: task.by === null ? null : said(task.by),
    changedAt: task.changedAt,
    note: task.words === null ? null : said(task.words),
    dueAt: task.dueAt,
    overdue: going && task.dueAt !== null && Date.parse(task.dueAt) < Date.parse(input.now),
  }
}

function taskRank({ overdue, state }: TaskRow): number {
  if (overdue) return 0
  return state === 'open' ? 1 : state === 'taken' ? 2 : 3
}

const byDue = (one: string | null, other: string | null): number =>
  (one === null ? Infinity : Date.parse(one)) - (other === null ? Infinity : Date.parse(other)) || 0

function decisionRow(held: HeldDecision, input: StaffInput): DecisionRow {
  const said = saidBy(input)
  const { review } = held
  return {
    decision: held.decision,
    role: held.role,
    roleWords: ROLE_WORDS[held.role].en,
    what: said(held.what),
    reason: said(held.reason),
    refused: held.refused === null ? null : said(held.refused),
    by: said(held.decidedBy),
    at: held.decidedAt,
    reviewAt: held.reviewAt,
    overdue: held.reviewAt !== null && Date.parse(held.reviewAt) < Date.parse(input.now),
    review: review && {
      outcome: review.outcome,
      by: said(review.by),
      at: review.at,
      note: review.text === null ? null : said(review.text),
    },
  }
}
