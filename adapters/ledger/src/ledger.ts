import type Database from 'better-sqlite3-multiple-ciphers'
import { MAX_ENTRY_BYTES } from '@codedark/domain/incident'
import type { LedgerAppend, LedgerFault, LedgerHead, LedgerPort, TextLookup } from '@codedark/domain/incident'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import {
  formatCheckpoint,
  formatProofFile,
  formatVerifierKey,
  leafHash,
  MerkleTree,
  openNote,
  parseCheckpoint,
  sameBytes,
  signNote,
  toHex,
} from '@codedark/tlog'
import type { NoteSigner } from '@codedark/tlog'
import { nameOrigin, openDatabase, originOf } from './database.ts'
import { sha256, signerOf, verifySignature } from './signing.ts'
import { statementsOf } from './statements.ts'
import type { Statements } from './statements.ts'
import { textState } from './text-state.ts'
import { verifyDatabase } from './verify.ts'
import type { LedgerReport, VerifyOptions } from './verify.ts'

/** What opens a ledger: the raw key of the file and the seed of the key that signs. */
export interface LedgerKeys {
  readonly databaseKey: Uint8Array
  readonly seed: Uint8Array
}

/** Why a ledger cannot be opened. `wrong-key` is also what a damaged header looks like. */
export type OpenFault = LedgerFault | { readonly code: 'wrong-key'; readonly path: string }

/** The record on disk. */
export interface Ledger extends LedgerPort {
  /** The verifier key (C2SP vkey) of what signs here: to be written down outside. */
  readonly verifierKey: string
  /** Reads everything again and says whether it fits, also with what people outside hold. */
  verify(options?: VerifyOptions): LedgerReport
  /**
   * Consistency proof (RFC 6962) that the first `oldSize` entries are the beginning of the first `newSize`, from memory;
   * null where the record has fewer.
   */
  proveGrowth(oldSize: number, newSize: number): readonly Uint8Array[] | null
  /** A text with its salt, for somebody who checks the commitment; null where it is not there or does not fit. */
  saltedText(commitment: string): { readonly salt: Uint8Array; readonly text: string } | null
  /** The signed checkpoint of exactly this size; null where none was signed. */
  checkpointAt(size: number): string | null
  /**
   * A proof file (C2SP tlog-proof) that entry `index`, from 0, is in the record under its latest signed checkpoint. The entry
   * itself is in it, so that it can be read and checked without the record; its texts are not. Null for an index that is none.
   */
  prove(index: number): Result<string | null, LedgerFault>
  close(): void
}

/**
 * Opens or makes the ledger at `path`. Every entry is read and checked against its hash, and their root against the latest
 * signed checkpoint: a broken ledger is a fault, and `verifyLedger` says more of it. The origin of a drill says DRILL.
 */
export function openLedger(
  path: string,
  keys: LedgerKeys,
  kind: 'real' | 'drill' = 'real',
): Result<Ledger, OpenFault> {
  let db: Database.Database | undefined
  try {
    db = openDatabase(path, keys.databaseKey, true)
    nameOrigin(db, kind)
    const ledger = new SqliteLedger(db, keys.seed)
    const head = ledger.head()
    if (head.ok) return ok(ledger)
    db.close()
    return head
  } catch (error) {
    db?.close()
    return failed(isNoDatabase(error) ? { code: 'wrong-key', path } : storageFault(error))
  }
}

/** As `Ledger.verify` for a ledger that may be too broken to open; nothing of it is changed. */
export function verifyLedger(
  path: string,
  keys: LedgerKeys,
  options: VerifyOptions = {},
): Result<LedgerReport, OpenFault> {
  let db: Database.Database | undefined
  try {
    db = openDatabase(path, keys.databaseKey, false)
    return ok(verifyDatabase(db, signerOf(originOf(db), keys.seed).verifier, options))
  } catch (error) {
    return failed(isNoDatabase(error) ? { code: 'wrong-key', path } : storageFault(error))
  } finally {
    db?.close()
  }
}

/** Leaves a transaction without having written. */
class Abandoned extends Error {
  readonly fault: LedgerFault

  constructor(fault: LedgerFault) {
    super(fault.code)
    this.fault = fault
  }
}

class SqliteLedger implements Ledger {
  readonly verifierKey: string
  readonly #db: Database.Database
  readonly #statements: Statements
  readonly #origin: string
  readonly #signer: NoteSigner
  readonly #tree = new MerkleTree(sha256)
  /** What opening read and checked, until the first `read` takes it: the start hashes each entry once. */
  #opened: Uint8Array[] | null = []

