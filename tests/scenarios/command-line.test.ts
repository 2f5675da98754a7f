import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { DRILL_PASSPHRASE, openCommand } from '@codedark/command'
import { writeEvtx } from '@codedark/evtx'

const main = join(import.meta.dirname, '..', '..', 'apps', 'cli', 'src', 'main.ts')
const folder = mkdtempSync(join(tmpdir(), 'codedark-cli-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const codedark = (...args: string[]): { status: number | null; out: string; err: string } => {
  const run = spawnSync(process.execPath, [main, ...args], { encoding: 'utf8', cwd: folder })
  return { status: run.status, out: run.stdout, err: run.stderr }
}

const log = writeEvtx(
  [1, 2, 3].map((recordId) => ({
    recordId,
    time: '2021-01-17T19:00:00.0000000Z',
    provider: { name: 'Service Control Manager' },
    eventId: 7036,
    channel: 'System',
    computer: 'srv-a',
    data: [['param1', 'Windows Update']] as const,
  })),
)

describe('exit status', () => {
  test('0 with help and version of every command, 2 with an unknown option or command', () => {
    assert.equal(codedark('--help').status, 0)
    for (const command of ['drill', 'triage', 'logs', 'estate', 'kit', 'start'])
      assert.equal(codedark(command, '--help').status, 0, command)
    assert.equal(codedark('triage', '--no-such', 'x').status, 2)
    assert.equal(codedark('no-such').status, 2)
    assert.equal(codedark('triage').status, 2)
  })

  test('2 where no path is there, with the path named', () => {
    const run = codedark('triage', join(folder, 'nowhere'))
    assert.equal(run.status, 2)
    assert.match(run.err, /nowhere/)
  })

  test('3 where some input could not be read, and the rest is in the results', () => {
    const logs = join(folder, 'logs')
    mkdirSync(logs)
    writeFileSync(join(logs, 'good.evtx'), log)
    writeFileSync(join(logs, 'bad.evtx'), 'this is no log')
    const out = join(folder, 'out')
    const run = codedark('triage', logs, '--out', out)
    assert.equal(run.status, 3, run.out + run.err)
    const faults = readFileSync(join(out, 'faults.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { file: string; text: string })
    assert.ok(faults.length > 0 && faults.every(({ file, text }) => file.endsWith('bad.evtx') && text !== ''))
    const summary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')) as {
      records: number
      files: number
    }
    assert.equal(summary.records, 3)
    assert.equal(summary.files, 2)
  })
})

test('logs show prints a JSON line for each record', () => {
  const path = join(folder, 'one.evtx')
  writeFileSync(path, log)
  const run = codedark('logs', 'show', path)
  assert.equal(run.status, 0, run.err)
  const lines = run.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { Event: { System: { EventRecordID: number } } })
  assert.deepEqual(
    lines.map(({ Event }) => Event.System.EventRecordID),
    [1, 2, 3],
  )
})

test('logs show --xml prints the XML of each record in a line', () => {
  const path = join(folder, 'one.evtx')
  writeFileSync(path, log)
  const run = codedark('logs', 'show', path, '--xml')
  assert.equal(run.status, 0, run.err)
  const lines = run.out.trim().split('\n')
  assert.equal(lines.length, 3)
  for (const line of lines)
    assert.match(line, /^<Event xmlns="[^"]+"><System><Provider Name="[^"]+".*<\/Event>$/)
})

test('logs show --recover gives what a cleared log left in its chunk, and says so', () => {
  const path = join(folder, 'cut.evtx')
  // The header of the chunk is zeroed, as when a log was cleared: its records are no longer live.
  const cut = log.slice()
  cut.fill(0, 4096, 4096 + 512)
  writeFileSync(path, cut)
  const plain = codedark('logs', 'show', path)
  assert.equal(plain.status, 3)
  assert.equal(plain.out, '')
  const run = codedark('logs', 'show', path, '--recover')
  const records = run.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { recovery: string; Event: { System: { EventRecordID: number } } })
  assert.deepEqual(
    records.map(({ recovery, Event }) => [recovery, Event.System.EventRecordID]),
    [
      ['slack', 1],
      ['slack', 2],
      ['slack', 3],
    ],
  )
})

test('an estate with mistakes names each with file, line and column, and the rest is read', () => {
  const estate = join(folder, 'estate')
  mkdirSync(estate)
  writeFileSync(
    join(estate, 'servers.csv'),
    'name,role,status,site,service,ip,os,virtual\na,r,active,S,web,10.0.0.1,windows,yes\na,r,active,S,web,10.0.0.2,windows,yes\n',
  )
  writeFileSync(
    join(estate, 'services.csv'),
    'service,name,tier,care_rank,members,needs,restore_minutes_per_server\nweb,Web,1,1,many,1,10\n',
  )
  writeFileSync(join(estate, 'depends.csv'), 'parent,type,child\nweb,Depends on::Used by,nothing\n')
  writeFileSync(join(estate, 'care.csv'), 'care,site,service,need,workaround,phone\nWards,S,web,hard,,1\n')
  const run = codedark('estate', 'import', estate)
  assert.equal(run.status, 3, run.err)
  assert.match(run.err, /servers\.csv:3:\d+/)
  assert.match(run.err, /services\.csv:2:\d+/)
  assert.match(run.err, /depends\.csv:2:\d+/)
})

test('ledger verify takes a checkpoint from outside, and a foreign one is a failed check', () => {
  const data = join(folder, 'data')
  assert.equal(codedark('init', '--drill', '--hospital', 'Invented', '--data', data).status, 0)
  const opened = openCommand(data, DRILL_PASSPHRASE)
  assert.ok(opened.ok)
  const checkpoint = opened.value.ledger.checkpoint()
  opened.value.close()
  assert.ok(checkpoint !== null)
  writeFileSync(join(folder, 'own.checkpoint'), checkpoint)
  // Without its last line end it is whole all the same: who copies a text by hand loses that first.
  writeFileSync(join(folder, 'bare.checkpoint'), checkpoint.trimEnd())
  writeFileSync(join(folder, 'cut.checkpoint'), checkpoint.slice(0, -20))
  const verify = (...against: string[]): ReturnType<typeof codedark> =>
    codedark('ledger', 'verify', '--data', data, ...against)
  assert.match(verify().out, /consistent with itself only/)
  const own = verify('--against', join(folder, 'own.checkpoint'))
  assert.equal(own.status, 0, own.out)
  assert.doesNotMatch(own.out, /itself only/)
  assert.equal(verify('--against', join(folder, 'bare.checkpoint')).status, 0)
  assert.equal(verify('--against', join(folder, 'cut.checkpoint')).status, 1)
  assert.equal(verify('--against', join(folder, 'none')).status, 2)
})
