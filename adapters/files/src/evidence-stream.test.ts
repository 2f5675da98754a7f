import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { checkEvidenceFile, evidencePath, openEvidence, takeEvidenceStream } from './index.ts'

const root = mkdtempSync(join(tmpdir(), 'codedark-stream-'))
after(() => rmSync(root, { recursive: true, force: true }))
const key = randomBytes(32)
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

async function* chunks(
  bytes: Uint8Array,
  size: number,
  stopAt = Number.POSITIVE_INFINITY,
): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    if (at >= stopAt) throw new Error('the connection broke')
    yield bytes.subarray(at, at + size)
  }
}

async function given(sha: string): Promise<Buffer | string> {
  const opened = await openEvidence(root, key, sha)
  if (!opened.ok) return opened.fault
  const parts: Uint8Array[] = []
  for await (const block of opened.value.blocks()) parts.push(block)
  return Buffer.concat(parts)
}

test('bytes that come in pieces are kept as one file, none at all as an empty one', async () => {
  for (const size of [0, 1, 2 * 1024 * 1024 + 17]) {
    const bytes = randomBytes(size)
    const taken = await takeEvidenceStream(chunks(bytes, 65_537), root, key)
    assert.deepEqual(taken, { ok: true, value: { sha256: sha256(bytes), bytes: size, again: false } })
    assert.equal(checkEvidenceFile(root, key, sha256(bytes)), 'fits')
    assert.deepEqual(await given(sha256(bytes)), bytes)
  }
})

test('an upload that breaks off leaves nothing', async () => {
  const before = readdirSync(root)
  assert.equal((await takeEvidenceStream(chunks(randomBytes(300_000), 1000, 200_000), root, key)).ok, false)
  assert.deepEqual(readdirSync(root), before)
})

test('of a file with one changed byte not a single byte is given', async () => {
  const bytes = randomBytes(1_500_000)
  const taken = await takeEvidenceStream(chunks(bytes, 100_000), root, key)
  assert.ok(taken.ok)
  const path = evidencePath(root, taken.value.sha256)
  const sealed = readFileSync(path)
  const at = sealed.length - 100
  sealed[at] = (sealed[at] ?? 0) ^ 1
  chmodSync(path, 0o600)
  writeFileSync(path, sealed)
  assert.equal(await given(taken.value.sha256), 'misfit')
  assert.equal(await given('0'.repeat(64)), 'missing')
})
