import { createHash } from 'node:crypto'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import Database from 'better-sqlite3-multiple-ciphers'
import { faultOf, openDatabase } from './database.ts'
import type { FindingsFault } from './database.ts'

/** What was told of logs that were read before, by the digest of their bytes, so that they need not be read again. */
export interface TextMemory {
  /**
   * The lines that were told of these bytes, in their order; undefined where they were not kept to the end, or where what lies
   * there is not what was kept (a sum over it does not fit).
   */
  recall(digest: string): Iterable<string> | undefined
  /** Takes lines of these bytes. They are recalled only once `done` was called; what was ended within the last five seconds may not be synced. */
  keep(digest: string): KeptLines
  /** Whether nothing was kept when it was opened. */
  readonly wasEmpty: boolean
  /** The first fault of a write: what came after it is not kept. */
  fault(): FindingsFault | undefined
  close(): void
}

/** The lines of one log as they come. */
export interface KeptLines {
  add(line: string): void
  done(): void
}

const SCHEMA = `
CREATE TABLE IF NOT EXISTS made (by TEXT PRIMARY KEY) STRICT;
CREATE TABLE IF NOT EXISTS part (
  digest TEXT NOT NULL, number INTEGER NOT NULL, lines TEXT NOT NULL, PRIMARY KEY (digest, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS done (digest TEXT PRIMARY KEY, parts INTEGER NOT NULL, sum TEXT NOT NULL) STRICT, WITHOUT ROWID;
`
/** What may be lost when the machine stops, and is then read anew: so many logs, or those of so long. */
const SYNC_LOGS = 4_096
const SYNC_MS = 5_000
/** Characters of lines that make one row. */
const PART_CHARS = 256 * 1024

/**
 * Opens or creates the memory at `path`. `madeBy` names all that decides what is told of a log: rules and program; a memory
 * made by anything else is emptied. With a key the file is encrypted and authenticated; without one it is as open as the
 * outputs beside it, and the sums only show damage. A file that is no memory, or under another key, is the fault `wrong-key`.
 */
export function openTextMemory(
  path: string,
  madeBy: string,
  key?: Uint8Array,
): Result<TextMemory, FindingsFault> {
  const opened = openDatabase(path, key)
  if (!opened.ok) return opened
  const db = opened.value
  try {
    db.exec(SCHEMA)
    const by = db.prepare<[], string>('SELECT by FROM made').pluck().get()
    if (by !== madeBy) {
      db.exec('DELETE FROM part; DELETE FROM done; DELETE FROM made')
      db.prepare('INSERT INTO made (by) VALUES (?)').run(madeBy)
    }
    // Parts of a log whose reading was cut off are of no use.
    db.exec('DELETE FROM part WHERE digest NOT IN (SELECT digest FROM done)')
    return ok(new SqliteMemory(db, path))
  } catch (error) {
    db.close()
    return failed(faultOf(error, path))
  }
}

class SqliteMemory implements TextMemory {
  readonly #db: Database.Database
  readonly #path: string
  readonly #part: Database.Statement
  readonly #done: Database.Statement
  readonly #isDone: Database.Statement<[string], { parts: number; sum: string }>
  readonly #linesOf: Database.Statement<[string, number], string>
  readonly wasEmpty: boolean
  /** Logs that were ended since the last sync, and when it was: null where nothing waits. */
  #waiting: { logs: number; readonly sinceMs: number } | null = null
  #fault: FindingsFault | undefined

  constructor(db: Database.Database, path: string) {
    this.#db = db
    this.#path = path
    this.#part = db.prepare('INSERT OR REPLACE INTO part (digest, number, lines) VALUES (?, ?, ?)')
    this.#done = db.prepare('INSERT OR REPLACE INTO done (digest, parts, sum) VALUES (?, ?, ?)')
    this.#isDone = db.prepare('SELECT parts, sum FROM done WHERE digest = ?')
    this.#linesOf = db
      .prepare<[string, number], string>('SELECT lines FROM part WHERE digest = ? AND number = ?')
      .pluck()
    this.wasEmpty = db.prepare('SELECT 1 FROM done LIMIT 1').get() === undefined
  }

  recall(digest: string): Iterable<string> | undefined {
    const done = this.#isDone.get(digest)
    if (done === undefined) return undefined
    // Read twice rather than held: what is told of one log may be large.
    const sum = createHash('sha256')
    let parts = 0
    for (const lines of this.#parts(digest)) {
      sum.update(lines)
      parts += 1
    }
    if (parts !== done.parts || sum.digest('hex') !== done.sum) return undefined
    return this.#lines(digest)
  }

  keep(digest: string): KeptLines {
    const sum = createHash('sha256')
    let waiting: string[] = []
    let chars = 0
    let parts = 0
    const flush = (): void => {
      const lines = waiting.join('\n')
      sum.update(lines)
      this.#write(this.#part, digest, parts, lines)
      waiting = []
      chars = 0
      parts += 1
    }
    return {
      add: (line) => {
        waiting.push(line)
        chars += line.length
        if (chars >= PART_CHARS) flush()
      },
      done: () => {
        flush()
        this.#write(this.#done, digest, parts, sum.digest('hex'))
        this.#sync(SYNC_LOGS)
      },
    }
  }

  fault(): FindingsFault | undefined {
    return this.#fault
  }

  close(): void {
    this.#sync(0)
    this.#db.close()
  }

  *#lines(digest: string): Generator<string> {
    for (const lines of this.#parts(digest)) yield* lines.split('\n')
  }

  /** Parts one by one, each its own query: the store may be written to while they are used. */
  *#parts(digest: string): Generator<string> {
    for (let number = 0; ; number += 1) {
      const lines = this.#linesOf.get(digest, number)
      if (lines === undefined) return
      yield lines
    }
  }

  #write(statement: Database.Statement, ...values: readonly (string | number)[]): void {
    if (this.#fault !== undefined) return
    try {
      if (this.#waiting === null) this.#db.exec('BEGIN IMMEDIATE')
      this.#waiting ??= { logs: 0, sinceMs: performance.now() }
      statement.run(...values)
    } catch (error) {
      this.#fault = faultOf(error, this.#path)
    }
  }

  /** Syncs once so many logs wait, or the first has waited for long: a sync for each of a hundred thousand would take hours. */
  #sync(most: number): void {
    if (this.#waiting === null) return
    this.#waiting.logs += 1
    if (this.#waiting.logs < most && performance.now() - this.#waiting.sinceMs < SYNC_MS) return
    this.#waiting = null
    try {
      if (this.#db.inTransaction) this.#db.exec('COMMIT')
    } catch (error) {
      this.#fault ??= faultOf(error, this.#path)
    }
  }
}
