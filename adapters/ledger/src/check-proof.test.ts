import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { checkProofFile, openLedger } from './index.ts'
import type { Ledger } from './index.ts'

const root = mkdtempSync(join(tmpdir(), 'codedark-proof-'))
after(() => rmSync(root, { recursive: true, force: true }))

const entryOf = (n: number): Uint8Array => Buffer.from(`{"n":${n}}`)

function ledgerOf(name: string, entries: number): Ledger {
  const ledger = openLedger(join(root, `${name}.db`), { databaseKey: randomBytes(32), seed: randomBytes(32) })
  assert.ok(ledger.ok)
  for (let n = 0; n < entries; n += 1) {
    const head = ledger.value.head()
    assert.ok(head.ok)
    assert.ok(ledger.value.append(head.value, { entries: [entryOf(n)], texts: [], remove: [] }).ok)
  }
  return ledger.value
}

test('each entry is proved by a file and a key alone, and by no other record’s key', () => {
  const ledger = ledgerOf('one', 9)
  const other = ledgerOf('two', 9)
  for (let index = 0; index < 9; index += 1) {
    const proof = ledger.prove(index)
    assert.ok(proof.ok && proof.value !== null)
    const checked = checkProofFile(proof.value, ledger.verifierKey)
    assert.ok(checked.ok)
    assert.deepEqual(
      [checked.value.index, checked.value.size, checked.value.entry],
      [index, 9, `{"n":${index}}`],
    )
    assert.equal(checkProofFile(proof.value, other.verifierKey).ok, false)
    const changed = proof.value.replace(/^extra .*$/mu, `extra ${Buffer.from('{"n":77}').toString('base64')}`)
    assert.deepEqual(checkProofFile(changed, ledger.verifierKey), {
      ok: false,
      fault: { code: 'wrong-root', which: 'new' },
    })
    assert.deepEqual(checkProofFile(proof.value.replace(/^extra .*\n/mu, ''), ledger.verifierKey), {
      ok: false,
      fault: { code: 'no-entry' },
    })
  }
  assert.deepEqual(ledger.prove(9), { ok: true, value: null })
  assert.deepEqual(ledger.prove(-1), { ok: true, value: null })
  ledger.close()
  other.close()
})
