import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'

/** A copy of this folder is being served on this machine: both would go on with one record. */
export interface CopyServed {
  readonly code: 'copy-served'
  readonly path: string
  readonly pid: number
}

/**
 * Says for as long as this process lives that it serves the folder with this key. Refused while another process serves a folder
 * of the same key at another place: a copy. A mark of a process that ended is written over. A machine that cannot be written to,
 * or another machine, is not seen: `docs/record.md` says what shows then.
 */
export function holdFolder(
  path: string,
  side: 'command' | 'care',
  key: Uint8Array,
): Result<{ release(): void }, CopyServed> {
  const id = createHash('sha256').update(`codedark serves ${side}`).update(key).digest('hex').slice(0, 32)
  const folder = join(tmpdir(), 'codedark-served')
  const mark = join(folder, `${id}.json`)
  const place = realpathSync(path)
  const before = readMark(mark)
  if (before !== null && before.path !== place && isAlive(before.pid))
    return failed({ code: 'copy-served', path: before.path, pid: before.pid })
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(mark, JSON.stringify({ path: place, pid: process.pid }), { mode: 0o600 })
  } catch {
    return ok({ release: () => undefined })
  }
  return ok({
    release: () => {
      const now = readMark(mark)
      if (now?.pid === process.pid && now.path === place) rmSync(mark, { force: true })
    },
  })
}

function readMark(mark: string): { readonly path: string; readonly pid: number } | null {
  try {
    const value: unknown = JSON.parse(readFileSync(mark, 'utf8'))
    if (typeof value !== 'object' || value === null || !('path' in value) || !('pid' in value)) return null
    return typeof value.path === 'string' && typeof value.pid === 'number'
      ? { path: value.path, pid: value.pid }
      : null
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Another user's process is one too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
