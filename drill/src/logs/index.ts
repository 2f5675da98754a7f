// The drill's event logs.
export { nightLogs, type DrillFile } from './night-logs.ts'
