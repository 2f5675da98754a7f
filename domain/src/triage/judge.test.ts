import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import type { Estate } from '../estate/index.ts'
import { BITLOCKER, ChannelMeter, SECURITY, SYSTEM } from './channel-stats.ts'
import type { ChannelStats } from './channel-stats.ts'
import { judge } from './judge.ts'
import type { JudgeInput } from './judge.ts'
import type { Mover } from './mover.ts'
import { CORRELATION_MOVERS } from './movers-correlations.ts'
import { MOVERS } from './movers.ts'
import { ANSWERS, firstEvilAt } from './verdict.ts'
import type { Finding, ServerVerdict, Sighting } from './verdict.ts'

const WINDOW = { from: at(100), until: at(200) }

const MOVERS_HERE: readonly Mover[] = [
  { ruleId: 'start', answer: 'encryption', moves: 'suspect', because: 'it began', signal: 'started' },
  { ruleId: 'removed', answer: 'encryption', moves: 'suspect', because: 'gone', signal: 'protector-removed' },
  { ruleId: 'pass', answer: 'encryption', moves: 'suspect', because: 'pw', signal: 'passphrase-protector' },
  { ruleId: 'shadow', answer: 'encryption', moves: 'suspect', because: 'shadow copies were deleted' },
  { ruleId: 'beacon', answer: 'intrusion', moves: 'hit', because: 'a beacon ran' },
]

/** The instant `minutes` after midnight. */
function at(minutes: number): string {
  return `2021-01-17T${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:00.0000000Z`
}

interface LogShape {
  readonly computer?: string
  readonly file?: string
  readonly channel: string
  /** First and last minute; one record a minute. */
  readonly minutes: readonly [number, number]
  readonly firstId?: number
  readonly skip?: readonly number[]
  readonly clearOf?: string
  readonly clearAt?: number
  readonly faultAfter?: number
  readonly backupAt?: number
}

function log(shape: LogShape): ChannelStats[] {
  const meter = new ChannelMeter(shape.file ?? `${shape.channel}.evtx`)
  const [first, last] = shape.minutes
  for (let minute = first; minute <= last; minute += 1) {
    if (shape.skip?.includes(minute) === true) continue
    const cleared = minute === shape.clearAt
    meter.add({
      computer: shape.computer ?? 'SRV1',
      channel: shape.channel,
      provider: cleared ? 'Microsoft-Windows-Eventlog' : 'Other',
      recordId: (shape.firstId ?? 1000) + minute - first,
      time: at(minute),
      eventId: cleared ? (shape.channel === SECURITY ? 1102 : 104) : minute === shape.backupAt ? 784 : 7,
      clearedChannel: cleared ? shape.clearOf : undefined,
    })
    if (minute === shape.faultAfter) meter.fault('unreadable here.')
  }
  return [...meter.finish()]
}

const whole = (computer = 'SRV1'): ChannelStats[] => [
  ...log({ computer, channel: SYSTEM, minutes: [50, 220] }),
  ...log({ computer, channel: SECURITY, minutes: [50, 220] }),
  ...log({ computer, channel: BITLOCKER, minutes: [60, 61], firstId: 1 }),
]

function finding(ruleId: string, minute: number, computer = 'SRV1'): Finding {
  return {
    rule: { id: ruleId, title: ruleId, author: 'us', level: 'high' },
    server: null,
    computer,
    channel: SYSTEM,
    eventId: 1,
    recordId: minute,
    time: at(minute),
    file: 'a.evtx',
    offset: 0,
    fields: {},
  }
}

function sighting(minute: number, server = 'SRV1'): Sighting {
  return { server, kind: 'recovery-screen', seenBy: 'A. Nurse', seenAt: at(minute), answer: 'encryption' }
}

function run(input: Partial<JudgeInput>): readonly ServerVerdict[] {
  return judge({
    estate: null,
    coverage: [],
    findings: [],
    sightings: [],
    isolation: new Map(),
    movers: MOVERS_HERE,
    ...input,
  })
}

function only(input: Partial<JudgeInput>): ServerVerdict {
  const verdicts = run(input)
  assert.equal(verdicts.length, 1)
  const [verdict] = verdicts
  assert.ok(verdict !== undefined)
  return verdict
}

function estateOf(...ids: string[]): Estate {
  const servers = ids.map((id) => ({
    id,
    aliases: [],
    service: 's',
    site: '',
    role: '',
    ip: '',
    os: '',
    virtual: false,
  }))
  return { servers, services: [], dependencies: [], care: [] }
}

