import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { bytesSource, createTemplateCache, readEvtx, writeEvtx } from './index.ts'
import type { EvtxRecord, EvtxRecordInput, TemplateCache } from './index.ts'
import { randomFrom, RandomLog } from './testing/random-log.ts'
import type { Random } from './testing/random-log.ts'

/** Cases altogether; with those of the JSON readers and the rule loader a million. CODEDARK_FUZZ_CASES runs more. */
const CASES = Number(process.env['CODEDARK_FUZZ_CASES'] ?? 340_000)
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

/** One piece of memory for all cases: a new one for each costs more than reading it. */
const scratch = new Uint8Array(64 * 1024)

function copyOf(base: Uint8Array): Uint8Array {
  scratch.set(base)
  return scratch.subarray(0, base.length)
}

/** What is garbage says nothing of what is held. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  assert.ok(typeof collect === 'function')
  collect()
}

/** Reads all records of a log, one way or another; way 0 is every way. */
function readAll(
  bytes: Uint8Array,
  way: number,
  options: { templates: TemplateCache; recover: boolean },
): void {
  for (const item of readEvtx(bytesSource(bytes), options)) {
    if (item.kind === 'fault') {
      if (item.fault.offset < 0) assert.fail(`a fault at ${item.fault.offset}`)
      continue
    }
    const { record } = item
    if (way === 0 || way === 1) JSON.stringify(record.toJSON())
    if (way === 0 || way === 2) record.toXml()
    if (way === 0 || way === 3) readFields(record)
  }
}

function readFields(record: EvtxRecord): void {
  for (const text of record.strings()) if (typeof text !== 'string') assert.fail('a string is none')
  if (record.field('NoSuchField') !== undefined && !record.layout.hasLines)
    assert.fail('a field from nowhere')
  for (const index of record.layout.fields.keys()) {
    if (!record.locate(index)) continue
    const { from, to, bytes } = record.raw
    if (from > to || to > bytes.length) assert.fail(`a value from ${from} to ${to}`)
  }
  if (typeof record.writtenAt !== 'string') assert.fail('no time of writing')
}

/** Cases that once failed, by kind and seed of the case: none so far. */
const REGRESSIONS: readonly (readonly [kind: string, seed: number])[] = []

/** Seeds that lie far apart, since those next to each other begin alike. */
function seedOf(round: number): number {
  const mixed = Math.imul(SEED + round, 0x9e3779b1)
  return Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b) >>> 0
}

function run(name: string, cases: number, make: (random: Random) => Uint8Array): void {
  const seeds = REGRESSIONS.flatMap(([kind, seed]) => (kind === name ? [seed] : []))
  test(`${cases} ${name} logs: no crash, none over ${SLOWEST_MS} ms, memory bounded`, (t) => {
    let templates = createTemplateCache()
    let slowestMs = 0
    for (let round = -seeds.length; round < cases; round += 1) {
      if (round % 50_000 === 0) templates = createTemplateCache()
      // Each case has a seed of its own, so that one that fails is run again alone.
      const seed = seeds[round + seeds.length] ?? seedOf(round)
      const bytes = make(randomFrom(seed))
      const options = { templates, recover: round % 5 === 0 }
      const startedMs = performance.now()
      try {
        readAll(bytes, round & 3, options)
      } catch (error) {
        throw new Error(`${name} case of seed ${seed}`, { cause: error })
      }
      const tookMs = performance.now() - startedMs
      if (tookMs > SLOWEST_MS) {
        // The clock counts what else runs on the machine: once more, by processor time.
        const started = process.cpuUsage()
        readAll(bytes, round & 3, options)
        const { user, system } = process.cpuUsage(started)
        assert.ok((user + system) / 1000 < SLOWEST_MS, `${name} case of seed ${seed} takes ${tookMs} ms`)
      } else slowestMs = Math.max(slowestMs, tookMs)
    }
    collectGarbage()
    const { heapUsed, external } = process.memoryUsage()
    t.diagnostic(`slowest ${slowestMs.toFixed(1)} ms, ${Math.round((heapUsed + external) / 1e6)} MB held`)
    assert.ok(heapUsed + external < HELD_BYTES, `${heapUsed + external} bytes are held`)
  })
}

run('mutated', MUTATED, (random) => {
  const bytes = copyOf(BASES[random(BASES.length)] ?? new Uint8Array())
  const flips = 1 + random(random(4) === 0 ? 40 : 3)
  for (let n = 0; n < flips; n += 1) {
    const at = 4096 + (random(8) === 0 ? random(512) : 512 + random(bytes.length - 4096 - 512))
    bytes[at] = random(3) === 0 ? random(256) : (bytes[at] ?? 0) ^ (1 << random(8))
  }
  return random(10) === 0 ? bytes.subarray(0, random(bytes.length)) : bytes
})

run('spliced', SPLICED, (random) => {
  const bytes = copyOf(BASES[random(BASES.length)] ?? new Uint8Array())
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

run('grammar-made', GRAMMAR, (random) => new RandomLog(random).make())
