/** The record on disk: an encrypted SQLite file under a Merkle tree with signed checkpoints. @module */
export { openLedger, verifyLedger } from './ledger.ts'
export type { Ledger, LedgerKeys, OpenFault } from './ledger.ts'
export type { LedgerBreak, LedgerReport, TextState } from './verify.ts'
export { copyLedger, restoreLedger } from './copy.ts'
export type { CopyFault } from './copy.ts'
export { checkProofFile } from './check-proof.ts'
export type { ProofCheckFault, ProvedEntry } from './check-proof.ts'
