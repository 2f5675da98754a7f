/** All that may pass from care to command: counts, serials, commitments. @module */
export type { DowntimeCopyTaken, Handover, SheetsWritten } from './handover.ts'
export { parseHandover } from './parse-handover.ts'
export type { HandoverFault } from './parse-handover.ts'
