import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, test } from 'node:test'
import { BITLOCKER, MOVERS, SECURITY, SYSTEM } from '@codedark/domain/triage'
import type { Finding, ServerVerdict } from '@codedark/domain/triage'
import { writeEvtx } from '@codedark/evtx'
import type { EvtxRecordInput } from '@codedark/evtx'
import { renderTriageScreen, runTriage, showLog } from '../../apps/command/src/tasks/triage/index.ts'
import type { TriageInput, TriageOutcome } from '../../apps/command/src/tasks/triage/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'codedark-triage-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** The instant so many minutes after 18:00 of the evening. */
const at = (minutes: number): string => new Date(Date.UTC(2021, 0, 17, 18, minutes)).toISOString()

function write(path: string, content: string | Uint8Array): string {
  const full = join(folder, path)
  mkdirSync(dirname(full), { recursive: true })
  writeFileSync(full, content)
  return full
}

interface Shape {
  readonly computer: string
  readonly channel: string
  readonly from?: number
  readonly until?: number
  readonly firstId?: number
  /** Other events than the ordinary one, by minute. */
  readonly events?: Readonly<Record<number, Partial<EvtxRecordInput>>>
}

/** A record a minute. */
function log({ computer, channel, from = 0, until = 240, firstId = 5000, events = {} }: Shape): Uint8Array {
  const records: EvtxRecordInput[] = []
  for (let minute = from; minute <= until; minute += 1)
    records.push({
      recordId: firstId + minute - from,
      time: at(minute),
      provider: { name: 'Service Control Manager' },
      // A Security log without any logon would be one that audits none.
      eventId: channel === SECURITY ? 4624 : 7036,
      channel,
      computer,
      data: [['param1', `minute ${minute}`]],
      ...events[minute],
    })
  return writeEvtx(records)
}

const cleared = (channel: string): Partial<EvtxRecordInput> => ({
  eventId: 104,
  provider: { name: 'Microsoft-Windows-Eventlog' },
  data: [],
  userData: {
    name: 'LogFileCleared',
    namespace: 'http://manifests.microsoft.com/win/2004/08/windows/eventlog',
    fields: [
      ['SubjectUserName', 'adm'],
      ['Channel', channel],
    ],
  },
})

/** The three logs of a server to which nothing happened. */
function quietServer(path: string, computer: string): void {
  write(`${path}/System.evtx`, log({ computer, channel: SYSTEM }))
  write(`${path}/Security.evtx`, log({ computer, channel: SECURITY }))
  write(`${path}/BitLocker.evtx`, log({ computer, channel: BITLOCKER, until: 1, firstId: 1 }))
}

const mover = MOVERS.find(
  (one) => one.answer === 'encryption' && one.moves === 'hit' && one.signal === undefined,
)
const rulePaths = [
  dirname(
    write(
      'rules/evil.yml',
      `title: An evil event
id: ${mover?.ruleId ?? ''}
status: test
author: the tests
level: critical
logsource:
  product: windows
  service: system
detection:
  selection:
    EventID: 6660
  condition: selection
`,
    ),
  ),
]
write('rules/broken.yml', 'this is no rule\n')

const SERVERS = `name,role,site,service,ip,os,virtual
srv-a,app,Nord,files,10.0.0.1,Windows Server 2019,yes
srv-b,app,Nord,files,10.0.0.2,Windows Server 2019,yes
srv-c,app,Nord,files,10.0.0.3,Windows Server 2019,yes
srv-d,app,Nord,files,10.0.0.4,Windows Server 2019,yes
srv-e,app,Nord,files,10.0.0.5,Windows Server 2019,yes
`
const SERVICES = `service,name,tier,care_rank,members,needs,restore_minutes_per_server
files,Files,1,1,5,1,60
`
write('estate/servers.csv', SERVERS)
write('estate/services.csv', SERVICES)
write('estate/depends.csv', 'parent,type,child\n')
write('estate/care.csv', 'care,site,service,need,workaround,phone\n')

