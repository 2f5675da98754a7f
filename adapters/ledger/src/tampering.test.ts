import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tamperWith } from './testing/tampering.ts'

test('300 edits of the record by seed: each is found against what outside holds, and its place is named', () => {
  const counts = tamperWith({ edits: 300, seed: 1 })
  assert.equal(
    [...counts.values()].reduce((sum, count) => sum + count, 0),
    300,
  )
  assert.ok(counts.size >= 15, [...counts.keys()].join(', '))
})
