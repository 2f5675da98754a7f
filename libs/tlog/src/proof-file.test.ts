import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import {
  cosignCheckpoint,
  formatCheckpoint,
  formatProofFile,
  leafHash,
  MerkleTree,
  parseProofFile,
  signNote,
  verifyProofFile,
} from './index.ts'
import type { ProofFile } from './index.ts'
import { cosignerOf, sha256, signerOf, verifyEd25519 } from './testing/keys.ts'

const log = signerOf('log.invalid/record')
const witness = cosignerOf('witness.invalid/dpo')
const trust = { log: log.verifier, witnesses: [witness.verifier], verify: verifyEd25519 }

const entryOf = (index: number): Uint8Array => Buffer.from(`entry ${index}`)

function proofOf(size: number, index: number): ProofFile {
  const tree = new MerkleTree(sha256)
  for (let at = 0; at < size; at += 1) tree.append(leafHash(sha256, entryOf(at)))
  const text = formatCheckpoint({ origin: log.verifier.name, size, root: tree.root() })
  const hashes = tree.inclusionProof(index)
  assert.ok(hashes.ok)
  const checkpoint = signNote(text, [log]) + cosignCheckpoint(text, 1_610_912_760, witness)
  return { extra: entryOf(index), index, hashes: hashes.value, checkpoint }
}

test('every entry of a log is proved by a file that is read back, and by no other index or entry', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 120 }), fc.nat(), (size, pick) => {
      const index = pick % size
      const read = parseProofFile(formatProofFile(proofOf(size, index)))
      assert.ok(read.ok)
      const proved = verifyProofFile(sha256, read.value, leafHash(sha256, entryOf(index)), trust)
      assert.ok(proved.ok)
      assert.equal(proved.value.checkpoint.size, size)
      assert.equal(proved.value.cosignatures.length, 1)
      const other = leafHash(sha256, entryOf(index + 1))
      assert.equal(verifyProofFile(sha256, read.value, other, trust).ok, false)
      const moved = { ...read.value, index: index + 1 }
      assert.equal(verifyProofFile(sha256, moved, leafHash(sha256, entryOf(index)), trust).ok, false)
    }),
    { numRuns: 100 },
  )
})

test('a file under another log’s key, or of another origin, proves nothing', () => {
  const proof = proofOf(5, 2)
  const leaf = leafHash(sha256, entryOf(2))
  const stranger = { ...trust, log: signerOf(log.verifier.name).verifier }
  assert.equal(verifyProofFile(sha256, proof, leaf, stranger).ok, false)
  const tree = new MerkleTree(sha256)
  tree.append(leaf)
  const foreign = signNote(formatCheckpoint({ origin: 'other.invalid', size: 1, root: tree.root() }), [log])
  const judged = verifyProofFile(
    sha256,
    { extra: null, index: 0, hashes: [], checkpoint: foreign },
    leaf,
    trust,
  )
  assert.deepEqual(judged, { ok: false, fault: { code: 'other-origin' } })
})

test('a file that is no proof says which line, whatever it holds', () => {
  const text = formatProofFile(proofOf(6, 3))
  const lineOf = (broken: string): number => {
    const read = parseProofFile(broken)
    assert.ok(!read.ok)
    return read.fault.line
  }
  assert.equal(lineOf('hello'), 1)
  assert.equal(lineOf(text.replace('extra ', 'extra *')), 2)
  assert.equal(lineOf(text.replace('index 3', 'index 03')), 3)
  assert.equal(lineOf(text.replace(/(index 3\n)[^\n]+/u, '$1AAAA')), 4)
  assert.equal(lineOf(text.slice(0, text.indexOf('\n\n'))), 7)
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (noise) => {
      parseProofFile(noise)
      parseProofFile(`c2sp.org/tlog-proof@v1\n${noise}`)
    }),
  )
})