  constructor(db: Database.Database, seed: Uint8Array) {
    this.#db = db
    this.#statements = statementsOf(db)
    this.#origin = originOf(db)
    this.#signer = signerOf(this.#origin, seed)
    this.verifierKey = formatVerifierKey(this.#signer.verifier)
  }

  head(): Result<LedgerHead, LedgerFault> {
    return this.#attempt(() => this.#db.transaction(() => this.#catchUp())())
  }

  read(from: number): Result<readonly Uint8Array[], LedgerFault> {
    return this.#attempt(() =>
      this.#db.transaction(() => {
        this.#catchUp()
        const opened = this.#opened
        this.#opened = null
        if (opened !== null && from === 0 && opened.length === this.#tree.size) return opened
        const entries: Uint8Array[] = []
        for (const row of this.#statements.entriesFrom.iterate(from)) {
          const leaf = this.#tree.leaf(row.n)
          if (row.n !== from + entries.length || !leaf || !sameBytes(leafHash(sha256, row.bytes), leaf))
            throw new Abandoned(misfit(from + entries.length))
          entries.push(row.bytes)
        }
        return entries
      })(),
    )
  }

  append(expected: LedgerHead, batch: LedgerAppend): Result<LedgerHead, LedgerFault> {
    const tooLong = batch.entries.find((entry) => entry.length > MAX_ENTRY_BYTES)
    if (tooLong) return failed({ code: 'entry-too-long', have: tooLong.length, limit: MAX_ENTRY_BYTES })
    const appended = this.#attempt(() => this.#db.transaction(() => this.#write(expected, batch)).immediate())
    // What was removed must not live on in the write-ahead log.
    if (appended.ok && batch.remove.length > 0)
      this.#attempt(() => this.#db.pragma('wal_checkpoint(TRUNCATE)'))
    return appended
  }

  text(commitment: string): TextLookup {
    return textState(this.#db, commitment)
  }

  checkpoint(): string | null {
    return this.#statements.lastCheckpoint.get() ?? null
  }

  verify(options: VerifyOptions = {}): LedgerReport {
    return this.#db.transaction(() => verifyDatabase(this.#db, this.#signer.verifier, options))()
  }

  proveGrowth(oldSize: number, newSize: number): readonly Uint8Array[] | null {
    const proof = this.#tree.consistencyProof(oldSize, newSize)
    return proof.ok ? proof.value : null
  }

  saltedText(commitment: string): { readonly salt: Uint8Array; readonly text: string } | null {
    const row = this.#statements.textOf.get(commitment)
    return row !== undefined && this.text(commitment).state === 'present' ? row : null
  }

  checkpointAt(size: number): string | null {
    return this.#statements.checkpointAt.get(size) ?? null
  }

  prove(index: number): Result<string | null, LedgerFault> {
    return this.#attempt(() =>
      this.#db.transaction(() => {
        this.#catchUp()
        const hashes = this.#tree.inclusionProof(index)
        const checkpoint = this.checkpoint()
        const row = this.#statements.entryAt.get(index)
        if (!hashes.ok || checkpoint === null || row === undefined) return null
        return formatProofFile({ extra: row.bytes, index, hashes: hashes.value, checkpoint })
      })(),
    )
  }

  close(): void {
    this.#db.close()
  }

  #write(expected: LedgerHead, batch: LedgerAppend): LedgerHead {
    this.#opened = null
    const head = this.#catchUp()
    if (head.size !== expected.size || head.root !== expected.root)
      throw new Abandoned({ code: 'moved', head })
    const { addEntry, addText, removeText, addCheckpoint } = this.#statements
    for (const bytes of batch.entries) {
      const leaf = leafHash(sha256, bytes)
      addEntry.run(this.#tree.size, bytes, leaf)
      this.#tree.append(leaf)
    }
    for (const { commitment, salt, text } of batch.texts) addText.run(commitment, salt, text)
    for (const commitment of batch.remove) removeText.run(commitment)
    const { size } = this.#tree
    if (batch.entries.length > 0) {
      const root = this.#tree.root()
      const note = signNote(formatCheckpoint({ origin: this.#origin, size, root }), [this.#signer])
      addCheckpoint.run(size, note)
    }
    return this.#standing()
  }

  /** Takes in what other writers appended, and checks that what was known is still there. */
  #catchUp(): LedgerHead {
    const before = this.#tree.size
    for (const row of this.#statements.entriesFrom.iterate(before)) {
      const leaf = leafHash(sha256, row.bytes)
      if (row.n !== this.#tree.size || !sameBytes(leaf, row.leaf))
        throw new Abandoned(misfit(this.#tree.size))
      this.#tree.append(leaf)
      this.#opened?.push(row.bytes)
    }
    const last = this.#statements.lastEntry.get() ?? -1
    if (last + 1 !== this.#tree.size) throw new Abandoned(misfit(last + 1))
    if (this.#tree.size !== before || before === 0) this.#checkCheckpoint()
    return this.#standing()
  }

  /** The latest checkpoint must speak of all entries. Whose key signed an earlier one is for `verify` to judge. */
  #checkCheckpoint(): void {
    const { size } = this.#tree
    const note = this.checkpoint()
    if (note === null && size === 0) return
    const broken = new Abandoned({
      code: 'broken',
      entry: size,
      reason: 'the latest checkpoint does not fit',
    })
    const checkpoint = parseCheckpoint(note === null ? '' : note.slice(0, note.lastIndexOf('\n\n') + 1))
    if (!checkpoint.ok || checkpoint.value.origin !== this.#origin || checkpoint.value.size !== size)
      throw broken
    if (!sameBytes(checkpoint.value.root, this.#tree.root())) throw broken
    const opened = openNote(note ?? '', [this.#signer.verifier], verifySignature)
    if (!opened.ok && opened.fault.code === 'wrong-signature') throw broken
  }

  #standing(): LedgerHead {
    return { size: this.#tree.size, root: toHex(this.#tree.root()) }
  }

  /** What did not come to be on disk leaves no leaf in the tree. */
  #attempt<Value>(step: () => Value): Result<Value, LedgerFault> {
    const { size } = this.#tree
    try {
      return ok(step())
    } catch (error) {
      this.#tree.truncate(size)
      return failed(error instanceof Abandoned ? error.fault : storageFault(error))
    }
  }
}

const misfit = (entry: number): LedgerFault => ({
  code: 'broken',
  entry,
  reason: 'missing, or its bytes do not fit its hash',
})

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)

const isNoDatabase = (error: unknown): boolean => codeOf(error) === 'SQLITE_NOTADB'

const storageFault = (error: unknown): LedgerFault => ({
  code: 'storage',
  reason: codeOf(error),
  full: codeOf(error) === 'SQLITE_FULL',
})
