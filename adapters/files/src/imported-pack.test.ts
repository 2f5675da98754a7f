import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { importedPacks, readImportCard, writeImported } from './imported-pack.ts'
import { loadRulePacks } from './rule-packs.ts'

const folder = mkdtempSync(join(tmpdir(), 'codedark-imported-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const PACK = {
  card: { name: 'p', version: 'r1', hash: 'h', importedAt: '2021-01-17T20:00:00.000Z', from: 'p.zip' },
  files: [{ path: 'a.yml', text: 'title: a\n' }],
  licence: 'DRL 1.1',
  bundle: '{"any":"text"}',
}

function write(name: string): string {
  const into = join(folder, name)
  assert.ok(writeImported(into, PACK).ok)
  return into
}

describe('an imported pack', () => {
  test('is loaded by its bundle, under its name and version, and keeps licence and date', () => {
    const into = write('one')
    const [pack] = loadRulePacks([into]).packs
    assert.equal(pack?.bundle, PACK.bundle)
    assert.deepEqual([pack?.name, pack?.version, pack?.files.length], ['p', 'r1', 0])
    assert.equal(readImportCard(into)?.importedAt, PACK.card.importedAt)
    assert.equal(readFileSync(join(into, 'LICENSE.txt'), 'utf8'), 'DRL 1.1')
    assert.deepEqual(importedPacks(folder), [into])
  })

  test('whose bundle or sources were changed is read from its sources', () => {
    const into = write('two')
    writeFileSync(join(into, 'bundle.json'), '{"other":"text"}')
    const [pack] = loadRulePacks([into]).packs
    assert.equal(pack?.bundle, undefined)
    assert.deepEqual(pack?.files, PACK.files)
    const changed = write('three')
    writeFileSync(join(changed, 'pack.zip'), readFileSync(join(changed, 'pack.zip')).subarray(0, -1))
    const loaded = loadRulePacks([changed])
    assert.deepEqual([loaded.packs.length, loaded.faults[0]?.code], [0, 'not-a-zip'])
  })

  test('with a card that is none is a fault', () => {
    const into = write('four')
    writeFileSync(join(into, 'import.json'), '[]')
    assert.deepEqual(
      loadRulePacks([into]).faults.map(({ code }) => code),
      ['not-text'],
    )
  })
})
