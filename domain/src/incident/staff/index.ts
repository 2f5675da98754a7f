/** Who does what: shifts, tasks from checklists, decisions. @module */
export { CHECKLISTS, PERIODS } from './checklists.ts'
export type { ChecklistItem, Period } from './checklists.ts'
export type { StaffCommand, StaffRefusal } from './commands.ts'
export { taskWords } from './describe.ts'
export { REVIEW_OUTCOMES, TASK_STATES } from './events.ts'
export type { ReviewOutcome, StaffEvent, TaskState } from './events.ts'
export type { HeldDecision, Shift, StaffState, Task } from './state.ts'
