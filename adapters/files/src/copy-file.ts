import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  copyFileSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { syncFolder } from './durable-write.ts'
import { faultOf } from './fault.ts'
import type { FileFault } from './fault.ts'

/**
 * Copies a file so that `to` holds either all of it or what it held before. Done means synced. Faults: `disk-full`,
 * `no-access`, `not-found`, `io`; nothing is left over then.
 */
export function copyFileDurably(from: string, to: string): Result<null, FileFault> {
  const temporary = `${to}.${randomUUID().slice(0, 8)}.tmp`
  try {
    copyFileSync(from, temporary)
    // A read-only source makes a read-only copy, which could not be synced.
    chmodSync(temporary, 0o600)
    const fd = openSync(temporary, 'r+')
    try {
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    renameSync(temporary, to)
    syncFolder(dirname(to))
    return ok(null)
  } catch (error) {
    rmSync(temporary, { force: true })
    return failed(faultOf(error, to))
  }
}

/** The device that a path lies on, as the system numbers it; two paths with one number share a disk or a part of it. */
export function diskOf(path: string): Result<number, FileFault> {
  try {
    return ok(statSync(path).dev)
  } catch (error) {
    return failed(faultOf(error, path))
  }
}
