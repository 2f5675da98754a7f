import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compileRuleSet } from './compiled/compiled-rule-set.ts'
import { planCorrelations } from './correlation-plan.ts'
import { parseRules } from './parse-rules.ts'

const WHOLE = `title: t
id: i
name: n
logsource: {product: windows, category: process_creation}
detection:
  s1: {Image|endswith: ['\\a.exe', '\\b.exe'], CommandLine|contains|windash: ' -x '}
  s2: {CommandLine|re: '(a|b)+c{2,3}'}
  k: [one, two]
  condition: s1 and not 1 of s* or all of them
---
correlation: {type: event_count, rules: [n], group-by: [User], timespan: 1m, condition: {gte: 3}}
---
filter: {rules: any, f: {User|cidr: 10.0.0.0/8}, condition: not f}
logsource: {product: windows}
`

const SPLICES = [
  '|',
  '"',
  "'",
  '[',
  '{',
  '- ',
  '? ',
  '&a ',
  '*a ',
  ': ',
  '\n',
  '  ',
  '|re',
  '|expand',
  '%x%',
  '1e99',
  '.inf',
  '\0',
  '(((((',
  '{999}',
  'not ',
] as const

/** Seeds of earlier runs, kept; the last run takes a new one. */
const SEEDS = [7, 20210117, undefined] as const

test('mutated rule files give rules or refusals, none takes a second, and what loads matches without a fault', () => {
  const mutation = fc.tuple(fc.nat(WHOLE.length), fc.nat(20), fc.constantFrom(...SPLICES))
  for (const seed of SEEDS)
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 6 }), (mutations) => {
        let text = WHOLE
        for (const [at, cut, splice] of mutations) text = text.slice(0, at) + splice + text.slice(at + cut)
        const startedMs = performance.now()
        const outcomes = parseRules(text, 'a.yml')
        assert.ok(outcomes.length > 0)
        const rules = outcomes.flatMap((one) => (one.kind === 'rule' ? [one.rule] : []))
        const filters = outcomes.flatMap((one) => (one.kind === 'filter' ? [one.filter] : []))
        const set = compileRuleSet(rules, { filters })
        set.match({
          channel: 'Microsoft-Windows-Sysmon/Operational',
          eventId: 1,
          field: () => 'C:\\a.exe -x aaaaaaaaaaaacc',
          strings: () => ['one two'],
        })
        planCorrelations(
          outcomes.flatMap((one) => (one.kind === 'correlation' ? [one.correlation] : [])),
          set.rules,
        )
        assert.ok(performance.now() - startedMs < 5000, text)
      }),
      { numRuns: 1000, ...(seed === undefined ? {} : { seed }) },
    )
})

/** Small rules of every kind, each a few lines: a change hits something that means something. */
const SMALL = [
  'title: t\nlogsource: {product: windows, service: system}\ndetection:\n  s: {EventID: 7045, ServiceName|contains: [a, b*c]}\n  condition: s\n',
  "title: t\nid: i\nlogsource: {category: process_creation, product: windows}\ndetection: {s: {CommandLine|re|i: '(a|b)+c{2,3}$'}, f: {Image|endswith: '\\\\x.exe'}, condition: s and not f}\n",
  'title: t\nlogsource: {product: windows}\ndetection:\n  k: [one, "two*"]\n  n: {A|gte: 3, B: null, C|exists: true}\n  condition: 1 of them or not n\n',
  'title: t\nlogsource: {product: windows}\ndetection:\n  a: {X|base64offset|contains: abc, Y|wide|base64: de}\n  b: {Ip|cidr: [10.0.0.0/8, "fe80::/10"], U|fieldref: V}\n  condition: all of a* and b\n',
  'title: c\nname: c\ncorrelation: {type: temporal_ordered, rules: [x, y], group-by: [User], timespan: 5m, generate: false}\n',
  'title: f\nlogsource: {product: windows}\nfilter: {rules: [x], s: {User|startswith: adm}, condition: not s}\n',
  'a: &a [x, x]\nb: &b [*a, *a]\ntitle: t\nlogsource: {product: windows}\ndetection: {s: {F: *b}, condition: s}\n',
] as const
const SMALL_CASES = Number(process.env['CODEDARK_FUZZ_CASES'] ?? 60_000)
const SMALL_SEED = Number(process.env['CODEDARK_SEED'] ?? 20_210_117)
const SLOWEST_MS = 1_000
/** Seeds of cases that once failed: none so far. */
const REGRESSIONS: readonly number[] = []

/** The generator named mulberry32. */
function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

function changed(random: (below: number) => number): string {
  let text: string = SMALL[random(SMALL.length)] ?? ''
  for (let n = 1 + random(2); n > 0; n -= 1) {
    const at = random(text.length)
    const kind = random(4)
    const other: string = SMALL[random(SMALL.length)] ?? ''
    const from = random(other.length)
    const piece =
      kind === 0
        ? String.fromCharCode(random(256))
        : kind === 1
          ? (SPLICES[random(SPLICES.length)] ?? '')
          : other.slice(from, from + random(60))
    text = text.slice(0, at) + piece + text.slice(at + random(kind === 3 ? 60 : 3))
  }
  return text
}

/** Loads and runs a text as a file of rules; gives how many rules it held. */
function loadAll(text: string): number {
  const outcomes = parseRules(text, 'a.yml')
  const rules = outcomes.flatMap((one) => (one.kind === 'rule' ? [one.rule] : []))
  if (rules.length === 0) return 0
  const set = compileRuleSet(rules, { filters: [] })
  set.match({ channel: 'System', eventId: 7045, field: () => 'one aaacc x.exe', strings: () => ['one two'] })
  return rules.length
}

test(`${SMALL_CASES} changed small rules give rules or refusals, none takes a second, and memory is bounded`, (t) => {
  let rules = 0
  for (let n = -REGRESSIONS.length; n < SMALL_CASES; n += 1) {
    // Each case has a seed of its own, so that one that fails is run again alone.
    const seed = REGRESSIONS[n + REGRESSIONS.length] ?? SMALL_SEED + n
    const text = changed(randomOf(seed))
    const startedMs = performance.now()
    try {
      rules += loadAll(text)
    } catch (error) {
      throw new Error(`case of seed ${seed}: ${JSON.stringify(text)}`, { cause: error })
    }
    if (performance.now() - startedMs < SLOWEST_MS) continue
    // The clock counts what else runs on the machine: once more, by processor time.
    const started = process.cpuUsage()
    loadAll(text)
    assert.ok(process.cpuUsage(started).user / 1000 < SLOWEST_MS, `case of seed ${seed}: ${text}`)
  }
  const heldMb = process.memoryUsage().heapUsed / 1e6
  t.diagnostic(`${rules} rules loaded, ${Math.round(heldMb)} MB of heap`)
  assert.ok(rules > SMALL_CASES / 20)
  assert.ok(heldMb < 300, `${heldMb} MB of heap`)
})
