/** Triage: from log files to verdicts; and one log as it is. @module */
export { FORMATS } from './formats.ts'
export type { OutputFormat } from './formats.ts'
export type { TriageFault, TriageProgress } from './gather.ts'
export type { RefusedRule } from './messages.ts'
export type { FaultOfFile } from './read-logs.ts'
export { OWN_RULES, runTriage } from './run-triage.ts'
export type {
  JudgeBasis,
  TriageFailure,
  TriageInput,
  TriageOutcome,
  TriagePass,
  VerdictChange,
} from './triage-input.ts'
export { hashedNotes } from './hashed-notes.ts'
export { readRecordAgain } from './record-again.ts'
export type { KnownLog } from './record-again.ts'
export { areDrillFiles } from './drill-files.ts'
export { changesSince } from './changed.ts'
export { readRescue } from './read-rescue.ts'
export type { RescueFile } from './read-rescue.ts'
export { writeRescuePdf } from './rescue-pdf.ts'
export { renderRescueText } from './rescue-text.ts'
export { DRILL_WORDS } from './report-style.ts'
export { csvCell, htmlText, plainLine } from './plain-text.ts'
export { renderTriageScreen } from './screen.ts'
export type { ScreenInput } from './screen.ts'
export { showLog } from './show-log.ts'
export type { Shown, ShowOptions, ShowTarget } from './show-log.ts'
export { countVerdicts } from './summary.ts'
export type { PackSummary, TriageSummary, VerdictCounts } from './summary.ts'
