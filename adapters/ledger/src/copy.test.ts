import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { commitTo, encodeEntry } from '@codedark/domain/incident'
import { copyLedger, restoreLedger } from './copy.ts'
import { openDatabase } from './database.ts'
import { openLedger } from './ledger.ts'
import type { Ledger } from './ledger.ts'
import { sha256 } from './signing.ts'

const folder = mkdtempSync(join(tmpdir(), 'codedark-copy-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const keys = { databaseKey: randomBytes(32), seed: randomBytes(32) }
const [path, copy, restored] = ['ledger', 'second', 'restored'].map((name) => join(folder, name)) as [
  string,
  string,
  string,
]

function say(ledger: Ledger, text: string): void {
  const head = ledger.head()
  assert.ok(head.ok)
  const salt = randomBytes(32)
  const commitment = commitTo(sha256, salt, text)
  const entry = encodeEntry(
    { v: 1, type: 'CommentMade', at: '2026-11-24T03:00:00Z', by: 'board', text: { commitment } },
    head.value.size,
  )
  assert.ok(entry.ok)
  assert.ok(
    ledger.append(head.value, { entries: [entry.value], texts: [{ commitment, salt, text }], remove: [] }).ok,
  )
}

test('a copy made while the ledger is open is whole, encrypted, replaces the one before, and can be restored', () => {
  const opened = openLedger(path, keys)
  assert.ok(opened.ok)
  say(opened.value, 'Zimmer eins')
  assert.ok(copyLedger(path, copy, keys).ok)
  say(opened.value, 'Zimmer zwei')
  const copied = copyLedger(path, copy, keys)
  assert.ok(copied.ok && copied.value.size === 2)
  assert.ok(copied.value.texts.every(({ state }) => state === 'present'))
  const bytes = readFileSync(copy)
  assert.ok(!bytes.includes('Zimmer') && !bytes.includes('SQLite format 3') && !bytes.includes('CommentMade'))
  const other = openLedger(copy, { ...keys, databaseKey: randomBytes(32) })
  assert.ok(!other.ok && other.fault.code === 'wrong-key')
  assert.deepEqual(
    readdirSync(folder).filter((file) => file.includes('tmp')),
    [],
  )

  const over = restoreLedger(copy, path, keys)
  assert.ok(!over.ok && over.fault.code === 'exists')
  assert.ok(restoreLedger(copy, restored, keys).ok)
  const again = openLedger(restored, keys)
  assert.ok(again.ok)
  assert.deepEqual(again.value.head(), opened.value.head())
  assert.equal(again.value.checkpoint(), opened.value.checkpoint())
  again.value.close()
  opened.value.close()
})

test('a copy that is ahead, or of a ledger that went on elsewhere, is left as it is', () => {
  const opened = openLedger(path, keys)
  assert.ok(opened.ok)
  say(opened.value, 'Zimmer drei')
  assert.ok(copyLedger(path, copy, keys).ok)
  opened.value.close()
  const behind = copyLedger(restored, copy, keys)
  assert.ok(!behind.ok && behind.fault.code === 'copy-is-ahead')
  const forked = openLedger(restored, keys)
  assert.ok(forked.ok)
  for (const text of ['vier', 'fünf']) say(forked.value, text)
  forked.value.close()
  const other = copyLedger(restored, copy, keys)
  assert.ok(!other.ok && other.fault.code === 'copy-is-ahead')
})

test('when what lies beside cannot be stored, the copy before stays', () => {
  const before = readFileSync(copy)
  const copied = copyLedger(path, copy, keys, () => ({ ok: false, fault: 'the evidence was not copied' }))
  assert.deepEqual(copied, { ok: false, fault: { code: 'beside', reason: 'the evidence was not copied' } })
  assert.ok(readFileSync(copy).equals(before))
})

test('a damaged copy is replaced', () => {
  writeFileSync(copy, 'no database at all')
  assert.ok(copyLedger(path, copy, keys).ok)
})

test('a broken ledger does not take the place of a good copy', () => {
  const db = openDatabase(path, keys.databaseKey, false)
  db.exec('DELETE FROM entry WHERE n = 0')
  db.close()
  const before = readFileSync(copy)
  const copied = copyLedger(path, copy, keys)
  assert.ok(!copied.ok && copied.fault.code === 'copy-broken')
  assert.ok(readFileSync(copy).equals(before))
})
