import { closeSync, openSync } from 'node:fs'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import Database from 'better-sqlite3-multiple-ciphers'

/** Why a store could not be opened or written. `wrong-key` is also what a damaged header looks like. */
export type FindingsFault =
  | { readonly code: 'wrong-key'; readonly path: string }
  | { readonly code: 'disk-full'; readonly path: string }
  | { readonly code: 'io'; readonly path: string; readonly reason: string }

/** Opens or creates a database, encrypted where there is a raw 32-byte key; `synchronous` as SQLite names it. */
export function openDatabase(
  path: string,
  key: Uint8Array | undefined,
  synchronous: 'FULL' | 'NORMAL' | 'OFF' = 'NORMAL',
): Result<Database.Database, FindingsFault> {
  if (key !== undefined && key.byteLength !== 32)
    throw new RangeError(`a key has 32 bytes, not ${key.byteLength}`)
  let db: Database.Database | undefined
  try {
    // The database itself would make the file readable by everybody.
    closeSync(openSync(path, 'a', 0o600))
    db = new Database(path)
    if (key !== undefined) {
      db.pragma("cipher='aegis'")
      // As `raw:`: a key handed over as bytes would be taken for a passphrase and derived.
      db.pragma(`key="raw:${Buffer.from(key).toString('hex')}"`)
    }
    db.pragma('journal_mode=WAL')
    db.pragma(`synchronous=${synchronous}`)
    db.pragma('foreign_keys=ON')
    return ok(db)
  } catch (error) {
    db?.close()
    return failed(faultOf(error, path))
  }
}

/** The fault for an error that the database threw; what is none of its own is thrown on. */
export function faultOf(error: unknown, path: string): FindingsFault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'SQLITE_NOTADB') return { code: 'wrong-key', path }
  if (code === 'SQLITE_FULL') return { code: 'disk-full', path }
  if (code === 'ENOSPC') return { code: 'disk-full', path }
  if (code.startsWith('SQLITE_') || code.startsWith('E')) return { code: 'io', path, reason: code }
  throw error
}
