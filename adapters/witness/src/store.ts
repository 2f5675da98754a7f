import Database from 'better-sqlite3-multiple-ciphers'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { cosignCheckpoint, judgeSubmission, parseSubmission, parseVerifierKey } from '@codedark/tlog'
import type { Cosigner, NoteVerifier, Sha256, VerifySignature, WitnessRefusal } from '@codedark/tlog'
import { MAX_KEPT_REFUSALS } from './limits.ts'

const SCHEMA = `
CREATE TABLE IF NOT EXISTS log (origin TEXT NOT NULL, vkey TEXT PRIMARY KEY, added TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS held (origin TEXT PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL, note TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS refused (n INTEGER PRIMARY KEY, at TEXT NOT NULL, code TEXT NOT NULL, origin TEXT NOT NULL, body TEXT NOT NULL) STRICT;
`

/** Why the store failed; nothing was cosigned then. */
export interface StoreFault {
  readonly code: 'storage'
  readonly reason: string
}

/** What a witness holds of one record. */
export interface HeldCheckpoint {
  readonly origin: string
  /** Null: nothing was cosigned yet. */
  readonly size: number | null
  /** The signed note with this witness's cosignature. */
  readonly note: string | null
  /** When it was cosigned, on the witness's clock. */
  readonly at: string | null
  /** The keys that this witness takes checkpoints under. */
  readonly keys: readonly string[]
}

/** A submission that was refused although the record's own key signed it: a sign that the record was rewritten or forked. */
export interface KeptRefusal {
  readonly at: string
  readonly code: WitnessRefusal['code']
  readonly origin: string
  /** The submission as it came: checkpoint and proof. */
  readonly body: string
}

/** What a witness keeps. */
export interface WitnessStore {
  /** Watches a record by its verifier key; a second key of the same origin is that of a restored record. */
  watch(vkey: string, now: string): Result<string, StoreFault | { readonly code: 'bad-key' }>
  /**
   * Judges a submission and, in one step with having looked at what is held, stores what is cosigned, synced, before it
   * gives the cosignature (C2SP tlog-witness): the line, ended by LF.
   */
  submit(body: string, now: Date): Result<string, WitnessRefusal | StoreFault>
  held(): Result<readonly HeldCheckpoint[], StoreFault>
  refused(): Result<readonly KeptRefusal[], StoreFault>
  close(): void
}

/** What the store is handed: hashes, signatures, and whose key cosigns. */
export interface WitnessTools {
  readonly sha256: Sha256
  readonly verify: VerifySignature
  readonly cosigner: Cosigner
}

/** Opens or makes the store at `path`, under a raw 32-byte key. */
export function openWitnessStore(
  path: string,
  key: Uint8Array,
  tools: WitnessTools,
): Result<WitnessStore, StoreFault> {
  try {
    return ok(new SqliteWitnessStore(openDatabase(path, key), tools))
  } catch (error) {
    return failed(storageFault(error))
  }
}

