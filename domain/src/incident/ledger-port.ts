import type { Result } from '../result.ts'
import type { KeptText } from './command.ts'

/** Where a ledger stands: leaves, and RFC 6962 root in lower-case hex. */
export interface LedgerHead {
  readonly size: number
  readonly root: string
}

/** What one append writes, whole or not at all. */
export interface LedgerAppend {
  /** Bytes of the entries in order, each at most 65,535. */
  readonly entries: readonly Uint8Array[]
  readonly texts: readonly KeptText[]
  /** Commitments whose text and salt are removed in the same step. */
  readonly remove: readonly string[]
}

/** Why nothing was acknowledged. */
export type LedgerFault =
  /** Another writer was first: read on from what you had and decide again. */
  | { readonly code: 'moved'; readonly head: LedgerHead }
  /**
   * The store failed. Whether the append is on disk is not known until `head()` is asked again, which reads it anew: the
   * caller may decide again from there, but must not acknowledge.
   */
  | { readonly code: 'storage'; readonly reason: string; readonly full: boolean }
  | { readonly code: 'entry-too-long'; readonly have: number; readonly limit: number }
  /** Stored bytes do not fit their hash: nothing is appended to a broken ledger. */
  | { readonly code: 'broken'; readonly entry: number; readonly reason: string }

/** A text beside the log; `missing` is a fault unless an entry took it out (the state's `takenOut` knows). */
export type TextLookup =
  | { readonly state: 'present'; readonly text: string }
  | { readonly state: 'missing' }
  | { readonly state: 'misfit' }

/** The record, as its one caller needs it: the submit loop of the command server. */
export interface LedgerPort {
  /** Where the ledger stands now, other writers' entries included. */
  head(): Result<LedgerHead, LedgerFault>
  /** The bytes of the entries [from, head), each checked against its hash, in order. */
  read(from: number): Result<readonly Uint8Array[], LedgerFault>
  /**
   * Compare-and-append. Returns ok only when everything is on disk and synced, under a signed checkpoint; then every later
   * `read`, from any process, has it. `moved` when the ledger is not at `expected`; nothing was written then.
   */
  append(expected: LedgerHead, batch: LedgerAppend): Result<LedgerHead, LedgerFault>
  /** The text of a commitment. */
  text(commitment: string): TextLookup
  /** The latest signed checkpoint (a C2SP note); null while the ledger is empty. */
  checkpoint(): string | null
}
