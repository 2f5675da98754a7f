import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { parseRules } from '../parse-rules.ts'
import { buildRuleSet } from '../rule-set.ts'
import type { RawRange, SigmaEvent } from '../rule.ts'
import { compileRuleSet } from './compiled-rule-set.ts'
import { KeywordFilter } from './keyword-filter.ts'
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

describe('values where they stand in a log', () => {
  const PIECES = ['ab', 'cd', 'Σ', 'x', '.exe', '\0', '–', 'needle', 'SeekUrLsA::x', 'windows'] as const
  const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((pieces) => pieces.join(''))

  /** UTF-16 at an odd place, with what comes before and after it. */
  function inLog(given: string): { bytes: Uint8Array; from: number; to: number } {
    const bytes = Buffer.concat([
      Buffer.from('!'),
      Buffer.from(`${given}\0\0`, 'utf16le'),
      Buffer.from('needle', 'utf16le'),
    ])
    return { bytes, from: 1, to: 1 + 2 * (given.length + 2) }
  }

  test('are scanned as their texts are, or left to be decoded, as a property', () => {
    const literals: Literal[] = [
      { text: 'needle', shape: 'inner' },
      { text: 'windows', shape: 'prefix' },
      { text: '.exe', shape: 'suffix' },
      { text: 'abcd', shape: 'whole' },
      { text: 'σ–ab', shape: 'inner' },
    ]
    for (const used of [literals, literals.filter(({ shape }) => shape !== 'inner')])
      fc.assert(
        fc.property(text, (given) => {
          const scanner = new LiteralScanner(used)
          const found = new Set<number>()
          const { bytes, from, to } = inLog(given)
          if (!scanner.scanBytes(bytes, from, to, { open: (one) => found.add(one) })) {
            assert.ok(given.replace(/\0+$/, '').length < 4 || given.includes('\0'))
            return
          }
          const expected = new Set<number>()
          // The reader leaves out the NULs that end a text.
          scanner.scan(given.replace(/\0+$/, ''), { open: (one) => expected.add(one) })
          assert.deepEqual(found, expected)
        }),
        { numRuns: 1000 },
      )
  })

  test('are passed over only where no keyword stands in any of them, as a property', () => {
    const words = ['exe–ab', 'sekurlsa::', 'windows'].map((one): Literal => ({ text: one, shape: 'inner' }))
    const filter = KeywordFilter.of(words)
    assert.ok(filter !== undefined)
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), fc.boolean(), (given, located) => {
        const raws = given.map(inLog)
        let raw: RawRange = { type: 1, bytes: new Uint8Array(), from: 0, to: 0 }
        const event: SigmaEvent = {
          channel: 'X',
          eventId: 1,
          field: () => undefined,
          strings: () => given,
          layout: {
            fields: given.map((_, index) => ({ name: `f${index}`, constant: undefined })),
            indexOf: () => -1,
            hasLines: false,
          },
          value: (index) => given[index],
          locate: (index) => {
            raw = { type: 1, ...(raws[index] ?? inLog('')) }
            return located
          },
          get raw() {
            return raw
          },
        }
        const stands = given.some((one) => words.some((word) => one.toLowerCase().includes(word.text)))
        assert.equal(filter.mayHold(event), stands)
      }),
      { numRuns: 1000 },
    )
  })

  test('a keyword that could be the text of a number is never passed over', () => {
    assert.equal(KeywordFilter.of([{ text: '4624', shape: 'inner' }]), undefined)
    assert.equal(KeywordFilter.of([{ text: 's-1-5-18', shape: 'inner' }]), undefined)
    assert.equal(KeywordFilter.of([{ text: 'abc', shape: 'inner' }]), undefined)
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
