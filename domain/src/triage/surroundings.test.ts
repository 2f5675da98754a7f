import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Estate } from '../estate/index.ts'
import { BITLOCKER, ChannelMeter, SECURITY, SYSTEM } from './channel-stats.ts'
import type { ChannelStats } from './channel-stats.ts'
import { judge } from './judge.ts'
import type { JudgeInput } from './judge.ts'
import type { Mover } from './mover.ts'
import { TraceMeter } from './traces.ts'
import type { Traces } from './traces.ts'
import type { Finding, ServerVerdict } from './verdict.ts'

const MOVERS_HERE: readonly Mover[] = [
  {
    ruleId: 'service',
    answer: 'intrusion',
    moves: 'suspect',
    because: 'a service came',
    techniques: ['T1569.002'],
  },
]

/** The instant `seconds` after 19:00. */
const at = (seconds: number): string =>
  new Date(Date.UTC(2021, 0, 17, 19, 0, seconds)).toISOString().replace('Z', '0000Z')

interface Shape {
  readonly computer: string
  readonly eventId: number
  readonly seconds: number
  readonly fields: Readonly<Record<string, string>>
  readonly provider?: string
}

function traces(...shapes: readonly Shape[]): readonly Traces[] {
  const meter = new TraceMeter()
  for (const { computer, eventId, seconds, fields, provider } of shapes)
    meter.add({
      computer,
      channel: provider === undefined ? SECURITY : SYSTEM,
      provider: provider ?? 'Microsoft-Windows-Security-Auditing',
      eventId,
      recordId: 1,
      time: at(seconds),
      field: (name) => fields[name],
    })
  return meter.finish()
}

const logon = (computer: string, seconds: number, from: string, account: string, id = '0x1'): Shape[] => [
  {
    computer,
    seconds,
    eventId: 4624,
    fields: { LogonType: '3', IpAddress: from, TargetUserName: account, TargetLogonId: id },
  },
]
const elevated = (computer: string, seconds: number, from: string, account: string): Shape[] => [
  ...logon(computer, seconds, from, account, `0x${seconds}`),
  { computer, seconds, eventId: 4672, fields: { SubjectLogonId: `0x${seconds}` } },
]

/** Logs from 15:00 to 20:30, a record a minute, moved by the clock of the computer. */
function whole(computer: string, skewSeconds = 0): ChannelStats[] {
  return [SYSTEM, SECURITY, BITLOCKER].flatMap((channel) => {
    const meter = new ChannelMeter(`${computer} ${channel}`)
    for (let minute = -240; minute <= 90; minute += 1)
      meter.add({
        computer,
        channel,
        provider: 'x',
        recordId: 1000 + minute,
        time: at(minute * 60 + skewSeconds),
        eventId: 7,
      })
    return [...meter.finish()]
  })
}

function finding(computer: string, seconds: number, eventId = 7045, fields = {}): Finding {
  return {
    rule: { id: 'service', title: 'A service', author: 'us', level: 'high' },
    server: null,
    computer,
    channel: SYSTEM,
    eventId,
    recordId: seconds,
    time: at(seconds),
    file: 'a',
    offset: 0,
    fields,
  }
}

const ESTATE: Estate = {
  servers: ['hop', 'a', 'b', 'c', 'dc'].map((id, index) => ({
    id,
    aliases: [],
    service: 's',
    site: '',
    role: '',
    ip: `10.0.0.${index + 1}`,
    os: '',
    virtual: false,
  })),
  services: [],
  dependencies: [],
  care: [],
}

function run(input: Partial<JudgeInput>): ReadonlyMap<string, ServerVerdict> {
  const verdicts = judge({
    estate: ESTATE,
    coverage: ['hop', 'a', 'b'].flatMap((name) => whole(name)),
    findings: [],
    sightings: [],
    isolation: new Map(),
    movers: MOVERS_HERE,
    ...input,
  })
  return new Map(verdicts.map((one) => [one.server, one]))
}

