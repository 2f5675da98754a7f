import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { CORE_MOVERS, PACK_MOVERS } from '@codedark/domain/triage'
import { buildRuleSet, parseRules, type SigmaRule } from '@codedark/sigma'

interface Case {
  readonly channel: string
  readonly eventId: number
  readonly fields: Readonly<Record<string, string>>
}

interface Cases {
  readonly match: readonly Case[]
  readonly noMatch: readonly Case[]
}

const folder = join(import.meta.dirname, '..', '..', 'rules')
const casesOf = (name: string): Cases =>
  JSON.parse(readFileSync(join(folder, 'cases', `${name}.json`), 'utf8')) as Cases
const named = (path: string, end: string): string[] =>
  readdirSync(join(folder, path))
    .filter((name) => name.endsWith(end))
    .map((name) => name.slice(0, -end.length))
    .sort()

function readPack(): Map<string, SigmaRule> {
  const rules = new Map<string, SigmaRule>()
  for (const name of readdirSync(join(folder, 'codedark')).filter((one) => one.endsWith('.yml'))) {
    const outcomes = parseRules(readFileSync(join(folder, 'codedark', name), 'utf8'), name)
    const [outcome] = outcomes
    assert.ok(outcomes.length === 1 && outcome?.kind === 'rule', `${name}: ${JSON.stringify(outcome)}`)
    rules.set(name.replace('.yml', ''), outcome.rule)
  }
  return rules
}

const matches = (rule: SigmaRule, { channel, eventId, fields }: Case): boolean =>
  buildRuleSet([rule]).match({
    channel,
    eventId,
    field: (name) => fields[name],
    strings: () => Object.values(fields),
  }).length === 1

test('each rule of our pack matches its own records and does not match their neighbours', () => {
  const rules = readPack()
  assert.deepEqual([...rules.keys()].sort(), named('cases', '.json'))
  assert.ok(rules.size >= 80)
  for (const [name, rule] of rules) {
    const { match, noMatch } = casesOf(name)
    assert.ok(rule.author === 'Codedark' && rule.level !== undefined, name)
    assert.ok(match.length > 0 && noMatch.length > 0, name)
    for (const [index, one] of match.entries())
      assert.equal(matches(rule, one), true, `${name} must match record ${index}`)
    for (const [index, one] of noMatch.entries())
      assert.equal(matches(rule, one), false, `${name} must not match record ${index}`)
  }
})

test('each rule of our pack has a false-positive note, and ids are given once', () => {
  const ids = new Set<string>()
  for (const name of named('codedark', '.yml')) {
    const text = readFileSync(join(folder, 'codedark', `${name}.yml`), 'utf8')
    assert.match(text, /^falsepositives:\n {2}- /m, name)
    assert.match(text, /^description: /m, name)
    ids.add(/^id: (\S+)$/m.exec(text)?.[1] ?? '')
  }
  assert.equal(ids.size, named('codedark', '.yml').length)
})

test('each rule of ours that may move a verdict is in the pack', () => {
  const ids = new Set([...readPack().values()].map((rule) => rule.id))
  for (const { ruleId, because } of [...CORE_MOVERS, ...PACK_MOVERS]) assert.ok(ids.has(ruleId), because)
})
