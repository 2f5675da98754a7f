import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { checkEvidenceFile, evidencePath, giveEvidenceFile, takeEvidenceFile } from './index.ts'

const root = mkdtempSync(join(tmpdir(), 'codedark-evidence-'))
after(() => rmSync(root, { recursive: true, force: true }))
const key = randomBytes(32)
const folder = join(root, 'evidence')
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function file(name: string, bytes: Uint8Array | string): string {
  const path = join(root, name)
  writeFileSync(path, bytes)
  return path
}

test('a file of any length is kept sealed and read-only under its hash, and comes back byte for byte', () => {
  for (const size of [0, 1, 1024 * 1024, 3 * 1024 * 1024 + 17]) {
    const bytes = randomBytes(size)
    const taken = takeEvidenceFile(file('original', bytes), folder, key)
    assert.deepEqual(taken, { ok: true, value: { sha256: sha256(bytes), bytes: size, again: false } })
    const path = evidencePath(folder, sha256(bytes))
    assert.equal(statSync(path).mode & 0o777, 0o400)
    assert.equal(checkEvidenceFile(folder, key, sha256(bytes)), 'fits')
    const out = join(root, `out-${size}`)
    assert.ok(giveEvidenceFile(folder, key, sha256(bytes), out).ok)
    assert.ok(readFileSync(out).equals(bytes))
  }
  assert.ok(!readFileSync(evidencePath(folder, sha256(randomBytes(0)))).includes('original'))
})

test('the same bytes are kept once, whatever their name', () => {
  assert.ok(takeEvidenceFile(file('note-1.txt', 'READ ME'), folder, key).ok)
  const again = takeEvidenceFile(file('note-2.txt', 'READ ME'), folder, key)
  assert.ok(again.ok && again.value.again)
  assert.ok(!readFileSync(evidencePath(folder, sha256(Buffer.from('READ ME')))).includes('READ ME'))
})

test('a changed byte anywhere, a cut file and another key are a misfit, and nothing is given out', () => {
  const bytes = randomBytes(5000)
  assert.ok(takeEvidenceFile(file('changed', bytes), folder, key).ok)
  const path = evidencePath(folder, sha256(bytes))
  const whole = readFileSync(path)
  chmodSync(path, 0o600)
  for (let at = 0; at < whole.length; at += 487) {
    const changed = Buffer.from(whole)
    changed[at] = (changed[at] ?? 0) ^ 1
    writeFileSync(path, changed)
    assert.equal(checkEvidenceFile(folder, key, sha256(bytes)), 'misfit', `byte ${at}`)
  }
  writeFileSync(path, whole.subarray(0, 20))
  assert.equal(checkEvidenceFile(folder, key, sha256(bytes)), 'misfit')
  writeFileSync(path, whole)
  assert.equal(checkEvidenceFile(folder, randomBytes(32), sha256(bytes)), 'misfit')
  const given = giveEvidenceFile(folder, randomBytes(32), sha256(bytes), join(root, 'given'))
  assert.ok(!given.ok && given.fault.code === 'misfit')
  assert.ok(!existsSync(join(root, 'given')))
  assert.equal(checkEvidenceFile(folder, key, 'ab'.repeat(32)), 'missing')
})

test('what is no file is refused, and nothing half made stays', () => {
  mkdirSync(join(root, 'a-folder'), { recursive: true })
  for (const path of [join(root, 'a-folder'), join(root, 'absent'), '/dev/zero'])
    assert.equal(takeEvidenceFile(path, folder, key).ok, false, path)
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.endsWith('.tmp')),
    [],
  )
})
