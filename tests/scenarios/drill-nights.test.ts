import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeNight, whatIsWrong } from './night-truth.ts'

// One night here, twenty in the heavy tier. Generator and judge have one author: this proves no accuracy on real incidents.
for (const seed of [1])
  test(`the verdicts and the rescue sheet of the night of seed ${seed} are what its facts make them`, () => {
    const night = judgeNight(seed)
    assert.deepEqual(whatIsWrong(night), [])
    const counts = Object.groupBy(night.verdicts.values(), ({ verdict }) => verdict)
    assert.ok((counts.hit?.length ?? 0) > 20 && (counts['no-sign']?.length ?? 0) > 10)
  })
