/** Checkpoints to witnesses, and what they gave back. @module */
export { keepWitnessed } from './keep-witnessed.ts'
export type { KeepWitnessed, Witnessing, WitnessStanding } from './keep-witnessed.ts'
export { readWitnessed } from './witnessed.ts'
export type { WitnessedCheckpoint } from './witnessed.ts'
