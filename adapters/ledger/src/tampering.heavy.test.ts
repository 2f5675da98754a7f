import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tamperWith } from './testing/tampering.ts'

test('5,000 edits of the record by seed: each is found against what outside holds, and its place is named', () => {
  const counts = tamperWith({ edits: 5_000, seed: 100_000 })
  assert.ok(
    [...counts.values()].every((count) => count > 200),
    JSON.stringify([...counts]),
  )
})
