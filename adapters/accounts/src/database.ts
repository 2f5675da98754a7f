import Database from 'better-sqlite3-multiple-ciphers'
import { BUSY_MS } from './limits.ts'

/** Beside the tables of better-auth: role cards, of which only the hash of the code is kept, and codes that were used. */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS role_card (
  serial TEXT PRIMARY KEY, role TEXT NOT NULL, code_sha256 TEXT NOT NULL UNIQUE, printed_at TEXT NOT NULL,
  opened_at TEXT, void_at TEXT) STRICT;
CREATE TABLE IF NOT EXISTS used_code (
  account TEXT NOT NULL, code_sha256 TEXT NOT NULL, at_ms INTEGER NOT NULL, PRIMARY KEY (account, code_sha256)) STRICT;
`

/** Opens or makes the file under its raw 32-byte key; throws what SQLite throws. */
export function openDatabase(path: string, key: Uint8Array): Database.Database {
  if (key.byteLength !== 32) throw new RangeError(`a key has 32 bytes, not ${key.byteLength}`)
  const db = new Database(path, { timeout: BUSY_MS })
  try {
    db.pragma("cipher='aegis'")
    // As `raw:`: a key handed over as bytes would be taken for a passphrase and derived.
    db.pragma(`key="raw:${Buffer.from(key).toString('hex')}"`)
    db.pragma('journal_mode=WAL')
    db.pragma('synchronous=FULL')
    db.pragma('secure_delete=ON')
    db.pragma('foreign_keys=ON')
    db.exec(SCHEMA)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}