describe('how it got there', () => {
  test('is inferred from the administrator logon that came last before the first evidence', () => {
    const verdict = run({
      findings: [finding('a', 100)],
      traces: traces(
        ...logon('a', 90, '10.0.0.9', 'svc.backup'),
        ...elevated('a', 95, '10.0.0.1', 'Adm'),
        ...elevated('a', 40, '10.0.0.3', 'other'),
      ),
    }).get('a')
    assert.deepEqual(
      [verdict?.arrival?.from, verdict?.arrival?.account, verdict?.arrival?.how, verdict?.arrival?.basis],
      ['hop', 'adm', 'service', 'inferred'],
    )
    assert.match(verdict?.reasons.join(' ') ?? '', /reached by a service from hop as adm/)
    assert.deepEqual(verdict?.techniques, ['T1569.002'])
  })

  test('is seen where the record of the evidence names the address itself', () => {
    const share = finding('a', 100, 5145, { IpAddress: '10.0.0.1', SubjectUserName: 'Adm' })
    const arrival = run({ findings: [share] }).get('a')?.arrival
    assert.deepEqual([arrival?.from, arrival?.how, arrival?.basis], ['hop', 'share', 'seen'])
  })

  test('is not guessed from a contact that goes on all day, nor from one long before', () => {
    const all: Shape[] = []
    for (let second = -3000; second < 200; second += 60)
      all.push(...logon('a', second, '10.0.0.9', 'monitor'))
    all.push(...elevated('a', -2000, '10.0.0.1', 'adm'))
    assert.equal(run({ findings: [finding('a', 100)], traces: traces(...all) }).get('a')?.arrival, null)
  })

  test('is never the server itself: a tunnel makes its own log name it', () => {
    const own = [...elevated('a', 98, 'a', 'adm')]
    assert.equal(run({ findings: [finding('a', 100)], traces: traces(...own) }).get('a')?.arrival, null)
    const before = [...elevated('a', 95, '10.0.0.1', 'adm'), ...own]
    const share = finding('a', 100, 5145, { IpAddress: 'a', SubjectUserName: 'Adm' })
    const arrival = run({ findings: [share], traces: traces(...before) }).get('a')?.arrival
    assert.deepEqual([arrival?.from, arrival?.basis], ['hop', 'inferred'])
  })

  test('is inferred from another server’s log where its own has no logons', () => {
    const out = {
      computer: 'hop',
      seconds: 95,
      eventId: 4648,
      fields: { TargetServerName: 'a', TargetUserName: 'adm' },
    }
    const arrival = run({ findings: [finding('a', 100)], traces: traces(out) }).get('a')?.arrival
    assert.deepEqual([arrival?.from, arrival?.basis], ['hop', 'inferred'])
  })
})

describe('what others tell', () => {
  const reached = [...elevated('a', 95, '10.0.0.1', 'adm')]

  test('an administrator logon from a server with evidence, by the account that was used, is no sign no more', () => {
    const found = [finding('hop', 10), finding('a', 100)]
    const later = run({
      findings: found,
      traces: traces(...reached, ...elevated('b', 200, '10.0.0.1', 'adm')),
    })
    assert.equal(later.get('b')?.intrusion, 'suspect')
    assert.equal(later.get('b')?.encryption, 'no-sign')
    const before = run({
      findings: found,
      traces: traces(...reached, ...elevated('b', 5, '10.0.0.1', 'adm')),
    })
    assert.equal(before.get('b')?.intrusion, 'no-sign')
    const other = run({
      findings: found,
      traces: traces(...reached, ...elevated('b', 200, '10.0.0.1', 'jo')),
    })
    assert.equal(other.get('b')?.intrusion, 'no-sign')
  })

  test('a blind server is told who pointed at it', () => {
    const out = {
      computer: 'hop',
      seconds: 300,
      eventId: 4648,
      fields: { TargetServerName: 'C', TargetUserName: 'adm' },
    }
    const verdict = run({ findings: [finding('hop', 10)], traces: traces(out) }).get('c')
    assert.equal(verdict?.verdict, 'blind')
    assert.equal(verdict?.blindBecause?.encryption, 'no-log')
    assert.deepEqual(verdict?.pointedAtBy, [{ by: 'hop', at: at(300), account: 'adm' }])
  })

  test('without a list of servers, one that only other logs name is on the list, blind', () => {
    const out = {
      computer: 'hop',
      seconds: 300,
      eventId: 4648,
      fields: { TargetServerName: 'x.y', TargetUserName: 'adm' },
    }
    const verdicts = run({ estate: null, traces: traces(out), coverage: whole('hop.dom') })
    assert.equal(verdicts.get('x.y')?.verdict, 'blind')
    const short = { ...out, fields: { ...out.fields, TargetServerName: 'HOP' } }
    assert.equal(run({ estate: null, traces: traces(short), coverage: whole('hop.dom') }).size, 2)
  })
})