describe('remains of records', () => {
  const beacon = finding('beacon', 150)
  test('make suspect where the live record makes hit, say so, and open no window', () => {
    for (const recovery of ['slack', 'orphan'] as const) {
      const verdict = only({ coverage: whole(), window: WINDOW, findings: [{ ...beacon, recovery }] })
      assert.deepEqual([verdict.intrusion, verdict.encryption], ['suspect', 'no-sign'])
      assert.match(verdict.reasons.join(' '), /in what is left of records that were taken out of the log/)
      assert.notEqual(
        only({ coverage: whole(), findings: [{ ...beacon, recovery }] }).windowBegins,
        only({ coverage: whole(), findings: [beacon] }).windowBegins,
      )
    }
    const both = only({ findings: [beacon, { ...beacon, recordId: 9, recovery: 'slack' }] })
    assert.equal(both.intrusion, 'hit')
  })

  test('a record read with the template of another log makes suspect, and opens the window', () => {
    const verdict = only({ coverage: whole(), findings: [{ ...beacon, borrowedTemplate: true }] })
    assert.deepEqual([verdict.intrusion, verdict.windowBegins], ['suspect', 'first evil'])
    assert.match(verdict.reasons[0] ?? '', /read with the template of another log/)
  })

  test('tell no story of BitLocker', () => {
    const story = (recovery?: 'slack'): ServerVerdict =>
      only({
        coverage: whole(),
        findings: [finding('start', 150), { ...finding('pass', 149), ...(recovery && { recovery }) }],
      })
    assert.equal(story().encryption, 'hit')
    assert.equal(story('slack').encryption, 'suspect')
  })

  test('a record in a chunk with a bad checksum counts as any other, and says so', () => {
    const verdict = only({ coverage: whole(), findings: [{ ...beacon, recovery: 'crc-bad' }] })
    assert.equal(verdict.intrusion, 'hit')
    assert.match(verdict.reasons[0] ?? '', /in a part of the log whose checksum does not fit\)\.$/)
    const mixed = only({ findings: [beacon, { ...beacon, recordId: 9, recovery: 'crc-bad' }] })
    assert.doesNotMatch(mixed.reasons[0] ?? '', /checksum/)
  })
})

