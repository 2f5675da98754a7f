import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createDataFolder, createKeys } from '@codedark/files'
import { openCommandLedger } from '../ledger/index.ts'
import { sheetsFolder, writeDueSheet } from './checkpoint-sheets.ts'

const root = mkdtempSync(join(tmpdir(), 'codedark-sheets-'))
after(() => rmSync(root, { recursive: true, force: true }))

test('a sheet is due once an hour while the record grows, and not otherwise', async () => {
  const folder = createDataFolder(join(root, 'data'), 'drill')
  assert.ok(folder.ok)
  const keys = createKeys(folder.value.keysFolder, 'command', 'a long passphrase')
  assert.ok(keys.ok)
  const clock = { at: '2026-11-25T16:00:00.000Z' }
  const ledger = openCommandLedger(folder.value, keys.value, () => clock.at)
  assert.ok(ledger.ok)
  const due = async (at: string): Promise<string | null> => {
    clock.at = at
    const written = await writeDueSheet({ folder: folder.value, ledger: ledger.value, now: () => at })
    assert.ok(written.ok, JSON.stringify(written))
    return written.value
  }
  assert.equal(await due('2026-11-25T16:00:00.000Z'), null, 'an empty record has no checkpoint')
  assert.ok(ledger.value.submit({ type: 'OpenIncident', name: 'Nacht', kind: 'drill' }, 'board').ok)
  const first = await due('2026-11-25T16:00:00.000Z')
  assert.match(first ?? '', /checkpoint-20261125T160000Z-1\.pdf$/u)
  assert.match(readFileSync(first ?? '').toString('latin1'), /^%PDF-/u)
  assert.equal(await due('2026-11-25T18:00:00.000Z'), null, 'nothing was recorded since')
  assert.ok(ledger.value.submit({ type: 'MakeComment', text: 'noted' }, 'board').ok)
  assert.equal(await due('2026-11-25T16:59:59.000Z'), null, 'within the hour')
  assert.match((await due('2026-11-25T17:00:00.000Z')) ?? '', /T170000Z-2\.pdf$/u)
  assert.equal(readdirSync(sheetsFolder(folder.value)).length, 2)
  ledger.value.close()
})
