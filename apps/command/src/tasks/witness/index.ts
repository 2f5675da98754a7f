/** Checkpoints to witnesses, and what they gave back. @module */
export { keepWitnessed } from './keep-witnessed.ts'
export type { KeepWitnessed, Witnessing, WitnessStanding } from './keep-witnessed.ts'
export { keepCheckpointSheets, sheetsFolder, writeDueSheet } from './checkpoint-sheets.ts'
export type { KeepSheets } from './checkpoint-sheets.ts'
export { readWitnessed } from './witnessed.ts'
export type { WitnessedCheckpoint } from './witnessed.ts'
