import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto'
import { cosignerVerifier, noteVerifier } from '../index.ts'
import type { Cosigner, NoteSigner } from '../index.ts'

/** SHA-256 by Node. */
export const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()

/** What stands before the 32 bytes of a public key in SPKI (RFC 8410). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')

/** Ed25519 by Node. */
export const verifyEd25519 = (key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean =>
  verify(null, message, { key: Buffer.concat([SPKI, key]), format: 'der', type: 'spki' }, signature)

interface FreshKey {
  readonly publicKey: Uint8Array
  readonly sign: (message: Uint8Array) => Uint8Array
}

function freshKey(): FreshKey {
  const pair = generateKeyPairSync('ed25519')
  const spki = pair.publicKey.export({ format: 'der', type: 'spki' })
  return {
    publicKey: Uint8Array.from(spki.subarray(SPKI.length)),
    sign: (message) => Uint8Array.from(sign(null, message, pair.privateKey)),
  }
}

/** A log's signer under a fresh key. */
export function signerOf(name: string): NoteSigner {
  const { publicKey, sign: signWith } = freshKey()
  return { verifier: noteVerifier(sha256, name, publicKey), sign: signWith }
}

/** A witness under a fresh key. */
export function cosignerOf(name: string): Cosigner {
  const { publicKey, sign: signWith } = freshKey()
  return { verifier: cosignerVerifier(sha256, name, publicKey), sign: signWith }
}
