import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
} from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'

/** ASN.1 that stands before the 32 raw bytes of an X25519 key (RFC 8410). */
const PRIVATE_HEAD = Buffer.from('302e020100300506032b656e04220420', 'hex')
const PUBLIC_HEAD = Buffer.from('302a300506032b656e032100', 'hex')
const KEY_BYTES = 32
const TAG_BYTES = 16
/** Each key seals one message only, so its nonce may be the same for all. */
const NONCE = Buffer.alloc(12)

/** What a seal cannot be opened for: another key, or changed bytes; nobody can tell the two apart. */
export type SealedFault = { readonly code: 'seal-broken' }

/** The vault's key for feeds; `seed`: 32 bytes that nobody else has. */
export function feedPrivateKey(seed: Uint8Array): KeyObject {
  const der = Buffer.concat([PRIVATE_HEAD, Buffer.from(seed)])
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
}

/** The half of it that the collector is given, as 32 raw bytes. */
export function feedPublicKey(privateKey: KeyObject): Uint8Array {
  return rawPublic(createPublicKey(privateKey))
}

/**
 * Seals bytes so that only the holder of the private key can read them: X25519 with a key made for this message and thrown
 * away, HKDF-SHA256 over both public keys, AES-256-GCM. `bound` is not in it and must be the same on opening. Whoever sealed
 * cannot read back. `publicKey`: 32 raw bytes.
 */
export function sealTo(publicKey: Uint8Array, bound: Uint8Array, bytes: Uint8Array): Uint8Array {
  const once = generateKeyPairSync('x25519')
  const mine = rawPublic(once.publicKey)
  const shared = diffieHellman({ privateKey: once.privateKey, publicKey: publicOf(publicKey) })
  const cipher = createCipheriv('aes-256-gcm', keyOf(shared, mine, publicKey), NONCE)
  cipher.setAAD(bound)
  return Buffer.concat([mine, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

/** Opens what `sealTo` sealed with the same `bound`. */
export function openSealed(
  privateKey: KeyObject,
  bound: Uint8Array,
  sealed: Uint8Array,
): Result<Uint8Array, SealedFault> {
  const broken = failed({ code: 'seal-broken' } as const)
  if (sealed.length < KEY_BYTES + TAG_BYTES) return broken
  const theirs = sealed.subarray(0, KEY_BYTES)
  try {
    const shared = diffieHellman({ privateKey, publicKey: publicOf(theirs) })
    const key = keyOf(shared, theirs, feedPublicKey(privateKey))
    const decipher = createDecipheriv('aes-256-gcm', key, NONCE, { authTagLength: TAG_BYTES })
    decipher.setAAD(bound)
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES))
    const body = sealed.subarray(KEY_BYTES, sealed.length - TAG_BYTES)
    return ok(Buffer.concat([decipher.update(body), decipher.final()]))
  } catch {
    return broken
  }
}

function publicOf(raw: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([PUBLIC_HEAD, Buffer.from(raw)]), format: 'der', type: 'spki' })
}

function rawPublic(key: KeyObject): Uint8Array {
  return key.export({ format: 'der', type: 'spki' }).subarray(PUBLIC_HEAD.length)
}

function keyOf(shared: Uint8Array, once: Uint8Array, vault: Uint8Array): Uint8Array {
  const info = Buffer.concat([Buffer.from('codedark feed v1'), once, vault])
  return new Uint8Array(hkdfSync('sha256', shared, '', info, KEY_BYTES))
}
