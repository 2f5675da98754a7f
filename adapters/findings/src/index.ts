/** What triage found, by server and time, encrypted on disk. @module */
export { openFindings } from './store.ts'
export type { FindingsFault, FindingsQuery, FindingsStore } from './store.ts'
