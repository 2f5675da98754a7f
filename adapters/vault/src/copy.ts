import { randomUUID } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { VaultPort } from '@codedark/domain/downtime'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { openDatabase } from './database.ts'
import { codeOf, faultOf } from './fault.ts'
import { GENERATIONS_SKIPPED, SERIALS_SKIPPED } from './limits.ts'
import { openDamagedVault, openVault } from './vault.ts'
import type { OpenFault } from './vault.ts'

/** Why there is no new copy; the one that was there before is still there. */
export type CopyFault =
  | OpenFault
  | { readonly code: 'exists'; readonly path: string }
  | { readonly code: 'not-found'; readonly path: string }
  /** The copy there has more than this vault: one of the two was put back. It is left alone. */
  | { readonly code: 'copy-is-ahead'; readonly path: string }

/** A copy as made: whole, checked and synced. */
export interface VaultCopied {
  /** Mark of the state that it holds. */
  readonly mark: number
  readonly bytes: number
}

/**
 * Copies the vault at `from` to `to`, encrypted under the same key, while others go on writing: `VACUUM INTO` a temporary
 * file beside it, which is opened and checked, synced and renamed. A damaged vault takes no good copy's place.
 */
export function copyVault(from: string, to: string, key: Uint8Array): Result<VaultCopied, CopyFault> {
  if (resolve(from) === resolve(to)) return failed({ code: 'exists', path: to })
  const ahead = isAhead(from, to, key)
  if (ahead !== null) return failed(ahead)
  return copyAside(from, to, key, () => undefined)
}

/**
 * Puts a copy where there is no vault. Serials and generations go on well above those of the copy, which may be older than
 * the last sheet on paper.
 */
export function restoreVault(copy: string, to: string, key: Uint8Array): Result<VaultCopied, CopyFault> {
  if (existsSync(to)) return failed({ code: 'exists', path: to })
  if (!existsSync(copy)) return failed({ code: 'not-found', path: copy })
  return copyAside(copy, to, key, (temporary) => {
    const db = openDatabase(temporary, key, false)
    try {
      const skip = db.prepare('UPDATE counter SET value = (value / ? + 1) * ? + 1 WHERE name = ?')
      db.transaction(() => {
        skip.run(SERIALS_SKIPPED, SERIALS_SKIPPED, 'serial')
        skip.run(GENERATIONS_SKIPPED, GENERATIONS_SKIPPED, 'generation')
      })()
    } finally {
      db.close()
    }
  })
}

function copyAside(
  from: string,
  to: string,
  key: Uint8Array,
  change: (temporary: string) => void,
): Result<VaultCopied, CopyFault> {
  const temporary = `${to}.${randomUUID()}.tmp`
  try {
    const db = openDatabase(from, key, false)
    try {
      db.prepare('VACUUM INTO ?').run(temporary)
    } finally {
      db.close()
    }
    change(temporary)
    const checked = openVault(temporary, key)
    if (!checked.ok) return checked
    const mark = markOf(checked.value)
    checked.value.close()
    sync(temporary, 'r+')
    // A log left beside the copy before would be played into this one.
    for (const end of ['-wal', '-shm']) rmSync(`${to}${end}`, { force: true })
    renameSync(temporary, to)
    if (process.platform !== 'win32') sync(dirname(to), 'r')
    return ok({ mark, bytes: statSync(to).size })
  } catch (error) {
    return failed(codeOf(error) === 'SQLITE_NOTADB' ? { code: 'wrong-key', path: from } : faultOf(error))
  } finally {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${temporary}${end}`, { force: true })
  }
}

/** One that is damaged may be replaced; one under another key is another vault's, and is left alone. */
function isAhead(from: string, to: string, key: Uint8Array): CopyFault | null {
  if (!existsSync(to)) return null
  const copied = markAt(to, key)
  if (!copied.ok) return copied.fault.code === 'wrong-key' ? copied.fault : null
  const have = markAt(from, key)
  if (!have.ok) return have.fault
  return copied.value > have.value ? { code: 'copy-is-ahead', path: to } : null
}

function markAt(path: string, key: Uint8Array): Result<number, OpenFault> {
  if (!existsSync(path)) return failed({ code: 'storage', reason: 'ENOENT', full: false })
  const opened = openDamagedVault(path, key)
  if (!opened.ok) return opened
  const mark = opened.value.mark()
  opened.value.close()
  return mark
}

function markOf(vault: VaultPort): number {
  const mark = vault.mark()
  return mark.ok ? mark.value : 0
}

function sync(path: string, flags: string): void {
  const fd = openSync(path, flags)
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
