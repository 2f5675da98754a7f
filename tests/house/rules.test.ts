import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { CORE_MOVERS, CORRELATION_MOVERS, PACK_MOVERS } from '@codedark/domain/triage'
import {
  buildRuleSet,
  correlate,
  parseRules,
  planCorrelations,
  ruleKey,
  type CorrelationRule,
  type SigmaRule,
} from '@codedark/sigma'

interface Case {
  readonly channel: string
  readonly eventId: number
  readonly fields: Readonly<Record<string, string>>
}

interface Cases<One> {
  readonly match: readonly One[]
  readonly noMatch: readonly One[]
}

/** One match of a rule of the pack, by the name of its file. */
interface Step {
  readonly rule: string
  readonly seconds: number
  readonly server: string
  readonly fields: Readonly<Record<string, string>>
  /** So many of the same, this far apart; absent: one. */
  readonly times?: number
  readonly everySeconds?: number
}

const folder = join(import.meta.dirname, '..', '..', 'rules')
const FOLDERS = ['codedark', 'codedark-correlations']
const casesOf = <One>(name: string): Cases<One> =>
  JSON.parse(readFileSync(join(folder, 'cases', `${name}.json`), 'utf8')) as Cases<One>
const named = (path: string, end: string): string[] =>
  readdirSync(join(folder, path))
    .filter((name) => name.endsWith(end))
    .map((name) => name.slice(0, -end.length))

interface Pack {
  readonly rules: ReadonlyMap<string, SigmaRule>
  readonly correlations: ReadonlyMap<string, CorrelationRule>
}

function readPack(): Pack {
  const rules = new Map<string, SigmaRule>()
  const correlations = new Map<string, CorrelationRule>()
  for (const path of FOLDERS)
    for (const name of named(path, '.yml')) {
      const outcomes = parseRules(readFileSync(join(folder, path, `${name}.yml`), 'utf8'), name)
      const [outcome] = outcomes
      assert.equal(outcomes.length, 1, name)
      if (outcome?.kind === 'rule') rules.set(name, outcome.rule)
      else if (outcome?.kind === 'correlation') correlations.set(name, outcome.correlation)
      else assert.fail(`${name}: ${JSON.stringify(outcome)}`)
    }
  return { rules, correlations }
}

const matches = (rule: SigmaRule, { channel, eventId, fields }: Case): boolean =>
  buildRuleSet([rule]).match({
    channel,
    eventId,
    field: (name) => fields[name],
    strings: () => Object.values(fields),
  }).length === 1

test('each rule of our pack matches its own records and does not match their neighbours', () => {
  const { rules, correlations } = readPack()
  assert.deepEqual([...rules.keys(), ...correlations.keys()].sort(), named('cases', '.json').sort())
  assert.ok(rules.size >= 90)
  for (const [name, rule] of rules) {
    const { match, noMatch } = casesOf<Case>(name)
    assert.ok(rule.author === 'Codedark' && rule.level !== undefined, name)
    assert.ok(match.length > 0 && noMatch.length > 0, name)
    for (const [index, one] of match.entries())
      assert.equal(matches(rule, one), true, `${name} must match record ${index}`)
    for (const [index, one] of noMatch.entries())
      assert.equal(matches(rule, one), false, `${name} must not match record ${index}`)
  }
})

test('each correlation finds its own chain of matches and not its neighbour', () => {
  const { rules, correlations } = readPack()
  const plan = planCorrelations([...correlations.values()], [...rules.values()])
  assert.deepEqual(plan.refused, [])
  const finds = (correlation: CorrelationRule, steps: readonly Step[]): boolean => {
    const ordered = steps
      .flatMap(({ times = 1, everySeconds = 0, ...step }) =>
        Array.from({ length: times }, (_, index) => ({
          ...step,
          seconds: step.seconds + index * everySeconds,
        })),
      )
      .sort((a, b) => a.seconds - b.seconds)
    const taken = ordered.map(({ rule, seconds, server, fields }, index) => {
      const of = rules.get(rule)
      assert.ok(of !== undefined, rule)
      return {
        rule: ruleKey(of),
        atMs: seconds * 1000,
        server,
        record: `record ${index}`,
        field: (name: string) => fields[name],
        ref: index,
      }
    })
    return [...correlate(plan, taken)].some((found) => found.rule === correlation)
  }
  assert.ok(correlations.size >= 15)
  const movers = new Set([...PACK_MOVERS, ...CORE_MOVERS].map(({ ruleId }) => ruleId))
  const ids = new Set([...correlations.values()].map((one) => ruleKey(one)))
  assert.ok(CORRELATION_MOVERS.every(({ ruleId }) => ids.has(ruleId)))
  const everyday = [
    'Credentials Of Another Account Were Used Against A Computer',
    'File Was Written Over A Share',
    'Logon Failed',
    'Logon Over The Network',
  ]
  assert.deepEqual([...plan.onlyForCorrelation].map(({ title }) => title ?? '').sort(), everyday)
  assert.ok([...plan.onlyForCorrelation].every(({ id }) => !movers.has(id ?? '')))
  for (const [name, correlation] of correlations) {
    const { match, noMatch } = casesOf<readonly Step[]>(name)
    assert.ok(match.length > 0 && noMatch.length > 0, name)
    for (const steps of match) assert.equal(finds(correlation, steps), true, `${name} must find`)
    for (const steps of noMatch) assert.equal(finds(correlation, steps), false, `${name} must not find`)
  }
})

test('each rule of our pack has a false-positive note, and ids are given once', () => {
  const names = FOLDERS.flatMap((path) => named(path, '.yml').map((name) => ({ path, name })))
  const ids = new Set<string>()
  for (const { path, name } of names) {
    const text = readFileSync(join(folder, path, `${name}.yml`), 'utf8')
    assert.match(text, /^falsepositives:\n {2}- /m, name)
    assert.match(text, /^description: /m, name)
    ids.add(/^id: (\S+)$/m.exec(text)?.[1] ?? '')
  }
  assert.equal(ids.size, names.length)
})

test('each rule of ours that may move a verdict is in the pack', () => {
  const ids = new Set([...readPack().rules.values()].map((rule) => rule.id))
  for (const { ruleId, because } of [...CORE_MOVERS, ...PACK_MOVERS]) assert.ok(ids.has(ruleId), because)
})
