import { hashes, verify as verifyEd25519 } from '@noble/ed25519'
import { sha256 as hash256, sha512 } from '@noble/hashes/sha2.js'
import type { Sha256, VerifySignature } from '@codedark/tlog'

hashes.sha512 = sha512

/** SHA-256. Not WebCrypto: a page opened from a stick is no secure context in every browser, and the log's proofs are not awaited. */
export const sha256: Sha256 = (bytes) => hash256(bytes)

/** Ed25519 (RFC 8032, not ZIP 215's looser rules). Bytes that are no key have signed nothing. */
export const verify: VerifySignature = (publicKey, message, signature) => {
  try {
    return verifyEd25519(signature, message, publicKey, { zip215: false })
  } catch {
    return false
  }
}

/** SHA-256 of a file in lower-case hex, read part by part: memory does not grow with it. */
export async function hashOfFile(file: Blob): Promise<string> {
  const hash = hash256.create()
  const reader = file.stream().getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    hash.update(value)
  }
  return [...hash.digest()].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
