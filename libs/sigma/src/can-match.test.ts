import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canMatch } from './can-match.ts'
import { routesOf } from './log-source.ts'
import { parseRules } from './parse-rules.ts'

const NONE: ReadonlySet<string> = new Set()
const COMMAND: ReadonlySet<string> = new Set(['CommandLine'])

function can(detection: string, lacking: ReadonlySet<string>): boolean {
  const [outcome] = parseRules(
    `title: T\nlogsource: {product: windows, category: process_creation}\ndetection: ${detection}\n`,
    'a.yml',
  )
  assert.ok(outcome?.kind === 'rule', JSON.stringify(outcome))
  const route = (routesOf(outcome.rule.logsource) ?? []).find(({ channel }) => channel === 'Security')
  assert.ok(route !== undefined)
  return canMatch(outcome.rule, route, lacking)
}

test('a rule that needs what a record never has cannot match, and one that has another way can', () => {
  assert.equal(can("{a: {OriginalFileName: 'x.exe'}, condition: a}", NONE), false)
  assert.equal(
    can("{a: {Image|endswith: 'x.exe'}, b: {OriginalFileName: 'x.exe'}, condition: 1 of them}", NONE),
    true,
  )
  assert.equal(
    can("{a: {Image|endswith: 'x.exe'}, b: {CommandLine|contains: y}, condition: a and b}", NONE),
    true,
  )
  assert.equal(
    can("{a: {Image|endswith: 'x.exe'}, b: {CommandLine|contains: y}, condition: a and b}", COMMAND),
    false,
  )
  assert.equal(
    can("{a: {Image|endswith: 'x.exe'}, b: {CommandLine|contains: y}, condition: a or b}", COMMAND),
    true,
  )
})

test('not knowing is no no: a filter on a field that is not there lets nothing through', () => {
  const filtered = "{a: {Image|endswith: 'x.exe'}, f: {CommandLine|contains: y}, condition: a and not f}"
  assert.equal(can(filtered, NONE), true)
  assert.equal(can(filtered, COMMAND), false)
  const either =
    "{a: {Image|endswith: 'x.exe'}, f: {CommandLine|contains: y, User: z}, condition: a and not f}"
  // The filter can still be false by its other field.
  assert.equal(can(either, COMMAND), true)
})
