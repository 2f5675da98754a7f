import { test } from 'node:test'
import { tamperWithEvidence } from './testing/evidence-tampering.ts'

test('5,000 edits of kept files by seed: each is found, and no other file is suspected', () => {
  tamperWithEvidence({ edits: 5_000, seed: 10_000 })
})
