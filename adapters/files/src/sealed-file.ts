import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { failed, ok, type Result } from '@codedark/domain/result'
import { writeDurably } from './durable-write.ts'
import { faultOf, type FileFault } from './fault.ts'

/** First bytes of a sealed file: name and version of the shape. */
const MAGIC = Buffer.from('CDSEAL1\n', 'ascii')
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Why a sealed file could not be opened: it is not there, not ours, cut, changed, or under another key. */
export type SealFault =
  | FileFault
  | { readonly code: 'seal-broken'; readonly path: string; readonly need: number; readonly have: number }

/**
 * Writes `bytes` under AES-256-GCM with a fresh random nonce; `name` is bound to it, so that one sealed file cannot take the
 * place of another. Done means synced.
 */
export function writeSealed(
  path: string,
  key: Uint8Array,
  name: string,
  bytes: Uint8Array,
): Result<null, FileFault> {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(name, 'utf8'))
  const sealed = Buffer.concat([MAGIC, nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
  return writeDurably(path, sealed)
}

/** Reads what `writeSealed` wrote under the same key and name. One changed byte anywhere is a fault. */
export function readSealed(path: string, key: Uint8Array, name: string): Result<Buffer, SealFault> {
  let sealed: Buffer
  try {
    sealed = readFileSync(path)
  } catch (error) {
    return failed(faultOf(error, path))
  }
  const least = MAGIC.length + NONCE_BYTES + TAG_BYTES
  const broken = failed({ code: 'seal-broken', path, need: least, have: sealed.length } as const)
  if (sealed.length < least || !sealed.subarray(0, MAGIC.length).equals(MAGIC)) return broken
  const nonce = sealed.subarray(MAGIC.length, MAGIC.length + NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(name, 'utf8'))
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES))
  try {
    const body = sealed.subarray(MAGIC.length + NONCE_BYTES, sealed.length - TAG_BYTES)
    return ok(Buffer.concat([decipher.update(body), decipher.final()]))
  } catch {
    return broken
  }
}

/** One sealed file to be read and written again by code that knows no disk. */
export interface KeptSealed {
  /** Null: there is none, or it does not open. */
  readonly read: () => Buffer | null
  /** Null: it is on disk and synced; else the file and what stood in its way. */
  readonly write: (bytes: Uint8Array) => string | null
}

/** A sealed file under one key and name. */
export function keptSealed(path: string, key: Uint8Array, name: string): KeptSealed {
  return {
    read: () => {
      const held = readSealed(path, key, name)
      return held.ok ? held.value : null
    },
    write: (bytes) => {
      const written = writeSealed(path, key, name, bytes)
      return written.ok ? null : `${path}: ${written.fault.code}`
    },
  }
}
