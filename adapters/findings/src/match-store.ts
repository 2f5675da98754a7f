import type Database from 'better-sqlite3-multiple-ciphers'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { faultOf, openDatabase } from './database.ts'
import type { FindingsFault } from './database.ts'

/** Matches of one rule on one computer within one short span of time, alike in every value that a correlation asks for. */
export interface MatchRow {
  readonly ruleId: string
  readonly computer: string
  /** Start of the span, milliseconds since 1970; spans of one rule never overlap. */
  readonly spanMs: number
  /** A value for each field that is asked for, in their order. */
  readonly values: readonly (string | null)[]
  /** Times of the first and the last of them, as records bear them, and their record numbers. */
  readonly firstAt: string
  readonly lastAt: string
  readonly firstRecord: number
  readonly lastRecord: number
  readonly count: number
  readonly channel: string
  readonly eventId: number
  /** Where the first and the last stand. */
  readonly file: string
  readonly offset: number
  readonly lastFile: string
  readonly lastOffset: number
}

/** Matches that only correlations see: many, small, and thrown away after the run. */
export interface MatchStore {
  /**
   * Adds rows. One that is there already, of another copy of the log, is merged: the higher count, the earlier first and the
   * later last, in whatever order they come. Rows beyond the limit of the store are given up and counted.
   */
  add(rows: Iterable<MatchRow>): Result<null, FindingsFault>
  /** All rows, the spans of one minute after those of the minute before; within a minute in no order. */
  byMinute(): IterableIterator<readonly MatchRow[]>
  /** Rows given up for want of room. */
  givenUp(): number
  close(): void
}

const SCHEMA = `
CREATE TABLE IF NOT EXISTS text (id INTEGER PRIMARY KEY, value TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE IF NOT EXISTS match (
  span INTEGER NOT NULL, rule INTEGER NOT NULL, computer INTEGER NOT NULL, vals INTEGER NOT NULL,
  first_at TEXT NOT NULL, last_at TEXT NOT NULL, first_record INTEGER NOT NULL, last_record INTEGER NOT NULL,
  count INTEGER NOT NULL, channel INTEGER NOT NULL, event INTEGER NOT NULL, file INTEGER NOT NULL, offset INTEGER NOT NULL,
  last_file INTEGER NOT NULL, last_offset INTEGER NOT NULL,
  PRIMARY KEY (span, rule, computer, vals)
) STRICT, WITHOUT ROWID;
`
/** Likewise of two last ones. */
const IS_LAST = `(excluded.last_at > last_at OR (excluded.last_at = last_at AND
  ((SELECT value FROM text WHERE id = excluded.last_file) < (SELECT value FROM text WHERE id = last_file))))`
/** Of two first matches the earlier, of one in two files that whose path sorts first, so that the order of reading is of no matter. */
const IS_FIRST = `(excluded.first_at < first_at OR (excluded.first_at = first_at AND
  ((SELECT value FROM text WHERE id = excluded.file) < (SELECT value FROM text WHERE id = file))))`
const ADD = `INSERT INTO match (span, rule, computer, vals, first_at, last_at, first_record, last_record, count, channel, event, file, offset, last_file, last_offset)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET
  count = max(count, excluded.count),
  last_record = CASE WHEN ${IS_LAST} THEN excluded.last_record ELSE last_record END,
  last_offset = CASE WHEN ${IS_LAST} THEN excluded.last_offset ELSE last_offset END,
  last_file = CASE WHEN ${IS_LAST} THEN excluded.last_file ELSE last_file END,
  last_at = max(last_at, excluded.last_at),
  first_record = CASE WHEN ${IS_FIRST} THEN excluded.first_record ELSE first_record END,
  channel = CASE WHEN ${IS_FIRST} THEN excluded.channel ELSE channel END,
  event = CASE WHEN ${IS_FIRST} THEN excluded.event ELSE event END,
  offset = CASE WHEN ${IS_FIRST} THEN excluded.offset ELSE offset END,
  file = CASE WHEN ${IS_FIRST} THEN excluded.file ELSE file END,
  first_at = min(first_at, excluded.first_at)`
const SELECT = `SELECT m.span, r.value AS rule, c.value AS computer, v.value AS vals, m.first_at, m.last_at, m.first_record, m.last_record,
  m.count, h.value AS channel, m.event, f.value AS file, m.offset, l.value AS last_file, m.last_offset
  FROM match m JOIN text r ON r.id = m.rule JOIN text c ON c.id = m.computer JOIN text v ON v.id = m.vals
  JOIN text h ON h.id = m.channel JOIN text f ON f.id = m.file
  JOIN text l ON l.id = m.last_file
  WHERE m.span >= ? AND m.span < ?`
