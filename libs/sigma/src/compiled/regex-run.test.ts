import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { hasRun, runOf } from './regex-run.ts'

test('a class that has to stand many times in a row is told, with its count', () => {
  assert.equal(runOf(String.raw`\s[a-fA-F0-9]{64}\s[a-fA-F0-9]{16}`)?.count, 64)
  assert.equal(runOf('0x[a-f0-9]{8}')?.count, 8)
})

test('nothing is told where the class may be left out, is quoted, or is part of another', () => {
  for (const source of [
    '[a-f]{64}?',
    '[a-f]{64}*',
    '(?i)[a-f]{64}',
    'x|[a-f]{64}',
    String.raw`\[a-f]{64}`,
    String.raw`\Q[a-f]{64}`,
    '[x[a-f]{64}',
    '[a-f]{7}',
    '[^a-f]{64}',
    '[a-f]{0,64}',
  ])
    assert.equal(runOf(source), null, source)
})

test('a row is found exactly where the same expression finds it, as a property', () => {
  const unit = fc.constantFrom('a', 'f', '0', 'g', ' ', 'é', '\ud83d')
  const text = fc
    .array(fc.tuple(unit, fc.nat(12)))
    .map((all) => all.map(([one, n]) => one.repeat(n)).join(''))
  const run = runOf('[a-f0-9]{9}')
  assert.ok(run !== null)
  fc.assert(fc.property(text, (given) => assert.equal(hasRun(run, given), /[a-f0-9]{9}/.test(given))))
})
