import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { bytesSource, createTemplateCache, readEvtx, writeEvtx } from './index.ts'
import type { EvtxRecordInput, TemplateCache } from './index.ts'
import { randomFrom, RandomLog } from './testing/random-log.ts'
import type { Random } from './testing/random-log.ts'

/** Cases altogether: what fits into the tier's budget. CODEDARK_FUZZ_CASES runs more (a million take some minutes). */
const CASES = Number(process.env['CODEDARK_FUZZ_CASES'] ?? 200_000)
const MUTATED = CASES / 2
const SPLICED = CASES / 4
const GRAMMAR = CASES / 4
/** Processor time that no log of some kilobytes may take: what else runs on the machine does not count. */
const SLOWEST_MS = 1_000
/** What may still be held after all cases of a kind: the caches, with all their bounds reached. */
const HELD_BYTES = 150e6

const SEED = Number(process.env['CODEDARK_SEED'] ?? 20_210_117)

const input = (recordId: number): EvtxRecordInput => ({
  recordId,
  time: '2021-01-17T19:46:00.0000000Z',
  provider: { name: 'P', guid: '54849625-5478-4994-a5ba-3e3b0328c30d' },
  eventId: 4688,
  channel: 'Security',
  computer: 'srv',
  userSid: 'S-1-5-18',
  data: [
    ['Path', `C:\\p${recordId}.exe`],
    ['Id', 4 * recordId],
    ['', { type: 'strings', value: ['HostApplication=x\nA=b', 'two'] }],
    ['At', { type: 'filetime', value: '2021-01-17T19:46:00Z' }],
    ['Bytes', { type: 'binary', value: Uint8Array.of(1, 2, 3) }],
    [
      'Many',
      {
        type: 'array',
        items: [
          { type: 'sid', value: 'S-1-5-18' },
          { type: 'sid', value: 'S-1-5-19' },
        ],
      },
    ],
  ],
})

/** Logs of three records, cut behind the last: most of their bytes mean something. */
const BASES = (['template', 'direct'] as const).map((form) => {
  const bytes = writeEvtx([input(1), input(2), input(3)], { form })
  const free = new DataView(bytes.buffer).getUint32(4096 + 48, true)
  return bytes.slice(0, 4096 + free)
})

/** What is garbage says nothing of what is held. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  assert.ok(typeof collect === 'function')
  collect()
}

/** Reads everything of a log in every way. */
function readAll(bytes: Uint8Array, options: { templates: TemplateCache; recover: boolean }): void {
  for (const item of readEvtx(bytesSource(bytes), options)) {
    if (item.kind === 'fault') {
      assert.ok(item.fault.offset >= 0)
      continue
    }
    const { record } = item
    JSON.stringify(record.toJSON())
    record.toXml()
    for (const text of record.strings()) assert.equal(typeof text, 'string')
    assert.equal(record.field('NoSuchField') === undefined || record.layout.hasLines, true)
    for (const index of record.layout.fields.keys()) {
      if (record.locate(index))
        assert.ok(record.raw.from <= record.raw.to && record.raw.to <= record.raw.bytes.length)
    }
    assert.equal(typeof record.writtenAt, 'string')
  }
}

function run(name: string, cases: number, make: (random: Random) => () => Uint8Array): void {
  test(`${cases} ${name} logs: no crash, none over ${SLOWEST_MS} ms, memory bounded`, (t) => {
    const next = make(randomFrom(SEED))
    let templates = createTemplateCache()
    let slowestMs = 0
    for (let round = 0; round < cases; round += 1) {
      if (round % 50_000 === 0) templates = createTemplateCache()
      const bytes = next()
      const started = process.cpuUsage()
      try {
        readAll(bytes, { templates, recover: round % 4 === 0 })
      } catch (error) {
        throw new Error(`seed ${SEED}, ${name} case ${round}`, { cause: error })
      }
      const { user, system } = process.cpuUsage(started)
      slowestMs = Math.max(slowestMs, (user + system) / 1000)
      assert.ok(slowestMs < SLOWEST_MS, `seed ${SEED}, ${name} case ${round} took ${slowestMs} ms`)
    }
    collectGarbage()
    const { heapUsed, external } = process.memoryUsage()
    t.diagnostic(`slowest ${slowestMs.toFixed(1)} ms, ${Math.round((heapUsed + external) / 1e6)} MB held`)
    assert.ok(heapUsed + external < HELD_BYTES, `${heapUsed + external} bytes are held`)
  })
}

run('mutated', MUTATED, (random) => () => {
  const bytes = (BASES[random(BASES.length)] ?? new Uint8Array()).slice()
  const flips = 1 + random(random(4) === 0 ? 40 : 3)
  for (let n = 0; n < flips; n += 1) {
    const at = 4096 + (random(8) === 0 ? random(512) : 512 + random(bytes.length - 4096 - 512))
    bytes[at] = random(3) === 0 ? random(256) : (bytes[at] ?? 0) ^ (1 << random(8))
  }
  return random(10) === 0 ? bytes.subarray(0, random(bytes.length)) : bytes
})

run('spliced', SPLICED, (random) => () => {
  const bytes = (BASES[random(BASES.length)] ?? new Uint8Array()).slice()
  const other = BASES[random(BASES.length)] ?? new Uint8Array()
  const pieces = 1 + random(3)
  for (let n = 0; n < pieces; n += 1) {
    const length = 1 + random(random(2) === 0 ? 16 : 200)
    const from = 4096 + 512 + random(Math.max(1, other.length - 4096 - 512 - length))
    const to = 4096 + 512 + random(Math.max(1, bytes.length - 4096 - 512 - length))
    bytes.set(other.subarray(from, from + length), to)
  }
  return bytes
})

run('grammar-made', GRAMMAR, (random) => {
  const log = new RandomLog(random)
  return () => log.make()
})
