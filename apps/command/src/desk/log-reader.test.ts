import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createDataFolder, createKeys, DRILL_PASSPHRASE, openDataFolder, unlockKeys } from '@codedark/files'
import { openCommandLedger } from '../tasks/ledger/index.ts'
import { LogReader } from './log-reader.ts'

const folder = mkdtempSync(join(tmpdir(), 'codedark-log-'))
after(() => rmSync(folder, { recursive: true, force: true }))

test('the log is filtered by kind, server, words and minute; a text that was taken out is not found any more', () => {
  assert.ok(createDataFolder(folder, 'drill').ok)
  const data = openDataFolder(folder)
  assert.ok(data.ok)
  assert.ok(createKeys(data.value.keysFolder, 'command', DRILL_PASSPHRASE).ok)
  const keys = unlockKeys(data.value.keysFolder, 'command', DRILL_PASSPHRASE)
  assert.ok(keys.ok)
  const clock = { minute: 0 }
  const ledger = openCommandLedger(data.value, keys.value, () =>
    new Date(Date.UTC(2021, 0, 17, 20, clock.minute)).toISOString(),
  )
  assert.ok(ledger.ok)
  const record = ledger.value
  assert.ok(record.submit({ type: 'OpenIncident', name: 'Night', kind: 'drill' }, 'board', 'Ada').ok)
  for (let minute = 1; minute <= 30; minute += 1) {
    clock.minute = minute
    const server = minute % 2 === 0 ? 'srv-even' : undefined
    assert.ok(
      record.submit({ type: 'MakeComment', text: `Remark ${minute} Ärger`, server }, 'board', 'Bea').ok,
    )
  }
  const log = new LogReader(record)
  assert.equal(log.page(null, 100).lines.length, 31)
  assert.equal(log.page(null, 100, { kinds: ['CommentMade'] }).lines.length, 30)
  assert.equal(log.page(null, 100, { server: 'srv-even' }).lines.length, 15)
  assert.deepEqual(
    log.page(null, 100, { words: 'remark 30' }).lines.map(({ number }) => number),
    [31],
  )
  assert.equal(log.page(null, 100, { words: 'BEA' }).lines.length, 30)
  assert.deepEqual(
    log.page(null, 100, { who: 'aDA' }).lines.map(({ number, byName }) => [number, byName]),
    [[1, 'Ada']],
  )
  const past = log.page(null, 100, { asOf: '2021-01-17T20:10:30.000Z' })
  assert.equal(past.size, 11)
  assert.equal(past.lines[0]?.number, 11)
  const first = log.page(null, 10)
  assert.equal(first.more, true)
  assert.equal(first.searchedTo, 22)
  assert.deepEqual(
    log.page(first.searchedTo, 2).lines.map(({ number }) => number),
    [21, 20],
  )
  const out = { type: 'TakeTextOut', entry: 30, reason: 'patient-named', secondName: 'Cem' } as const
  assert.ok(record.submit(out, 'board', 'Ada').ok)
  assert.deepEqual(log.page(null, 100, { words: 'remark 30' }).lines, [])
  assert.equal(log.page(null, 100, { until: '2021-01-17T20:00:30.000Z' }).lines.length, 1)
  record.close()
})
