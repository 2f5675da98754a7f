// The drill's event logs.
export type { DrillFile } from './drill-file.ts'
export { nightLogs } from './night-logs.ts'