const MINUTE_MS = 60_000
/** Rows at most: some 100 bytes each. Beyond it the disk of a laptop would fill. */
const MATCHES_MAX = 20_000_000
/** Ids of texts that are remembered; the names of users that an attacker guesses have no end. */
const KNOWN_TEXTS_MAX = 50_000

interface Row {
  readonly span: number
  readonly rule: string
  readonly computer: string
  readonly vals: string
  readonly first_at: string
  readonly last_at: string
  readonly first_record: number
  readonly last_record: number
  readonly count: number
  readonly channel: string
  readonly event: number
  readonly file: string
  readonly offset: number
  readonly last_file: string
  readonly last_offset: number
}

/** Opens or creates a store of matches at `path` under a raw 32-byte key. It does not sync: it lives as long as one run. */
export function openMatches(
  path: string,
  key: Uint8Array,
  options: { readonly matchesMax?: number } = {},
): Result<MatchStore, FindingsFault> {
  const opened = openDatabase(path, key, 'OFF')
  if (!opened.ok) return opened
  try {
    opened.value.pragma('cache_size=-65536')
    opened.value.exec(SCHEMA)
    return ok(new SqliteMatches(opened.value, path, options.matchesMax ?? MATCHES_MAX))
  } catch (error) {
    opened.value.close()
    return failed(faultOf(error, path))
  }
}

class SqliteMatches implements MatchStore {
  readonly #db: Database.Database
  readonly #path: string
  readonly #max: number
  readonly #add: Database.Statement
  readonly #addText: Database.Statement
  readonly #textId: Database.Statement
  #texts = new Map<string, number>()
  #rows = 0
  #givenUp = 0

  constructor(db: Database.Database, path: string, max: number) {
    this.#db = db
    this.#path = path
    this.#max = max
    this.#add = db.prepare(ADD)
    this.#addText = db.prepare('INSERT OR IGNORE INTO text (value) VALUES (?)')
    this.#textId = db.prepare<[string], number>('SELECT id FROM text WHERE value = ?').pluck()
  }

  add(rows: Iterable<MatchRow>): Result<null, FindingsFault> {
    try {
      this.#db.transaction(() => {
        for (const row of rows) this.#addOne(row)
      })()
      return ok(null)
    } catch (error) {
      // What was rolled back may be in the map: it is only true of what is on disk.
      this.#texts = new Map()
      return failed(faultOf(error, this.#path))
    }
  }

  *byMinute(): IterableIterator<readonly MatchRow[]> {
    const next = this.#db
      .prepare<[number], number | null>('SELECT min(span) FROM match WHERE span >= ?')
      .pluck()
    const rows = this.#db.prepare<[number, number], Row>(SELECT)
    let at = next.get(Number.MIN_SAFE_INTEGER) ?? null
    while (at !== null) {
      const from = Math.floor(at / MINUTE_MS) * MINUTE_MS
      yield rows.all(from, from + MINUTE_MS).map(matchOf)
      at = next.get(from + MINUTE_MS) ?? null
    }
  }

  givenUp(): number {
    return this.#givenUp
  }

  close(): void {
    this.#db.close()
  }

  #addOne(row: MatchRow): void {
    if (this.#rows >= this.#max) {
      this.#givenUp += 1
      return
    }
    this.#add.run(
      row.spanMs,
      this.#idOf(row.ruleId),
      this.#idOf(row.computer),
      this.#idOf(JSON.stringify(row.values)),
      row.firstAt,
      row.lastAt,
      row.firstRecord,
      row.lastRecord,
      row.count,
      this.#idOf(row.channel),
      row.eventId,
      this.#idOf(row.file),
      row.offset,
      this.#idOf(row.lastFile),
      row.lastOffset,
    )
    // A merged row counts too: this is a bound, not a number that anybody reads.
    this.#rows += 1
  }

  #idOf(text: string): number {
    const known = this.#texts.get(text)
    if (known !== undefined) return known
    this.#addText.run(text)
    const id = this.#textId.get(text)
    if (typeof id !== 'number') throw new Error('a text that was just written is not there')
    if (this.#texts.size >= KNOWN_TEXTS_MAX) this.#texts = new Map()
    this.#texts.set(text, id)
    return id
  }
}

function matchOf(row: Row): MatchRow {
  return {
    ruleId: row.rule,
    computer: row.computer,
    spanMs: row.span,
    values: JSON.parse(row.vals) as (string | null)[],
    firstAt: row.first_at,
    lastAt: row.last_at,
    firstRecord: row.first_record,
    lastRecord: row.last_record,
    count: row.count,
    channel: row.channel,
    eventId: row.event,
    file: row.file,
    offset: row.offset,
    lastFile: row.last_file,
    lastOffset: row.last_offset,
  }
}
