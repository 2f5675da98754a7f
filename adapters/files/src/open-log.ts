import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { faultOf } from './fault.ts'
import type { FileFault } from './fault.ts'
import { FREE_UNPACK_BYTES, MAX_UNPACK_RATIO } from './limits.ts'
import type { OpenLog } from './log-bytes.ts'
import { UnpackedLog } from './unpacked-log.ts'
import { entryStart } from './zip-directory.ts'
import type { ZipEntry } from './zip-directory.ts'

/** How the bytes of a log lie in its file. */
export interface Packing {
  /** The entry of a zip. */
  readonly entry?: ZipEntry
  /** The file, or the entry, is a gzip. */
  readonly gzip?: boolean
}

/**
 * Opens a log for positioned reading, where it lies: a file, an entry of a zip, a `.gz` of either. Packed bytes are unpacked in
 * memory as they are asked for; nothing is written. Faults: `not-found`, `no-access`, `is-a-folder`, `not-a-file`, `io`,
 * `packed-damaged`.
 */
export function openLog(path: string, packing: Packing = {}): Result<OpenLog, FileFault> {
  const file = openPlain(path)
  if (!file.ok) return file
  const opened = unpack(file.value, path, packing)
  if (!opened.ok) file.value.close()
  return opened
}

/** The bytes as they lie there, packed or not: what a digest is made of. */
export function openStored(path: string, entry?: ZipEntry): Result<OpenLog, FileFault> {
  const file = openPlain(path)
  if (!file.ok || entry === undefined) return file
  const start = entryStart(file.value, entry)
  if (start !== undefined) return ok(partOf(file.value, start, entry.packedBytes))
  file.value.close()
  return failed(headerMissing(`${path}!${entry.name}`))
}

function headerMissing(path: string): FileFault {
  return { code: 'packed-damaged', path, reason: 'its header is not where the zip says' }
}

function unpack(file: OpenLog, path: string, { entry, gzip }: Packing): Result<OpenLog, FileFault> {
  let log = file
  let shown = path
  if (entry !== undefined) {
    shown = `${path}!${entry.name}`
    const start = entryStart(file, entry)
    if (start === undefined) return failed(headerMissing(shown))
    const part = partOf(file, start, entry.packedBytes)
    log =
      entry.method === 0
        ? part
        : new UnpackedLog(part, { path: shown, as: 'deflate', size: entry.bytes, crc: entry.crc })
  }
  if (gzip !== true) return ok(log)
  const most = Math.max(FREE_UNPACK_BYTES, MAX_UNPACK_RATIO * (entry?.packedBytes ?? file.size))
  return ok(new UnpackedLog(log, { path: shown, as: 'gzip', most }))
}

/** A part of a log as one of its own. */
function partOf(file: OpenLog, start: number, size: number): OpenLog {
  return {
    size,
    read: (offset, into) =>
      offset >= size ? 0 : file.read(start + offset, into.subarray(0, Math.min(into.length, size - offset))),
    fault: () => file.fault(),
    changed: () => file.changed(),
    close: () => file.close(),
  }
}

function openPlain(path: string): Result<OpenLog, FileFault> {
  let fd: number | undefined
  try {
    fd = openSync(path, 'r')
    const stats = fstatSync(fd)
    if (stats.isFile()) return ok(overFile(fd, path, { size: stats.size, mtimeMs: stats.mtimeMs }))
    closeSync(fd)
    return failed(stats.isDirectory() ? { code: 'is-a-folder', path } : { code: 'not-a-file', path })
  } catch (error) {
    if (fd !== undefined) closeSync(fd)
    return failed(faultOf(error, path))
  }
}

function overFile(
  fd: number,
  path: string,
  was: { readonly size: number; readonly mtimeMs: number },
): OpenLog {
  let fault: FileFault | undefined
  return {
    size: was.size,
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
    changed() {
      try {
        const is = fstatSync(fd)
        return is.size === was.size && is.mtimeMs === was.mtimeMs
          ? undefined
          : { code: 'changed-while-read', path, need: was.size, have: is.size }
      } catch (error) {
        return faultOf(error, path)
      }
    },
    close: () => closeSync(fd),
  }
}
