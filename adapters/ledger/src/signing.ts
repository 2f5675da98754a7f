import { createPrivateKey, createPublicKey, hash, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { noteVerifier } from '@codedark/tlog'
import type { NoteSigner } from '@codedark/tlog'

/** What stands before the 32 bytes of a seed in PKCS #8, and of a public key in SPKI (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')

/** SHA-256 of bytes. */
export const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer')

/** A signer of notes under `name` from a 32-byte Ed25519 seed. */
export function signerOf(name: string, seed: Uint8Array): NoteSigner {
  if (seed.byteLength !== 32) throw new RangeError(`a seed has 32 bytes, not ${seed.byteLength}`)
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' })
  const publicKey = Uint8Array.from(spki.subarray(SPKI.length))
  return {
    verifier: noteVerifier(sha256, name, publicKey),
    sign: (message) => Uint8Array.from(sign(null, message, key)),
  }
}

/** Checks an Ed25519 signature. Bytes that are no key have signed nothing. */
export function verifySignature(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  let key: KeyObject
  try {
    key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' })
  } catch {
    return false
  }
  return verify(null, message, key, signature)
}
