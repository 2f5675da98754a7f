/** All that may pass from care to command: counts, serials, commitments. @module */
export { WARD_STATES } from './handover.ts'
export type { DowntimeCopyTaken, Handover, SheetsWritten, WardState } from './handover.ts'
export { parseHandover } from './parse-handover.ts'
export type { HandoverFault } from './parse-handover.ts'
