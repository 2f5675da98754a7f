import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { faultOf } from './fault.ts'
import type { FileFault } from './fault.ts'

/** The bytes of an open file by position, as the reader of event logs takes them; close it once. */
export interface OpenLog {
  /** Bytes when it was opened; a log that grows meanwhile is read up to here. */
  readonly size: number
  /** Reads at `offset` into `into`, returns the bytes read; 0 at the end or where the disk refuses, which is then `fault`. */
  read(offset: number, into: Uint8Array): number
  /** The first fault of a read, if there was one: bytes that the disk did not give look like the end of the file. */
  fault(): FileFault | undefined
  close(): void
}

/** Opens a log for positioned reading. Faults: `not-found`, `no-access`, `is-a-folder`, `not-a-file`, `io`. */
export function openLog(path: string): Result<OpenLog, FileFault> {
  let fd: number | undefined
  try {
    fd = openSync(path, 'r')
    const stats = fstatSync(fd)
    if (stats.isFile()) return ok(overFile(fd, path, stats.size))
    closeSync(fd)
    return failed(stats.isDirectory() ? { code: 'is-a-folder', path } : { code: 'not-a-file', path })
  } catch (error) {
    if (fd !== undefined) closeSync(fd)
    return failed(faultOf(error, path))
  }
}

function overFile(fd: number, path: string, size: number): OpenLog {
  let fault: FileFault | undefined
  return {
    size,
    read(offset, into) {
      let at = 0
      try {
        while (at < into.byteLength) {
          const got = readSync(fd, into, at, into.byteLength - at, offset + at)
          if (got === 0) break
          at += got
        }
      } catch (error) {
        fault ??= faultOf(error, path)
      }
      return at
    },
    fault: () => fault,
    close: () => closeSync(fd),
  }
}
