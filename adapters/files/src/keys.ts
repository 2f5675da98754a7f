import { argon2Sync, createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { writeDurably } from './durable-write.ts'
import { faultOf } from './fault.ts'
import type { FileFault } from './fault.ts'

/** Whose keys: each server has its own file, and a passphrase opens only one of them; a witness has a folder of its own. */
export type KeyHolder = 'command' | 'care' | 'witness'

/** What a passphrase opens; lives in memory only. */
export interface Keys {
  /** 32 random bytes: the raw key of the stores. */
  readonly databaseKey: Uint8Array
  /** 32 random bytes: seed of the Ed25519 key that signs checkpoints. */
  readonly seed: Uint8Array
}

/** Why keys cannot be made or opened. */
export type KeysFault =
  | FileFault
  | { readonly code: 'keys-exist'; readonly path: string }
  /** Also what a changed key file looks like: nobody can tell the two apart. */
  | { readonly code: 'wrong-passphrase'; readonly path: string }
  | { readonly code: 'not-a-key-file'; readonly path: string }

/** The passphrase of every drill: a drill holds invented patients only, and nobody should fail it at a passphrase. */
export const DRILL_PASSPHRASE = 'drill drill drill drill'

/** Argon2id as RFC 9106 recommends second: 64 MiB, three passes, four lanes; some 100 ms on an old laptop. */
const COST = { memory: 65_536, passes: 3, parallelism: 4 } as const
/** A key file is data too: one that asks for more (KiB, passes, lanes) would only stop the program. */
const MOST = { memory: 1_048_576, passes: 16, parallelism: 16 } as const
const SALT_BYTES = 16
const NONCE_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32

/**
 * Makes the keys of one server and writes them to `keysFolder` under the passphrase: argon2id, then AES-256-GCM. Done means
 * synced. There is no way back to the keys without the passphrase, and keys that exist are never written over.
 */
export function createKeys(
  keysFolder: string,
  which: KeyHolder,
  passphrase: string,
): Result<Keys, KeysFault> {
  const plain = randomBytes(2 * KEY_BYTES)
  return writeKeys(keysFolder, which, passphrase, keysOf(plain))
}

/** As `createKeys`, with keys that are there already: a restored record keeps the key of its stores and gets a new seed. */
export function writeKeys(
  keysFolder: string,
  which: KeyHolder,
  passphrase: string,
  keys: Keys,
): Result<Keys, KeysFault> {
  const path = keyPath(keysFolder, which)
  return existsSync(path)
    ? failed({ code: 'keys-exist', path })
    : replaceKeys(keysFolder, which, passphrase, keys)
}

/** As `writeKeys`, in place of what is there: the same keys under another passphrase. Written whole or not at all. */
export function replaceKeys(
  keysFolder: string,
  which: KeyHolder,
  passphrase: string,
  keys: Keys,
): Result<Keys, KeysFault> {
  const path = keyPath(keysFolder, which)
  const salt = randomBytes(SALT_BYTES)
  const nonce = randomBytes(NONCE_BYTES)
  const plain = Buffer.concat([keys.databaseKey, keys.seed])
  const cipher = createCipheriv('aes-256-gcm', stretch(passphrase, salt, COST), nonce)
  cipher.setAAD(bound(which))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  const file = {
    v: 1,
    which,
    kdf: { name: 'argon2id', ...COST, salt: salt.toString('hex') },
    nonce: nonce.toString('hex'),
    sealed: sealed.toString('hex'),
  }
  const written = writeDurably(path, `${JSON.stringify(file, null, 2)}\n`)
  return written.ok ? ok(keys) : written
}

/** Opens the keys of one server. Faults: `wrong-passphrase`, `not-a-key-file`, `not-found`, `no-access`, `io`. */
export function unlockKeys(
  keysFolder: string,
  which: KeyHolder,
  passphrase: string,
): Result<Keys, KeysFault> {
  const path = keyPath(keysFolder, which)
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    return failed(faultOf(error, path))
  }
  const file = parseKeyFile(text)
  if (file === undefined) return failed({ code: 'not-a-key-file', path })
  const decipher = createDecipheriv('aes-256-gcm', stretch(passphrase, file.salt, file.cost), file.nonce, {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(bound(which))
  decipher.setAuthTag(file.sealed.subarray(2 * KEY_BYTES))
  try {
    const body = decipher.update(file.sealed.subarray(0, 2 * KEY_BYTES))
    return ok(keysOf(Buffer.concat([body, decipher.final()])))
  } catch {
    return failed({ code: 'wrong-passphrase', path })
  }
}

const keyPath = (keysFolder: string, which: KeyHolder): string => join(keysFolder, `${which}.json`)

/** Bound to the sealed bytes, so that one server's file cannot stand in for the other's. */
const bound = (which: KeyHolder): Buffer => Buffer.from(`codedark keys ${which} v1`)

const keysOf = (plain: Buffer): Keys => ({
  databaseKey: Uint8Array.from(plain.subarray(0, KEY_BYTES)),
  seed: Uint8Array.from(plain.subarray(KEY_BYTES)),
})

interface Cost {
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
}

/** NFC: the same passphrase typed on two systems has to be the same bytes. */
function stretch(passphrase: string, nonce: Uint8Array, cost: Cost): Buffer {
  const message = Buffer.from(passphrase.normalize('NFC'))
  return argon2Sync('argon2id', { message, nonce, tagLength: KEY_BYTES, ...cost })
}

interface KeyFile {
  readonly cost: Cost
  readonly salt: Uint8Array
  readonly nonce: Uint8Array
  readonly sealed: Uint8Array
}

function parseKeyFile(text: string): KeyFile | undefined {
  const file = record(parseJson(text))
  const kdf = record(file?.['kdf'])
  if (file?.['v'] !== 1 || kdf?.['name'] !== 'argon2id') return undefined
  const memory = count(kdf['memory'], MOST.memory)
  const passes = count(kdf['passes'], MOST.passes)
  const parallelism = count(kdf['parallelism'], MOST.parallelism)
  const salt = hex(kdf['salt'], SALT_BYTES)
  const nonce = hex(file['nonce'], NONCE_BYTES)
  const sealed = hex(file['sealed'], 2 * KEY_BYTES + TAG_BYTES)
  if (!memory || !passes || !parallelism || !salt || !nonce || !sealed) return undefined
  // Argon2 needs eight blocks of 1 KiB for each lane.
  if (memory < 8 * parallelism) return undefined
  return { cost: { memory, passes, parallelism }, salt, nonce, sealed }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function record(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
}

function count(value: unknown, most: number): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= most
    ? value
    : undefined
}

function hex(value: unknown, bytes: number): Uint8Array | undefined {
  if (typeof value !== 'string' || !/^(?:[0-9a-f]{2})+$/u.test(value)) return undefined
  return value.length === 2 * bytes ? Buffer.from(value, 'hex') : undefined
}