describe('coverage', () => {
  test('is without a sign where the three logs are unbroken over the window', () => {
    const verdict = only({ coverage: whole(), window: WINDOW })
    assert.equal(verdict.verdict, 'no-sign')
    assert.deepEqual(verdict.window, WINDOW)
    assert.match(verdict.reasons.join(' '), /No sign of encryption was found from 17 Jan 2021 01:40 UTC/)
    assert.doesNotMatch(verdict.reasons.join(' '), /clean/i)
    assert.ok(verdict.channels.every((one) => one.coversWindow))
  })

  test('a log that ends shortly before a long window does covers it, and not a short one', () => {
    const coverage = [
      ...whole().filter((one) => one.channel !== SYSTEM),
      ...log({ channel: SYSTEM, minutes: [50, 190] }),
    ]
    const long = only({ coverage, window: WINDOW })
    assert.equal(long.verdict, 'no-sign')
    assert.equal(long.window?.until, at(190))
    assert.equal(only({ coverage, window: { from: at(180), until: at(200) } }).verdict, 'blind')
  })

  test('is blind without a log, and says which to collect', () => {
    const verdict = only({ estate: estateOf('SRV1'), window: WINDOW })
    assert.equal(verdict.verdict, 'blind')
    assert.match(verdict.missing.join(' '), /Collect the logs of this server: System/)
  })

  test('where nothing evil is known anywhere the window is the 30 days before the end', () => {
    const verdict = only({ coverage: whole() })
    assert.equal(verdict.verdict, 'blind')
    assert.deepEqual(verdict.window, { from: '2020-12-18T03:40:00.0000000Z', until: at(220) })
    assert.deepEqual(verdict.blindBecause, { encryption: 'begins-too-late', intrusion: 'begins-too-late' })
    assert.equal(firstEvilAt([verdict]), null)
    assert.equal(firstEvilAt([only({ coverage: whole(), findings: [finding('beacon', 130)] })]), at(130))
    assert.equal(only({ estate: estateOf('SRV1') }).blindBecause?.encryption, 'no-window')
  })

  test('is blind on intrusion alone where Security has rolled over', () => {
    const coverage = [
      ...whole().filter((one) => one.channel !== SECURITY),
      ...log({ channel: SECURITY, minutes: [150, 220] }),
    ]
    const verdict = only({ coverage, window: WINDOW })
    assert.equal(verdict.encryption, 'no-sign')
    assert.equal(verdict.intrusion, 'blind')
    assert.equal(verdict.verdict, 'blind')
    assert.match(verdict.missing.join(' '), /Security: nothing is known before 17 Jan 2021 02:30 UTC/)
  })

  for (const [name, broken] of [
    ['a record is missing', log({ channel: SYSTEM, minutes: [50, 220], skip: [150] })],
    ['the log was cleared', log({ channel: SYSTEM, minutes: [50, 220], clearAt: 150, clearOf: 'System' })],
    ['the log ends long before the window does', log({ channel: SYSTEM, minutes: [50, 120] })],
    ['the log was not collected', []],
  ] as const)
    test(`is blind where ${name}`, () => {
      const coverage = [...whole().filter((one) => one.channel !== SYSTEM), ...broken]
      assert.equal(only({ coverage, window: WINDOW }).verdict, 'blind')
    })

  test('a second copy that has the missing records mends the gap', () => {
    const coverage = [
      ...whole().filter((one) => one.channel !== SYSTEM),
      ...log({ channel: SYSTEM, minutes: [50, 220], skip: [150, 151] }),
      ...log({ channel: SYSTEM, file: 'copy.evtx', minutes: [140, 160], firstId: 1090 }),
    ]
    assert.equal(only({ coverage, window: WINDOW }).verdict, 'no-sign')
  })

  test('an unreadable part between records that follow each other lost nothing', () => {
    const coverage = [
      ...whole().filter((one) => one.channel !== SYSTEM),
      ...log({ channel: SYSTEM, minutes: [50, 220], faultAfter: 150 }),
    ]
    assert.equal(only({ coverage, window: WINDOW }).verdict, 'no-sign')
  })

  test('a quiet BitLocker log counts only while System runs on and nothing cleared it', () => {
    const cleared = [
      ...whole().filter((one) => one.channel !== SYSTEM),
      ...log({ channel: SYSTEM, minutes: [50, 220], clearAt: 150, clearOf: BITLOCKER }),
    ]
    assert.equal(only({ coverage: cleared, window: WINDOW }).encryption, 'blind')
    const unread = [
      ...whole().filter((one) => one.channel !== BITLOCKER),
      ...log({ channel: BITLOCKER, minutes: [60, 61], firstId: 1, faultAfter: 61 }),
    ]
    const verdict = only({ coverage: unread, window: WINDOW })
    assert.equal(verdict.encryption, 'blind')
    assert.match(verdict.missing.join(' '), /end of the log could not be read/)
  })

  test('a BitLocker log that begins inside the window counts only from record 1', () => {
    const begin = (firstId: number): ChannelStats[] => [
      ...whole().filter((one) => one.channel !== BITLOCKER),
      ...log({ channel: BITLOCKER, minutes: [150, 151], firstId }),
    ]
    assert.equal(only({ coverage: begin(1), window: WINDOW }).encryption, 'no-sign')
    assert.equal(only({ coverage: begin(40), window: WINDOW }).encryption, 'blind')
  })

  test('the window of a verdict without a sign ends where its logs end', () => {
    const coverage = [...whole(), ...log({ computer: 'SRV2', channel: SYSTEM, minutes: [50, 240] })]
    const [first] = run({ coverage, window: { from: at(100) } })
    assert.equal(first?.verdict, 'no-sign')
    assert.deepEqual(first?.window, { from: at(100), until: at(220) })
    assert.match(first?.missing.join(' ') ?? '', /Nothing is known after/)
  })
})

