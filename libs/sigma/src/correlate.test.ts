import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { correlate } from './correlate.ts'
import type { BaseMatch, CorrelationFinding, CorrelationLoss } from './correlation-finding.ts'
import { planCorrelations, type CorrelationPlan } from './correlation-plan.ts'
import { parseRules } from './parse-rules.ts'
import type { CorrelationRule, SigmaRule } from './rule.ts'

const base = (name: string): string =>
  `title: ${name}\nid: id-${name}\nname: ${name}\nlogsource: {product: windows, service: security}\ndetection: {a: {EventID: 1}, condition: a}\n`

/** The plan of correlations written as YAML flow maps, by name, over rules a, b and c. */
function planOf(correlations: Readonly<Record<string, string>>): CorrelationPlan {
  const rules: SigmaRule[] = []
  const found: CorrelationRule[] = []
  const texts = Object.entries(correlations).map(
    ([name, body]) => `title: ${name}\nid: id-${name}\nname: ${name}\ncorrelation: ${body}\n`,
  )
  for (const outcome of parseRules([base('a'), base('b'), base('c'), ...texts].join('---\n'), 'a.yml')) {
    if (outcome.kind === 'rule') rules.push(outcome.rule)
    else if (outcome.kind === 'correlation') found.push(outcome.correlation)
    else assert.fail(JSON.stringify(outcome))
  }
  return planCorrelations(found, rules)
}

type Step = readonly [rule: string, atS: number, fields?: Readonly<Record<string, string>>, server?: string]

function run(
  plan: CorrelationPlan,
  steps: readonly Step[],
): { found: CorrelationFinding<number>[]; losses: readonly CorrelationLoss[] } {
  const matches = steps.map(([rule, atS, fields = {}, server = 's'], index): BaseMatch<number> => ({
    rule: `id-${rule}`,
    atMs: atS * 1000,
    server,
    record: `r${index}`,
    field: (name) => fields[name],
    ref: index,
  }))
  const found: CorrelationFinding<number>[] = []
  const running = correlate(plan, matches)
  for (;;) {
    const next = running.next()
    if (next.done === true) return { found, losses: next.value }
    found.push(next.value)
  }
}

const brief = ({ rule, firstAtMs, lastAtMs, count, matchCount }: CorrelationFinding<number>): unknown[] => [
  rule.name,
  firstAtMs / 1000,
  lastAtMs / 1000,
  count,
  matchCount,
]

describe('event_count', () => {
  const plan = planOf({
    many: '{type: event_count, rules: [a], group-by: [User], timespan: 10s, condition: {gte: 3}}',
  })

  test('slides its window, and makes one finding of what goes on', () => {
    const user = { User: 'x' }
    const steps: Step[] = [0, 8, 12, 17, 40, 45, 51].map((atS) => ['a', atS, user])
    assert.deepEqual(run(plan, steps).found.map(brief), [['many', 8, 17, 3, 3]])
  })

  test('goes on as long as the count holds, and counts all', () => {
    const steps: Step[] = Array.from({ length: 20 }, (_, n) => [
      'a',
      n * 3,
      { User: n % 2 === 0 ? 'X' : 'x' },
    ])
    assert.deepEqual(run(plan, steps).found.map(brief), [['many', 0, 57, 4, 20]])
  })

  test('counts each group by itself, and says how many matches have no value to group by', () => {
    const steps: Step[] = [
      ['a', 1, { User: 'x' }],
      ['a', 2, { User: 'y' }],
      ['a', 3, { User: 'x' }],
      ['a', 4],
      ['a', 5, { User: 'x' }],
    ]
    const { found, losses } = run(plan, steps)
    assert.deepEqual(found[0]?.group, [{ field: 'User', value: 'x' }])
    assert.deepEqual(found[0]?.matches, [0, 2, 4])
    assert.equal(found.length, 1)
    assert.equal(losses[0]?.ungrouped, 1)
  })

  test('an upper bound is judged when the window has run', () => {
    const exact = planOf({
      two: '{type: event_count, rules: [a], timespan: 10s, condition: {eq: 2}}',
    })
    assert.deepEqual(
      run(
        exact,
        [0, 1, 2, 20, 21, 50].map((atS): Step => ['a', atS]),
      ).found.map(brief),
      [['two', 20, 21, 2, 2]],
    )
  })

  test('finds a window exactly where counting every window finds one, as a property', () => {
    const times = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 30 })
    fc.assert(
      fc.property(times, (given) => {
        const sorted = given.toSorted((a, b) => a - b)
        const reached = sorted.some((end) => sorted.filter((at) => at >= end - 10 && at <= end).length >= 3)
        const steps = sorted.map((atS): Step => ['a', atS, { User: 'x' }])
        assert.equal(run(plan, steps).found.length > 0, reached)
      }),
      { numRuns: 500 },
    )
  })
})

