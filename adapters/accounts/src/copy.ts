import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type Database from 'better-sqlite3-multiple-ciphers'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { openDatabase } from './database.ts'

/**
 * Copies the accounts at `from` to `to`, under the same key, while others go on writing. Sessions are left out: who comes in at
 * a restored server signs in there. Done means synced; the copy before stays until then. The fault is what SQLite or the system said.
 */
export function copyAccounts(from: string, to: string, key: Uint8Array): Result<null, string> {
  const temporary = `${to}.${randomUUID()}.tmp`
  let db: Database.Database | undefined
  let copy: Database.Database | undefined
  try {
    db = openDatabase(from, key)
    db.prepare('VACUUM INTO ?').run(temporary)
    copy = openDatabase(temporary, key)
    const hasSessions = copy.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'session'")
    if (hasSessions.get() !== undefined) copy.exec('DELETE FROM session')
    // One file again: what is moved below must hold everything.
    copy.pragma('journal_mode=DELETE')
    copy.close()
    sync(temporary, 'r+')
    for (const end of ['-wal', '-shm']) rmSync(`${to}${end}`, { force: true })
    renameSync(temporary, to)
    if (process.platform !== 'win32') sync(dirname(to), 'r')
    return ok(null)
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error))
  } finally {
    db?.close()
    copy?.close()
    for (const end of ['', '-wal', '-shm']) rmSync(`${temporary}${end}`, { force: true })
  }
}

function sync(path: string, flags: string): void {
  const fd = openSync(path, flags)
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
