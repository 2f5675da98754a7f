import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { parseRules } from '../parse-rules.ts'
import { buildRuleSet } from '../rule-set.ts'
import type { SigmaEvent } from '../rule.ts'
import { compileRuleSet } from './compiled-rule-set.ts'
import { generatedEvent, generatedRule } from './generated-rules.test.ts'
import type { Literal, Shape } from './literal.ts'
import { LiteralScanner } from './literal-scanner.ts'
import { literalsOf } from './regex-literals.ts'

const ids = (rules: readonly { readonly id: string | undefined }[]): (string | undefined)[] =>
  rules.map(({ id }) => id)

describe('the compiled rule set', () => {
  test('finds what the plain one finds, as a property (100,000 pairs in the heavy tier)', () => {
    fc.assert(
      fc.property(
        fc.array(generatedRule, { minLength: 1, maxLength: 10 }),
        fc.array(generatedEvent, { minLength: 1, maxLength: 10 }),
        (rules, events) => {
          const plain = buildRuleSet(rules)
          const fast = compileRuleSet(rules)
          assert.deepEqual(fast.refused, plain.refused)
          for (const event of events) assert.deepEqual(ids(fast.match(event)), ids(plain.match(event)))
        },
      ),
      { numRuns: 200 },
    )
  })

  test('asks a record only for fields of rules whose gate is open', () => {
    const [outcome] = parseRules(
      'logsource: {product: windows, service: system}\ndetection:\n  a: {A: needle, B|contains: seldom, C: x}\n  condition: a\n',
      'a.yml',
    )
    assert.ok(outcome?.kind === 'rule')
    const set = compileRuleSet([outcome.rule])
    const asked: string[] = []
    const event = (fields: Readonly<Record<string, string>>): SigmaEvent => ({
      channel: 'System',
      eventId: 1,
      field: (name) => {
        asked.push(name)
        return fields[name]
      },
      strings: () => assert.fail('no rule has keywords'),
    })
    assert.equal(set.match(event({ A: 'other', B: 'seldom', C: 'x' })).length, 0)
    assert.equal(asked.length, 1)
    assert.equal(set.match(event({ A: 'NEEDLE', B: 'seldom', C: 'X' })).length, 1)
  })
})

describe('the literal scanner', () => {
  const PIECES = ['ab', 'cd', 'Σ', 'ς', 'x', '\\', '.exe', '–', '😀', '𐐨', 'windows', '1'] as const
  const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }).map((pieces) => pieces.join(''))
  const shape = fc.constantFrom<Shape>('whole', 'prefix', 'suffix', 'inner')

  test('tells exactly the literals that stand in a text, as a property', () => {
    const literal = fc.record({ text: text.filter((one) => one !== ''), shape })
    fc.assert(
      fc.property(
        fc.uniqueArray(literal, { maxLength: 20, selector: (one) => `${one.shape} ${one.text}` }),
        text,
        (given, where) => {
          const literals = given.map((one): Literal => ({
            ...one,
            text: one.text.replaceAll('ς', 'σ').replaceAll('Σ', 'σ'),
          }))
          const found = new Set<number>()
          new LiteralScanner(literals).scan(where, { open: (one) => found.add(one) })
          const folded = where.replaceAll(/[Σς]/g, 'σ')
          for (const [index, one] of literals.entries()) {
            const stands = {
              whole: folded === one.text,
              prefix: folded.startsWith(one.text),
              suffix: folded.endsWith(one.text),
              inner: folded.includes(one.text),
            }[one.shape]
            if (literals.findIndex((other) => other.text === one.text && other.shape === one.shape) === index)
              assert.equal(found.has(index), stands, `${one.shape} ${one.text} in ${where}`)
          }
        },
      ),
      { numRuns: 2000 },
    )
  })
})

test('literals of a regular expression stand in all that it finds', () => {
  assert.deepEqual(literalsOf('ipconfig\\s+/all'), ['ipconfig'])
  assert.deepEqual(literalsOf('(?i)net\\s+(user|group)s?'), ['user', 'group'])
  assert.deepEqual(literalsOf('abc|d[ef]ghi'), ['abc', 'ghi'])
  assert.deepEqual(literalsOf('ab(cde)+f'), ['cde'])
  assert.deepEqual(literalsOf('ab*c'), ['a'])
  assert.equal(literalsOf('(abc)?'), null)
  assert.equal(literalsOf('[abc]+'), null)
  assert.equal(literalsOf('abc|.*'), null)
  assert.equal(literalsOf('\\x61bc'), null)
  assert.equal(literalsOf('a{0}'), null)
  assert.equal(literalsOf('[[:alpha:]]abc'), null)
})
