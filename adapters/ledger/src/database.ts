import { randomBytes } from 'node:crypto'
import Database from 'better-sqlite3-multiple-ciphers'

/**
 * An entry's leaf hash stands beside its bytes, so that a changed byte names its entry. `checkpoint` has one signed note for
 * each append. `meta` holds the origin that all of them bear.
 */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS entry (n INTEGER PRIMARY KEY, bytes BLOB NOT NULL, leaf BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS text (commitment TEXT PRIMARY KEY, salt BLOB NOT NULL, text TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS checkpoint (size INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;
`

/** Opens the file under its raw 32-byte key; throws what SQLite throws. */
export function openDatabase(path: string, key: Uint8Array, create: boolean): Database.Database {
  if (key.byteLength !== 32) throw new RangeError(`a key has 32 bytes, not ${key.byteLength}`)
  const db = new Database(path, { fileMustExist: !create })
  try {
    db.pragma("cipher='aegis'")
    // As `raw:`: a key handed over as bytes would be taken for a passphrase and derived.
    db.pragma(`key="raw:${Buffer.from(key).toString('hex')}"`)
    db.pragma('journal_mode=WAL')
    db.pragma('synchronous=FULL')
    db.pragma('secure_delete=ON')
    db.exec(SCHEMA)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Gives a new ledger the origin of its checkpoints, which is the name of its keys as well; random, made once, said of a drill. */
export function nameOrigin(db: Database.Database, kind: 'real' | 'drill'): void {
  db.prepare("INSERT OR IGNORE INTO meta (name, value) VALUES ('origin', ?)").run(
    `codedark${kind === 'drill' ? '-DRILL' : ''}/${randomBytes(16).toString('hex')}`,
  )
}

/** The origin of this ledger's checkpoints. */
export function originOf(db: Database.Database): string {
  return String(db.prepare("SELECT value FROM meta WHERE name = 'origin'").pluck().get())
}

/** A stored entry. */
export interface EntryRow {
  readonly n: number
  readonly bytes: Uint8Array
  readonly leaf: Uint8Array
}
