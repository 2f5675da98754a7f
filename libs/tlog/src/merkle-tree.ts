import { emptyRoot, nodeHash } from './hashes.ts'
import type { Sha256 } from './hashes.ts'
import { failed, ok } from './result.ts'
import type { Result } from './result.ts'

/** A size or an index outside the tree; sizes and indexes are counted in leaves. */
export interface TreeRangeFault {
  readonly code: 'out-of-range'
  readonly asked: number
  readonly size: number
}

/**
 * A Merkle tree in memory that grows by leaf hashes. It keeps the hash of each complete subtree, so an append costs one
 * node hash on average and a root or proof at any size costs a few dozen (RFC 6962 section 2.1).
 */
export class MerkleTree {
  readonly #sha256: Sha256
  /** `levels[l][i]` is the root of the leaves [i·2^l, (i+1)·2^l). */
  readonly #levels: Uint8Array[][] = [[]]

  constructor(sha256: Sha256) {
    this.#sha256 = sha256
  }

  /** Leaves in the tree. */
  get size(): number {
    return this.#levels[0]?.length ?? 0
  }

  /** Adds a leaf by its leaf hash. */
  append(leaf: Uint8Array): void {
    let hash = leaf
    for (let level = 0; ; level += 1) {
      const row = (this.#levels[level] ??= [])
      row.push(hash)
      if (row.length % 2 === 1) return
      hash = nodeHash(this.#sha256, row[row.length - 2] ?? hash, hash)
    }
  }

  /** Drops the leaves from `size` on; used when a write did not come to be. */
  truncate(size: number): void {
    let keep = size
    for (const row of this.#levels) {
      if (row.length > keep) row.length = keep
      keep = Math.floor(keep / 2)
    }
  }

  /** Leaf hash at `index`. */
  leaf(index: number): Uint8Array | undefined {
    return this.#levels[0]?.[index]
  }

  /** Root of the whole tree. */
  root(): Uint8Array {
    return this.size === 0 ? emptyRoot(this.#sha256) : this.#span(0, this.size)
  }

  /** Root of the first `size` leaves. */
  rootAt(size: number): Result<Uint8Array, TreeRangeFault> {
    if (!isCount(size) || size > this.size) return this.#outOfRange(size)
    return ok(size === 0 ? emptyRoot(this.#sha256) : this.#span(0, size))
  }

  /** Proof that leaf `index` is in the tree of `size` leaves, nearest sibling first (RFC 6962 section 2.1.1). */
  inclusionProof(index: number, size = this.size): Result<readonly Uint8Array[], TreeRangeFault> {
    if (!isCount(size) || size > this.size) return this.#outOfRange(size)
    if (!isCount(index) || index >= size) return this.#outOfRange(index)
    const proof: Uint8Array[] = []
    let from = 0
    let until = size
    while (until - from > 1) {
      const split = from + splitOf(until - from)
      if (index < split) {
        proof.push(this.#span(split, until))
        until = split
      } else {
        proof.push(this.#span(from, split))
        from = split
      }
    }
    return ok(proof.reverse())
  }

  /** Proof that the first `oldSize` of `newSize` leaves are the old log, in order (RFC 6962 section 2.1.2). */
  consistencyProof(oldSize: number, newSize = this.size): Result<readonly Uint8Array[], TreeRangeFault> {
    if (!isCount(newSize) || newSize > this.size) return this.#outOfRange(newSize)
    if (!isCount(oldSize) || oldSize > newSize) return this.#outOfRange(oldSize)
    if (oldSize === 0 || oldSize === newSize) return ok([])
    const proof: Uint8Array[] = []
    let from = 0
    let until = newSize
    while (until !== oldSize) {
      const split = from + splitOf(until - from)
      if (oldSize <= split) {
        proof.push(this.#span(split, until))
        until = split
      } else {
        proof.push(this.#span(from, split))
        from = split
      }
    }
    if (from > 0) proof.push(this.#span(from, until))
    return ok(proof.reverse())
  }

  #outOfRange(asked: number): Result<never, TreeRangeFault> {
    return failed({ code: 'out-of-range', asked, size: this.size })
  }

  /** Root of the leaves [from, until); `from` is aligned as RFC 6962's splits make it. */
  #span(from: number, until: number): Uint8Array {
    const count = until - from
    const level = Math.log2(splitOf(count) * 2)
    const whole = 2 ** level === count ? this.#levels[level]?.[from / count] : undefined
    if (whole !== undefined) return whole
    if (count === 1) return this.#leafOrThrow(from)
    const split = from + splitOf(count)
    return nodeHash(this.#sha256, this.#span(from, split), this.#span(split, until))
  }

  #leafOrThrow(index: number): Uint8Array {
    const hash = this.leaf(index)
    if (hash === undefined) throw new Error(`leaf ${index} of ${this.size} asked of the tree`)
    return hash
  }
}

/** The largest power of two below `count`; for 1 it is ½, so that a single leaf is its own level 0. */
function splitOf(count: number): number {
  if (count <= 1) return 0.5
  let split = 1
  while (split * 2 < count) split *= 2
  return split
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}
