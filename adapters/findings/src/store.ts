import type Database from 'better-sqlite3-multiple-ciphers'
import { RECOVERY } from '@codedark/domain/triage'
import type { Finding, FindingPlace, FindingRule } from '@codedark/domain/triage'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { countOf, countUp } from './changes.ts'
import { faultOf, openDatabase } from './database.ts'
import type { FindingsFault } from './database.ts'
import { findingId, idOf, keyOf, markOf, momentOf } from './ids.ts'
import { ASKING_INDEXES, LATER_COLUMNS, PLACES_INDEX, SCHEMA } from './schema.ts'

/** What triage found, by server and time; encrypted on disk, memory flat in the number of findings. */
export interface FindingsStore {
  /**
   * Adds findings; done means synced. The same record under the same rule in a second file or a second copy of a log adds a
   * place to the finding that is there. Adding the same place again changes nothing. Where two copies of a record differ in
   * what they tell (another format), the one that tells more is kept, in whatever order they come.
   */
  add(findings: Iterable<Finding>): Result<null, FindingsFault>
  /** Gives every finding with a place in file `of` the same place in file `alsoIn`, which has the same bytes; done means synced. */
  addPlaces(of: string, alsoIn: string): Result<null, FindingsFault>
  /** Findings in order of time, computer, channel, record, event and rule, one at a time. Do not add while iterating. */
  all(only?: FindingsQuery): IterableIterator<Finding>
  /** One page in order of time; `after` is the `next` of the page before. Null where `after` is no such mark. */
  page(only: FindingsQuery, from: { readonly after?: string; readonly limit: number }): FindingsPage | null
  /** The finding kept under this id; null where there is none. */
  find(id: string): Finding | null
  /** Gives every finding the server that its computer speaks for now, after another list was imported. Done means synced. */
  assign(serverOf: (computer: string) => string | null): Result<null, FindingsFault>
  /** How often findings were added since the store was made: another number means that a run added some. */
  additions(): number
  /** How many different findings the query has. */
  count(only?: FindingsQuery): number
  /** How many findings each server has; null is those of logs that speak for no server. */
  countByServer(): ReadonlyMap<string | null, number>
  close(): void
}

/** A page of findings with the ids under which they are kept. */
export interface FindingsPage {
  readonly findings: readonly { readonly id: string; readonly finding: Finding }[]
  /** Where the next page starts; null: this is the last. */
  readonly next: string | null
}

/** Which findings; all parts that are given must fit. */
export interface FindingsQuery {
  /** Server id; null for logs that speak for no server. */
  readonly server?: string | null
  readonly ruleIds?: readonly string[]
  /** All rules but these. */
  readonly exceptRuleIds?: readonly string[]
  readonly levels?: readonly FindingRule['level'][]
  /** Instants as the findings bear them, both included. */
  readonly from?: string
  readonly until?: string
  /** At most so many, the earliest. */
  readonly limit?: number
}

/**
 * Opens or creates the store at `path` with a raw 32-byte key. `durable: false` is for a store that is thrown away after
 * the run: it does not sync.
 */
export function openFindings(
  path: string,
  key: Uint8Array,
  options: { readonly durable?: boolean } = {},
): Result<FindingsStore, FindingsFault> {
  const opened = openDatabase(path, key, options.durable === false ? 'OFF' : 'FULL')
  if (!opened.ok) return opened
  const db = opened.value
  try {
    db.exec(SCHEMA)
    const columns = db.prepare<[], string>(`SELECT name FROM pragma_table_info('place')`).pluck().all()
    for (const { column, add } of LATER_COLUMNS) if (!columns.includes(column)) db.exec(add)
    return ok(new SqliteFindings(db, path))
  } catch (error) {
    db.close()
    return failed(faultOf(error, path))
  }
}

interface Row {
  readonly id: number
  readonly time: string
  readonly server: string | null
  readonly computer: string
  readonly channel: string
  readonly event_id: number
  readonly record_id: number
  readonly fields: string
  readonly rule_id: string
  readonly title: string
  readonly author: string
  readonly level: FindingRule['level']
}

const SELECT = `SELECT f.id, f.time, f.server, f.computer, f.channel, f.event_id, f.record_id, f.fields,
              r.rule_id, r.title, r.author, r.level
         FROM finding f JOIN rule r ON r.id = f.rule`

const PLACES =
  'SELECT l.path AS file, p.offset, p.recovery, p.borrowed FROM place p JOIN file l ON l.id = p.file WHERE p.finding = ? ORDER BY l.path, p.offset'

interface PlaceRow {
  readonly file: string
  readonly offset: number
  readonly recovery: string | null
  readonly borrowed: number
}

class SqliteFindings implements FindingsStore {
  readonly #db: Database.Database
  readonly #path: string
  readonly #rules = new Map<string, number>()
  readonly #files = new Map<string, number>()
  #answers = false

  constructor(db: Database.Database, path: string) {
    this.#db = db
    this.#path = path
  }

