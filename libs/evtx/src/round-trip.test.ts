import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { bytesSource, readEvtx, writeEvtx, type EvtxFault, type EvtxRecordInput } from './index.ts'

interface Read {
  readonly recordId: number | undefined
  readonly eventId: number | undefined
  readonly channel: string | undefined
  readonly provider: string | undefined
  readonly computer: string | undefined
  readonly timeCreated: string | undefined
  readonly crc: string
  readonly fields: ReadonlyMap<string, unknown>
}

function readAll(bytes: Uint8Array): { records: Read[]; faults: EvtxFault[] } {
  const records: Read[] = []
  const faults: EvtxFault[] = []
  for (const item of readEvtx(bytesSource(bytes))) {
    if (item.kind === 'fault') faults.push(item.fault)
    else {
      const { recordId, eventId, channel, provider, computer, timeCreated, crc } = item.record
      const fields = new Map(item.record.fields())
      records.push({ recordId, eventId, channel, provider, computer, timeCreated, crc, fields })
    }
  }
  return { records, faults }
}

const logon = (recordId: number, data: readonly [string, string | null][] = []): EvtxRecordInput => ({
  recordId,
  time: '2021-01-17T19:46:00.1234567Z',
  provider: { name: 'Microsoft-Windows-Security-Auditing', guid: '54849625-5478-4994-A5BA-3E3B0328C30D' },
  eventId: 4624,
  channel: 'Security',
  computer: 'srv-dc-01.brumes.example',
  data: [['TargetUserName', 'a.lemaire'], ['LogonType', '3'], ...data],
})

describe('what writeEvtx writes', () => {
  test('readEvtx gives back, over several chunks, with good checksums and no fault', () => {
    const count = 1500
    const bytes = writeEvtx(
      Array.from({ length: count }, (_, index) => logon(index + 1, [['Note', `n${index}`]])),
    )
    assert.ok(bytes.length > 4096 + 2 * 65_536)
    const { records, faults } = readAll(bytes)
    assert.deepEqual(faults, [])
    assert.equal(records.length, count)
    records.forEach((record, index) => {
      assert.equal(record.recordId, index + 1)
      assert.equal(record.eventId, 4624)
      assert.equal(record.channel, 'Security')
      assert.equal(record.computer, 'srv-dc-01.brumes.example')
      assert.equal(record.timeCreated, '2021-01-17T19:46:00.1234567Z')
      assert.equal(record.crc, 'good')
      assert.equal(record.fields.get('TargetUserName'), 'a.lemaire')
      assert.equal(record.fields.get('Note'), `n${index}`)
    })
  })

  test('keeps any text of any field, as a property', () => {
    // A NUL is shown as ␀ beside the part before it, and leading names collide with System: both have tests of their own.
    const text = fc
      .string({ unit: 'binary', maxLength: 300 })
      .map((value) => value.replaceAll('\0', '').toWellFormed())
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 20 }), (pairs) => {
        const { records, faults } = readAll(
          writeEvtx(
            pairs.map(([a, b], index) =>
              logon(index + 1, [
                ['First', a],
                ['Second', b],
              ]),
            ),
          ),
        )
        assert.deepEqual(faults, [])
        assert.deepEqual(
          records.map(({ fields }) => [fields.get('First'), fields.get('Second')]),
          pairs,
        )
      }),
      { numRuns: 100 },
    )
  })

  test('evtxexport, an independent reader, accepts record for record', (t) => {
    if (spawnSync('evtxexport', ['-V']).error !== undefined)
      return t.skip('needs libevtx-utils (npm run setup:tests)')
    const folder = mkdtempSync(join(tmpdir(), 'codedark-evtx-'))
    try {
      const path = join(folder, 'Security.evtx')
      writeFileSync(
        path,
        writeEvtx(Array.from({ length: 700 }, (_, index) => logon(index + 1, [['Note', `n${index}`]]))),
      )
      const run = spawnSync('evtxexport', ['-f', 'xml', path], {
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      })
      assert.equal(run.status, 0, run.stderr)
      const ids = [...run.stdout.matchAll(/<EventRecordID>(\d+)<\/EventRecordID>/g)].map((match) =>
        Number(match[1]),
      )
      assert.deepEqual(
        ids,
        Array.from({ length: 700 }, (_, index) => index + 1),
      )
      assert.equal([...run.stdout.matchAll(/<Data Name="Note">n\d+<\/Data>/g)].length, 700)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('readEvtx', () => {
  test('a checksum that is handed in takes the place of our own, and finds the same', () => {
    const bytes = writeEvtx(
      Array.from({ length: 500 }, (_, n) => ({
        recordId: n + 1,
        time: '2021-01-17T19:46:00.0000000Z',
        provider: { name: 'P' },
        eventId: 1,
        channel: 'C',
        computer: 'S',
        data: [['text', `record ${n}`] as const],
      })),
    )
    const sums = (sum?: (bytes: Uint8Array, seed: number) => number): ReadonlyMap<string, number> =>
      new Map(
        [
          ...Map.groupBy([...readEvtx(bytesSource(bytes), sum === undefined ? {} : { crc32: sum })], (item) =>
            item.kind === 'record' ? item.record.crc : item.fault.code,
          ),
        ].map(([crc, list]) => [crc, list.length]),
      )
    assert.deepEqual([...sums(crc32)], [['good', 500]])
    assert.deepEqual([...sums()], [...sums(crc32)])
    assert.deepEqual([...sums(() => 1)], [['bad', 500]])
  })

  test('says what a file is that is none, and goes on to its end', () => {
    for (const bytes of [
      new Uint8Array(),
      new Uint8Array(10),
      new Uint8Array(4096),
      new Uint8Array(4096 + 65_536).fill(0x41),
    ]) {
      const { records, faults } = readAll(bytes)
      assert.deepEqual(records, [])
      assert.ok(faults.length > 0 || bytes.length === 4096, `${bytes.length} bytes`)
    }
  })

  test('a broken record is one fault with its place, and those around it are read', () => {
    const bytes = writeEvtx(Array.from({ length: 20 }, (_, index) => logon(index + 1)))
    const offsets = [...readEvtx(bytesSource(bytes))].map((item) =>
      item.kind === 'record' ? item.record.offset : -1,
    )
    const tenth = offsets[9] ?? 0
    const broken = bytes.slice()
    broken.fill(0xff, tenth, tenth + 8)
    const { records, faults } = readAll(broken)
    assert.equal(records.length, 19)
    assert.ok(faults.some((fault) => fault.offset >= tenth && fault.offset < (offsets[10] ?? 0)))
    assert.ok(records.every((record) => record.crc === 'bad'))
  })

  test('a file cut anywhere gives the whole records before the cut', () => {
    const bytes = writeEvtx(Array.from({ length: 50 }, (_, index) => logon(index + 1)))
    const { records } = readAll(bytes.slice(0, 4096 + 8_000))
    assert.ok(records.length > 5 && records.length < 50)
    assert.deepEqual(
      records.map(({ recordId }) => recordId),
      records.map((_, index) => index + 1),
    )
  })
})
