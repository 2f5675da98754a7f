import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { BITLOCKER, SECURITY, SYSTEM } from '@codedark/domain/triage'
import type { Finding } from '@codedark/domain/triage'
import { bytesSource, readEvtx, writeEvtx } from '@codedark/evtx'
import { gzipSync, zipSync } from 'fflate'
import type { TriagePass } from '../../apps/command/src/tasks/triage/index.ts'
import { EVIL_EVENT, minuteLog, triageFolder } from './testing/triage-folder.ts'

const { path: folder, write, run, findings } = triageFolder('intake')

/** At minute 60 the evil one, where it is asked for. */
const log = (computer: string, channel: string, evilAt = -1): Uint8Array =>
  minuteLog({ computer, channel, minutes: 200, evilAt })

/** The same records as JSON lines. */
function asJson(bytes: Uint8Array): string {
  let lines = ''
  for (const item of readEvtx(bytesSource(bytes)))
    if (item.kind === 'record') lines += `${JSON.stringify(item.record.toJSON())}\n`
  return lines
}

const logs = {
  'C/Windows/System32/winevt/Logs/System.evtx': log('srv-a', SYSTEM, 60),
  'C/Windows/System32/winevt/Logs/Security.evtx': log('srv-a', SECURITY),
  'C/Windows/System32/winevt/Logs/Microsoft-Windows-BitLocker%4BitLocker Management.evtx': log(
    'srv-a',
    BITLOCKER,
  ),
}
for (const [name, bytes] of Object.entries(logs)) write(`plain/${name}`, bytes)
write('zip/srv-a.zip', zipSync(logs))
for (const [name, bytes] of Object.entries(logs)) write(`gz/${name}.gz`, gzipSync(bytes))
for (const [index, bytes] of Object.values(logs).entries()) write(`json/${index}.jsonl`, asJson(bytes))

describe('logs as they come', () => {
  for (const kind of ['plain', 'zip', 'gz', 'json'])
    test(`${kind}: three logs, six hundred records, one finding, the same verdict`, async () => {
      const { summary, verdicts, faults } = await run([join(folder, kind)])
      assert.deepEqual(faults, [])
      assert.deepEqual([summary.files, summary.records, summary.findings], [3, 600, 1])
      assert.deepEqual(
        verdicts.map(({ server, verdict, firstAt }) => [server, verdict, firstAt]),
        [['srv-a', 'hit', '2021-01-17T19:00:00.0000000Z']],
      )
    })

  test('the same record from a log, a zip, a .gz and JSON is one finding with four places', async () => {
    const out = join(folder, 'out-places')
    const { summary } = await run(
      ['plain', 'zip', 'gz', 'json'].map((kind) => join(folder, kind)),
      { outDir: out },
    )
    assert.equal(summary.findings, 1)
    const [only] = findings(out)
    assert.deepEqual(
      only?.places?.map(({ file }) => file.slice(folder.length + 1)),
      [
        'gz/C/Windows/System32/winevt/Logs/System.evtx.gz',
        'json/0.jsonl',
        'plain/C/Windows/System32/winevt/Logs/System.evtx',
        'zip/srv-a.zip!C/Windows/System32/winevt/Logs/System.evtx',
      ],
    )
  })

  test('a log with the bytes of another is read once, and its findings and faults have both places', async () => {
    const whole = logs['C/Windows/System32/winevt/Logs/System.evtx']
    const bytes = Buffer.concat([whole, Buffer.alloc(65_536, 'x')])
    for (const name of ['one', 'two', 'three']) write(`same/${name}/System.evtx`, bytes)
    const out = join(folder, 'out-same')
    const { summary, faults } = await run([join(folder, 'same')], { outDir: out })
    assert.equal(summary.filesSame, 2)
    assert.equal(summary.records, 200)
    assert.deepEqual(
      findings(out).map((one) => one.places?.length),
      [3],
    )
    assert.deepEqual(
      faults.map(({ code }) => code),
      ['bad-chunk-magic', 'bad-chunk-magic', 'bad-chunk-magic'],
    )
    assert.equal(new Set(faults.map(({ file }) => file)).size, 3)
  })

  test('what is no log says so: in a zip, as .gz, as JSON, as an archive that is not looked into', async () => {
    write(
      'odd/a.zip',
      zipSync({ 'x/text.evtx': Buffer.from('no log'), 'inner.zip': zipSync({}), 'b.vhdx': zipSync({}) }),
    )
    write('odd/b.zip', 'no zip')
    write('odd/c.evtx.gz', gzipSync(Buffer.from('no log either')))
    write('odd/d.evtx', zipSync({ a: new Uint8Array(9) }))
    write('odd/settings.json', '{"colour":"blue"}')
    write('odd/disk.vhdx', 'x')
    const { summary, faults } = await run([join(folder, 'odd')])
    assert.deepEqual(
      faults.map((fault) => [fault.file.slice(folder.length + 5), fault.code]),
      [
        ['a.zip!b.vhdx', 'archive-not-read'],
        ['a.zip!inner.zip', 'archive-not-read'],
        ['a.zip!x/text.evtx', 'not-evtx'],
        ['b.zip', 'not-a-zip'],
        ['c.evtx.gz', 'not-evtx'],
        ['d.evtx', 'archive-not-read'],
        ['disk.vhdx', 'archive-not-read'],
      ],
    )
    for (const fault of faults) assert.ok(fault.text.startsWith(`${fault.file}: `), fault.text)
    assert.deepEqual(summary.filesPassedOver, [join(folder, 'odd', 'settings.json')])
  })

  test('the order of every output is the same with one child and with three', async () => {
    const paths = ['plain', 'zip', 'gz', 'json', 'same', 'odd'].map((kind) => join(folder, kind))
    for (const children of [1, 3]) await run(paths, { outDir: join(folder, `out-${children}`), children })
    for (const name of ['findings.jsonl', 'verdicts.json', 'faults.jsonl'])
      assert.equal(
        readFileSync(join(folder, 'out-1', name), 'utf8'),
        readFileSync(join(folder, 'out-3', name), 'utf8'),
        name,
      )
  })
})