  add(findings: Iterable<Finding>): Result<null, FindingsFault> {
    try {
      this.#db.transaction(() => {
        for (const finding of findings) this.#addOne(finding)
        countUp(this.#db, 'changes', 'additions')
      })()
      return ok(null)
    } catch (error) {
      // What was rolled back may be in the maps: they are only true of what is on disk.
      this.#rules.clear()
      this.#files.clear()
      return failed(faultOf(error, this.#path))
    }
  }

  *all(only: FindingsQuery = {}): IterableIterator<Finding> {
    this.#prepareToAnswer()
    const { where, values } = conditionOf(only)
    const rows = this.#db.prepare<unknown[], Row>(
      `${SELECT} ${where}
        ORDER BY f.time, f.computer, f.channel, f.record_id, f.event_id, r.rule_id LIMIT ?`,
    )
    for (const row of rows.iterate(...values, only.limit ?? -1)) yield findingOf(row, this.#places(row.id))
  }

  #places(finding: number): PlaceRow[] {
    return this.#db.prepare<[number], PlaceRow>(PLACES).all(finding)
  }

  addPlaces(of: string, alsoIn: string): Result<null, FindingsFault> {
    try {
      this.#db.exec(PLACES_INDEX)
      this.#db.transaction(() => {
        this.#statement(
          `INSERT OR IGNORE INTO place (finding, file, offset, recovery, borrowed)
           SELECT p.finding, ?, p.offset, p.recovery, p.borrowed FROM place p JOIN file l ON l.id = p.file WHERE l.path = ?`,
        ).run(this.#fileId(alsoIn), of)
        countUp(this.#db, 'changes', 'additions')
      })()
      return ok(null)
    } catch (error) {
      this.#files.clear()
      return failed(faultOf(error, this.#path))
    }
  }

  page(only: FindingsQuery, from: { readonly after?: string; readonly limit: number }): FindingsPage | null {
    const after = from.after === undefined ? null : markOf(from.after)
    if (after === undefined) return null
    this.#prepareToAnswer()
    const { where, values } = conditionOf(only)
    const beyond = after === null ? '' : `${where === '' ? 'WHERE' : 'AND'} (f.time, f.id) > (?, ?)`
    const rows = this.#db
      .prepare<unknown[], Row>(`${SELECT} ${where} ${beyond} ORDER BY f.time, f.id LIMIT ?`)
      .all(...values, ...(after ?? []), from.limit + 1)
    const shown = rows.slice(0, from.limit)
    const last = shown.at(-1)
    return {
      findings: shown.map((row) => {
        const finding = findingOf(row, this.#places(row.id))
        return { id: findingId(finding), finding }
      }),
      next: last === undefined || rows.length === shown.length ? null : idOf([last.time, last.id]),
    }
  }

  find(id: string): Finding | null {
    const key = keyOf(id)
    if (key === null) return null
    const row = this.#db
      .prepare<unknown[], Row>(
        `${SELECT} WHERE f.computer = ? AND f.channel = ? AND f.record_id = ? AND f.event_id = ? AND f.moment = ? AND r.rule_id = ?`,
      )
      .get(...key)
    return row === undefined ? null : findingOf(row, this.#places(row.id))
  }

  assign(serverOf: (computer: string) => string | null): Result<null, FindingsFault> {
    try {
      this.#db.transaction(() => {
        const computers = this.#db.prepare<[], string>('SELECT DISTINCT computer FROM finding').pluck().all()
        const set = this.#db.prepare('UPDATE finding SET server = ? WHERE computer = ? AND server IS NOT ?')
        for (const computer of computers) {
          const server = serverOf(computer)
          set.run(server, computer, server)
        }
        countUp(this.#db, 'changes')
      })()
      return ok(null)
    } catch (error) {
      return failed(faultOf(error, this.#path))
    }
  }

  additions(): number {
    return countOf(this.#db, 'additions')
  }

  count(only: FindingsQuery = {}): number {
    this.#prepareToAnswer()
    const { where, values } = conditionOf(only)
    return (
      this.#db
        .prepare<unknown[], number>(`SELECT count(*) FROM finding f JOIN rule r ON r.id = f.rule ${where}`)
        .pluck()
        .get(...values) ?? 0
    )
  }

  countByServer(): ReadonlyMap<string | null, number> {
    this.#prepareToAnswer()
    const rows = this.#db
      .prepare<[], { server: string | null; n: number }>(
        'SELECT server, count(*) AS n FROM finding GROUP BY server ORDER BY server',
      )
      .all()
    return new Map(rows.map((row) => [row.server, row.n]))
  }

  close(): void {
    this.#db.close()
  }

  #prepareToAnswer(): void {
    if (this.#answers) return
    this.#db.exec(ASKING_INDEXES)
    this.#answers = true
  }

  #addOne(finding: Finding): void {
    const rule = this.#ruleId(finding.rule)
    const id = this.#findingId(finding, rule)
    const add = this.#statement(
      'INSERT OR IGNORE INTO place (finding, file, offset, recovery, borrowed) VALUES (?, ?, ?, ?, ?)',
    )
    for (const place of finding.places ?? [finding]) {
      const borrowed = place.borrowedTemplate === true ? 1 : 0
      add.run(id, this.#fileId(place.file), place.offset, place.recovery ?? null, borrowed)
    }
  }

  #findingId(finding: Finding, rule: number): number {
    const fields = JSON.stringify(finding.fields)
    const { computer, channel, recordId, eventId, time } = finding
    const key = [computer, channel, recordId, eventId, momentOf(finding, fields), rule] as const
    const inserted = this.#statement(
      `INSERT INTO finding (computer, channel, record_id, event_id, moment, rule, time, server, fields)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    ).run(...key, time, finding.server, fields)
    if (inserted.changes === 1) return Number(inserted.lastInsertRowid)
    const known = this.#statement(
      `SELECT id FROM finding
        WHERE computer = ? AND channel = ? AND record_id = ? AND event_id = ? AND moment = ? AND rule = ?`,
    )
      .pluck()
      .get(...key)
    if (typeof known !== 'number') throw new Error('a finding that conflicts is not there')
    this.#statement(
      `UPDATE finding SET time = ?, fields = ?
        WHERE id = ? AND (length(?), ?, ?) > (length(fields), fields, time)`,
    ).run(time, fields, known, fields, fields, time)
    return known
  }

  #ruleId(rule: FindingRule): number {
    const key = `${rule.id}\u0000${rule.title}\u0000${rule.author}\u0000${rule.level}`
    return this.#idOf(this.#rules, key, [
      'INSERT OR IGNORE INTO rule (rule_id, title, author, level) VALUES (?, ?, ?, ?)',
      'SELECT id FROM rule WHERE rule_id = ? AND title = ? AND author = ? AND level = ?',
      [rule.id, rule.title, rule.author, rule.level],
    ])
  }

  #fileId(path: string): number {
    return this.#idOf(this.#files, path, [
      'INSERT OR IGNORE INTO file (path) VALUES (?)',
      'SELECT id FROM file WHERE path = ?',
      [path],
    ])
  }

  #idOf(
    known: Map<string, number>,
    key: string,
    [insert, select, values]: readonly [string, string, readonly string[]],
  ): number {
    const have = known.get(key)
    if (have !== undefined) return have
    this.#statement(insert).run(...values)
    const id = this.#db
      .prepare<unknown[], number>(select)
      .pluck()
      .get(...values)
    if (id === undefined) throw new Error('a row that was just written is not there')
    known.set(key, id)
    return id
  }

  readonly #statements = new Map<string, Database.Statement>()

  #statement(sql: string): Database.Statement {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const made = this.#db.prepare(sql)
    this.#statements.set(sql, made)
    return made
  }
}

function conditionOf(only: FindingsQuery): { where: string; values: unknown[] } {
  const parts: string[] = []
  const values: unknown[] = []
  if (only.server !== undefined) {
    parts.push('f.server IS ?')
    values.push(only.server)
  }
  if (only.ruleIds !== undefined) {
    parts.push('r.rule_id IN (SELECT value FROM json_each(?))')
    values.push(JSON.stringify(only.ruleIds))
  }
  if (only.exceptRuleIds !== undefined) {
    parts.push('r.rule_id NOT IN (SELECT value FROM json_each(?))')
    values.push(JSON.stringify(only.exceptRuleIds))
  }
  if (only.levels !== undefined) {
    parts.push('r.level IN (SELECT value FROM json_each(?))')
    values.push(JSON.stringify(only.levels))
  }
  if (only.from !== undefined) {
    parts.push('f.time >= ?')
    values.push(only.from)
  }
  if (only.until !== undefined) {
    parts.push('f.time <= ?')
    values.push(only.until)
  }
  return { where: parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`, values }
}

function findingOf(row: Row, rows: readonly PlaceRow[]): Finding {
  const places = rows.map(placeOf)
  const first = places[0] ?? { file: '', offset: 0 }
  const labels = places.map((place) => place.recovery)
  const best = labels.includes(undefined) ? undefined : RECOVERY.find((label) => labels.includes(label))
  return {
    rule: { id: row.rule_id, title: row.title, author: row.author, level: row.level },
    server: row.server,
    computer: row.computer,
    channel: row.channel,
    eventId: row.event_id,
    recordId: row.record_id,
    time: row.time,
    file: first.file,
    offset: first.offset,
    ...(places.length > 1 ? { places } : {}),
    ...(best === undefined ? {} : { recovery: best }),
    ...(places.length > 0 && places.every((place) => place.borrowedTemplate)
      ? { borrowedTemplate: true }
      : {}),
    fields: JSON.parse(row.fields) as Record<string, string>,
  }
}

function placeOf({ file, offset, recovery, borrowed }: PlaceRow): FindingPlace {
  const label = RECOVERY.find((one) => one === recovery)
  return {
    file,
    offset,
    ...(label === undefined ? {} : { recovery: label }),
    ...(borrowed === 1 ? { borrowedTemplate: true } : {}),
  }
}
