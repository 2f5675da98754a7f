import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import {
  formatCheckpoint,
  formatSubmission,
  formatVerifierKey,
  leafHash,
  MerkleTree,
  signNote,
} from '@codedark/tlog'
import { signerOf, verifyEd25519 } from '../../../libs/tlog/src/testing/keys.ts'
import { sha256 as ownSha256, verify as ownVerify } from './crypto.ts'
import { handBack, heldFrom, takeOnPhone } from './phone-held.ts'
import type { PhoneHeld } from './phone-held.ts'

const tools = { sha256: ownSha256, verify: ownVerify, now: '2026-11-25T03:00:00Z' }
const signer = signerOf('codedark/record')
const KEY = `\nverifier key:\n${formatVerifierKey(signer.verifier)}\n`

function treeOf(size: number, salt = ''): MerkleTree {
  const tree = new MerkleTree(ownSha256)
  for (let index = 0; index < size; index += 1)
    tree.append(leafHash(ownSha256, Buffer.from(`entry ${index}${index < 3 ? '' : salt}`)))
  return tree
}

const noteOf = (tree: MerkleTree, by = signer): string =>
  signNote(formatCheckpoint({ origin: 'codedark/record', size: tree.size, root: tree.root() }), [by])

function since(tree: MerkleTree, oldSize: number): string {
  const proof = tree.consistencyProof(oldSize)
  assert.ok(proof.ok)
  return formatSubmission({ oldSize, hashes: proof.value, checkpoint: noteOf(tree) })
}

/** Takes the texts in order and gives how the last one was taken. */
function taken(...texts: readonly string[]) {
  let held: readonly PhoneHeld[] = []
  let last = takeOnPhone(held, '', tools)
  for (const text of texts) {
    last = takeOnPhone(held, text, tools)
    held = heldFrom(JSON.stringify(last.held))
  }
  return last
}

const first = `${noteOf(treeOf(3))}${KEY}`

test('the first checkpoint is kept with its key, and words to compare by telephone', () => {
  const { kind, sentence, held } = taken(first)
  assert.equal(kind, 'kept')
  assert.match(sentence, /compare it once by telephone: ([a-z]{5} ?){6}$/u)
  assert.equal(held[0]?.size, 3)
  assert.equal(taken(noteOf(treeOf(3))).kind, 'refused', 'without a key')
})

test('a later one is held only with the proof that it continues what is held', () => {
  assert.equal(taken(first, since(treeOf(5), 3)).held[0]?.size, 5)
  const unproved = taken(first, noteOf(treeOf(5)))
  assert.equal(unproved.held[0]?.size, 3)
  assert.match(unproved.sentence, /--since 3$/u)
  assert.equal(handBack(unproved.held), `${noteOf(treeOf(3))}\n${noteOf(treeOf(5))}`)
  assert.equal(
    taken(first, since(treeOf(5), 3).replaceAll('\n', '\r\n')).held[0]?.size,
    5,
    'as a mail gives it',
  )
})

test('a fork is an alarm, an older one is said, and both are kept to be given back', () => {
  const grown = since(treeOf(5), 3)
  const fork = taken(first, grown, noteOf(treeOf(5, ' fork')))
  assert.equal(fork.kind, 'alarm')
  assert.match(fork.sentence, /^FORK/u)
  assert.ok(handBack(fork.held).includes(noteOf(treeOf(5, ' fork'))))
  const grew = taken(first, grown, since(treeOf(9, ' fork'), 5))
  assert.equal(grew.kind, 'alarm')
  assert.equal(grew.held[0]?.size, 5)
  assert.match(taken(first, grown, first).sentence, /CUT OR PUT BACK/u)
})

test('another key, a changed byte and strange memory are refused', () => {
  assert.equal(taken(first, noteOf(treeOf(5), signerOf('codedark/record'))).kind, 'refused')
  assert.equal(taken(first, noteOf(treeOf(5)).replace('\n5\n', '\n6\n')).kind, 'refused')
  for (const stored of [null, '{', '{}', '[1]', '[{"origin":1}]']) assert.deepEqual(heldFrom(stored), [])
})

test('the page’s hashes and signatures are those of Node', () => {
  const message = Buffer.from('Codedark')
  assert.equal(
    Buffer.from(ownSha256(message)).toString('hex'),
    createHash('sha256').update(message).digest('hex'),
  )
  const signature = signer.sign(message)
  const { publicKey } = signer.verifier
  const broken = Uint8Array.from(signature, (byte, at) => (at === 5 ? byte ^ 1 : byte))
  for (const [one, holds] of [
    [signature, true],
    [broken, false],
    [signature.slice(1), false],
  ] as const) {
    assert.equal(ownVerify(publicKey, message, one), holds)
    if (one.length === 64) assert.equal(verifyEd25519(publicKey, message, one), holds)
  }
  assert.equal(ownVerify(new Uint8Array(31), message, signature), false)
})