function openDatabase(path: string, key: Uint8Array): Database.Database {
  if (key.byteLength !== 32) throw new RangeError(`a key has 32 bytes, not ${key.byteLength}`)
  const db = new Database(path)
  try {
    db.pragma("cipher='aegis'")
    db.pragma(`key="raw:${Buffer.from(key).toString('hex')}"`)
    db.pragma('journal_mode=WAL')
    db.pragma('synchronous=FULL')
    db.exec(SCHEMA)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

interface HeldRow {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
  readonly note: string
  readonly at: string
}

/** What the record's own key signed and this witness cannot cosign is evidence; the rest may be anybody's noise. */
const KEPT: ReadonlySet<string> = new Set(['wrong-proof', 'other-tree', 'old-above-size'])

class SqliteWitnessStore implements WitnessStore {
  readonly #db: Database.Database
  readonly #tools: WitnessTools

  constructor(db: Database.Database, tools: WitnessTools) {
    this.#db = db
    this.#tools = tools
  }

  watch(vkey: string, now: string): Result<string, StoreFault | { readonly code: 'bad-key' }> {
    const key = parseVerifierKey(this.#tools.sha256, vkey)
    if (!key.ok) return failed({ code: 'bad-key' })
    const added = this.#attempt(() =>
      this.#db
        .prepare('INSERT OR IGNORE INTO log (origin, vkey, added) VALUES (?, ?, ?)')
        .run(key.value.name, vkey, now),
    )
    return added.ok ? ok(key.value.name) : added
  }

  submit(body: string, now: Date): Result<string, WitnessRefusal | StoreFault> {
    const done = this.#attempt(() => this.#db.transaction(() => this.#judge(body, now)).immediate())
    return done.ok ? done.value : done
  }

  held(): Result<readonly HeldCheckpoint[], StoreFault> {
    return this.#attempt(() => {
      const logs = this.#db
        .prepare<[], { origin: string; vkey: string }>('SELECT origin, vkey FROM log ORDER BY added, vkey')
        .all()
      return [...Map.groupBy(logs, ({ origin }) => origin)].map(([origin, keys]) => {
        const row = this.#row(origin)
        const { size = null, note = null, at = null } = row ?? {}
        return { origin, size, note, at, keys: keys.map(({ vkey }) => vkey) }
      })
    })
  }

  refused(): Result<readonly KeptRefusal[], StoreFault> {
    return this.#attempt(() =>
      this.#db.prepare<[], KeptRefusal>('SELECT at, code, origin, body FROM refused ORDER BY n').all(),
    )
  }

  close(): void {
    this.#db.close()
  }

  #judge(body: string, now: Date): Result<string, WitnessRefusal> {
    const parsed = parseSubmission(body)
    if (!parsed.ok) return parsed
    const { sha256, verify, cosigner } = this.#tools
    const held = (origin: string): { size: number; root: Uint8Array } | null => this.#row(origin) ?? null
    const judged = judgeSubmission(parsed.value, { sha256, verify, logs: this.#logs(), held })
    if (!judged.ok) {
      if (KEPT.has(judged.fault.code)) this.#keep(judged.fault.code, body, parsed.value.checkpoint, now)
      return judged
    }
    const { origin, size, root, text } = judged.value
    const line = cosignCheckpoint(text, Math.floor(now.getTime() / 1000), cosigner)
    const note = `${parsed.value.checkpoint}${line}`
    this.#db
      .prepare('INSERT OR REPLACE INTO held (origin, size, root, note, at) VALUES (?, ?, ?, ?, ?)')
      .run(origin, size, root, note, now.toISOString())
    return ok(line)
  }

  #keep(code: string, body: string, checkpoint: string, now: Date): void {
    const kept = this.#db.prepare<[], number>('SELECT count(*) FROM refused').pluck().get() ?? 0
    if (kept >= MAX_KEPT_REFUSALS) return
    const again = this.#db.prepare('SELECT 1 FROM refused WHERE body = ?').get(body)
    if (again !== undefined) return
    const origin = checkpoint.slice(0, checkpoint.indexOf('\n'))
    this.#db
      .prepare('INSERT INTO refused (at, code, origin, body) VALUES (?, ?, ?, ?)')
      .run(now.toISOString(), code, origin, body)
  }

  #logs(): readonly NoteVerifier[] {
    const vkeys = this.#db.prepare<[], string>('SELECT vkey FROM log').pluck().all()
    return vkeys.flatMap((vkey) => {
      const key = parseVerifierKey(this.#tools.sha256, vkey)
      return key.ok ? [key.value] : []
    })
  }

  #row(origin: string): HeldRow | undefined {
    return this.#db.prepare<[string], HeldRow>('SELECT * FROM held WHERE origin = ?').get(origin)
  }

  #attempt<Value>(step: () => Value): Result<Value, StoreFault> {
    try {
      return ok(step())
    } catch (error) {
      return failed(storageFault(error))
    }
  }
}

const storageFault = (error: unknown): StoreFault => ({
  code: 'storage',
  reason: error instanceof Error && 'code' in error ? String(error.code) : String(error),
})
