import assert from 'node:assert/strict'
import { createHash, verify } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  leafHash,
  MerkleTree,
  emptyRoot,
  nodeHash,
  openNote,
  parseCheckpoint,
  parseVerifierKey,
  toHex,
  verifyConsistency,
  verifyInclusion,
} from '@codedark/tlog'

const corpora = process.env['CODEDARK_CORPORA']
const folder = join(corpora ?? '', 'tlog')
const needsCorpora = { skip: corpora === undefined ? 'CODEDARK_CORPORA is not set' : false }
const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')
const verifyEd25519 = (key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean =>
  verify(null, message, { key: Buffer.concat([SPKI, key]), format: 'der', type: 'spki' }, signature)

function vectors(kind: string): { path: string; value: Record<string, unknown> }[] {
  const root = join(folder, 'merkle-vectors', 'testdata', kind)
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ path: name, value: JSON.parse(readFileSync(join(root, name), 'utf8')) }))
}

const bytesOf = (value: unknown): Uint8Array =>
  Uint8Array.from(Buffer.from(typeof value === 'string' ? value : '', 'base64'))
const listOf = (value: unknown): Uint8Array[] => (Array.isArray(value) ? value.map(bytesOf) : [])

test('each of the 98 published inclusion vectors is judged as stated', needsCorpora, () => {
  const all = vectors('inclusion')
  assert.equal(all.length, 98)
  for (const { path, value } of all) {
    const judged = verifyInclusion(sha256, {
      index: Number(value['leafIdx']),
      size: Number(value['treeSize']),
      leaf: bytesOf(value['leafHash']),
      root: bytesOf(value['root']),
      proof: listOf(value['proof']),
    })
    assert.equal(judged.ok, value['wantErr'] !== true, path)
  }
})

test('each of the 98 published consistency vectors is judged as stated', needsCorpora, () => {
  const all = vectors('consistency')
  assert.equal(all.length, 98)
  for (const { path, value } of all) {
    const judged = verifyConsistency(sha256, {
      oldSize: Number(value['size1']),
      newSize: Number(value['size2']),
      oldRoot: bytesOf(value['root1']),
      newRoot: bytesOf(value['root2']),
      proof: listOf(value['proof']),
    })
    assert.equal(judged.ok, value['wantErr'] !== true, path)
  }
})

interface NoteVectors {
  readonly valid: readonly { readonly vkey: string; readonly note?: string }[]
  readonly invalidVkeys: readonly string[]
  readonly rfc6962: Readonly<Record<string, string>>
}

const noteVectors = (): NoteVectors => JSON.parse(readFileSync(join(folder, 'note-vectors.json'), 'utf8'))

test('the published notes open, wrong verifier keys are refused, RFC 6962 hashes agree', needsCorpora, () => {
  const { valid, invalidVkeys, rfc6962 } = noteVectors()
  for (const { vkey, note } of valid) {
    const verifier = parseVerifierKey(sha256, vkey)
    assert.ok(verifier.ok, vkey)
    if (note !== undefined) assert.ok(openNote(note, [verifier.value], verifyEd25519).ok, vkey)
  }
  for (const vkey of invalidVkeys) assert.equal(parseVerifierKey(sha256, vkey).ok, false, vkey)
  assert.equal(toHex(emptyRoot(sha256)), rfc6962['emptyRoot'])
  assert.equal(toHex(leafHash(sha256, Buffer.from(''))), rfc6962['emptyLeaf'])
  assert.equal(toHex(leafHash(sha256, Buffer.from('L123456'))), rfc6962['leaf("L123456")'])
  const node = nodeHash(sha256, Buffer.from('N123'), Buffer.from('N456'))
  assert.equal(toHex(node), rfc6962['node("N123","N456")'])
})

/** Entry bundle of C2SP tlog-tiles: a big-endian 16-bit length before each entry. */
function entriesOf(bundle: Buffer): Buffer[] {
  const entries: Buffer[] = []
  for (let at = 0; at < bundle.length;) {
    const length = bundle.readUInt16BE(at)
    entries.push(bundle.subarray(at + 2, at + 2 + length))
    at += 2 + length
  }
  return entries
}

test('the signed test log: 16 checkpoints, every inclusion and consistency proof', needsCorpora, () => {
  const log = join(folder, 'tessera-testlog', 'testdata', 'log')
  const vkey = noteVectors().valid.at(-1)?.vkey ?? ''
  const verifier = parseVerifierKey(sha256, vkey)
  assert.ok(verifier.ok)
  const tree = new MerkleTree(sha256)
  for (const entry of entriesOf(readFileSync(join(log, 'tile', 'entries', '000.p', '15'))))
    tree.append(leafHash(sha256, entry))
  let proofs = 0
  for (let size = 0; size <= 15; size += 1) {
    const note = openNote(
      readFileSync(join(log, `checkpoint.${size}`), 'utf8'),
      [verifier.value],
      verifyEd25519,
    )
    assert.ok(note.ok)
    const checkpoint = parseCheckpoint(note.value.text)
    const root = tree.rootAt(size)
    assert.ok(checkpoint.ok && root.ok)
    assert.equal(checkpoint.value.size, size)
    assert.equal(toHex(checkpoint.value.root), toHex(root.value))
    for (let index = 0; index < size; index += 1) {
      const included = tree.inclusionProof(index, size)
      const leaf = tree.leaf(index)
      const oldRoot = tree.rootAt(index)
      const consistent = tree.consistencyProof(index, size)
      assert.ok(included.ok && leaf && oldRoot.ok && consistent.ok)
      assert.ok(verifyInclusion(sha256, { index, size, leaf, root: root.value, proof: included.value }).ok)
      proofs += 1
      if (index === 0) continue
      proofs += 1
      const claim = { oldSize: index, newSize: size, oldRoot: oldRoot.value, newRoot: root.value }
      assert.ok(verifyConsistency(sha256, { ...claim, proof: consistent.value }).ok)
    }
  }
  assert.equal(proofs, 120 + 105)
})
