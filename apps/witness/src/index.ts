/** The witness of somebody else's record. @module */
export { initWitness, openWitness, watchRecord, type OpenedWitness } from './open-witness.ts'
export { serveWitness, type WitnessServeOptions, type WitnessServing } from './serve-witness.ts'
export { showWitness } from './show-witness.ts'