// a: evil. b: nothing. c: Security has rolled over. d: BitLocker was cleared. e: no log. And a stranger's log.
write(
  'logs/a/System.evtx',
  log({ computer: 'SRV-A.hospital.example', channel: SYSTEM, events: { 60: { eventId: 6660 } } }),
)
quietServer('logs/b', 'srv-b')
quietServer('logs/c', 'srv-c')
write('logs/c/Security.evtx', log({ computer: 'srv-c', channel: SECURITY, from: 90 }))
quietServer('logs/d', 'srv-d')
write('logs/d/System.evtx', log({ computer: 'srv-d', channel: SYSTEM, events: { 80: cleared(BITLOCKER) } }))
write('logs/stranger.evtx', log({ computer: 'LAPTOP-77', channel: SYSTEM }))

async function run(over: Partial<TriageInput> = {}): Promise<TriageOutcome> {
  const done = await runTriage({
    paths: [join(folder, 'logs')],
    rulePaths,
    estateFolder: join(folder, 'estate'),
    ...over,
  })
  assert.ok(done.ok, done.ok ? '' : done.fault.text)
  return done.value
}

const lines = (path: string): unknown[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line))

describe('triage of a folder of logs', () => {
  test('gives each listed server the verdict that its logs allow', async () => {
    const { verdicts, summary } = await run()
    const of = (server: string): ServerVerdict | undefined => verdicts.find((one) => one.server === server)
    assert.deepEqual(
      verdicts.map((one) => [one.server, one.verdict]),
      [
        ['srv-a', 'hit'],
        ['srv-b', 'no-sign'],
        ['srv-c', 'blind'],
        ['srv-d', 'blind'],
        ['srv-e', 'blind'],
      ],
    )
    assert.equal(of('srv-a')?.firstAt, '2021-01-17T19:00:00.0000000Z')
    assert.equal(of('srv-c')?.encryption, 'no-sign')
    assert.match(
      of('srv-d')?.missing.join(' ') ?? '',
      /BitLocker Management: the log was cleared at 17 Jan 2021 19:20 UTC/,
    )
    assert.deepEqual(summary.verdicts, { servers: 5, hit: 1, suspect: 0, noSign: 1, blind: 3 })
    assert.deepEqual(
      summary.unassigned.map((one) => [one.computer, one.because, one.records]),
      [['LAPTOP-77', 'none', 241]],
    )
    assert.equal(summary.rulesLoaded, 1)
    assert.equal(summary.rulesRefused[0]?.path, 'broken.yml')
  })

  test('writes the six files, and the same bytes each time but for the seconds', async () => {
    const first = join(folder, 'out-1')
    const second = join(folder, 'out-2')
    await run({ outDir: first })
    await run({ outDir: second, paths: [join(folder, 'logs'), join(folder, 'logs', 'a')] })
    assert.deepEqual(readdirSync(first).sort(), [
      'faults.jsonl',
      'findings.jsonl',
      'notes.json',
      'rescue.json',
      'summary.json',
      'verdicts.json',
    ])
    for (const name of ['faults.jsonl', 'findings.jsonl', 'verdicts.json'])
      assert.equal(readFileSync(join(first, name), 'utf8'), readFileSync(join(second, name), 'utf8'))
    const [finding] = lines(join(first, 'findings.jsonl')) as Finding[]
    assert.equal(finding?.server, 'srv-a')
    assert.equal(finding?.recordId, 5060)
    assert.equal(finding?.rule.author, 'the tests')
    assert.equal(finding?.fields['param1'], 'minute 60')
    assert.equal(finding?.places, undefined)
  })

  test('the same record in two files is one finding with both places', async () => {
    const copied = write('copied/System.evtx', readFileSync(join(folder, 'logs', 'a', 'System.evtx')))
    const out = join(folder, 'out-copied')
    const { summary } = await run({ paths: [join(folder, 'logs', 'a'), copied], outDir: out })
    assert.equal(summary.findings, 1)
    const [finding] = lines(join(out, 'findings.jsonl')) as Finding[]
    assert.deepEqual(
      finding?.places?.map((place) => place.file),
      [copied, join(folder, 'logs', 'a', 'System.evtx')],
    )
  })

  test('a sighting makes a server without a log hit, and isolation ends its window', async () => {
    const { verdicts } = await run({
      sightings: [
        { server: 'srv-e', kind: 'locked-volume', seenBy: 'A. Nurse', seenAt: at(70), answer: 'encryption' },
      ],
      isolation: new Map([['srv-b', at(100)]]),
    })
    assert.equal(verdicts.find((one) => one.server === 'srv-e')?.verdict, 'hit')
    assert.equal(
      verdicts.find((one) => one.server === 'srv-b')?.window?.until,
      '2021-01-17T19:40:00.0000000Z',
    )
  })

  test('what cannot be read is a fault with its place, and all else is read', async () => {
    const whole = readFileSync(join(folder, 'logs', 'b', 'System.evtx'))
    write('bad/cut.evtx', whole.subarray(0, 30_000))
    write('bad/text.evtx', 'not a log at all')
    write('bad/empty.evtx', '')
    write('bad/good.evtx', whole)
    const out = join(folder, 'out-bad')
    const { summary, faults } = await run({ paths: [join(folder, 'bad'), join(folder, 'none')], outDir: out })
    assert.ok(summary.records >= 241)
    const files = new Set(faults.map((fault) => fault.file.slice(folder.length + 1)))
    for (const name of ['bad/cut.evtx', 'bad/text.evtx', 'none']) assert.ok(files.has(name), name)
    assert.ok(!files.has('bad/good.evtx'))
    assert.equal(lines(join(out, 'faults.jsonl')).length, faults.length)
  })

  test('a sighting whose time is not understood stops the run instead of being lost', async () => {
    const done = await runTriage({
      paths: [join(folder, 'logs')],
      rulePaths,
      sightings: [
        {
          server: 'srv-e',
          kind: 'locked-volume',
          seenBy: 'A. Nurse',
          seenAt: 'at nine',
          answer: 'encryption',
        },
      ],
    })
    assert.equal(!done.ok && done.fault.code, 'bad-instant')
  })

  test('paths of which none is there stop the run', async () => {
    const done = await runTriage({ paths: [join(folder, 'none')], rulePaths })
    assert.equal(!done.ok && done.fault.code, 'no-input')
  })

  test('an estate whose list of servers is not there stops the run', async () => {
    const done = await runTriage({
      paths: [join(folder, 'logs')],
      rulePaths,
      estateFolder: join(folder, 'logs'),
    })
    assert.equal(!done.ok && done.fault.code, 'estate-not-read')
  })

  test('the screen is one screen, and its numbers add up to all servers', async () => {
    const { summary, verdicts } = await run()
    const screen = renderTriageScreen({ summary, verdicts, changed: null })
    assert.match(screen, /^5 servers: 1 hit \+ 0 suspect \+ 3 blind \+ 1 no sign$/m)
    assert.match(screen, /LAPTOP-77/)
    assert.doesNotMatch(screen, /clean/i)
    const shown = screen.trimEnd().split('\n')
    assert.ok(shown.length <= 40)
    assert.ok(shown.every((line) => [...line].length <= 100))
  })
})

describe('showing a log', () => {
  test('gives every record in the order of the file', async () => {
    const ids: unknown[] = []
    const shown = await showLog(join(folder, 'logs', 'b', 'System.evtx'), {
      record: (json) => {
        ids.push((json as { Event: { System: { EventRecordID: unknown } } }).Event.System.EventRecordID)
      },
      fault: (fault) => assert.fail(fault.text),
    })
    assert.deepEqual(shown, { records: 241, faults: 0 })
    assert.equal(Number(ids[0]), 5000)
    assert.equal(Number(ids.at(-1)), 5240)
  })

  test('a file that is not there is a fault', async () => {
    const codes: string[] = []
    const shown = await showLog(join(folder, 'none.evtx'), {
      record: () => undefined,
      fault: (fault) => void codes.push(fault.code),
    })
    assert.deepEqual(shown, { records: 0, faults: 1 })
    assert.deepEqual(codes, ['not-found'])
  })
})
