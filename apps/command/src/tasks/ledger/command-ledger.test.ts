import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { createDataFolder } from '@codedark/files'
import type { DataFolder } from '@codedark/files'
import { openCommandLedger, takeHandovers } from './index.ts'
import type { CommandLedger } from './index.ts'

const root = mkdtempSync(join(tmpdir(), 'codedark-command-'))
after(() => rmSync(root, { recursive: true, force: true }))
const keys = { databaseKey: randomBytes(32), seed: randomBytes(32) }

function make(name: string): DataFolder {
  const folder = createDataFolder(join(root, name), 'drill')
  assert.ok(folder.ok)
  return folder.value
}

function open(folder: DataFolder): CommandLedger {
  const ledger = openCommandLedger(folder, keys, () => '2026-11-24T03:00:00Z')
  assert.ok(ledger.ok, JSON.stringify(ledger))
  return ledger.value
}

describe('the command ledger', () => {
  test('opened again has the state that it had live, and the texts', () => {
    const folder = make('again')
    const live = open(folder)
    const sizes: number[] = []
    live.onChange((state) => sizes.push(state.log.length))
    assert.ok(live.submit({ type: 'OpenIncident', name: 'Nacht', kind: 'drill' }, 'board', 'Ada').ok)
    const said = live.submit({ type: 'MakeComment', text: 'eins' }, 'board', 'Ada')
    assert.deepEqual(said, { ok: true, value: { from: 1, until: 2 } })
    assert.deepEqual(sizes, [1, 2])
    const replayed = open(folder)
    assert.deepEqual(replayed.state(), live.state())
    const ref = replayed.state().log[1]?.texts.find(({ field }) => field === 'text')?.ref
    assert.deepEqual(replayed.textOf(ref?.commitment ?? ''), { state: 'present', text: 'eins' })
    live.close()
    replayed.close()
  })

  test('two that write in turn lose nothing', () => {
    const folder = make('two')
    const [first, second] = [open(folder), open(folder)]
    assert.ok(first.submit({ type: 'OpenIncident', name: 'Nacht', kind: 'drill' }, 'board').ok)
    for (let round = 0; round < 5; round += 1) {
      assert.ok(second.submit({ type: 'MakeComment', text: `b${round}` }, 'command-line').ok)
      assert.ok(first.submit({ type: 'MakeComment', text: `a${round}` }, 'board').ok)
    }
    assert.ok(second.refresh().ok)
    assert.equal(second.state().log.length, 11)
    assert.deepEqual(first.state(), second.state())
    assert.equal(second.verify().broken, null)
    first.close()
    second.close()
  })

  test('refuses what the rules refuse, and a real incident in a drill', () => {
    const ledger = open(make('refused'))
    const real = ledger.submit({ type: 'OpenIncident', name: 'Nacht', kind: 'real' }, 'board')
    assert.ok(!real.ok && real.fault.code === 'wrong-kind')
    const early = ledger.submit(
      {
        type: 'RecordSighting',
        server: 'srv-1',
        sighting: 'ransom-note',
        seenBy: 'Ada',
        seenAt: '2026-11-24T02:00:00Z',
      },
      'board',
    )
    assert.ok(!early.ok && early.fault.code === 'refused' && early.fault.refusal.code === 'no-incident')
    assert.equal(ledger.state().log.length, 0)
    ledger.close()
  })

  test('takes each handover once and leaves what is none', () => {
    const folder = make('spool')
    const ledger = open(folder)
    const handover = {
      kind: 'sheets-written',
      id: 'ab'.repeat(16),
      at: '2026-11-24T02:59:00Z',
      ward: 'station-3',
      generation: 1,
      firstSerial: 'S-0001',
      lastSerial: 'S-0002',
      sheets: 2,
      patients: 12,
      commitment: 'cd'.repeat(32),
    }
    const put = (file: string, value: unknown): void =>
      writeFileSync(join(folder.handoverFolder, file), JSON.stringify(value))
    put('a.json', handover)
    put('b.json', { ...handover, patient: 'Frau Beispiel' })
    put('c.json', handover)
    writeFileSync(join(folder.handoverFolder, 'd.json'), '{')
    const taken = takeHandovers(folder, ledger)
    assert.ok(taken.ok)
    assert.deepEqual(
      taken.value.map(({ outcome }) => (outcome.ok ? outcome.value : outcome.fault.code)),
      ['recorded', 'not-a-handover', 'again', 'not-json'],
      JSON.stringify(taken.value),
    )
    assert.deepEqual(readdirSync(folder.handoverFolder), ['b.json', 'd.json'])
    assert.equal(ledger.state().sheets.get('station-3')?.sheets, 2)
    assert.equal(ledger.state().log.length, 1)
    ledger.close()
  })
})
