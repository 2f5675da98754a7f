/** The record on disk: an encrypted SQLite file under a Merkle tree with signed checkpoints. @module */
export { openLedger, verifyLedger } from './ledger.ts'
export type { Ledger, LedgerKeys, OpenFault } from './ledger.ts'
export type { LedgerBreak, LedgerReport, TextState } from './verify.ts'
