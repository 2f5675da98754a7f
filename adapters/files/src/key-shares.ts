import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { combine, split } from 'shamir-secret-sharing'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { writeDurably } from './durable-write.ts'
import { faultOf } from './fault.ts'
import type { FileFault } from './fault.ts'
import type { KeyHolder, Keys } from './keys.ts'
import { parseShare } from './share-text.ts'
import type { KeyShare, ShareTextFault } from './share-text.ts'

/** The keys of both servers. */
export type BothKeys = Readonly<Record<KeyHolder, Keys>>

/** Why shares do not open the keys; `given` is which of the typed texts, from 1. */
export type SharesFault =
  | FileFault
  /** No shares were made of this folder's keys. */
  | { readonly code: 'no-shares'; readonly path: string }
  | { readonly code: 'not-a-share-file'; readonly path: string }
  | (ShareTextFault & { readonly given: number })
  | { readonly code: 'other-set'; readonly given: number; readonly have: string; readonly need: string }
  | { readonly code: 'same-share'; readonly number: number }
  | { readonly code: 'too-few'; readonly have: number; readonly need: number }
  /** Each fits its own check letters, and together they are not the key: one of them was made up. */
  | { readonly code: 'do-not-fit' }

/** Shares that were made: hand each to somebody else. */
export interface MadeShares {
  readonly set: string
  readonly threshold: number
  readonly shares: readonly KeyShare[]
}

const THRESHOLD = 2
const SHARES = 3
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * Seals the keys of both servers under a random secret and splits that: any two of the three shares open them, one says nothing.
 * Shares of an earlier making are worth nothing from then on. Done means synced.
 */
export async function makeKeyShares(
  keysFolder: string,
  keys: BothKeys,
): Promise<Result<MadeShares, FileFault>> {
  const secret = randomBytes(32)
  const set = [...randomBytes(4)].map((byte) => LETTERS.charAt(byte % 32)).join('')
  const parts = await split(new Uint8Array(secret), SHARES, THRESHOLD)
  const file = {
    v: 1,
    set,
    threshold: THRESHOLD,
    check: checkValue(secret),
    command: seal(secret, set, 'command', keys.command),
    care: seal(secret, set, 'care', keys.care),
  }
  const written = writeDurably(sharesPath(keysFolder), `${JSON.stringify(file, null, 2)}\n`)
  if (!written.ok) return written
  return ok({
    set,
    threshold: THRESHOLD,
    shares: parts.map((bytes, index) => ({ set, number: index + 1, bytes })),
  })
}

/** Opens the keys of both servers by shares as typed or scanned. */
export async function openByShares(
  keysFolder: string,
  typed: readonly string[],
): Promise<
  Result<{ readonly set: string; readonly numbers: readonly number[]; readonly keys: BothKeys }, SharesFault>
> {
  const file = readSharesFile(sharesPath(keysFolder))
  if (!file.ok) return file
  const shares = readShares(typed, file.value.set)
  if (!shares.ok) return shares
  if (shares.value.length < file.value.threshold)
    return failed({ code: 'too-few', have: shares.value.length, need: file.value.threshold })
  const secret = await together(shares.value)
  if (secret === null || checkValue(secret) !== file.value.check) return failed({ code: 'do-not-fit' })
  const command = unseal(secret, file.value.set, 'command', file.value.command)
  const care = unseal(secret, file.value.set, 'care', file.value.care)
  if (command === null || care === null) return failed({ code: 'do-not-fit' })
  return ok({
    set: file.value.set,
    numbers: shares.value.map(({ number }) => number),
    keys: { command, care },
  })
}

function readShares(typed: readonly string[], set: string): Result<readonly KeyShare[], SharesFault> {
  const shares: KeyShare[] = []
  for (const [index, text] of typed.entries()) {
    const given = index + 1
    const share = parseShare(text)
    if (!share.ok) return failed({ ...share.fault, given })
    if (share.value.set !== set) return failed({ code: 'other-set', given, have: share.value.set, need: set })
    const { number } = share.value
    if (shares.some((one) => one.number === number)) return failed({ code: 'same-share', number })
    shares.push(share.value)
  }
  return ok(shares)
}

/** A share that was made up may be one that the library refuses; a wrong secret comes out in silence. */
async function together(shares: readonly KeyShare[]): Promise<Uint8Array | null> {
  try {
    return await combine(shares.map(({ bytes }) => new Uint8Array(bytes)))
  } catch {
    return null
  }
}

interface SharesFile {
  readonly set: string
  readonly threshold: number
  readonly check: string
  readonly command: string
  readonly care: string
}

function readSharesFile(path: string): Result<SharesFile, SharesFault> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const fault = faultOf(error, path)
    return failed(fault.code === 'not-found' ? { code: 'no-shares', path } : fault)
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return failed({ code: 'not-a-share-file', path })
  }
  return isSharesFile(value) ? ok(value) : failed({ code: 'not-a-share-file', path })
}

function isSharesFile(value: unknown): value is SharesFile {
  if (typeof value !== 'object' || value === null) return false
  const file = new Map<string, unknown>(Object.entries(value))
  const texts = ['set', 'check', 'command', 'care'].every((name) =>
    /^[0-9A-Za-z]+$/u.test(String(file.get(name))),
  )
  const threshold = Number(file.get('threshold'))
  return file.get('v') === 1 && texts && threshold >= 2 && threshold <= 9
}

const sharesPath = (keysFolder: string): string => join(keysFolder, 'shares.json')

/** Known to the folder, so that shares that do not fit are told from a damaged file; it gives nothing of the secret away. */
const checkValue = (secret: Uint8Array): string =>
  createHash('sha256').update('codedark shares check v1').update(secret).digest('hex').slice(0, 16)

const wrapKey = (secret: Uint8Array, which: KeyHolder): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, '', `codedark shares ${which} v1`, 32))

function seal(secret: Uint8Array, set: string, which: KeyHolder, keys: Keys): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', wrapKey(secret, which), nonce)
  cipher.setAAD(Buffer.from(`${set} ${which}`))
  const body = Buffer.concat([cipher.update(keys.databaseKey), cipher.update(keys.seed), cipher.final()])
  return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('hex')
}

function unseal(secret: Uint8Array, set: string, which: KeyHolder, sealed: string): Keys | null {
  const bytes = Buffer.from(sealed, 'hex')
  if (bytes.length !== NONCE_BYTES + 64 + TAG_BYTES) return null
  const nonce = bytes.subarray(0, NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', wrapKey(secret, which), nonce, {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(Buffer.from(`${set} ${which}`))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    const body = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
    return { databaseKey: Uint8Array.from(body.subarray(0, 32)), seed: Uint8Array.from(body.subarray(32)) }
  } catch {
    return null
  }
}
