import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clockWords, sightWords } from './verdict-words.ts'

test('a clock that nothing tells of is not known; a few seconds are no skew', () => {
  assert.match(clockWords({ skewMs: null, pairs: 0, changes: [] }), /not known/)
  assert.equal(
    clockWords({ skewMs: -4_000, pairs: 1, changes: [] }),
    'Its clock agrees with the others within 5 s, by 1 contact.',
  )
  assert.equal(
    clockWords({ skewMs: 3_600_000, pairs: 4, changes: [{ at: 'x', byMs: 1 }] }),
    'Its clock is about 60 min ahead, by 4 contacts. It was set once.',
  )
})

test('what the rules could see is number of number', () => {
  assert.match(
    sightWords({ movers: { could: 3, of: 9 }, all: { could: 10, of: 90 } }),
    /^Over the whole window 3 of 9 rules .*10 of all 90\.$/,
  )
})
