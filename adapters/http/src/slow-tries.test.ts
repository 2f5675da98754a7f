import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { slowTries } from './slow-tries.ts'

const isRight = (outcome: string): boolean => outcome === 'right'
const wrong = async (): Promise<string> => 'wrong'
const right = async (): Promise<string> => 'right'

describe('tries to sign in', () => {
  test('wait longer after each wrong one, up to 30 s, and not at all after a right one', async () => {
    const paused: number[] = []
    const tries = slowTries(async (ms) => void paused.push(ms))
    const from = { address: '10.0.0.5', user: 'Ana' }
    for (let n = 0; n < 10; n += 1) await tries.attempt(from, wrong, isRight)
    assert.deepEqual(paused, [250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
    assert.equal(
      await tries.attempt({ ...from, user: 'ana' }, right, isRight),
      'right',
      'nobody is locked out',
    )
    paused.length = 0
    await tries.attempt(from, wrong, isRight)
    assert.deepEqual(paused, [])
  })

  test('of many names from one address wait after the fifth wrong one', async () => {
    const paused: number[] = []
    const tries = slowTries(async (ms) => void paused.push(ms))
    for (let n = 0; n < 9; n += 1) await tries.attempt({ address: 'a', user: `user-${n}` }, wrong, isRight)
    assert.deepEqual(paused, [250, 500, 1000])
  })

  test('from another address keep nobody out: the owner waits five seconds at most', async () => {
    const paused: number[] = []
    const tries = slowTries(async (ms) => void paused.push(ms))
    for (let n = 0; n < 40; n += 1)
      await tries.attempt({ address: `10.0.0.${n}`, user: 'ana' }, wrong, isRight)
    paused.length = 0
    assert.equal(await tries.attempt({ address: 'home', user: 'ana' }, right, isRight), 'right')
    assert.deepEqual(paused, [5000])
  })

  test('10,000 at once are bounded: two run, eight wait for each address, the rest is refused at once', async () => {
    let running = 0
    let most = 0
    const tries = slowTries(async () => undefined)
    const slow = async (): Promise<string> => {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setImmediate(resolve))
      running -= 1
      return 'wrong'
    }
    const began = Date.now()
    const outcomes = await Promise.all(
      Array.from({ length: 10_000 }, (_, n) =>
        tries.attempt({ address: `10.0.0.${n % 20}`, user: `user-${n % 7}` }, slow, isRight),
      ),
    )
    assert.equal(most, 2)
    assert.equal(outcomes.filter((outcome) => outcome !== null).length, 160)
    assert.ok(Date.now() - began < 5_000)
  })

  test('go on after one that failed with an error', async () => {
    const tries = slowTries(async () => undefined)
    const from = { address: 'a', user: 'ana' }
    await assert.rejects(tries.attempt(from, async () => Promise.reject(new Error('broken')), isRight))
    assert.equal(await tries.attempt(from, right, isRight), 'right')
  })
})
