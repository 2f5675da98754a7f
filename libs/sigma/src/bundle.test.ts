import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { makeBundle, readBundle } from './bundle.ts'
import { explain } from './explain.ts'
import { parseRules } from './parse-rules.ts'

const RULE =
  "title: t\nid: i\nname: n\nlogsource: {product: windows, category: process_creation}\ndetection:\n  a: {Image|endswith: '\\a.exe', N: [1, null, .inf, true, '']}\n  f: {OriginalFileName: b.exe}\n  k: [x, '|all']\n  condition: a and not f\n"
const MORE =
  '---\ncorrelation: {type: temporal, rules: [n, n], timespan: 1m, aliases: {x: {n: Y}}}\n---\nfilter: {rules: any, s: {A: x}, condition: s}\nlogsource: {product: windows}\n---\ntitle: no rule\n'

describe('a bundle', () => {
  test('gives back what the files gave', () => {
    const text = RULE + MORE
    const read = readBundle(makeBundle([{ path: 'a.yml', text }]))
    const expected = parseRules(text, 'a.yml')
    assert.equal(read?.length, 4)
    assert.deepEqual(
      read?.map((one) => one.kind),
      expected.map((one) => one.kind),
    )
    assert.equal(JSON.stringify(read?.slice(2)), JSON.stringify(expected.slice(2)))
    assert.ok(read?.[1]?.kind === 'correlation' && read[1].correlation.aliases.get('x')?.get('n') === 'Y')
    const [rule] = read ?? []
    assert.ok(rule?.kind === 'rule' && rule.rule.searches instanceof Map)
    // Infinity becomes a text that compares alike.
    assert.deepEqual(rule.rule.searches.get('a'), {
      'Image|endswith': '\\a.exe',
      N: [1, null, 'Infinity', true, ''],
    })
  })

  test('of another version, or none, is null', () => {
    assert.equal(readBundle(''), null)
    assert.equal(readBundle('{"format":"another"}'), null)
    fc.assert(
      fc.property(fc.json(), (text) => assert.equal(readBundle(text), null)),
      { numRuns: 200 },
    )
  })
})

test('an explanation says of each part whether it holds, does not, or cannot be told', () => {
  const [outcome] = parseRules(RULE, 'a.yml')
  assert.ok(outcome?.kind === 'rule')
  const explained = explain(
    {
      ...outcome.rule,
      conditions: ['a', 'a and not f'],
      searches: new Map([
        ['a', { 'Image|endswith': '\\a.exe' }],
        ['f', { OriginalFileName: 'b.exe' }],
      ]),
    },
    {
      channel: 'Security',
      eventId: 4688,
      field: (name) => (name === 'NewProcessName' ? 'C:\\a.exe' : undefined),
      strings: () => [],
    },
  )
  assert.equal(explained.outcome, 'matches')
  assert.equal(explained.seenAs, 'Security 4688')
  assert.deepEqual(
    explained.conditions.map(({ truth }) => truth),
    [true, 'unknown'],
  )
  assert.deepEqual(
    explained.searches.map(({ part }) => [part.what, part.truth, part.have]),
    [
      ['Image ends with \\a.exe', true, ['C:\\a.exe']],
      ['OriginalFileName is b.exe (such a record does not tell)', 'unknown', null],
    ],
  )
})
