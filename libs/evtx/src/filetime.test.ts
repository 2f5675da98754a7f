import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { filetimeOf, FiletimeTexts, filetimeText } from './filetime.ts'

const halves = (ticks: bigint): [number, number] => [Number(ticks & 0xffffffffn), Number(ticks >> 32n)]

test('a time told after another is the time told alone, for any two', () => {
  const any = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
  const near = fc
    .tuple(fc.bigInt({ min: 0n, max: 2n ** 64n - 20_000_001n }), fc.bigInt({ min: 0n, max: 20_000_000n }))
    .map(([base, more]): [bigint, bigint] => [base, base + more])
  fc.assert(
    fc.property(fc.oneof(fc.tuple(any, any), near), (both) => {
      const texts = new FiletimeTexts()
      for (const ticks of [...both, both[0], both[1]]) {
        const [low, high] = halves(ticks)
        assert.equal(texts.text(low, high), filetimeText(low, high))
      }
    }),
    { numRuns: 5000 },
  )
})

test('the last tick of a second and the first of the next are told apart', () => {
  const texts = new FiletimeTexts()
  const start = filetimeOf('2021-01-17T19:46:00Z') ?? 0n
  for (const [more, text] of [
    [0n, '2021-01-17T19:46:00.0000000Z'],
    [9_999_999n, '2021-01-17T19:46:00.9999999Z'],
    [10_000_000n, '2021-01-17T19:46:01.0000000Z'],
    [5n, '2021-01-17T19:46:00.0000005Z'],
  ] as const) {
    assert.equal(texts.text(...halves(start + more)), text)
  }
})