describe('clocks', () => {
  const pairs = (skew: number, count: number): Shape[] =>
    Array.from({ length: count }, (_, index) => index * 1200 - 3000).flatMap((second, index) => [
      ...['a', 'b'].flatMap((to) => [
        {
          computer: 'dc',
          seconds: second,
          eventId: 4769,
          fields: { ServiceName: `${to}$`, TargetUserName: `u${index}@DOM`, IpAddress: '::ffff:10.0.0.1' },
        },
        ...logon(to, second + (to === 'a' ? skew : 0), '10.0.0.1', `u${index}`),
      ]),
    ])

  test('that differ are told by contacts that both sides recorded, and the window is moved with them', () => {
    const skewed = run({
      coverage: [...whole('hop'), ...whole('a', 7200), ...whole('b')],
      findings: [finding('hop', 10)],
      isolation: new Map([['a', at(80 * 60)]]),
      traces: traces(...pairs(7200, 4)),
    }).get('a')
    assert.equal(skewed?.clock?.skewMs, 7_200_000)
    assert.equal(skewed?.verdict, 'no-sign')
    assert.equal(skewed?.window?.until, at(80 * 60 + 7200))
    assert.match(skewed?.reasons.join(' ') ?? '', /clock is about 2 h 0 min ahead of the others/)
  })

  test('are not told from too few contacts', () => {
    const few = run({ traces: traces(...pairs(7200, 2)) })
    assert.equal(few.get('a')?.clock?.skewMs, null)
    const copies = [...traces(...pairs(7200, 2)), ...traces(...pairs(7200, 2))]
    assert.equal(
      run({ traces: copies }).get('a')?.clock?.skewMs,
      null,
      'two copies of a log are not four contacts',
    )
  })

  test('that were set inside the window make blind, an ordinary correction does not', () => {
    const set = (to: string, recordedAt = 600): Shape => ({
      computer: 'a',
      seconds: recordedAt,
      eventId: 1,
      provider: 'Microsoft-Windows-Kernel-General',
      fields: { OldTime: at(600), NewTime: to },
    })
    const blind = run({ findings: [finding('hop', 10)], traces: traces(set(at(6000))) }).get('a')
    assert.equal(blind?.blindBecause?.encryption, 'clock-changed')
    assert.match(blind?.missing.join(' ') ?? '', /set 1 h 30 min forward/)
    // Windows writes it with the new time, which may lie beyond the window.
    const beyond = run({ findings: [finding('hop', 10)], traces: traces(set(at(20_000), 20_000)) }).get('a')
    assert.equal(beyond?.blindBecause?.encryption, 'clock-changed')
    const fine = run({ findings: [finding('hop', 10)], traces: traces(set(at(602))) }).get('a')
    assert.equal(fine?.verdict, 'no-sign')
  })
})

describe('what could not be seen', () => {
  test('a Security log without any logon does not audit them, so an intrusion is blind', () => {
    const process = { computer: 'a', seconds: 1, eventId: 4688, fields: { CommandLine: '' } }
    const verdict = run({ findings: [finding('hop', 10)], traces: traces(process) }).get('a')
    assert.equal(verdict?.blindBecause?.intrusion, 'channel-off')
    assert.equal(verdict?.encryption, 'no-sign')
    assert.match(verdict?.shows ?? '', /What there is: System from 17 Jan 2021 15:00 UTC/)
  })

  test('rules on processes could not see where none is recorded', () => {
    const rules = [
      { ruleId: 'service', channels: [{ channel: SYSTEM, process: false }] },
      { ruleId: 'p', channels: [{ channel: SECURITY, process: true }] },
      { ruleId: 'q', channels: [{ channel: 'Microsoft-Windows-Sysmon/Operational', process: true }] },
    ]
    const verdict = run({
      rules,
      findings: [finding('hop', 10)],
      traces: traces(...logon('a', 1, '10.0.0.9', 'u')),
    }).get('a')
    assert.deepEqual(verdict?.sight, { movers: { could: 1, of: 1 }, all: { could: 1, of: 3 } })
    assert.match(verdict?.missing.join(' ') ?? '', /records no started processes/)
  })

  test('rules that need a command line could not see where none is recorded', () => {
    const rules = [
      { ruleId: 'p', channels: [{ channel: SECURITY, process: true }] },
      { ruleId: 'c', channels: [{ channel: SECURITY, process: true, commandLine: true }] },
    ]
    const sight = (commandLine: string): unknown =>
      run({
        rules,
        findings: [finding('hop', 10)],
        traces: traces(...logon('a', 1, '10.0.0.9', 'u'), {
          computer: 'a',
          seconds: 2,
          eventId: 4688,
          fields: { CommandLine: commandLine },
        }),
      }).get('a')?.sight?.all
    assert.deepEqual(sight(''), { could: 1, of: 2 })
    assert.deepEqual(sight('cmd /c dir'), { could: 2, of: 2 })
  })

  test('a silence of a day and more without a stop makes System broken', () => {
    const meter = new ChannelMeter('a System')
    for (const [index, hour] of [-1, 0, 30, 31].entries())
      meter.add({
        computer: 'a',
        channel: SYSTEM,
        provider: 'x',
        recordId: 1 + index,
        time: at(hour * 3600),
        eventId: 7,
      })
    const coverage = [
      ...whole('hop'),
      ...whole('a').filter((one) => one.channel !== SYSTEM),
      ...meter.finish(),
    ]
    const until = { from: at(0), until: at(31 * 3600) }
    const verdict = run({ coverage, window: until }).get('a')
    assert.equal(verdict?.blindBecause?.encryption, 'holes')
    assert.match(verdict?.missing.join(' ') ?? '', /nothing was recorded from 17 Jan 2021 19:00 UTC/)
  })
})

test('the order of spread follows the first evidence on each server', () => {
  const verdicts = run({ findings: [finding('b', 300), finding('hop', 10), finding('a', 100)] })
  assert.deepEqual(
    ['hop', 'a', 'b', 'c'].map((name) => verdicts.get(name)?.spreadOrder),
    [1, 2, 3, null],
  )
})