describe('evidence', () => {
  test('a sighting by a named person makes hit alone, on a server without a log', () => {
    const verdict = only({ estate: estateOf('SRV1'), sightings: [sighting(110)] })
    assert.equal(verdict.verdict, 'hit')
    assert.equal(verdict.seenByPerson, true)
    assert.equal(verdict.firstAt, at(110))
    assert.match(verdict.reasons[0] ?? '', /^A\. Nurse saw a BitLocker recovery screen/)
  })

  test('encryption started with a protector removed after it is hit', () => {
    const verdict = only({ coverage: whole(), findings: [finding('removed', 130), finding('start', 120)] })
    assert.equal(verdict.encryption, 'hit')
    assert.equal(verdict.firstAt, at(120))
    assert.equal(verdict.lastAt, at(130))
    assert.equal(verdict.intrusion, 'no-sign')
  })

  test('encryption started with a passphrase is hit', () => {
    const verdict = only({ coverage: whole(), findings: [finding('start', 120), finding('pass', 119)] })
    assert.equal(verdict.encryption, 'hit')
  })

  test('encryption whose key went to the directory is suspect and opens no window', () => {
    const coverage = [
      ...whole().filter((one) => one.channel !== BITLOCKER),
      ...log({ channel: BITLOCKER, minutes: [118, 122], firstId: 1, backupAt: 121 }),
    ]
    const verdict = only({ coverage, findings: [finding('start', 120)] })
    assert.equal(verdict.encryption, 'suspect')
    assert.match(verdict.reasons[0] ?? '', /backed up to the directory: ask who did this/)
    assert.equal(verdict.window?.from, '2020-12-18T03:40:00.0000000Z')
  })

  test('encryption without a backup seen is suspect and opens the window for all', () => {
    const verdicts = run({ coverage: [...whole(), ...whole('SRV2')], findings: [finding('start', 120)] })
    assert.deepEqual(
      verdicts.map((one) => one.verdict),
      ['suspect', 'no-sign'],
    )
    assert.equal(verdicts[1]?.window?.from, at(120))
  })

  test('findings of rules that are not on the list move nothing', () => {
    const verdict = only({ coverage: whole(), findings: [finding('noise', 120)], window: WINDOW })
    assert.equal(verdict.verdict, 'no-sign')
    assert.equal(verdict.firstAt, null)
  })

  test('evil in a log that speaks for no server opens the window and moves no server', () => {
    const verdict = only({
      estate: estateOf('SRV1'),
      coverage: whole(),
      findings: [finding('beacon', 130, 'STRANGER')],
    })
    assert.equal(verdict.verdict, 'no-sign')
    assert.equal(verdict.window?.from, at(130))
  })

  test('the window of a server ends at its isolation', () => {
    const coverage = [
      ...log({ channel: SYSTEM, minutes: [50, 145] }),
      ...log({ channel: SECURITY, minutes: [50, 145] }),
      ...log({ channel: BITLOCKER, minutes: [60, 61], firstId: 1 }),
      ...whole('SRV2'),
    ]
    const isolated = run({
      coverage,
      isolation: new Map([['SRV1', at(140)]]),
      findings: [finding('beacon', 110, 'SRV2')],
    })
    assert.deepEqual(isolated[0]?.window, { from: at(110), until: at(140) })
    assert.equal(isolated[0]?.verdict, 'no-sign')
    const running = run({ coverage, findings: [finding('beacon', 110, 'SRV2')] })
    assert.equal(running[0]?.verdict, 'blind')
  })
})

const rank = (verdict: ServerVerdict | undefined): number =>
  verdict === undefined ? ANSWERS.length : ANSWERS.indexOf(verdict.verdict)

const anyLog = fc
  .record({
    computer: fc.constantFrom('SRV1', 'SRV2', 'srv1'),
    file: fc.constantFrom('a', 'b', 'c'),
    channel: fc.constantFrom(SYSTEM, SECURITY, BITLOCKER, 'Application'),
    from: fc.integer({ min: 40, max: 180 }),
    length: fc.integer({ min: 0, max: 200 }),
    firstId: fc.constantFrom(1, 1000, 1090),
    skip: fc.array(fc.integer({ min: 40, max: 300 }), { maxLength: 2 }),
    clearAt: fc.option(fc.integer({ min: 40, max: 300 }), { nil: undefined }),
    clearOf: fc.constantFrom(SYSTEM, BITLOCKER),
  })
  .map((shape) =>
    log({
      ...shape,
      minutes: [shape.from, shape.from + shape.length],
      ...(shape.clearAt === undefined ? { clearAt: -1 } : { clearAt: shape.clearAt }),
    }),
  )
const anyFinding = fc
  .record({
    rule: fc.constantFrom('start', 'removed', 'pass', 'shadow', 'beacon', 'noise'),
    minute: fc.integer({ min: 40, max: 300 }),
    computer: fc.constantFrom('SRV1', 'SRV2'),
  })
  .map((one) => finding(one.rule, one.minute, one.computer))
const anySighting = fc
  .record({ minute: fc.integer({ min: 40, max: 300 }), server: fc.constantFrom('SRV1', 'SRV2') })
  .map((one) => sighting(one.minute, one.server))
