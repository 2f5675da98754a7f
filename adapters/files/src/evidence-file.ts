import { createCipheriv, createDecipheriv, createHash, randomBytes, randomUUID } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { syncFolder } from './durable-write.ts'
import { faultOf } from './fault.ts'
import type { FileFault } from './fault.ts'
import { MAX_EVIDENCE_BYTES } from './limits.ts'

/** First bytes of a sealed evidence file: name and version of the shape. */
const MAGIC = Buffer.from('CDEVID1\n', 'ascii')
const NONCE_BYTES = 12
const TAG_BYTES = 16
const BLOCK_BYTES = 1024 * 1024
/** The key seals other things too: what was sealed as evidence opens as nothing else. */
const BOUND = Buffer.from('codedark evidence v1', 'ascii')

/** A file as it was taken in. */
export interface EvidenceFile {
  /** Lower-case hex, over the bytes as they were read. */
  readonly sha256: string
  readonly bytes: number
  /** Whether these bytes had been taken in before. */
  readonly again: boolean
}

/** How a kept file stands against its name. */
export type EvidenceState = 'fits' | 'missing' | 'misfit'

/**
 * Copies a file into `folder` under AES-256-GCM, named by the SHA-256 of its bytes, read-only; the original is only read.
 * Memory does not grow with the file. Done means synced. Faults: `not-found`, `no-access`, `not-a-file`, `too-large`,
 * `disk-full`, `io`; nothing is left over then. What is inside is neither looked at nor run.
 */
export function takeEvidenceFile(
  from: string,
  folder: string,
  key: Uint8Array,
): Result<EvidenceFile, FileFault> {
  const temporary = join(folder, `${randomUUID()}.tmp`)
  let source: number | undefined
  let target: number | undefined
  try {
    source = openSync(from, 'r')
    const stat = fstatSync(source)
    if (!stat.isFile()) return failed({ code: stat.isDirectory() ? 'is-a-folder' : 'not-a-file', path: from })
    if (stat.size > MAX_EVIDENCE_BYTES)
      return failed({ code: 'too-large', path: from, have: stat.size, limit: MAX_EVIDENCE_BYTES })
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    target = openSync(temporary, 'wx', 0o600)
    const sealed = seal(source, target, key)
    if (sealed.bytes > MAX_EVIDENCE_BYTES)
      return failed({ code: 'too-large', path: from, have: sealed.bytes, limit: MAX_EVIDENCE_BYTES })
    const path = evidencePath(folder, sealed.sha256)
    const again = existsSync(path)
    if (!again) {
      fsyncSync(target)
      chmodSync(temporary, 0o400)
      renameSync(temporary, path)
      syncFolder(folder)
    }
    return ok({ ...sealed, again })
  } catch (error) {
    return failed(faultOf(error, target === undefined ? from : folder))
  } finally {
    for (const fd of [source, target]) if (fd !== undefined) closeSync(fd)
    rmSync(temporary, { force: true })
  }
}

/**
 * As `takeEvidenceFile`, of bytes that come from elsewhere (a browser): memory does not grow with them, and other work goes on
 * between two of them. What stops in the middle leaves nothing.
 */
export async function takeEvidenceStream(
  chunks: AsyncIterable<Uint8Array>,
  folder: string,
  key: Uint8Array,
): Promise<Result<EvidenceFile, FileFault>> {
  const temporary = join(folder, `${randomUUID()}.tmp`)
  let target: number | undefined
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    target = openSync(temporary, 'wx', 0o600)
    const sealer = new Sealer(target, key)
    for await (const chunk of chunks) {
      if (sealer.bytes + chunk.byteLength > MAX_EVIDENCE_BYTES)
        return failed({
          code: 'too-large',
          path: 'upload',
          have: sealer.bytes + chunk.byteLength,
          limit: MAX_EVIDENCE_BYTES,
        })
      sealer.write(chunk)
    }
    const sha256 = sealer.finish()
    const path = evidencePath(folder, sha256)
    const again = existsSync(path)
    if (!again) {
      fsyncSync(target)
      chmodSync(temporary, 0o400)
      renameSync(temporary, path)
      syncFolder(folder)
    }
    return ok({ sha256, bytes: sealer.bytes, again })
  } catch (error) {
    return failed(faultOf(error, folder))
  } finally {
    if (target !== undefined) closeSync(target)
    rmSync(temporary, { force: true })
  }
}

/**
 * The bytes of a kept file, block by block, checked whole before the first is given: what does not fit its name gives nothing.
 * Other work goes on between two blocks, so a file of 10 GB holds nobody up.
 */
export async function openEvidence(
  folder: string,
  key: Uint8Array,
  sha256: string,
): Promise<Result<{ readonly bytes: number; blocks(): AsyncGenerator<Uint8Array> }, EvidenceState>> {
  const path = evidencePath(folder, sha256)
  const hash = createHash('sha256')
  let bytes = 0
  for await (const block of unsealed(path, key)) {
    if (block === 'absent') return failed('missing')
    if (block === 'broken') return failed('misfit')
    hash.update(block)
    bytes += block.byteLength
  }
  if (hash.digest('hex') !== sha256) return failed('misfit')
  return ok({
    bytes,
    blocks: async function* blocks() {
      for await (const block of unsealed(path, key)) if (typeof block !== 'string') yield block
    },
  })
}

/** `unseal` with a pause after each block. */
async function* unsealed(path: string, key: Uint8Array): AsyncGenerator<Uint8Array | 'absent' | 'broken'> {
  const waiting: Uint8Array[] = []
  const steps = unsealSteps(path, key, (block) => void waiting.push(block))
  for (;;) {
    const step = steps.next()
    yield* waiting.splice(0)
    if (step.done === true) {
      if (step.value !== 'whole') yield step.value
      return
    }
    await new Promise<void>((resolve) => {
      setImmediate(resolve)
    })
  }
}

