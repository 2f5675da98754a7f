/** Deadlines set by law and by the hospital: as dated data, counted from one awareness. @module */
export { addDays, addMonths, belgianHolidays, dayOff, easterSunday, instantOf, wallTime } from './calendar.ts'
export type { Day, WallTime } from './calendar.ts'
export { describeDeadlineRefusal, isDeadlineCommand } from './commands.ts'
export type { DeadlineCommand, DeadlineRefusal } from './commands.ts'
export { periodEnd } from './count.ts'
export type { PeriodEnd } from './count.ts'
export { decideDeadline } from './decide.ts'
export { deadlineTitle, describeDeadline } from './describe.ts'
export { DRAFT_HEADING, GAP, deadlineDraft, draftText } from './draft-text.ts'
export type { DeadlineDraft, DraftLine } from './draft-text.ts'
export type { DeadlineEvent } from './events.ts'
export { DEADLINE_FIELDS, isDeadlineEvent } from './fields.ts'
export { parseOwnDeadlines, withOwnWords } from './own.ts'
export type { OwnFault } from './own.ts'
export { DEADLINE_RULES, FILLS } from './rules.ts'
export type { Content, DeadlineRule, DeadlineStart, Fill } from './rules.ts'
export {
  deadlinesNow,
  dueWarnings,
  endsOnDayOff,
  lawDay,
  missedSilently,
  rulesNow,
  submissionOf,
} from './standing.ts'
export type { Counting, DeadlineNow, DeadlineStanding, DueWarning } from './standing.ts'
export { NO_DEADLINES, evolveDeadlines } from './state.ts'
export type { AwarenessHeld, DeadlinesState, SubmissionHeld } from './state.ts'
