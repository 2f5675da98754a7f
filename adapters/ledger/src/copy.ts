import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { dirname, resolve } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { failed, ok } from '@codedark/domain/result'
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
  /** The copy that is there is no earlier state of this ledger: it went on elsewhere, or this one was put back. */
  | { readonly code: 'copy-is-ahead'; readonly path: string }
  /** Another process was copying for too long. */
  | { readonly code: 'copying-elsewhere'; readonly waitedMs: number }
  /** What was to be stored beside the copy was not; `reason` is a sentence. */
  | { readonly code: 'beside'; readonly reason: string }

/** How long one copy waits for another of the same ledger. */
const WAIT_MS = 20_000

/**
 * Copies the ledger at `from` to `to`, encrypted under the same key, while others go on writing. The copy is verified, then
 * `beside` stores what its entries speak of, and then the copy, synced, takes the place of the one before: it is never ahead
 * of what lies beside it. One that is not an earlier state of this ledger is left alone. What was taken out of the ledger is
 * not in the copy; a medium may still hold the (encrypted) bytes of the copy before.
 */
export function copyLedger(
  from: string,
  to: string,
  keys: LedgerKeys,
  beside: () => Result<null, string> = () => ok(null),
): Result<LedgerReport, CopyFault> {
  if (resolve(from) === resolve(to)) return failed({ code: 'exists', path: to })
  const temporary = `${to}.${randomUUID()}.tmp`
  let lock: Database.Database | undefined
  try {
    lock = lockCopying(from)
    snapshot(from, temporary, keys)
    const verified = verifyLedger(temporary, keys, { against: latestNote(to, keys) })
    if (!verified.ok) return verified
    if (verified.value.broken !== null || verified.value.against === 'unreadable')
      return refusal(temporary, to, keys)
    const stored = beside()
    if (!stored.ok) return failed({ code: 'beside', reason: stored.fault })
    sync(temporary, 'r+')
    // A log left beside the copy before would be played into this one.
    for (const end of ['-wal', '-shm']) rmSync(`${to}${end}`, { force: true })
    renameSync(temporary, to)
    if (process.platform !== 'win32') sync(dirname(to), 'r')
    return verified
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    if (reason === 'SQLITE_NOTADB') return failed({ code: 'wrong-key', path: from })
    if (reason === 'SQLITE_BUSY') return failed({ code: 'copying-elsewhere', waitedMs: WAIT_MS })
    return failed({ code: 'storage', reason, full: reason === 'SQLITE_FULL' || reason === 'ENOSPC' })
  } finally {
    for (const end of ['', '-wal', '-shm']) rmSync(`${temporary}${end}`, { force: true })
    lock?.close()
  }
}

/** Puts a copy where there is no ledger. The caller records a handing over next: the old place may still be in use. */
export function restoreLedger(copy: string, to: string, keys: LedgerKeys): Result<LedgerReport, CopyFault> {
  if (existsSync(to)) return failed({ code: 'exists', path: to })
  // SQLite writes beside what it opens, and the medium may be read-only.
  const taken = `${to}.${randomUUID()}.taken`
  try {
    copyFileSync(copy, taken)
    chmodSync(taken, 0o600)
    return copyLedger(taken, to, keys)
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return failed({ code: 'storage', reason, full: reason === 'ENOSPC' })
  } finally {
    for (const end of ['', '-wal', '-shm', '.copying']) rmSync(`${taken}${end}`, { force: true })
  }
}

/** A ledger that is broken in itself, or one that fits itself and not the copy that is there. */
function refusal(temporary: string, to: string, keys: LedgerKeys): Result<never, CopyFault> {
  const alone = verifyLedger(temporary, keys)
  if (!alone.ok) return alone
  return alone.value.broken === null
    ? failed({ code: 'copy-is-ahead', path: to })
    : failed({ code: 'copy-broken', report: alone.value })
}

function snapshot(from: string, to: string, keys: LedgerKeys): void {
  const db = openDatabase(from, keys.databaseKey, false)
  try {
    db.prepare('VACUUM INTO ?').run(to)
  } finally {
    db.close()
  }
}

/** A slower copy of an earlier state must not replace a later one, so there is one copying at a time; a kill ends the lock. */
function lockCopying(from: string): Database.Database {
  const lock = new Database(`${from}.copying`, { timeout: WAIT_MS })
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock.close()
    throw error
  }
}

/** The latest checkpoint of the copy that is there; undefined where there is none or it is too damaged to defend. */
function latestNote(path: string, keys: LedgerKeys): string | undefined {
  if (!existsSync(path)) return undefined
  let db: Database.Database | undefined
  try {
    db = openDatabase(path, keys.databaseKey, false)
    const note = db.prepare('SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1').pluck().get()
    return typeof note === 'string' ? note : undefined
  } catch {
    return undefined
  } finally {
    db?.close()
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
