import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesSource, createTemplateCache, readEvtx, writeEvtx } from './index.ts'

/** How many damaged logs are read. */
const MUTATIONS = 10_000
/** No log of 130 kB may take longer: a loop without a bound would. */
const SLOWEST_MS = 2_000

/** xorshift64*, so that a failing run can be repeated from the seed that it prints. */
function randomFrom(seed: bigint): (below: number) => number {
  let state = seed
  return (below) => {
    state ^= state >> 12n
    state = (state ^ (state << 25n)) & 0xffffffffffffffffn
    state ^= state >> 27n
    return Number(((state * 0x2545f4914f6cdd1dn) & 0xffffffffffffffffn) >> 33n) % below
  }
}

const whole = writeEvtx(
  Array.from({ length: 400 }, (_, index) => ({
    recordId: index + 1,
    time: '2021-01-17T19:46:00.0000000Z',
    provider: { name: index % 2 === 0 ? 'Microsoft-Windows-Security-Auditing' : 'Service Control Manager' },
    eventId: index % 2 === 0 ? 4688 : 7036,
    channel: index % 2 === 0 ? 'Security' : 'System',
    computer: 'srv-fs-01',
    data: [
      ['NewProcessName', `C:\\Windows\\System32\\p${index}.exe`],
      ['ProcessId', 4 * index],
    ],
  })),
)

test(`reads ${MUTATIONS} truncated, zero-filled and bit-flipped logs without hang or crash`, () => {
  const seed = BigInt(process.env['CODEDARK_SEED'] ?? '') || 20210117n
  const random = randomFrom(seed)
  const templates = createTemplateCache()
  let slowestMs = 0
  for (let round = 0; round < MUTATIONS; round += 1) {
    let bytes = whole.slice()
    const kind = random(4)
    if (kind === 0) bytes = bytes.slice(0, random(bytes.length))
    else if (kind === 1) bytes.fill(0, random(bytes.length), random(bytes.length))
    else {
      const flips = 1 + random(kind === 2 ? 4 : 200)
      for (let flip = 0; flip < flips; flip += 1) {
        // Half of the flips hit the headers and first definitions, where most of the structure is.
        const at = random(2) === 0 ? 4096 + random(3000) : random(bytes.length)
        bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8))
      }
    }
    const startedMs = performance.now()
    let records = 0
    try {
      for (const item of readEvtx(bytesSource(bytes), { templates })) {
        if (item.kind === 'fault') continue
        records += 1
        item.record.toJSON()
        for (const text of item.record.strings()) assert.equal(typeof text, 'string')
      }
    } catch (error) {
      throw new Error(`seed ${seed}, mutation ${round}, record ${records}`, { cause: error })
    }
    slowestMs = Math.max(slowestMs, performance.now() - startedMs)
    assert.ok(slowestMs < SLOWEST_MS, `seed ${seed}, mutation ${round} took ${slowestMs} ms`)
  }
})
