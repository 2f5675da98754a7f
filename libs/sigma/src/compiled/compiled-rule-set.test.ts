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
import { regexFacts } from './regex-literals.ts'
import { ScanText } from './scan-text.ts'

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
          const scanned = new ScanText()
          scanned.takeText(where)
          new LiteralScanner(literals).scan(scanned, { open: (one) => found.add(one) })
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
          // The reader leaves out the NULs that end a text.
          const whole = given.replace(/\0+$/, '')
          const scanned = new ScanText()
          assert.equal(scanned.takeBytes(bytes, from, to), !whole.includes('\0'))
          if (whole.includes('\0')) return
          scanner.scan(scanned, { open: (one) => found.add(one) })
          const expected = new Set<number>()
          scanned.takeText(whole)
          scanner.scan(scanned, { open: (one) => expected.add(one) })
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
      fc.property(fc.array(text), fc.array(text), fc.array(text), (given, fixed, narrow) => {
        const parts = given.map((one) => Buffer.from(inLog(one).bytes))
        const bytes = Buffer.concat([Buffer.from('windows', 'utf16le'), ...parts, Buffer.alloc(3)])
        const event = (body: RawRange | undefined): SigmaEvent => ({
          channel: 'X',
          eventId: 1,
          field: () => undefined,
          strings: () => given,
          layout: { fields: [], indexOf: () => -1, hasLines: false, fixed },
          body,
          narrow,
        })
        const holds = (one: string): boolean => words.some((word) => one.toLowerCase().includes(word.text))
        const body = { bytes, from: 14, to: bytes.length }
        assert.equal(filter.mayHold(event(body)), [...given, ...fixed, ...narrow].some(holds))
        assert.equal(filter.mayHold(event(undefined)), true)
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
  const literalsOf = (source: string): readonly string[] | null => regexFacts(source).literals
  assert.deepEqual(literalsOf('ipconfig\\s+/all'), ['ipconfig'])
  assert.deepEqual(literalsOf('(?i)net\\s+(user|group)s?'), ['user', 'group'])
  assert.deepEqual(literalsOf('abc|d[ef]ghi'), ['abc', 'deghi', 'dfghi'])
  assert.deepEqual(literalsOf('ab(cde)+f'), ['cde'])
  assert.deepEqual(literalsOf('ab*c'), ['a'])
  assert.deepEqual(literalsOf('[Rr][Uu][Nn]32'), ['run32'])
  assert.deepEqual(literalsOf('x{1,9}\\.[ "]{1}'), ['. ', '."'])
  assert.deepEqual(literalsOf('[]a]b'), [']b', 'ab'])
  assert.deepEqual(literalsOf('x[a-c]yz'), ['yz'])
  assert.deepEqual(literalsOf('x[^a]yz'), ['yz'])
  assert.deepEqual(literalsOf('x[\\s]yz'), ['yz'])
  assert.deepEqual(literalsOf('abc{2}d'), ['abc'])
  assert.equal(literalsOf('(abc)?'), null)
  assert.equal(literalsOf('[a-c]+'), null)
  assert.equal(literalsOf('abc|.*'), null)
  assert.equal(literalsOf('\\x61bc'), null)
  assert.equal(literalsOf('a{0}'), null)
  assert.equal(literalsOf('[[:alpha:]]abc'), null)
})

test('the shortest text that a regular expression finds anything in', () => {
  const shortestOf = (source: string): number => regexFacts(source).shortest
  assert.equal(shortestOf('^\\s[a-f]{64}\\b.x?y*$'), 66)
  assert.equal(shortestOf('abc|d(e|fg)+'), 2)
  assert.equal(shortestOf('(?i)a{3,}?'), 3)
  assert.equal(shortestOf('\\pL{9}'), 0)
})

test('what is told of a regular expression holds of all that it finds, as a property', () => {
  const piece = fc.constantFrom(
    'a',
    'B',
    '[aB]',
    '[a-c]',
    '.',
    'a{2}',
    '[bc]{1}',
    '(a|bc)',
    'c+',
    'b*',
    '\\b',
    '^',
    '\\.',
  )
  const source = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join(''))
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', 'A', 'B', '.', ' '), { maxLength: 12 })
    .map((all) => all.join(''))
  let found = 0
  fc.assert(
    fc.property(source, text, (regex, given) => {
      if (!new RegExp(regex, 'i').test(given)) return
      found += 1
      const { literals, shortest } = regexFacts(regex)
      assert.ok(given.length >= shortest, `${regex} in ${given}`)
      if (literals !== null)
        assert.ok(
          literals.some((one) => given.toLowerCase().includes(one)),
          `${regex} in ${given}`,
        )
    }),
    { numRuns: 5000 },
  )
  assert.ok(found > 500)
})
