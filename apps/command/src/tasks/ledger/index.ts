/** The record as the command server uses it: decide, record, take in handovers. @module */
export { openCommandLedger } from './command-ledger.ts'
export type { CommandLedger, ReadFault, Recorded, SubmitFault } from './command-ledger.ts'
export { takeHandovers } from './take-handovers.ts'
export type { TakeFault, TakenHandover } from './take-handovers.ts'