test('clocks of 1601 and 9999 are evidence and faults, and stretch nobody’s window', async () => {
  const odd = (time: string, channel: string): Uint8Array =>
    writeEvtx([
      {
        recordId: 1,
        time,
        provider: { name: 'P' },
        eventId: EVIL_EVENT,
        channel,
        computer: 'srv-odd',
        data: [],
      },
    ])
  // The log's own clock is as wrong in our writer's logs as that of the record.
  write('clocks/early/System.evtx', odd('1601-01-01T00:00:01.000Z', SYSTEM))
  write('clocks/late/System.evtx', odd('9999-12-31T23:59:59.000Z', SYSTEM))
  write('clocks/c/System.evtx', log('srv-c', SYSTEM, 60))
  const { verdicts, faults } = await run([join(folder, 'clocks')])
  assert.deepEqual(
    verdicts.map(({ server, verdict, window }) => [
      server,
      verdict,
      window?.from.slice(0, 10),
      window?.until.slice(0, 10),
    ]),
    [
      ['srv-c', 'hit', '2021-01-17', '2021-01-17'],
      ['srv-odd', 'hit', '2021-01-17', '2021-01-17'],
    ],
  )
  assert.deepEqual(
    faults.filter(({ code }) => code === 'odd-clock').map(({ offset }) => offset),
    [4608, 4608],
  )
})

describe('the first pass', () => {
  test('has the logs that tell of encryption, whatever they are called, and nothing else', async () => {
    write('passes/copy-of-something.evtx', log('srv-b', SYSTEM, 60))
    write('passes/Security.evtx', log('srv-b', SECURITY))
    write('passes/exported.jsonl', asJson(log('srv-c', BITLOCKER)))
    const passes: TriagePass[] = []
    let found: Finding[] = []
    await run([join(folder, 'passes')], {
      onPass: (pass) => {
        passes.push(pass)
        if (pass.pass === 'first') found = [...pass.findings()]
      },
    })
    assert.deepEqual(
      passes.map(({ pass, summary }) => [pass, summary.records]),
      [
        ['first', 400],
        ['whole', 600],
      ],
    )
    assert.deepEqual(
      passes[0]?.coverage.map(({ computer, channel }) => [computer, channel]),
      [
        ['srv-b', SYSTEM],
        ['srv-c', BITLOCKER],
      ],
    )
    assert.deepEqual(
      found.map(({ computer, server }) => [computer, server]),
      [['srv-b', 'srv-b']],
    )
    assert.equal(passes[0]?.verdicts.find(({ server }) => server === 'srv-b')?.verdict, 'hit')
  })
})
