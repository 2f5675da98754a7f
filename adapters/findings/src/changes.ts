import type Database from 'better-sqlite3-multiple-ciphers'

/** What is counted: any change, and the times that findings were added. */
type Counted = 'changes' | 'additions'

/** How often the store was changed since it was made, or only how often findings were added. */
export function countOf(db: Database.Database, counted: Counted): number {
  return db.prepare<[string], number>('SELECT value FROM meta WHERE name = ?').pluck().get(counted) ?? 0
}

/** Counts; within the transaction that makes the change. */
export function countUp(db: Database.Database, ...counted: readonly Counted[]): void {
  const up = db.prepare(
    'INSERT INTO meta (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1',
  )
  for (const name of counted) up.run(name)
}
