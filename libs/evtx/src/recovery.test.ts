import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { bytesSource, createTemplateCache, createTemplateStock, readEvtx, writeEvtx } from './index.ts'
import type { EvtxRecordInput, MetTemplate, ReadOptions } from './index.ts'

const HEADER = 4096
const CHUNK = 65_536

const record = (recordId: number, fields: readonly string[] = ['Path']): EvtxRecordInput => ({
  recordId,
  time: `2021-01-17T19:46:00.${String(recordId).padStart(7, '0')}Z`,
  provider: { name: 'P' },
  eventId: 4688,
  channel: 'Security',
  computer: 'srv',
  data: fields.map((name) => [name, `${name} ${recordId}`]),
})

const some = (from: number, to: number, fields?: readonly string[]): EvtxRecordInput[] =>
  Array.from({ length: to - from + 1 }, (_, index) => record(from + index, fields))

interface Found {
  readonly id: number
  readonly recovery: string
  readonly borrowed: boolean
  readonly path: unknown
}

function read(bytes: Uint8Array, options: ReadOptions = {}): { found: Found[]; faults: string[] } {
  const found: Found[] = []
  const faults: string[] = []
  for (const item of readEvtx(bytesSource(bytes), options)) {
    if (item.kind === 'fault') faults.push(`${item.fault.recovery ?? 'live'} ${item.fault.code}`)
    else {
      const { headerRecordId: id, recovery, borrowedTemplate: borrowed } = item.record
      found.push({ id, recovery, borrowed, path: item.record.field('Path') })
    }
  }
  return { found, faults }
}

/** Says in the chunk's header that its records end before the nth; the checksums are those of before. */
function endBefore(bytes: Uint8Array, nth: number): Uint8Array {
  const cut = bytes.slice()
  const view = new DataView(cut.buffer)
  let at = HEADER + 512
  for (let n = 1; n < nth; n += 1) at += view.getUint32(at + 4, true)
  view.setUint32(HEADER + 48, at - HEADER, true)
  // Without checksums the header is believed.
  view.setUint32(HEADER + 120, 4, true)
  return cut
}

