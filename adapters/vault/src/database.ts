import Database from 'better-sqlite3-multiple-ciphers'
import { BUSY_MS } from './limits.ts'

/** `counter` has the next serial, the next generation and the mark that every write moves. */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
INSERT OR IGNORE INTO counter (name, value) VALUES ('serial', 1), ('generation', 1), ('mark', 0);
CREATE TABLE IF NOT EXISTS generation (
  generation INTEGER PRIMARY KEY, state TEXT NOT NULL, held_back TEXT, accepted_by TEXT, accepted_at TEXT,
  sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, manifest TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS part (
  generation INTEGER NOT NULL, seq INTEGER NOT NULL, kind TEXT NOT NULL, bytes BLOB NOT NULL,
  PRIMARY KEY (generation, seq)) STRICT;
CREATE TABLE IF NOT EXISTS packet (
  first INTEGER PRIMARY KEY, sheets INTEGER NOT NULL, ward TEXT NOT NULL, ward_name TEXT NOT NULL,
  generation INTEGER NOT NULL, printed_at TEXT NOT NULL, first_serial TEXT NOT NULL UNIQUE, last_serial TEXT NOT NULL,
  patients INTEGER NOT NULL, sha256 TEXT NOT NULL, said_by TEXT, pdf BLOB) STRICT;
CREATE INDEX IF NOT EXISTS packet_ward ON packet (ward, first);
CREATE TABLE IF NOT EXISTS sheet (
  serial TEXT PRIMARY KEY, first INTEGER NOT NULL, form TEXT NOT NULL, patient TEXT, page INTEGER NOT NULL,
  "of" INTEGER NOT NULL, pdf_page INTEGER NOT NULL, replaces TEXT) STRICT;
CREATE INDEX IF NOT EXISTS sheet_first ON sheet (first, pdf_page);
CREATE TABLE IF NOT EXISTS access (
  n INTEGER PRIMARY KEY, at TEXT NOT NULL, said_by TEXT, what TEXT NOT NULL, ward TEXT, patient TEXT) STRICT;
CREATE TABLE IF NOT EXISTS outgoing (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, json TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS care_log (
  n INTEGER PRIMARY KEY, at TEXT NOT NULL, said_by TEXT NOT NULL, by_name TEXT, json TEXT NOT NULL) STRICT;
`

/** Opens the file under its raw 32-byte key; throws what SQLite throws. */
export function openDatabase(path: string, key: Uint8Array, create: boolean): Database.Database {
  if (key.byteLength !== 32) throw new RangeError(`a key has 32 bytes, not ${key.byteLength}`)
  const db = new Database(path, { fileMustExist: !create, timeout: BUSY_MS })
  try {
    db.pragma("cipher='aegis'")
    // As `raw:`: a key handed over as bytes would be taken for a passphrase and derived.
    db.pragma(`key="raw:${Buffer.from(key).toString('hex')}"`)
    db.pragma('journal_mode=WAL')
    db.pragma('synchronous=FULL')
    db.pragma('secure_delete=ON')
    db.exec(SCHEMA)
    addKind(db)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Vaults of before held packets only. */
function addKind(db: Database.Database): void {
  const has = db.prepare("SELECT 1 FROM pragma_table_info('packet') WHERE name = 'kind'").get()
  if (has === undefined) db.exec("ALTER TABLE packet ADD COLUMN kind TEXT NOT NULL DEFAULT 'packet'")
}
