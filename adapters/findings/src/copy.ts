import { randomUUID } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type Database from 'better-sqlite3-multiple-ciphers'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { faultOf, openDatabase } from './database.ts'
import type { FindingsFault } from './database.ts'
import { countOf } from './changes.ts'

/**
 * Copies the store at `from` to `to`, encrypted under the same key, while others go on writing; `same` where the copy was of
 * this state already. Done means synced; the copy before stays until then.
 */
export function copyFindings(
  from: string,
  to: string,
  key: Uint8Array,
): Result<'copied' | 'same', FindingsFault> {
  const temporary = `${to}.${randomUUID()}.tmp`
  let db: Database.Database | undefined
  try {
    const opened = openDatabase(from, key, 'FULL')
    if (!opened.ok) return opened
    db = opened.value
    if (changesIn(to, key) === countOf(db, 'changes')) return ok('same')
    db.prepare('VACUUM INTO ?').run(temporary)
    sync(temporary, 'r+')
    for (const end of ['-wal', '-shm']) rmSync(`${to}${end}`, { force: true })
    renameSync(temporary, to)
    if (process.platform !== 'win32') sync(dirname(to), 'r')
    return ok('copied')
  } catch (error) {
    return failed(faultOf(error, from))
  } finally {
    db?.close()
    for (const end of ['', '-wal', '-shm']) rmSync(`${temporary}${end}`, { force: true })
  }
}

/** How often the copy's state had changed; null where there is no copy that can be read. */
function changesIn(path: string, key: Uint8Array): number | null {
  if (!existsSync(path)) return null
  const opened = openDatabase(path, key, 'FULL')
  if (!opened.ok) return null
  try {
    return countOf(opened.value, 'changes')
  } catch {
    return null
  } finally {
    opened.value.close()
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
