/** What triage found, by server and time, encrypted on disk. @module */
export { copyFindings } from './copy.ts'
export { findingId } from './ids.ts'
export { openFindings } from './store.ts'
export type { FindingsPage, FindingsQuery, FindingsStore } from './store.ts'
export type { FindingsFault } from './database.ts'
export { openTextMemory } from './read-memory.ts'
export type { KeptLines, TextMemory } from './read-memory.ts'