describe('recovery', () => {
  test('finds nothing beside the live records of a whole log, and gives those as always', () => {
    const bytes = writeEvtx(some(1, 600))
    assert.deepEqual(read(bytes, { recover: true }), read(bytes))
  })

  test('gives the records behind the end of a chunk, after the live ones, as slack', () => {
    const cut = endBefore(writeEvtx(some(1, 6)), 4)
    assert.deepEqual(
      read(cut).found.map(({ id, recovery }) => [id, recovery]),
      [1, 2, 3].map((id) => [id, 'live']),
    )
    const { found, faults } = read(cut, { recover: true })
    assert.deepEqual(
      found.map(({ id, recovery, path }) => [id, recovery, path]),
      [
        ...[1, 2, 3].map((id) => [id, 'live', `Path ${id}`]),
        ...[4, 5, 6].map((id) => [id, 'slack', `Path ${id}`]),
      ],
    )
    assert.deepEqual(faults, [])
  })

  test('leaves out what is live elsewhere in the file, and gives each record once', () => {
    const cut = endBefore(writeEvtx(some(1, 6)), 4)
    // A second chunk holds 4 to 6 live, a third the same slack again.
    const file = new Uint8Array(HEADER + 3 * CHUNK)
    file.set(cut)
    file.set(writeEvtx(some(4, 5)).subarray(HEADER), HEADER + CHUNK)
    file.set(cut.subarray(HEADER), HEADER + 2 * CHUNK)
    const outside = read(file, { recover: true }).found.filter(({ recovery }) => recovery === 'slack')
    assert.deepEqual(
      outside.map(({ id }) => id),
      [6],
    )
  })

  test('a record with the id of a live one but another time is another record', () => {
    const cut = endBefore(writeEvtx(some(1, 4)), 4)
    const file = new Uint8Array(HEADER + 2 * CHUNK)
    file.set(cut)
    file.set(writeEvtx([{ ...record(4), time: '2021-01-18T00:00:00Z' }]).subarray(HEADER), HEADER + CHUNK)
    const outside = read(file, { recover: true }).found.filter(({ recovery }) => recovery === 'slack')
    assert.deepEqual(
      outside.map(({ id }) => id),
      [4],
    )
  })

  test('reads a chunk whose header was zeroed as slack, one that is none as orphans, only when asked', () => {
    for (const [fill, recovery] of [
      [0, 'slack'],
      [0x41, 'orphan'],
    ] as const) {
      const bytes = writeEvtx(some(1, 3))
      bytes.fill(fill, HEADER, HEADER + 512)
      assert.deepEqual(read(bytes), { found: [], faults: ['live bad-chunk-magic'] })
      assert.deepEqual(
        read(bytes, { recover: true }).found.map((one) => [one.id, one.recovery]),
        [1, 2, 3].map((id) => [id, recovery]),
      )
    }
  })

  test('a record whose definition was overwritten is read with that of another log, and says so', () => {
    const bytes = writeEvtx(some(1, 3))
    // The first record, and with it both definitions, is overwritten.
    const size = new DataView(bytes.buffer).getUint32(HEADER + 512 + 4, true)
    bytes.fill(0xff, HEADER + 512, HEADER + 512 + size)
    const alone = read(bytes, { recover: true })
    assert.deepEqual(alone.found, [])
    const templates = createTemplateCache()
    const stock = createTemplateStock(templates)
    const met: MetTemplate[] = []
    read(writeEvtx(some(50, 51)), { templates, stock, met: (one) => met.push(one) })
    const { found, faults } = read(bytes, { templates, stock, recover: true })
    assert.deepEqual(faults, ['live bad-record-magic'])
    assert.deepEqual(
      found.map(({ id, borrowed, path }) => [id, borrowed, path]),
      [2, 3].map((id) => [id, true, `Path ${id}`]),
    )
    // Without the stock nothing depends on what else was read, and the faults say which template was wanted.
    assert.deepEqual(read(bytes, { templates, recover: true }).found, [])
    const wanted = [...readEvtx(bytesSource(bytes), { templates })].flatMap((item) =>
      item.kind === 'fault' && item.fault.templateId !== undefined ? [item.fault.templateId] : [],
    )
    assert.deepEqual(
      wanted.map((id) => met.some((one) => one.id === id)),
      [true, true],
    )
    assert.throws(() => read(bytes, { stock }), /template stock/)
  })

  test('a definition has one digest wherever it stands, and another where its content differs', () => {
    const digests = (fields: readonly string[], from: number): string[] => {
      const met: string[] = []
      const templates = createTemplateCache()
      const stock = createTemplateStock(templates)
      const add = ({ id, digest, chunkOffset }: MetTemplate): void =>
        void met.push(`${id} ${digest} ${chunkOffset}`)
      read(writeEvtx([...some(1, from - 1, ['First']), ...some(from, from + 600, fields)]), {
        templates,
        stock,
        met: add,
      })
      return met
    }
    const [first, again, other] = [digests(['Path'], 1), digests(['Path'], 1), digests(['Wath'], 1)]
    assert.deepEqual(first, again)
    assert.equal(first.length, 2)
    assert.equal(other.filter((one) => first.includes(one)).length, 1)
    // Behind other definitions it stands elsewhere in its chunk.
    const behind = digests(['Path'], 5).map((one) => one.split(' ')[1])
    assert.deepEqual(
      first.filter((one) => !behind.includes(one.split(' ')[1])),
      [],
    )
  })

  test('never takes a definition for another that now stands in its place', () => {
    const old = writeEvtx(some(1, 3, ['Path']))
    const view = new DataView(old.buffer)
    const first = view.getUint32(HEADER + 512 + 4, true)
    // Where the first record stood there is now one of another make: its definitions lie where the old ones lay.
    const now = writeEvtx(some(9, 9, ['Quite', 'Other']))
    const over = old.slice()
    over.set(
      now.subarray(
        HEADER + 512,
        HEADER + 512 + Math.min(first, new DataView(now.buffer).getUint32(HEADER + 512 + 4, true)),
      ),
      HEADER + 512,
    )
    const { found } = read(over, { recover: true })
    for (const one of found) if (one.path !== undefined) assert.match(JSON.stringify(one.path), /^"Path \d"$/)
    for (const one of found.filter(({ id }) => id === 2 || id === 3)) assert.equal(one.path, `Path ${one.id}`)
  })

  test('says in JSON and XML what a record is', () => {
    const bytes = endBefore(writeEvtx(some(1, 2)), 2)
    const shown: [unknown, boolean][] = []
    for (const item of readEvtx(bytesSource(bytes), { recover: true })) {
      if (item.kind === 'record') {
        shown.push([
          item.record.toJSON()['recovery'],
          item.record.toXml().startsWith('<?recovery slack?><Event'),
        ])
      }
    }
    assert.deepEqual(shown, [
      [undefined, false],
      ['slack', true],
    ])
  })

  test('a bad checksum is said of live records, and they are read', () => {
    const bytes = writeEvtx(some(1, 2))
    bytes[HEADER + CHUNK - 1] = 0
    bytes[HEADER + 60] = 1
    assert.deepEqual(
      read(bytes).found.map(({ id, recovery }) => [id, recovery]),
      [
        [1, 'crc-bad'],
        [2, 'crc-bad'],
      ],
    )
  })
})
