import { test } from 'node:test'
import { tamperWithEvidence } from './testing/evidence-tampering.ts'

test('200 edits of kept files by seed: each is found, and no other file is suspected', () => {
  tamperWithEvidence({ edits: 200, seed: 1 })
})
