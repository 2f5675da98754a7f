import type Database from 'better-sqlite3-multiple-ciphers'
import type { EntryRow } from './database.ts'

/** What the ledger asks of its database, prepared once: preparing for each entry took a tenth of the time of an append. */
export interface Statements {
  readonly entriesFrom: Database.Statement<[number], EntryRow>
  readonly entryAt: Database.Statement<[number], EntryRow>
  readonly lastEntry: Database.Statement<[], number | null>
  readonly addEntry: Database.Statement<[number, Uint8Array, Uint8Array]>
  readonly addText: Database.Statement<[string, Uint8Array, string]>
  readonly removeText: Database.Statement<[string]>
  readonly textOf: Database.Statement<[string], { salt: Uint8Array; text: string }>
  readonly addCheckpoint: Database.Statement<[number, string]>
  readonly lastCheckpoint: Database.Statement<[], string>
  readonly checkpointAt: Database.Statement<[number], string>
}

/** Prepares them on a database that has its tables. */
export function statementsOf(db: Database.Database): Statements {
  return {
    entriesFrom: db.prepare('SELECT n, bytes, leaf FROM entry WHERE n >= ? ORDER BY n'),
    entryAt: db.prepare('SELECT n, bytes, leaf FROM entry WHERE n = ?'),
    lastEntry: db.prepare<[], number | null>('SELECT max(n) FROM entry').pluck(),
    addEntry: db.prepare('INSERT INTO entry (n, bytes, leaf) VALUES (?, ?, ?)'),
    addText: db.prepare('INSERT OR IGNORE INTO text (commitment, salt, text) VALUES (?, ?, ?)'),
    removeText: db.prepare('DELETE FROM text WHERE commitment = ?'),
    textOf: db.prepare('SELECT salt, text FROM text WHERE commitment = ?'),
    addCheckpoint: db.prepare('INSERT INTO checkpoint (size, note) VALUES (?, ?)'),
    lastCheckpoint: db.prepare<[], string>('SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1').pluck(),
    checkpointAt: db.prepare<[number], string>('SELECT note FROM checkpoint WHERE size = ?').pluck(),
  }
}
