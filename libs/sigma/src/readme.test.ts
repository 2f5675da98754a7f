import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { compileRuleSet, parseRules } from './index.ts'

test('the example of the README runs as it stands there', () => {
  // begin
  const yaml = `
title: Service from a temporary folder
id: 5f1d9f2a-9d4e-4b0e-8a53-0f3f6c6a1b11
logsource: { product: windows, service: system }
detection:
  selection: { EventID: 7045, ImagePath|contains: '\\Temp\\' }
  condition: selection
`
  const outcomes = parseRules(yaml, 'service.yml')
  const rules = outcomes.flatMap((one) => (one.kind === 'rule' ? [one.rule] : []))
  const set = compileRuleSet(rules)
  const fields = new Map([['ImagePath', 'C:\\Windows\\Temp\\x.exe']])
  const found = set.match({
    channel: 'System',
    eventId: 7045,
    field: (name) => fields.get(name),
    strings: () => fields.values(),
  })
  // end
  assert.deepEqual(
    found.map(({ title }) => title),
    ['Service from a temporary folder'],
  )
  const source = readFileSync(import.meta.filename, 'utf8')
  const body = source.slice(source.indexOf('// begin') + 9, source.lastIndexOf('  // end'))
  const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8')
  assert.ok(readme.includes(body.replaceAll(/^ {2}/gm, '').trim()))
})
