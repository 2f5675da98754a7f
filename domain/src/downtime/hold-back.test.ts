import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holdBack } from './index.ts'
import type { Generation, Manifest } from './index.ts'
import { sampleManifest } from './vault-port.conformance.ts'

const inUse = (manifest: Manifest): Generation => ({
  ...manifest,
  ...{ generation: 4, state: 'current', heldBack: null, acceptedBy: null, acceptedAt: null },
  ...{ sha256: '', bytes: 1 },
})
const full = sampleManifest([
  ['a', 20],
  ['b', 22],
  ['c', 1],
])
const against = (next: Manifest): string | null => holdBack(inUse(full), next)

test('an ordinary next generation is taken: a few fewer, a few more, a small ward empty', () => {
  assert.equal(against(full), null)
  assert.equal(
    against(
      sampleManifest([
        ['a', 14],
        ['b', 25],
        ['c', 0],
      ]),
    ),
    null,
  )
})

test('fewer than half of the inpatients, and none at all, are held back', () => {
  assert.match(
    against(
      sampleManifest([
        ['a', 10],
        ['b', 11],
      ]),
    ) ?? '',
    /21 inpatients.*43/,
  )
  assert.match(against(sampleManifest([])) ?? '', /no inpatient/)
  assert.match(holdBack(null, sampleManifest([])) ?? '', /no inpatient/)
  assert.equal(holdBack(null, sampleManifest([['a', 1]])), null)
})

test('a ward that is empty all at once, or gone, is held back by its name', () => {
  assert.match(
    against(
      sampleManifest([
        ['a', 30],
        ['b', 0],
      ]),
    ) ?? '',
    /Ward b is empty.*22 patients/,
  )
  assert.match(against(sampleManifest([['a', 40]])) ?? '', /Ward b is empty/)
})

test('half of the orders gone, a feed gone, or older data are held back', () => {
  const few = { ...full, counts: { ...full.counts, orders: 100 } }
  assert.match(against(few) ?? '', /100 medication orders/)
  const gone = { ...full, asOf: { ...full.asOf, allergies: null, orders: null } }
  assert.match(against(gone) ?? '', /no orders, no allergies/)
  const older = { ...full, asOf: { ...full.asOf, patients: '2021-01-16T19:31:00.000Z' } }
  assert.match(against(older) ?? '', /older than/)
})
