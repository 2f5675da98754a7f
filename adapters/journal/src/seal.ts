import {
  createCipheriv,
  createDecipheriv,
  createHash,
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
 * Seals so that only the holder of the private key can read: X25519 with a key made for one batch and thrown away with the
 * sealer, a key for each message by HKDF-SHA256 over both public keys and what the message is bound to, AES-256-GCM. Whoever
 * sealed cannot read back once the sealer is gone.
 */
export class Sealer {
  readonly #once: Uint8Array
  readonly #shared: Uint8Array
  readonly #vault: Uint8Array

  /** `publicKey`: 32 raw bytes. */
  constructor(publicKey: Uint8Array) {
    const { publicKey: mine, privateKey } = generateKeyPairSync('x25519')
    this.#once = rawPublic(mine)
    this.#shared = diffieHellman({ privateKey, publicKey: publicOf(publicKey) })
    this.#vault = publicKey
  }

  /** `bound` is not in the seal and must be the same on opening. It must never be the same for two messages of a batch. */
  seal(bound: Uint8Array, bytes: Uint8Array): Uint8Array {
    const key = keyOf(this.#shared, [this.#once, this.#vault, bound])
    const cipher = createCipheriv('aes-256-gcm', key, NONCE)
    cipher.setAAD(bound)
    return Buffer.concat([this.#once, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
  }
}

/** Opens what sealers sealed to its key. */
export class Opener {
  readonly #privateKey: KeyObject
  readonly #vault: Uint8Array
  #once = ''
  #shared: Uint8Array = new Uint8Array()

  constructor(privateKey: KeyObject) {
    this.#privateKey = privateKey
    this.#vault = feedPublicKey(privateKey)
  }

  /** Opens one message; `bound` as on sealing. */
  open(bound: Uint8Array, sealed: Uint8Array): Result<Uint8Array, SealedFault> {
    const broken = failed({ code: 'seal-broken' } as const)
    if (sealed.length < KEY_BYTES + TAG_BYTES) return broken
    const once = sealed.subarray(0, KEY_BYTES)
    try {
      const key = keyOf(this.#sharedWith(once), [once, this.#vault, bound])
      const decipher = createDecipheriv('aes-256-gcm', key, NONCE, { authTagLength: TAG_BYTES })
      decipher.setAAD(bound)
      decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES))
      const body = sealed.subarray(KEY_BYTES, sealed.length - TAG_BYTES)
      return ok(Buffer.concat([decipher.update(body), decipher.final()]))
    } catch {
      return broken
    }
  }

  /** The messages of a batch lie side by side: one agreement serves them all. */
  #sharedWith(once: Uint8Array): Uint8Array {
    const name = Buffer.from(once).toString('hex')
    if (name !== this.#once) {
      this.#shared = diffieHellman({ privateKey: this.#privateKey, publicKey: publicOf(once) })
      this.#once = name
    }
    return this.#shared
  }
}

function publicOf(raw: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([PUBLIC_HEAD, Buffer.from(raw)]), format: 'der', type: 'spki' })
}

function rawPublic(key: KeyObject): Uint8Array {
  return key.export({ format: 'der', type: 'spki' }).subarray(PUBLIC_HEAD.length)
}

function keyOf(shared: Uint8Array, parts: readonly Uint8Array[]): Uint8Array {
  const info = createHash('sha256').update('codedark feed v1')
  for (const part of parts) info.update(part)
  return new Uint8Array(hkdfSync('sha256', shared, '', info.digest(), KEY_BYTES))
}