test('value_count counts distinct values, of several servers together', () => {
  const plan = planOf({
    spread:
      '{type: value_count, rules: [a], group-by: [User], timespan: 1m, condition: {field: Computer, gte: 3}}',
  })
  const steps: Step[] = ['s1', 's1', 's2', 's2', 'S1', 's3'].map((server, n) => [
    'a',
    n,
    { User: 'x' },
    server,
  ])
  const { found } = run(plan, steps)
  assert.deepEqual(found.map(brief), [['spread', 0, 5, 3, 6]])
  assert.deepEqual(found[0]?.servers, ['S1', 's1', 's2', 's3'])
})

describe('temporal', () => {
  test('wants each rule once, in any order, within the timespan', () => {
    const plan = planOf({ both: '{type: temporal, rules: [a, b], timespan: 10s}' })
    assert.equal(
      run(plan, [
        ['b', 0],
        ['b', 1],
        ['a', 9],
      ]).found.length,
      1,
    )
    assert.equal(
      run(plan, [
        ['b', 0],
        ['a', 11],
      ]).found.length,
      0,
    )
  })

  test('temporal_ordered wants them in order', () => {
    const plan = planOf({ chain: '{type: temporal_ordered, rules: [a, b, a], timespan: 10s}' })
    const found = (...steps: Step[]): number => run(plan, steps).found.length
    assert.equal(found(['a', 0], ['b', 1], ['a', 2]), 1)
    assert.equal(found(['b', 0], ['a', 1], ['a', 2]), 0)
    assert.equal(found(['a', 0], ['b', 1], ['a', 12]), 0)
    assert.equal(found(['a', 0], ['a', 5], ['b', 6], ['a', 12]), 1)
  })

  test('aliases say which field each rule is grouped by', () => {
    const plan = planOf({
      hop: '{type: temporal, rules: [a, b], group-by: [ip], timespan: 10s, aliases: {ip: {a: From, b: To}}}',
    })
    assert.equal(
      run(plan, [
        ['a', 0, { From: '10.0.0.1' }],
        ['b', 1, { To: '10.0.0.1' }],
      ]).found.length,
      1,
    )
    assert.equal(
      run(plan, [
        ['a', 0, { From: '10.0.0.1' }],
        ['b', 1, { To: '10.0.0.2' }],
      ]).found.length,
      0,
    )
  })
})

