import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { mapNames } from '@codedark/domain/triage'
import type { Finding } from '@codedark/domain/triage'
import { openFindings, openMatches } from '@codedark/findings'
import type { MatchRow } from '@codedark/findings'
import { gatherRules, correlationsOf } from '../rules/index.ts'
import { correlateFindings } from './correlate-findings.ts'
import type { Correlated } from './correlate-findings.ts'

const folder = mkdtempSync(join(tmpdir(), 'codedark-correlate-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const SERVICE =
  'title: Service\nid: svc\nlogsource: {product: windows, service: system}\ndetection: {a: {EventID: 7045}, condition: a}\n'
const LOGON =
  'title: Logon\nid: logon\nlogsource: {product: windows, service: security}\ndetection: {a: {EventID: 4624}, condition: a}\n'
const SPREAD =
  'title: Same service on three servers\nid: spread\nauthor: Somebody\nlevel: high\ncorrelation:\n  {type: value_count, rules: [svc], group-by: [ServiceName], timespan: 1h, condition: {field: Computer, gte: 3}, generate: true}\n'
const CHAIN =
  'title: Logon, then service\nid: chain\nlevel: high\ncorrelation:\n  {type: temporal_ordered, rules: [logon, svc], group-by: [Computer], timespan: 1h, generate: true}\n'
const MANY =
  'title: Many logons\nid: many\nlevel: low\ncorrelation:\n  {type: event_count, rules: [logon], group-by: [User], timespan: 10m, condition: {gte: 100}}\n'

const at = (minute: number, second = 0): string =>
  `2021-01-17T20:${String(minute).padStart(2, '0')}:${String(second).padStart(2, '0')}.0000000Z`

const service = (computer: string, minute: number): Finding => ({
  rule: { id: 'svc', title: 'Service', author: 'Somebody', level: 'low' },
  server: null,
  computer,
  channel: 'System',
  eventId: 7045,
  recordId: minute,
  time: at(minute),
  file: `${computer}.evtx`,
  offset: 4096,
  fields: { ServiceName: 'odd' },
})

const logons = (computer: string, minute: number, more: Partial<MatchRow> = {}): MatchRow => ({
  ruleId: 'logon',
  computer,
  spanMs: Date.parse(at(minute)),
  values: ['Ann'],
  firstAt: at(minute),
  lastAt: at(minute),
  firstRecord: 100 + minute,
  lastRecord: 100 + minute,
  count: 1,
  channel: 'Security',
  eventId: 4624,
  file: `${computer}-security.evtx`,
  offset: 8192,
  lastFile: `${computer}-security.evtx`,
  lastOffset: 9000,
  ...more,
})

let stores = 0
function correlated(texts: readonly string[], findings: Finding[], rows: MatchRow[]): Correlated {
  stores += 1
  const store = openFindings(join(folder, `f${stores}.db`), new Uint8Array(32).fill(7), { durable: false })
  const matches = openMatches(join(folder, `m${stores}.db`), new Uint8Array(32).fill(7))
  assert.ok(store.ok && matches.ok)
  assert.ok(store.value.add(findings).ok && matches.value.add(rows).ok)
  const files = [{ path: 'a.yml', text: texts.join('---\n') }]
  const gathered = gatherRules([{ name: 'p', files }])
  const { hidden, bundle } = correlationsOf(gathered.correlations)
  const loaded = gathered.set.rules.map((rule) => ({
    id: rule.id ?? '',
    title: rule.title ?? '',
    author: '',
    level: 'low' as const,
    channels: [],
    pack: 'p',
    hidden: hidden.has(rule),
    needs: [...(hidden.get(rule)?.fields ?? [])],
  }))
  const names = mapNames(null, new Set(['a', 'b', 'c']))
  const made = correlateFindings({ bundle, loaded, findings: store.value, matches: matches.value, names })
  store.value.close()
  matches.value.close()
  return made
}

test('correlations are found across files and servers, and stand at the last record of their chain', () => {
  const found = [service('c', 30), service('a', 10), service('b', 20), service('a', 11)]
  const { rules, findings, losses } = correlated([SPREAD, SERVICE], found, [])
  assert.deepEqual(
    rules.map(({ id, author, level }) => [id, author, level]),
    [['spread', 'Somebody', 'high']],
  )
  assert.equal(findings.length, 1)
  const [made] = findings
  assert.deepEqual([made?.computer, made?.recordId, made?.file], ['c', 30, 'c.evtx'])
  assert.deepEqual(made?.fields, {
    ServiceName: 'odd',
    MatchCount: '4',
    FirstMatch: '2021-01-17T20:10:00.000Z',
    LastMatch: '2021-01-17T20:30:00.000Z',
    Servers: 'a, b, c',
    Rules: 'Service',
  })
  assert.deepEqual(losses, [])
  const without = correlated([SERVICE], found, [])
  assert.deepEqual([without.rules, without.findings], [[], []])
})

test('a chain that rests on remains or a borrowed template says so, by the worst of its records', () => {
  const made = (records: Finding[]): unknown =>
    correlated([SPREAD, SERVICE], records, []).findings.map(({ recovery, borrowedTemplate }) => [
      recovery,
      borrowedTemplate,
    ])
  const [first, second, third] = [service('a', 10), service('b', 20), service('c', 30)]
  assert.deepEqual(made([first, second, third]), [[undefined, undefined]])
  assert.deepEqual(made([{ ...first, recovery: 'slack' }, { ...second, recovery: 'crc-bad' }, third]), [
    ['slack', undefined],
  ])
  assert.deepEqual(made([first, { ...second, borrowedTemplate: true }, third]), [[undefined, true]])
})

test('everyday matches and findings make one chain in order of time', () => {
  const texts = [CHAIN, MANY, SERVICE, LOGON]
  const before = correlated(texts, [service('a', 10)], [logons('a', 9), logons('b', 9)])
  assert.deepEqual(
    before.findings.map(({ rule, fields }) => [rule.id, fields['Computer'], fields['FirstMatch']]),
    [['chain', 'a', '2021-01-17T20:09:00.000Z']],
  )
  assert.deepEqual(correlated(texts, [service('a', 10)], [logons('a', 11), logons('b', 9)]).findings, [])
})

test('a row counts as often as it stands for, in the copies of one log once', () => {
  const row = (minute: number, count: number, file = 'a.evtx'): MatchRow =>
    logons('a', minute, {
      count,
      file,
      lastAt: at(minute, 0).replace('00.0', '00.9'),
      lastRecord: 900 + minute,
    })
  const counts = (rows: MatchRow[]): unknown[] =>
    correlated([MANY, LOGON], [], rows).findings.map(({ fields, recordId }) => [
      fields['MatchCount'],
      recordId,
    ])
  assert.deepEqual(counts([row(1, 60), row(2, 39)]), [])
  assert.deepEqual(counts([row(1, 60), row(2, 40)]), [['100', 902]])
  assert.deepEqual(counts([row(1, 60), row(1, 60, 'copy.evtx'), row(2, 39)]), [])
})
