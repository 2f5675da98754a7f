import { sameBytes } from './bytes.ts'
import { nodeHash } from './hashes.ts'
import type { Sha256 } from './hashes.ts'
import { MAX_PROOF_HASHES } from './limits.ts'
import { failed, ok } from './result.ts'
import type { Result } from './result.ts'

/** Why a proof does not hold. `need` and `have` count hashes where the length is wrong. */
export type ProofFault =
  | { readonly code: 'out-of-range'; readonly asked: number; readonly size: number }
  | { readonly code: 'wrong-length'; readonly have: number }
  | { readonly code: 'wrong-hash-length' }
  | { readonly code: 'wrong-root'; readonly which: 'old' | 'new' }

/** A claim that `leaf` (a leaf hash) stands at `index` of the log of `size` leaves with `root`. */
export interface InclusionClaim {
  readonly index: number
  readonly size: number
  readonly leaf: Uint8Array
  readonly root: Uint8Array
  readonly proof: readonly Uint8Array[]
}

/** A claim that the log of `oldSize` and `oldRoot` is the beginning of the log of `newSize` and `newRoot`. */
export interface ConsistencyClaim {
  readonly oldSize: number
  readonly oldRoot: Uint8Array
  readonly newSize: number
  readonly newRoot: Uint8Array
  readonly proof: readonly Uint8Array[]
}

/** Checks an inclusion proof (RFC 9162 section 2.1.3.2). */
export function verifyInclusion(sha256: Sha256, claim: InclusionClaim): Result<true, ProofFault> {
  const { index, size, leaf, root, proof } = claim
  if (!isCount(index) || !isCount(size) || index >= size)
    return failed({ code: 'out-of-range', asked: index, size })
  if (proof.length > MAX_PROOF_HASHES) return failed({ code: 'wrong-length', have: proof.length })
  if (!areHashes(leaf, root, ...proof)) return failed({ code: 'wrong-hash-length' })
  let fn = index
  let sn = size - 1
  let hash = leaf
  for (const sibling of proof) {
    if (sn === 0) return failed({ code: 'wrong-length', have: proof.length })
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(sha256, sibling, hash)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else hash = nodeHash(sha256, hash, sibling)
    fn = half(fn)
    sn = half(sn)
  }
  if (sn !== 0) return failed({ code: 'wrong-length', have: proof.length })
  return sameBytes(hash, root) ? ok(true) : failed({ code: 'wrong-root', which: 'new' })
}

/**
 * Checks a consistency proof (RFC 9162 section 2.1.4.2). Nothing can be proved
 * from the empty log (a fault): every log begins with it.
 */
export function verifyConsistency(sha256: Sha256, claim: ConsistencyClaim): Result<true, ProofFault> {
  const { oldSize, oldRoot, newSize, newRoot, proof } = claim
  if (!isCount(oldSize) || !isCount(newSize) || oldSize > newSize)
    return failed({ code: 'out-of-range', asked: oldSize, size: newSize })
  if (proof.length > MAX_PROOF_HASHES) return failed({ code: 'wrong-length', have: proof.length })
  if (oldSize === 0) return failed({ code: 'out-of-range', asked: oldSize, size: newSize })
  if (oldSize === newSize) {
    if (proof.length > 0) return failed({ code: 'wrong-length', have: proof.length })
    return sameBytes(oldRoot, newRoot) ? ok(true) : failed({ code: 'wrong-root', which: 'new' })
  }
  if (!areHashes(oldRoot, newRoot, ...proof)) return failed({ code: 'wrong-hash-length' })
  return walkConsistency(sha256, claim, isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : proof)
}

function walkConsistency(
  sha256: Sha256,
  claim: ConsistencyClaim,
  path: readonly Uint8Array[],
): Result<true, ProofFault> {
  const have = claim.proof.length
  const first = path[0]
  if (first === undefined || have === 0) return failed({ code: 'wrong-length', have })
  let fn = claim.oldSize - 1
  let sn = claim.newSize - 1
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)]
  let oldHash = first
  let newHash = first
  for (const hash of path.slice(1)) {
    if (sn === 0) return failed({ code: 'wrong-length', have })
    if (fn % 2 === 1 || fn === sn) {
      oldHash = nodeHash(sha256, hash, oldHash)
      newHash = nodeHash(sha256, hash, newHash)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else newHash = nodeHash(sha256, newHash, hash)
    fn = half(fn)
    sn = half(sn)
  }
  if (sn !== 0) return failed({ code: 'wrong-length', have })
  if (!sameBytes(oldHash, claim.oldRoot)) return failed({ code: 'wrong-root', which: 'old' })
  return sameBytes(newHash, claim.newRoot) ? ok(true) : failed({ code: 'wrong-root', which: 'new' })
}

/** Length of every hash of the log, in bytes. */
const HASH_BYTES = 32

const areHashes = (...hashes: readonly Uint8Array[]): boolean =>
  hashes.every((hash) => hash.length === HASH_BYTES)

const half = (value: number): number => Math.floor(value / 2)

function isPowerOfTwo(value: number): boolean {
  return 2 ** Math.round(Math.log2(value)) === value
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}
