import type Database from 'better-sqlite3-multiple-ciphers'
import type { CareLogRow } from '@codedark/domain/downtime'
import { Abandoned } from './fault.ts'

/** The entries after the first `after`, oldest first. */
export function readCareLog(db: Database.Database, after: number): readonly CareLogRow[] {
  return db
    .prepare<[number], CareLogRow>(
      'SELECT n, at, said_by AS "by", by_name AS byName, json FROM care_log WHERE n > ? ORDER BY n',
    )
    .all(after)
}

/** Within the caller's transaction: appends if the log has just `size` entries; returns its new size. */
export function insertCareLog(
  db: Database.Database,
  size: number,
  rows: readonly Omit<CareLogRow, 'n'>[],
): number {
  const have = db.prepare<[], number>('SELECT coalesce(max(n), 0) FROM care_log').pluck().get() ?? 0
  if (have !== size) throw new Abandoned({ code: 'log-moved-on', size: have })
  const insert = db.prepare('INSERT INTO care_log (n, at, said_by, by_name, json) VALUES (?, ?, ?, ?, ?)')
  let n = size
  for (const { at, by, byName, json } of rows) insert.run((n += 1), at, by, byName, json)
  return n
}