// Half of the cases start from logs that cover the window: else nearly all would be blind anyway.
const anyLogs = fc
  .tuple(fc.boolean(), fc.array(anyLog, { maxLength: 5 }))
  .map(([from, more]) => [...(from ? [...whole(), ...whole('SRV2')] : []), ...more.flat()])
// Pieces of one true history: record numbers follow the minutes, and what was cleared was cleared in every copy. Logs that
// contradict each other are no such pieces, and without the one that contradicts one may well say more. A clear in the last
// hour of the window is left out too: a copy made before it ends where the answer may end.
const anyPieces = fc
  .record({
    clearAt: fc.option(fc.integer({ min: 40, max: 139 }), { nil: undefined }),
    clearOf: fc.constantFrom(SYSTEM, BITLOCKER),
    pieces: fc.array(
      fc.record({
        channel: fc.constantFrom(SYSTEM, SECURITY, BITLOCKER),
        file: fc.constantFrom('a', 'b', 'c'),
        from: fc.integer({ min: 40, max: 150 }),
        length: fc.integer({ min: 0, max: 200 }),
        skip: fc.array(fc.integer({ min: 40, max: 240 }), { maxLength: 1 }),
      }),
      { minLength: 3, maxLength: 10 },
    ),
  })
  .map(({ clearAt, clearOf, pieces }) =>
    pieces.flatMap((piece) =>
      log({
        ...piece,
        minutes: [piece.from, Math.min(240, piece.from + piece.length)],
        firstId: 1000 + piece.from,
        clearOf,
        ...(clearAt === undefined ? {} : { clearAt }),
      }),
    ),
  )

describe('for any logs, findings and sightings', () => {
  test('more evidence makes no verdict better', () => {
    fc.assert(
      fc.property(
        anyLogs,
        fc.array(anyFinding, { maxLength: 4 }),
        anyFinding,
        fc.array(anySighting, { maxLength: 1 }),
        (coverage, findings, one, seen) => {
          const estate = estateOf('SRV1', 'SRV2')
          const before = run({ estate, coverage, findings, window: WINDOW })
          const after = run({
            estate,
            coverage,
            findings: [...findings, one],
            sightings: seen,
            window: WINDOW,
          })
          for (const [index, verdict] of after.entries()) assert.ok(rank(verdict) <= rank(before[index]))
        },
      ),
      { numRuns: 300 },
    )
  })

  test('taking a log away never makes a blind server one without a sign', () => {
    fc.assert(
      fc.property(anyPieces, fc.nat(), (coverage, pick) => {
        const estate = estateOf('SRV1', 'SRV2')
        const before = run({ estate, coverage, window: WINDOW })
        const gone = coverage[pick % Math.max(1, coverage.length)]
        // An old copy of a quiet log cannot be told from a new one (`coversWindow` says so).
        if (gone?.channel === BITLOCKER && coverage.some((one) => one !== gone && one.channel === BITLOCKER))
          return
        const after = run({ estate, coverage: coverage.filter((one) => one !== gone), window: WINDOW })
        for (const [index, verdict] of after.entries())
          if (before[index]?.verdict === 'blind') assert.notEqual(verdict.verdict, 'no-sign')
      }),
      { numRuns: 1000 },
    )
  })

  test('the order of the input does not matter', () => {
    fc.assert(
      fc.property(
        anyLogs,
        fc.array(anyFinding, { maxLength: 6 }),
        fc.array(anySighting, { maxLength: 3 }),
        (coverage, findings, sightings) => {
          const estate = estateOf('SRV1', 'SRV2')
          const there = run({ estate, coverage, findings, sightings })
          const back = run({
            estate,
            coverage: coverage.toReversed(),
            findings: findings.toReversed(),
            sightings: sightings.toReversed(),
          })
          assert.deepEqual(back, there)
        },
      ),
      { numRuns: 300 },
    )
  })
})

test('a chain that is on the list makes hit, and suspect where it rests on remains', () => {
  const [chain] = CORRELATION_MOVERS
  const found = finding(chain?.ruleId ?? '', 100)
  const of = (one: Finding): string => only({ coverage: whole(), findings: [one], movers: MOVERS }).intrusion
  assert.equal(of(found), 'hit')
  assert.equal(of({ ...found, recovery: 'slack' }), 'suspect')
  assert.equal(of({ ...found, rule: { ...found.rule, id: 'another' } }) === 'hit', false)
})
