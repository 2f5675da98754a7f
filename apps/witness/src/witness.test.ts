import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { sha256, signerOf, verifySignature } from '@codedark/ledger'
import {
  cosignaturesOf,
  formatCheckpoint,
  formatSubmission,
  formatVerifierKey,
  leafHash,
  MerkleTree,
  parseCosignerKey,
  signNote,
} from '@codedark/tlog'
import { askWitness } from '@codedark/witness-store'
import { initWitness, openWitness, serveWitness, showWitness, watchRecord } from './index.ts'
import type { OpenedWitness, WitnessServing } from './index.ts'

const PASSPHRASE = 'of another owner'
const folder = mkdtempSync(join(tmpdir(), 'codedark-witness-'))
const path = join(folder, 'dpo')
const signer = signerOf('codedark/record', randomBytes(32))
const notes: string[] = []
const running: { serving: WitnessServing; opened: OpenedWitness }[] = []
after(async () => {
  for (const { serving, opened } of running) {
    await serving.close()
    opened.close()
  }
  rmSync(folder, { recursive: true, force: true })
})

const AT = new Date('2026-11-25T03:00:00Z')

async function start(): Promise<{ url: string; opened: OpenedWitness }> {
  const opened = openWitness(path, PASSPHRASE)
  assert.ok(opened.ok, JSON.stringify(opened))
  const serving = await serveWitness(opened.value, {
    address: '127.0.0.1',
    port: 0,
    now: () => AT,
    onNote: (sentence) => notes.push(sentence),
  })
  assert.ok(serving.ok)
  running.push({ serving: serving.value, opened: opened.value })
  return { url: serving.value.url, opened: opened.value }
}

function treeOf(size: number, salt = ''): MerkleTree {
  const tree = new MerkleTree(sha256)
  for (let index = 0; index < size; index += 1)
    tree.append(leafHash(sha256, Buffer.from(`entry ${index}${index < 3 ? '' : salt}`)))
  return tree
}

function noteOf(tree: MerkleTree, by = signer): string {
  return signNote(formatCheckpoint({ origin: by.verifier.name, size: tree.size, root: tree.root() }), [by])
}

function proofOf(tree: MerkleTree, oldSize: number): readonly Uint8Array[] {
  const proof = tree.consistencyProof(oldSize)
  assert.ok(proof.ok)
  return proof.value
}

async function post(
  url: string,
  body: string,
): Promise<{ status: number; text: string; type: string | null }> {
  const answer = await fetch(`${url}/add-checkpoint`, { method: 'POST', body })
  return { status: answer.status, text: await answer.text(), type: answer.headers.get('content-type') }
}

const body = (tree: MerkleTree, oldSize: number, by = signer): string =>
  formatSubmission({ oldSize, hashes: proofOf(tree, oldSize), checkpoint: noteOf(tree, by) })

