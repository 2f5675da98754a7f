import type { RoleId } from '../../people/index.ts'
import type { ReviewOutcome, TaskState } from './events.ts'

/** What somebody wants recorded of shifts, tasks and decisions. Texts are plain; `decide` turns each into a commitment. */
export type StaffCommand =
  | {
      readonly type: 'StartShift'
      readonly role: RoleId
      readonly person: string
      readonly startedAt: string
      readonly plannedUntil: string
    }
  | {
      readonly type: 'EndShift'
      readonly shift: string
      readonly endedAt: string
      readonly text?: string | undefined
    }
  | {
      readonly type: 'OpenTask'
      readonly role: RoleId
      readonly text: string
      readonly dueAt?: string | undefined
    }
  /** Every line of a role's checklist that is not a task yet. */
  | { readonly type: 'OpenChecklist'; readonly role: RoleId }
  | (Says & { readonly type: 'ChangeTask'; readonly task: string; readonly state: TaskState })
  | {
      readonly type: 'MakeDecision'
      readonly role: RoleId
      readonly what: string
      readonly reason: string
      readonly refused?: string | undefined
      readonly decidedBy: string
      readonly decidedAt: string
      readonly reviewAt?: string | undefined
    }
  | (Says & {
      readonly type: 'ReviewDecision'
      readonly decision: string
      readonly outcome: ReviewOutcome
      readonly reviewAt?: string | undefined
    })

interface Says {
  readonly statedBy: string
  readonly statedAt: string
  readonly text?: string | undefined
}

/** Why something of shifts, tasks or decisions is not recorded. */
export type StaffRefusal =
  | { readonly code: 'no-such-shift'; readonly shift: string }
  | { readonly code: 'shift-over'; readonly shift: string }
  | { readonly code: 'ends-before-start'; readonly from: string; readonly until: string }
  | { readonly code: 'no-such-task'; readonly task: string }
  | { readonly code: 'task-over'; readonly task: string; readonly state: string }
  | { readonly code: 'no-checklist'; readonly role: string }
  | { readonly code: 'checklist-open'; readonly role: string }
  | { readonly code: 'no-such-decision'; readonly decision: string }
  | { readonly code: 'decision-ended'; readonly decision: string }

/** A refusal as a whole sentence for the person who asked. */
export function describeStaffRefusal(refusal: StaffRefusal): string {
  switch (refusal.code) {
    case 'no-such-shift':
      return `There is no shift ${refusal.shift}.`
    case 'shift-over':
      return `Shift ${refusal.shift} is over already.`
    case 'ends-before-start':
      return `A shift until ${refusal.until} ends before it begins (${refusal.from}).`
    case 'no-such-task':
      return `There is no task ${refusal.task}.`
    case 'task-over':
      return `Task ${refusal.task} is ${refusal.state} already; open a new one if it comes up again.`
    case 'no-checklist':
      return `There is no checklist of the role ${refusal.role}.`
    case 'checklist-open':
      return `Every line of the checklist of ${refusal.role} is a task already.`
    case 'no-such-decision':
      return `There is no decision ${refusal.decision}.`
    case 'decision-ended':
      return `Decision ${refusal.decision} was ended; make a new one.`
  }
}

const REFUSALS: ReadonlySet<string> = new Set<StaffRefusal['code']>([
  'no-such-shift',
  'shift-over',
  'ends-before-start',
  'no-such-task',
  'task-over',
  'no-checklist',
  'checklist-open',
  'no-such-decision',
  'decision-ended',
])

/** Whether a refusal is one of shifts, tasks or decisions. */
export function isStaffRefusal<Refused extends { readonly code: string }>(
  refusal: Refused,
): refusal is Extract<Refused, StaffRefusal> {
  return REFUSALS.has(refusal.code)
}

const TYPES: ReadonlySet<string> = new Set<StaffCommand['type']>([
  'StartShift',
  'EndShift',
  'OpenTask',
  'OpenChecklist',
  'ChangeTask',
  'MakeDecision',
  'ReviewDecision',
])

/** Whether a command is one on shifts, tasks or decisions. */
export function isStaffCommand<Command extends { readonly type: string }>(
  command: Command,
): command is Extract<Command, StaffCommand> {
  return TYPES.has(command.type)
}
