import { randomUUID } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { failed } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { openDatabase } from './database.ts'
import { verifyLedger } from './ledger.ts'
import type { LedgerKeys, OpenFault } from './ledger.ts'
import type { LedgerReport } from './verify.ts'

/** Why there is no new copy; the one that was there before is still there. */
export type CopyFault =
  | OpenFault
  | { readonly code: 'exists'; readonly path: string }
  /** What was copied does not fit: a broken ledger takes no good copy's place. */
  | { readonly code: 'copy-broken'; readonly report: LedgerReport }

/**
 * Copies the ledger at `from` to `to`, encrypted under the same key, while others go on writing. The copy is verified and
 * synced before it takes the place of the one before. What was taken out of the ledger is not in it; a medium may still
 * hold the bytes of the copy before.
 */
export function copyLedger(from: string, to: string, keys: LedgerKeys): Result<LedgerReport, CopyFault> {
  if (resolve(from) === resolve(to)) return failed({ code: 'exists', path: to })
  const temporary = `${to}.${randomUUID()}.tmp`
  try {
    const db = openDatabase(from, keys.databaseKey, false)
    try {
      db.prepare('VACUUM INTO ?').run(temporary)
    } finally {
      db.close()
    }
    const verified = verifyLedger(temporary, keys)
    if (!verified.ok) return verified
    if (verified.value.broken !== null) return failed({ code: 'copy-broken', report: verified.value })
    sync(temporary, 'r+')
    // A log left beside the copy before would be played into this one.
    for (const end of ['-wal', '-shm']) rmSync(`${to}${end}`, { force: true })
    renameSync(temporary, to)
    if (process.platform !== 'win32') sync(dirname(to), 'r')
    return verified
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    if (reason === 'SQLITE_NOTADB') return failed({ code: 'wrong-key', path: from })
    return failed({ code: 'storage', reason, full: reason === 'SQLITE_FULL' || reason === 'ENOSPC' })
  } finally {
    for (const end of ['', '-wal', '-shm']) rmSync(`${temporary}${end}`, { force: true })
  }
}

/** Puts a copy where there is no ledger. The caller records a handing over next: the old place may still be in use. */
export function restoreLedger(copy: string, to: string, keys: LedgerKeys): Result<LedgerReport, CopyFault> {
  if (existsSync(to)) return failed({ code: 'exists', path: to })
  return copyLedger(copy, to, keys)
}

function sync(path: string, flags: string): void {
  const fd = openSync(path, flags)
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