/** Reads a kept file through and says whether it is what its name says. */
export function checkEvidenceFile(folder: string, key: Uint8Array, sha256: string): EvidenceState {
  const hash = createHash('sha256')
  const read = unseal(evidencePath(folder, sha256), key, (block) => void hash.update(block))
  if (read === 'absent') return 'missing'
  return read === 'whole' && hash.digest('hex') === sha256 ? 'fits' : 'misfit'
}

/**
 * Writes the bytes of a kept file to `to`, which must not exist. Done means synced and that they fit their hash; otherwise
 * nothing is left at `to`.
 */
export function giveEvidenceFile(
  folder: string,
  key: Uint8Array,
  sha256: string,
  to: string,
): Result<null, FileFault | { readonly code: 'misfit'; readonly path: string }> {
  const path = evidencePath(folder, sha256)
  let fd: number | undefined
  try {
    fd = openSync(to, 'wx', 0o600)
    const target = fd
    const hash = createHash('sha256')
    const read = unseal(path, key, (block) => {
      hash.update(block)
      writeAll(target, block)
    })
    if (read === 'absent') return discard(fd, to, { code: 'not-found', path })
    if (read !== 'whole' || hash.digest('hex') !== sha256) return discard(fd, to, { code: 'misfit', path })
    fsyncSync(fd)
    closeSync(fd)
    return ok(null)
  } catch (error) {
    return discard(fd, to, faultOf(error, to))
  }
}

/** Where the file of a hash lies. */
export const evidencePath = (folder: string, sha256: string): string => join(folder, `${sha256}.sealed`)

function seal(source: number, target: number, key: Uint8Array): { sha256: string; bytes: number } {
  const sealer = new Sealer(target, key)
  const block = Buffer.allocUnsafe(BLOCK_BYTES)
  // A file that grows while it is read must not fill the disk.
  while (sealer.bytes <= MAX_EVIDENCE_BYTES) {
    const got = readSync(source, block, 0, BLOCK_BYTES, null)
    if (got === 0) break
    sealer.write(block.subarray(0, got))
  }
  return { sha256: sealer.finish(), bytes: sealer.bytes }
}

/** Writes what comes, sealed, and hashes it on the way. */
class Sealer {
  bytes = 0
  readonly #target: number
  readonly #cipher
  readonly #hash = createHash('sha256')

  constructor(target: number, key: Uint8Array) {
    const nonce = randomBytes(NONCE_BYTES)
    this.#target = target
    this.#cipher = createCipheriv('aes-256-gcm', key, nonce)
    this.#cipher.setAAD(BOUND)
    writeAll(target, Buffer.concat([MAGIC, nonce]))
  }

  write(part: Uint8Array): void {
    this.bytes += part.byteLength
    this.#hash.update(part)
    writeAll(this.#target, this.#cipher.update(part))
  }

  finish(): string {
    writeAll(this.#target, Buffer.concat([this.#cipher.final(), this.#cipher.getAuthTag()]))
    return this.#hash.digest('hex')
  }
}

/** Hands on the bytes block by block. They may be trusted only after `whole`: the seal is checked at the end. */
function unseal(
  path: string,
  key: Uint8Array,
  take: (block: Uint8Array) => void,
): 'whole' | 'broken' | 'absent' {
  const steps = unsealSteps(path, key, take)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

function* unsealSteps(
  path: string,
  key: Uint8Array,
  take: (block: Uint8Array) => void,
): Generator<void, 'whole' | 'broken' | 'absent'> {
  if (!existsSync(path)) return 'absent'
  const fd = openSync(path, 'r')
  try {
    const body = fstatSync(fd).size - MAGIC.length - NONCE_BYTES - TAG_BYTES
    const head = Buffer.alloc(MAGIC.length + NONCE_BYTES)
    if (body < 0 || readSync(fd, head, 0, head.length, 0) !== head.length) return 'broken'
    if (!head.subarray(0, MAGIC.length).equals(MAGIC)) return 'broken'
    const decipher = createDecipheriv('aes-256-gcm', key, head.subarray(MAGIC.length), {
      authTagLength: TAG_BYTES,
    })
    decipher.setAAD(BOUND)
    const tag = Buffer.alloc(TAG_BYTES)
    readSync(fd, tag, 0, TAG_BYTES, head.length + body)
    decipher.setAuthTag(tag)
    const block = Buffer.allocUnsafe(BLOCK_BYTES)
    for (let at = 0; at < body;) {
      const got = readSync(fd, block, 0, Math.min(BLOCK_BYTES, body - at), head.length + at)
      if (got === 0) return 'broken'
      take(decipher.update(block.subarray(0, got)))
      at += got
      yield
    }
    return isGenuine(decipher) ? 'whole' : 'broken'
  } finally {
    closeSync(fd)
  }
}

function isGenuine(decipher: { final(): Buffer }): boolean {
  try {
    decipher.final()
    return true
  } catch {
    return false
  }
}

function writeAll(fd: number, bytes: Uint8Array): void {
  let at = 0
  while (at < bytes.byteLength) at += writeSync(fd, bytes, at, bytes.byteLength - at)
}

function discard<Fault>(fd: number | undefined, path: string, fault: Fault): Result<never, Fault> {
  if (fd !== undefined) {
    closeSync(fd)
    rmSync(path, { force: true })
  }
  return failed(fault)
}
