import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import * as fc from 'fast-check'
import {
  emptyRoot,
  leafHash,
  MerkleTree,
  nodeHash,
  toHex,
  verifyConsistency,
  verifyInclusion,
} from './index.ts'

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
const leafOf = (index: number): Uint8Array => leafHash(sha256, Buffer.from(`entry ${index}`))

function treeOf(size: number): MerkleTree {
  const tree = new MerkleTree(sha256)
  for (let index = 0; index < size; index += 1) tree.append(leafOf(index))
  return tree
}

/** RFC 6962 section 2.1 word for word: the slow truth beside the incremental tree. */
function plainRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const first = leaves[0]
  if (first === undefined) return emptyRoot(sha256)
  if (leaves.length === 1) return first
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return nodeHash(sha256, plainRoot(leaves.slice(0, split)), plainRoot(leaves.slice(split)))
}

test('the root of an incremental tree is that of RFC 6962 at every size up to 130', () => {
  const tree = treeOf(130)
  const leaves = Array.from({ length: 130 }, (_, index) => leafOf(index))
  for (let size = 0; size <= 130; size += 1) {
    const root = tree.rootAt(size)
    assert.ok(root.ok)
    assert.equal(toHex(root.value), toHex(plainRoot(leaves.slice(0, size))))
  }
})

test('every inclusion proof holds, and none for another leaf, index or a proof with one bit turned', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), fc.nat(), (size, pick, bit) => {
      const tree = treeOf(size)
      const index = pick % size
      const proof = tree.inclusionProof(index)
      assert.ok(proof.ok)
      const claim = { index, size, leaf: leafOf(index), root: tree.root(), proof: proof.value }
      assert.ok(verifyInclusion(sha256, claim).ok)
      assert.ok(!verifyInclusion(sha256, { ...claim, leaf: leafOf(size) }).ok)
      assert.ok(!verifyInclusion(sha256, { ...claim, proof: [...proof.value, leafOf(1)] }).ok)
      if (proof.value.length === 0) return
      const turned = proof.value.map((hash) => Uint8Array.from(hash))
      const hash = turned[bit % turned.length]
      assert.ok(hash)
      hash[bit % 32] = (hash[bit % 32] ?? 0) ^ 1
      assert.ok(!verifyInclusion(sha256, { ...claim, proof: turned }).ok)
      assert.ok(!verifyInclusion(sha256, { ...claim, proof: proof.value.slice(1) }).ok)
    }),
    { numRuns: 200 },
  )
})

test('every consistency proof holds, and none when the old log differed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), (newSize, pick) => {
      const tree = treeOf(newSize)
      const oldSize = pick % (newSize + 1)
      const oldRoot = tree.rootAt(oldSize)
      const proof = tree.consistencyProof(oldSize)
      assert.ok(oldRoot.ok && proof.ok)
      const claim = { oldSize, oldRoot: oldRoot.value, newSize, newRoot: tree.root(), proof: proof.value }
      // From the empty log there is nothing to prove, unless it is still empty.
      if (oldSize === 0) return
      assert.ok(verifyConsistency(sha256, claim).ok)
      assert.ok(!verifyConsistency(sha256, { ...claim, oldRoot: leafOf(9999) }).ok)
    }),
    { numRuns: 300 },
  )
})

test('a tree cut back and grown again equals the tree that was never cut', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 80 }), fc.nat(), (size, pick) => {
      const tree = treeOf(size)
      const keep = pick % (size + 1)
      tree.truncate(keep)
      assert.equal(tree.size, keep)
      for (let index = keep; index < size; index += 1) tree.append(leafOf(index))
      assert.equal(toHex(tree.root()), toHex(treeOf(size).root()))
    }),
  )
})

test('sizes and indexes outside the tree are faults', () => {
  const tree = treeOf(3)
  assert.deepEqual(tree.rootAt(4), { ok: false, fault: { code: 'out-of-range', asked: 4, size: 3 } })
  assert.equal(tree.inclusionProof(3).ok, false)
  assert.equal(tree.inclusionProof(-1).ok, false)
  assert.equal(tree.inclusionProof(0.5).ok, false)
  assert.equal(tree.consistencyProof(4).ok, false)
})
