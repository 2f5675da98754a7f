import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { correlate, needsOf } from '@codedark/sigma'
import type { BaseMatch } from '@codedark/sigma'
import { correlationsOf, gatherRules } from '../rules/index.ts'
import { isMatchesReply, matchLines, spanOf } from './match-message.ts'
import { MatchMeter } from './match-meter.ts'
import type { MatchSpan } from './match-meter.ts'

const LOGON =
  'title: Logon\nid: logon\nlogsource: {product: windows, service: security}\ndetection: {a: {EventID: 4624}, condition: a}\n'
const planOf = (correlation: string): ReturnType<typeof gatherRules>['correlations'] =>
  gatherRules([
    {
      name: 'p',
      files: [{ path: 'a.yml', text: `${LOGON}---\ntitle: C\nid: c\ncorrelation: ${correlation}\n` }],
    },
  ]).correlations

interface Logon {
  readonly atMs: number
  readonly user: string
}

const record = ({ atMs, user }: Logon, index: number): Parameters<MatchMeter['add']>[1] => ({
  computer: 'a',
  channel: 'Security',
  eventId: 4624,
  recordId: index + 1,
  time: new Date(atMs).toISOString(),
  offset: index,
  field: (name) => (name === 'User' ? user : undefined),
})

function spansOf(plan: ReturnType<typeof planOf>, logons: readonly Logon[]): readonly MatchSpan[] {
  const meter = new MatchMeter(new Map([...needsOf(plan).values()].map((need) => [0, need])))
  return [...logons.flatMap((one, index) => meter.add(0, record(one, index))), ...meter.finish()]
}

const matchOf = (
  atMs: number,
  user: string,
  more: { count?: number; record: string },
): BaseMatch<number> => ({
  rule: 'logon',
  atMs,
  server: 'a',
  field: (name) => (name === 'User' ? user : undefined),
  ref: 0,
  ...more,
})

/** The first and the last of each span, in order of time: what the second pass makes of rows. */
function thinned(spans: readonly MatchSpan[]): BaseMatch<number>[] {
  return spans
    .flatMap(({ firstAt, lastAt, firstRecord, lastRecord, values, count }) => {
      const user = values[0] ?? ''
      const first = matchOf(Date.parse(firstAt), user, { count: 1, record: String(firstRecord) })
      if (firstAt === lastAt) return [{ ...first, count }]
      return [first, matchOf(Date.parse(lastAt), user, { count: count - 1, record: String(lastRecord) })]
    })
    .sort((a, b) => a.atMs - b.atMs)
}

const isFound = (plan: ReturnType<typeof planOf>, matches: readonly BaseMatch<number>[]): boolean =>
  [...correlate(plan, matches)].length > 0

describe('matches that only correlations see', () => {
  test('distinct values within a window are found from the first and last of each span just as from all matches', () => {
    const plan = planOf(
      '{type: value_count, rules: [logon], timespan: 10m, condition: {field: User, gte: 4}, generate: false}',
    )
    const logons = fc.array(
      fc.record({
        atMs: fc.integer({ min: 0, max: 3_600_000 }),
        user: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      }),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(logons, (some) => {
        const all = some.toSorted((a, b) => a.atMs - b.atMs)
        const full = all.map(({ atMs, user }, index) => matchOf(atMs, user, { record: String(index) }))
        assert.equal(isFound(plan, thinned(spansOf(plan, all))), isFound(plan, full))
      }),
      { numRuns: 2_000 },
    )
  })

  test('counts stay whole, and a busy second is one row', () => {
    const plan = planOf(
      '{type: event_count, rules: [logon], group-by: [User], timespan: 5m, condition: {gte: 1000}}',
    )
    const logons = Array.from({ length: 3_000 }, (_, n) => ({ atMs: n * 10, user: 'a' }))
    const spans = spansOf(plan, logons)
    assert.equal(spans.length, 30)
    assert.equal(
      spans.reduce((sum, { count }) => sum + count, 0),
      3_000,
    )
    const found = [...correlate(plan, thinned(spans))]
    assert.deepEqual(
      found.map(({ matchCount }) => matchCount),
      [3_000],
    )
  })

  test('the grain is a divisor of a minute and a sixtieth of the shortest timespan at most', () => {
    const grainOf = (correlation: string): (number | undefined)[] =>
      [...needsOf(planOf(correlation)).values()].map(({ grainMs }) => grainMs)
    const within = (timespan: string): string =>
      `{type: value_count, rules: [logon], timespan: ${timespan}, condition: {field: User, gte: 4}}`
    assert.deepEqual(grainOf(within('2h')), [60_000])
    assert.deepEqual(grainOf(within('25m')), [15_000])
    assert.deepEqual(grainOf(within('10s')), [1_000])
    assert.deepEqual(
      grainOf('{type: event_count, rules: [logon], timespan: 1d, condition: {gte: 4}}'),
      [1_000],
    )
  })

  test('lines say what was gathered; one with anything else in it is none', () => {
    const plan = planOf(
      '{type: event_count, rules: [logon], group-by: [User], timespan: 5m, condition: {gte: 2}}',
    )
    const spans = spansOf(plan, [
      { atMs: 0, user: 'a' },
      { atMs: 5_000, user: 'b' },
    ])
    const lines = [...matchLines(spans)]
    assert.ok(lines.every((line) => isMatchesReply(JSON.parse(JSON.stringify(line)))))
    assert.deepEqual(
      lines.flatMap(({ rows }) => rows.map(spanOf)),
      spans,
    )
    const row: unknown[] = [...(lines[0]?.rows[0] ?? [])]
    for (const bad of [null, [], row.slice(1), row.with(0, -1), row.with(4, [1])])
      assert.equal(isMatchesReply({ is: 'matches', rows: [bad] }), false)
  })

  test('a rule that moves verdicts is shown whatever a correlation says', () => {
    const mover = LOGON.replace('id: logon', 'id: 6df3efc6-27e6-5f5d-8477-0d7bb9067501')
    const chain =
      'title: C\nid: c\ncorrelation: {type: event_count, rules: [6df3efc6-27e6-5f5d-8477-0d7bb9067501, logon], timespan: 5m, condition: {gte: 2}}\n'
    const files = [{ path: 'a.yml', text: [LOGON, mover, chain].join('---\n') }]
    const { hidden } = correlationsOf(gatherRules([{ name: 'p', files }]).correlations)
    assert.deepEqual(
      [...hidden.keys()].map(({ id }) => id),
      ['logon'],
    )
  })
})
