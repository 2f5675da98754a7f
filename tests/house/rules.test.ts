import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { MOVERS } from '@codedark/domain/triage'
import { buildRuleSet, parseRules, type SigmaRule } from '@codedark/sigma'

interface Case {
  readonly channel: string
  readonly eventId: number
  readonly fields: Readonly<Record<string, string>>
}

const folder = join(import.meta.dirname, '..', '..', 'rules')
const cases = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as Record<
  string,
  { match: Case; noMatch: Case }
>

function readPack(): Map<string, SigmaRule> {
  const rules = new Map<string, SigmaRule>()
  for (const name of readdirSync(join(folder, 'codedark'))) {
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

test('each rule of our pack matches its own record and does not match its neighbour', () => {
  const rules = readPack()
  assert.deepEqual([...rules.keys()].sort(), Object.keys(cases).sort())
  for (const [name, rule] of rules) {
    const own = cases[name]
    assert.ok(own !== undefined && rule.author === 'Codedark' && rule.level !== undefined, name)
    assert.equal(matches(rule, own.match), true, `${name} must match`)
    assert.equal(matches(rule, own.noMatch), false, `${name} must not match`)
  }
})

test('each rule of our pack stands in the list of rules that may move a verdict', () => {
  const movers = new Set(MOVERS.map(({ ruleId }) => ruleId))
  for (const [name, rule] of readPack()) assert.ok(movers.has(rule.id ?? ''), name)
})
