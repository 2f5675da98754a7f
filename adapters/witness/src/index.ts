/** Witnesses: what one holds of each record, and how a record asks one. @module */
export { openWitnessStore } from './store.ts'
export type { HeldCheckpoint, KeptRefusal, StoreFault, WitnessStore, WitnessTools } from './store.ts'
export { askWitness } from './ask-witness.ts'
export type { AskFault, AskTools, KnownWitness, Submitted, Witnessed } from './ask-witness.ts'
export { MAX_SUBMISSION_BYTES } from './limits.ts'
