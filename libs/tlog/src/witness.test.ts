import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import {
  cosignaturesOf,
  cosignCheckpoint,
  formatCheckpoint,
  formatCosignerKey,
  formatSubmission,
  formatVerifierKey,
  judgeSubmission,
  leafHash,
  MerkleTree,
  openNote,
  parseCosignerKey,
  parseSubmission,
  parseVerifierKey,
  signNote,
} from './index.ts'
import type { WitnessedTree, WitnessRefusal } from './index.ts'
import { cosignerOf, sha256, signerOf, verifyEd25519 } from './testing/keys.ts'

const log = signerOf('log.invalid/record')
const witness = cosignerOf('witness.invalid/board-chair')

function treeOf(size: number, salt = ''): MerkleTree {
  const tree = new MerkleTree(sha256)
  for (let index = 0; index < size; index += 1)
    tree.append(leafHash(sha256, Buffer.from(`entry ${index}${salt}`)))
  return tree
}

const noteOf = (tree: MerkleTree, signer = log): string =>
  signNote(formatCheckpoint({ origin: signer.verifier.name, size: tree.size, root: tree.root() }), [signer])

function submit(body: string, held: WitnessedTree | null): ReturnType<typeof judgeSubmission> {
  const parsed = parseSubmission(body)
  if (!parsed.ok) return parsed
  return judgeSubmission(parsed.value, {
    sha256,
    verify: verifyEd25519,
    logs: [log.verifier],
    held: () => held,
  })
}

function bodyOf(tree: MerkleTree, oldSize: number): string {
  const hashes = oldSize === 0 ? [] : tree.consistencyProof(oldSize)
  if ('ok' in hashes && !hashes.ok) assert.fail()
  return formatSubmission({
    oldSize,
    hashes: 'ok' in hashes ? hashes.value : hashes,
    checkpoint: noteOf(tree),
  })
}

const heldAt = (tree: MerkleTree, size: number): WitnessedTree => {
  const root = tree.rootAt(size)
  assert.ok(root.ok)
  return { size, root: root.value }
}

const codeOf = (judged: ReturnType<typeof submit>): WitnessRefusal['code'] | 'cosigned' =>
  judged.ok ? 'cosigned' : judged.fault.code

test('a witness cosigns every growth of a log, and no other log of the same size under its name', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(), (size, pick) => {
      const oldSize = pick % (size + 1)
      const tree = treeOf(size)
      const held = oldSize === 0 ? null : heldAt(tree, oldSize)
      assert.equal(codeOf(submit(bodyOf(tree, oldSize), held)), 'cosigned')
      if (oldSize === 0) return
      const forked = treeOf(size, ' rewritten')
      const expected = oldSize === size ? 'other-tree' : 'wrong-proof'
      assert.equal(codeOf(submit(bodyOf(forked, oldSize), held)), expected)
    }),
    { numRuns: 150 },
  )
})

test('each refusal of the witness protocol has its case', () => {
  const tree = treeOf(9)
  const held = heldAt(tree, 4)
  assert.deepEqual(submit(bodyOf(tree, 3), held), { ok: false, fault: { code: 'other-size', held: 4 } })
  const above = formatSubmission({ oldSize: 10, hashes: [], checkpoint: noteOf(tree) })
  assert.equal(codeOf(submit(above, held)), 'old-above-size')
  const stranger = formatSubmission({
    oldSize: 4,
    hashes: [],
    checkpoint: noteOf(tree, signerOf('other.invalid')),
  })
  assert.equal(codeOf(submit(stranger, held)), 'unknown-origin')
  const impostor = formatSubmission({
    oldSize: 4,
    hashes: [],
    checkpoint: noteOf(tree, signerOf(log.verifier.name)),
  })
  assert.equal(codeOf(submit(impostor, held)), 'wrong-signature')
  const empty = signNote(formatCheckpoint({ origin: log.verifier.name, size: 0, root: tree.root() }), [log])
  assert.equal(
    codeOf(submit(formatSubmission({ oldSize: 0, hashes: [], checkpoint: empty }), null)),
    'wrong-proof',
  )
  const proofFromNothing = formatSubmission({ oldSize: 0, hashes: [tree.root()], checkpoint: noteOf(tree) })
  assert.equal(codeOf(submit(proofFromNothing, null)), 'wrong-proof')
})

test('a submission that is none says which line', () => {
  const body = bodyOf(treeOf(5), 3)
  const lineOf = (text: string): number => {
    const parsed = parseSubmission(text)
    assert.ok(!parsed.ok && parsed.fault.code === 'bad-submission')
    return parsed.fault.line
  }
  assert.equal(lineOf(body.replace('old 3', 'old 03')), 1)
  assert.equal(lineOf(body.replace(/\n[^\n]+\n/u, '\nnot base64\n')), 2)
  assert.equal(lineOf(`old 3\n${'A'.repeat(43)}=`), 3)
  const many = `old 3\n${`${'A'.repeat(43)}=\n`.repeat(64)}\n`
  assert.equal(lineOf(many), 65)
})

test('a cosignature holds for its text and time alone, and the log’s own signature still does', () => {
  const note = noteOf(treeOf(7))
  const text = note.slice(0, note.indexOf('\n\n') + 1)
  const cosigned = note + cosignCheckpoint(text, 1_610_912_760, witness)
  const found = cosignaturesOf(cosigned, [witness.verifier], verifyEd25519)
  assert.ok(found.ok)
  assert.deepEqual(
    found.value.map(({ by, atS }) => [by.name, atS]),
    [['witness.invalid/board-chair', 1_610_912_760]],
  )
  assert.ok(openNote(cosigned, [log.verifier], verifyEd25519).ok)
  const other = noteOf(treeOf(8)) + cosignCheckpoint(text, 1_610_912_760, witness)
  assert.deepEqual(cosignaturesOf(other, [witness.verifier], verifyEd25519), {
    ok: false,
    fault: { code: 'wrong-signature', name: 'witness.invalid/board-chair' },
  })
  assert.deepEqual(cosignaturesOf(cosigned, [], verifyEd25519), { ok: true, value: [] })
})

test('a witness’s key is read back, and is no log’s key', () => {
  const vkey = formatCosignerKey(witness.verifier)
  const read = parseCosignerKey(sha256, vkey)
  assert.ok(read.ok)
  assert.deepEqual(read.value, witness.verifier)
  assert.deepEqual(parseVerifierKey(sha256, vkey), {
    ok: false,
    fault: { code: 'bad-verifier-key', reason: 'key-type' },
  })
  assert.equal(parseCosignerKey(sha256, formatVerifierKey(log.verifier)).ok, false)
})
