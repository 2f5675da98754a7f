import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { limitTries } from './tries.ts'

const isRight = (outcome: string): boolean => outcome === 'right'

describe('tries of a passphrase', () => {
  test('wait twice as long after each wrong one, up to 30 s, and not at all after a right one', async () => {
    const paused: number[] = []
    const tries = limitTries(async (ms) => void paused.push(ms))
    for (let n = 0; n < 10; n += 1) assert.equal(await tries.attempt(async () => 'wrong', isRight), 'wrong')
    assert.deepEqual(paused, [250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
    assert.equal(await tries.attempt(async () => 'right', isRight), 'right', 'nobody is locked out')
    paused.length = 0
    await tries.attempt(async () => 'wrong', isRight)
    assert.deepEqual(paused, [])
  })

  test('are made one after the other, and more than eight do not wait', async () => {
    let running = 0
    let most = 0
    const tries = limitTries(async () => undefined)
    const slow = async (): Promise<string> => {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setImmediate(resolve))
      running -= 1
      return 'wrong'
    }
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => tries.attempt(slow, isRight)))
    assert.equal(most, 1)
    assert.equal(outcomes.filter((outcome) => outcome === null).length, 12)
  })

  test('go on after one that failed with an error', async () => {
    const tries = limitTries(async () => undefined)
    await assert.rejects(tries.attempt(async () => Promise.reject(new Error('broken')), isRight))
    assert.equal(await tries.attempt(async () => 'right', isRight), 'right')
  })
})
