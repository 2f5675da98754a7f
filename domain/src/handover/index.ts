/** All that may pass between care and command: counts, serials, commitments one way; how care stands the other. @module */
export { MAX_STANDING_LINES, parseCareStanding } from './care-standing.ts'
export type { CareLine, CareStanding, CareState } from './care-standing.ts'
export { WARD_STATES } from './handover.ts'
export type { DowntimeCopyTaken, Handover, SheetsWritten, WardState } from './handover.ts'
export { parseHandover } from './parse-handover.ts'
export type { HandoverFault } from './parse-handover.ts'
