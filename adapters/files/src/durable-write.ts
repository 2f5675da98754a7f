import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, unlinkSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { faultOf } from './fault.ts'
import type { FileFault } from './fault.ts'

/** A file being written that appears under its name only when it is whole and synced. */
export interface DurableWriter {
  /** Appends UTF-8 text. After the first fault every later call returns the same fault. */
  write(text: string): Result<null, FileFault>
  /** Syncs, renames, syncs the folder. After ok the file survives a power cut. */
  commit(): Result<null, FileFault>
  /** Leaves no trace. */
  abandon(): void
}

/** Bytes gathered before a write call: fewer system calls, still small beside a chunk of a log. */
const BUFFER_CHARS = 256 * 1024

/**
 * Writes `content` so that `path` holds either all of it or what it held before: temporary file beside it, fsync, rename,
 * fsync of the folder. Done means on disk. Faults: `disk-full`, `no-access`, `not-found` (folder), `io`; nothing is left
 * over then, and nothing is tried again.
 */
export function writeDurably(
  path: string,
  content: string | Uint8Array,
  mode = 0o600,
): Result<null, FileFault> {
  const temporary = temporaryName(path)
  let fd: number | undefined
  try {
    fd = openSync(temporary, 'wx', mode)
    writeAll(fd, typeof content === 'string' ? Buffer.from(content) : content)
    fsyncSync(fd)
    closeSync(fd)
    fd = undefined
    renameSync(temporary, path)
    syncFolder(dirname(path))
    return ok(null)
  } catch (error) {
    discard(fd, temporary)
    return failed(faultOf(error, path))
  }
}

/** Opens `path` for writing line by line; see `writeDurably` for what commit means and for the faults. */
export function openDurableWriter(path: string, mode = 0o600): Result<DurableWriter, FileFault> {
  const temporary = temporaryName(path)
  try {
    return ok(new TemporaryFile(openSync(temporary, 'wx', mode), temporary, path))
  } catch (error) {
    return failed(faultOf(error, path))
  }
}

/** Syncs the entries of a folder, so that a rename in it survives a power cut. Windows has no such call; there it does nothing. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const fd = openSync(folder, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

class TemporaryFile implements DurableWriter {
  readonly #temporary: string
  readonly #path: string
  #fd: number | undefined
  #pending = ''
  #fault: FileFault | undefined

  constructor(fd: number, temporary: string, path: string) {
    this.#fd = fd
    this.#temporary = temporary
    this.#path = path
  }

  write(text: string): Result<null, FileFault> {
    this.#pending += text
    return this.#pending.length < BUFFER_CHARS ? this.#state() : this.#flush()
  }

  commit(): Result<null, FileFault> {
    const flushed = this.#flush()
    if (!flushed.ok || this.#fd === undefined) return flushed
    try {
      fsyncSync(this.#fd)
      closeSync(this.#fd)
      this.#fd = undefined
      renameSync(this.#temporary, this.#path)
      syncFolder(dirname(this.#path))
      return ok(null)
    } catch (error) {
      return this.#fail(error)
    }
  }

  abandon(): void {
    discard(this.#fd, this.#temporary)
    this.#fd = undefined
  }

  #flush(): Result<null, FileFault> {
    if (this.#fault !== undefined || this.#fd === undefined) return this.#state()
    try {
      writeAll(this.#fd, Buffer.from(this.#pending))
      this.#pending = ''
      return ok(null)
    } catch (error) {
      return this.#fail(error)
    }
  }

  #fail(error: unknown): Result<null, FileFault> {
    this.#fault = faultOf(error, this.#path)
    this.#pending = ''
    this.abandon()
    return failed(this.#fault)
  }

  #state(): Result<null, FileFault> {
    return this.#fault === undefined ? ok(null) : failed(this.#fault)
  }
}

/** Beside the target, since a rename is whole only within one file system; the random part keeps two writers apart. */
function temporaryName(path: string): string {
  return `${path}.${randomUUID().slice(0, 8)}.tmp`
}

/** A write call may take less than it was given, above all just before the disk is full. */
function writeAll(fd: number, bytes: Uint8Array): void {
  let at = 0
  while (at < bytes.byteLength) at += writeSync(fd, bytes, at, bytes.byteLength - at)
}

function discard(fd: number | undefined, temporary: string): void {
  try {
    if (fd !== undefined) closeSync(fd)
    unlinkSync(temporary)
  } catch {
    // What cannot be removed is not under its final name; the next run uses another temporary name.
  }
}
