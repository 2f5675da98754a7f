import assert from 'node:assert/strict'
import { test } from 'node:test'
import { jsonRecord, shapeOf } from './json-record.ts'
import { readJsonValues } from './json-values.ts'

const SEED = Number(process.env['CODEDARK_SEED'] ?? 20_210_117)
const CASES = Number(process.env['CODEDARK_FUZZ_CASES'] ?? 600_000)
const HANG_MS = 1_000
/** Garbage that was not collected yet included. */
const HELD_MB = 300

/** The generator named mulberry32: the same seed gives the same cases. */
function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const RECORD = {
  Event: {
    '#attributes': { xmlns: 'x' },
    System: {
      Provider: { '#attributes': { Name: 'P', Guid: 'G' } },
      EventID: { '#text': 4624, '#attributes': { Qualifiers: 1 } },
      TimeCreated: { '#attributes': { SystemTime: '2021-01-17T19:46:00.123456Z' } },
      EventRecordID: 77,
      Channel: 'Security',
      Computer: 'srv',
    },
    EventData: { Data: { '#text': ['a=b', 'c'] }, TargetUserName: 'adm' },
    UserData: { A: { B: { C: null } } },
  },
}
const SEEDS = [
  `${JSON.stringify(RECORD)}\n${JSON.stringify(RECORD)}\n`,
  JSON.stringify([RECORD, RECORD], null, 2),
  `${JSON.stringify({ '@timestamp': '2021-01-17T19:46:00Z', winlog: { channel: 'System', event_data: { a: 1 } }, event: { code: 1 } })}\n`,
  `${JSON.stringify({ 'winlog.channel': 'System', 'winlog.event_data.a': [1], 'event.code': '7045' })}\n`,
  `${JSON.stringify({ Channel: 'System', EventID: 1, EventTime: '2021-01-17 19:46:00', Nested: { a: { b: 1 } } })}\n`,
  JSON.stringify([
    { Id: 1, LogName: 'System', ProviderName: 'P', Properties: [{ Value: 1 }], TimeCreated: '/Date(1)/' },
  ]),
].map((text) => Buffer.from(text))
const PIECES = [
  '{',
  '}',
  '[',
  ']',
  '"',
  '\\',
  ',',
  ':',
  '\n',
  '\u0000',
  '"__proto__":',
  '{"Event":',
  '1e999',
  '\\ud800',
].map((text) => Buffer.from(text))

function mutated(random: (below: number) => number): Buffer {
  const seed = SEEDS[random(SEEDS.length)] ?? Buffer.alloc(0)
  const bytes = Buffer.from(seed)
  const changes = 1 + random(6)
  for (let n = 0; n < changes; n += 1) bytes[random(bytes.length)] = random(256)
  const cut = bytes.subarray(0, random(4) === 0 ? random(bytes.length) : bytes.length)
  if (random(3) !== 0) return cut
  const at = random(cut.length + 1)
  const piece = PIECES[random(PIECES.length)] ?? Buffer.alloc(0)
  return Buffer.concat([
    cut.subarray(0, at),
    ...Array.from({ length: 1 + random(40) }, () => piece),
    cut.subarray(at),
  ])
}

/** Seeds of cases that once failed: none so far. */
const REGRESSIONS: readonly number[] = []

/** Reads all of a log; gives how many values were records. */
function readAll(bytes: Buffer): number {
  let records = 0
  const log = {
    size: bytes.length,
    read: (offset: number, into: Uint8Array) => bytes.copy(into, 0, offset, offset + into.length),
    fault: () => undefined,
    changed: () => undefined,
    close: () => undefined,
  }
  for (const item of readJsonValues(log)) {
    if (item.kind === 'fault') continue
    const shape = shapeOf(item.value)
    if (shape === undefined) continue
    const record = jsonRecord(item.value, shape, item.offset)
    for (const [name] of record.fields()) record.field(name)
    for (const text of record.strings()) if (typeof text !== 'string') assert.fail('a string is none')
    records += 1
  }
  return records
}

test(`${CASES} changed JSON logs are read without an exception or a hang`, (t) => {
  let records = 0
  for (let n = -REGRESSIONS.length; n < CASES; n += 1) {
    // Each case has a seed of its own, so that one that fails is run again alone.
    const seed = REGRESSIONS[n + REGRESSIONS.length] ?? SEED + n
    const bytes = mutated(randomOf(seed))
    const startedMs = performance.now()
    try {
      records += readAll(bytes)
    } catch (error) {
      throw new Error(`case of seed ${seed}: ${bytes.toString('base64')}`, { cause: error })
    }
    if (performance.now() - startedMs < HANG_MS) continue
    // The clock counts what else runs on the machine: once more, by processor time.
    const started = process.cpuUsage()
    readAll(bytes)
    assert.ok(process.cpuUsage(started).user / 1000 < HANG_MS, `case of seed ${seed}`)
  }
  assert.ok(records > CASES / 10)
  const heldMb = process.memoryUsage().heapUsed / 1e6
  t.diagnostic(`${records} records, ${Math.round(heldMb)} MB of heap`)
  assert.ok(heldMb < HELD_MB, `${heldMb} MB of heap`)
})

test('a value nested a hundred thousand deep, and a line of a thousand levels of texts, are read or are faults', () => {
  const deep = `{"Event":{"System":{"Channel":"x","EventID":1},"UserData":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}}`
  const lists = `{"Channel":"x","EventID":1,"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
  for (const text of [deep, lists, deep.slice(0, 300_000)]) {
    const bytes = Buffer.from(`${text}\n`)
    for (const item of readJsonValues({
      size: bytes.length,
      read: (offset, into) => bytes.copy(into, 0, offset, offset + into.length),
      fault: () => undefined,
      changed: () => undefined,
      close: () => undefined,
    })) {
      const shape = item.kind === 'value' ? shapeOf(item.value) : undefined
      if (item.kind === 'value' && shape !== undefined) void [...jsonRecord(item.value, shape, 0).strings()]
    }
  }
})