describe('chains', () => {
  test('many failures, then a success: only the outer one is reported, and names all matches', () => {
    const plan = planOf({
      broken: '{type: temporal_ordered, rules: [many, b], group-by: [User], timespan: 10s}',
      many: '{type: event_count, rules: [a], group-by: [User], timespan: 10s, condition: {gte: 3}}',
    })
    const user = { User: 'x' }
    const steps: Step[] = [
      ...Array.from({ length: 10 }, (_, n): Step => ['a', n * 4, user]),
      ['b', 41, user],
      ['b', 60, user],
    ]
    assert.deepEqual(run(plan, steps).found.map(brief), [['broken', 0, 41, 2, 11]])
    assert.deepEqual(new Set([...plan.onlyForCorrelation].map(({ name }) => name)), new Set(['a', 'b']))
  })

  test('what goes on counts once in a correlation above', () => {
    const plan = planOf({
      often: '{type: event_count, rules: [burst], timespan: 1h, condition: {gte: 2}}',
      burst: '{type: event_count, rules: [a], timespan: 10s, condition: {gte: 2}}',
    })
    const burst = (fromS: number): Step[] => [0, 1, 2, 3].map((n) => ['a', fromS + n])
    assert.equal(run(plan, burst(0)).found.length, 0)
    assert.deepEqual(run(plan, [...burst(0), ...burst(100)]).found.map(brief), [['often', 0, 103, 2, 8]])
  })

  test('generate reports the rules below too', () => {
    const plan = planOf({
      often: '{type: event_count, rules: [a], timespan: 1h, condition: {gte: 2}, generate: true}',
    })
    assert.equal(plan.needed.size, 1)
    assert.equal(plan.onlyForCorrelation.size, 0)
  })

  test('a rule that one correlation generates and another does not is not reported', () => {
    const plan = planOf({
      shown: '{type: temporal, rules: [a, b], timespan: 1h, generate: true}',
      hidden: '{type: event_count, rules: [a], timespan: 1h, condition: {gte: 2}}',
    })
    assert.deepEqual(
      [...plan.onlyForCorrelation].map(({ name }) => name),
      ['a'],
    )
  })

  test('a match that stands for many counts as many, and a finding of a correlation as one', () => {
    const plan = planOf({
      many: '{type: event_count, rules: [a], timespan: 1h, condition: {gte: 10}}',
      twice: '{type: event_count, rules: [many], timespan: 5h, condition: {gte: 2}}',
    })
    const match = (atS: number, count: number): BaseMatch<number> => ({
      rule: 'id-a',
      atMs: atS * 1000,
      server: 's',
      record: `r${atS}`,
      field: () => undefined,
      count,
      ref: atS,
    })
    const found = (...matches: BaseMatch<number>[]): unknown[] => [...correlate(plan, matches)].map(brief)
    assert.deepEqual(found(match(0, 9), match(4_000, 9)), [])
    assert.deepEqual(found(match(0, 10)), [])
    assert.deepEqual(found(match(0, 10), match(7_000, 12)), [['twice', 0, 7_000, 2, 22]])
  })

  test('a rule that is not there, and a circle, refuse the correlation', () => {
    const plan = planOf({
      gone: '{type: temporal, rules: [a, nowhere], timespan: 10s}',
      one: '{type: temporal, rules: [a, two], timespan: 10s}',
      two: '{type: temporal, rules: [b, one], timespan: 10s}',
    })
    assert.deepEqual(
      plan.refused.map(({ code }) => code),
      ['missing-rule', 'bad-correlation', 'missing-rule'],
    )
  })
})

test('matches of very many users are held within bounds, and what is given up is counted', () => {
  const plan = planOf({
    many: '{type: event_count, rules: [a], group-by: [User], timespan: 365d, condition: {gte: 3}}',
  })
  function* matches(): Generator<BaseMatch<number>> {
    for (let n = 0; n < 300_000; n += 1)
      yield { rule: 'id-a', atMs: n, server: 's', record: `${n}`, field: () => `u${n}`, ref: n }
  }
  const next = correlate(plan, matches()).next()
  assert.ok(next.done === true && next.value[0]?.givenUp === 100_000)
})

test('matches out of the order of time throw, since that is a bug of the caller', () => {
  const plan = planOf({ two: '{type: event_count, rules: [a], timespan: 10s, condition: {gte: 2}}' })
  assert.throws(() =>
    run(plan, [
      ['a', 2],
      ['a', 1],
    ]),
  )
})

test('what is not supported, or no correlation, is refused with its reason', () => {
  const code = (body: string): string => {
    const [outcome] = parseRules(`correlation: ${body}`, 'a.yml')
    return outcome?.kind === 'refused' ? outcome.refusal.code : (outcome?.kind ?? 'none')
  }
  assert.equal(code('{type: value_sum, rules: [a], timespan: 1m}'), 'unsupported-correlation')
  assert.equal(
    code('{type: temporal, rules: [a, b], timespan: 1m, condition: a and b}'),
    'unsupported-correlation',
  )
  assert.equal(code('{type: event_count, rules: [a], timespan: 1M, condition: {gte: 1}}'), 'bad-correlation')
  assert.equal(
    code('{type: event_count, rules: [a], timespan: 1m, condition: {gte: 1e9}}'),
    'bad-correlation',
  )
  assert.equal(code('{type: value_count, rules: [a], timespan: 1m, condition: {gte: 1}}'), 'bad-correlation')
  assert.equal(code('{type: event_count, rules: [], timespan: 1m, condition: {gte: 1}}'), 'bad-correlation')
})