describe('a witness', () => {
  test('is made once, with a name that a signature line can hold, and opens with its own passphrase only', () => {
    assert.ok(!initWitness(path, 'two words', PASSPHRASE).ok)
    assert.ok(!initWitness(path, 'dpo.hospital', 'short').ok)
    assert.ok(initWitness(path, 'dpo.hospital', PASSPHRASE).ok)
    assert.ok(!initWitness(path, 'dpo.hospital', PASSPHRASE).ok)
    assert.ok(!openWitness(path, 'of the same owner').ok)
    assert.ok(!openWitness(join(folder, 'nowhere'), PASSPHRASE).ok)
  })

  test('answers as C2SP tlog-witness says: 404, 403, 400, 409 with the size, 422, 200 with a cosignature', async () => {
    const { url, opened } = await start()
    assert.equal((await post(url, body(treeOf(3), 0))).status, 404)
    const watched = watchRecord(
      opened,
      `${noteOf(treeOf(3))}\nverifier key:\n${formatVerifierKey(signer.verifier)}\n`,
      AT.toISOString(),
    )
    assert.deepEqual(watched, { ok: true, value: 'codedark/record' })
    const stranger = signerOf('codedark/record', randomBytes(32))
    assert.equal((await post(url, body(treeOf(3), 0, stranger))).status, 403)
    assert.equal((await post(url, 'old 1x\n\n')).status, 400)
    assert.equal((await post(url, `old 4\n\n${noteOf(treeOf(3))}`)).status, 400)
    assert.equal((await post(url, 'x'.repeat(200_000))).status, 413)
    const first = await post(url, body(treeOf(3), 0))
    assert.equal(first.status, 200)
    const key = parseCosignerKey(sha256, opened.key)
    assert.ok(key.ok)
    const cosigned = cosignaturesOf(`${noteOf(treeOf(3))}${first.text}`, [key.value], verifySignature)
    assert.ok(cosigned.ok && cosigned.value.length === 1 && cosigned.value[0]?.atS === AT.getTime() / 1000)
    assert.deepEqual(await post(url, body(treeOf(5), 0)), {
      status: 409,
      text: '3\n',
      type: 'text/x.tlog.size',
    })
    const wrong = formatSubmission({ oldSize: 3, hashes: [randomBytes(32)], checkpoint: noteOf(treeOf(5)) })
    assert.equal((await post(url, wrong)).status, 422)
    assert.equal((await post(url, body(treeOf(5), 3))).status, 200)
    assert.equal((await post(url, body(treeOf(5), 5))).status, 200, 'the same once more')
    assert.equal((await fetch(url)).status, 200)
    assert.equal((await fetch(`${url}/other`)).status, 404)
  })

  test('started again still holds what it cosigned, and keeps what shows a fork', async () => {
    const { url, opened } = await start()
    const fork = treeOf(5, ' of the other history')
    const before = notes.length
    assert.deepEqual(await post(url, `old 5\n\n${noteOf(fork)}`), {
      status: 409,
      text: '5\n',
      type: 'text/x.tlog.size',
    })
    assert.equal((await post(url, body(treeOf(9, ' of the other history'), 5))).status, 422)
    assert.equal(notes.length, before + 2)
    const shown = showWitness(opened)
    assert.ok(shown.ok)
    assert.equal(shown.value.held[0]?.size, 5)
    assert.deepEqual(shown.value.refused.map(({ code }) => code).slice(-2), ['other-tree', 'wrong-proof'])
  })

  test('two programs on one folder cosign one history: the second finds what the first stored', async () => {
    const [one, two] = [await start(), await start()]
    const answers = await Promise.all([
      post(one.url, body(treeOf(7), 5)),
      post(two.url, body(treeOf(8, ' fork'), 5)),
      post(two.url, body(treeOf(7), 5)),
    ])
    assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    assert.ok([409, 422].includes(answers[1]?.status ?? 0), 'never the other history')
  })
})

describe('a record that asks a witness', () => {
  const tools = { sha256, verify: verifySignature, timeoutMs: 2_000 }
  const submitted = (tree: MerkleTree) => ({
    checkpoint: noteOf(tree),
    size: tree.size,
    proof: (old: number) => (old > tree.size ? null : proofOf(tree, old)),
  })

  test('begins again from the size that the witness names, and takes no cosignature of another key', async () => {
    const { url, opened } = await start()
    const asked = await askWitness({ url, key: opened.key }, submitted(treeOf(9)), 0, tools)
    assert.ok(asked.ok && asked.value.by === 'dpo.hospital', JSON.stringify(asked))
    const other = join(folder, 'other')
    const key = initWitness(other, 'dpo.hospital', PASSPHRASE)
    assert.ok(key.ok)
    const strange = await askWitness({ url, key: key.value }, submitted(treeOf(9)), 9, tools)
    assert.ok(!strange.ok && strange.fault.code === 'strange-answer')
  })

  test('is told when it was cut, rewritten or forked, is not watched, or nobody answers', async () => {
    const { url, opened } = await start()
    const witness = { url, key: opened.key }
    const cut = await askWitness(witness, submitted(treeOf(6)), 0, tools)
    assert.deepEqual(cut, { ok: false, fault: { code: 'witness-is-ahead', held: 9 } })
    const forked = await askWitness(witness, submitted(treeOf(12, ' fork')), 9, tools)
    assert.deepEqual(forked, { ok: false, fault: { code: 'another-history', held: 9 } })
    const same = await askWitness(witness, submitted(treeOf(9, ' fork')), 9, tools)
    assert.deepEqual(same, { ok: false, fault: { code: 'another-history', held: 9 } })
    const nobody = await askWitness({ ...witness, url: 'http://127.0.0.1:9' }, submitted(treeOf(9)), 0, tools)
    assert.ok(!nobody.ok && nobody.fault.code === 'unreachable')
    const none = await askWitness({ ...witness, key: 'x' }, submitted(treeOf(9)), 0, tools)
    assert.ok(!none.ok && none.fault.code === 'bad-key')
  })
})
