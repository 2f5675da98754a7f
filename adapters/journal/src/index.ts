/** The journal between the collector and the vault: sealed on arrival, read with the vault's key. @module */
export { openJournal } from './journal.ts'
export type { Arrival, Journal, JournalFault, JournalOptions, Kept } from './journal.ts'
export { readJournal } from './read-journal.ts'
export type { JournalItem } from './read-journal.ts'
export { feedPrivateKey, feedPublicKey } from './seal.ts'
export type { RecordKind, SealedPart } from './record.ts'
export type { RecordPlace } from './segments.ts'
