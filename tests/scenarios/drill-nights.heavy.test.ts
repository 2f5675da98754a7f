import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeNight, whatIsWrong } from './night-truth.ts'

// Generator and judge have one author: this holds them together and proves no accuracy on real incidents.
for (let seed = 1; seed <= 20; seed += 1)
  test(`the verdicts and the rescue sheet of the night of seed ${seed} are what its facts make them`, () => {
    assert.deepEqual(whatIsWrong(judgeNight(seed)), [])
  })
