import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { bytesSource, readEvtx, writeEvtx } from '@codedark/evtx'
import type { EvtxRecordInput } from '@codedark/evtx'
import fc from 'fast-check'
import { ChunkCounts, ChunkMeter } from './chunk-meter.ts'

const records = (ids: readonly number[]): EvtxRecordInput[] =>
  ids.map((recordId) => ({
    recordId,
    time: new Date(Date.UTC(2021, 0, 17) + recordId * 1000).toISOString(),
    provider: { name: 'P' },
    eventId: 1,
    channel: 'System',
    computer: 'srv',
    data: [['Path', `C:\\${recordId}`]],
  }))
const upTo = (last: number, first = 1): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index)

function seen(ids: readonly number[]): number[] {
  const all: number[] = []
  const meter = new ChunkMeter((some) => all.push(...some))
  for (const item of readEvtx(bytesSource(writeEvtx(records(ids)))))
    if (item.kind === 'record') meter.add(item.record)
  meter.finish()
  return all
}

function repeated(...logs: readonly (readonly number[])[]): number {
  const counts = new ChunkCounts(1_000_000)
  for (const one of logs) counts.add(one)
  return counts.repeated
}

describe('chunks of several copies', () => {
  test('a copy that grew holds all records of the one before, in its last chunk too', () => {
    assert.equal(repeated(seen(upTo(900)), seen(upTo(2_500))), 900)
    assert.equal(repeated(seen(upTo(2_500)), seen(upTo(900))), 900)
  })

  test('an export by filter is known by all its numbers, not by its first', () => {
    const odd = upTo(300).filter((id) => id % 2 === 1)
    assert.equal(repeated(seen(odd), seen(odd)), odd.length)
    assert.equal(repeated(seen(odd), seen(upTo(900))), 0)
    assert.equal(repeated(seen(odd), seen(odd.slice(0, -1))), 0)
  })

  test('how many are repeated does not depend on the order', () => {
    const logs = [100, 900, 901, 2_000].map((last) => seen(upTo(last)))
    const all = repeated(...logs)
    assert.equal(all, 1_901)
    fc.assert(fc.property(fc.shuffledSubarray(logs, { minLength: 4 }), (order) => repeated(...order) === all))
  })

  test('beyond the bound nothing new is known, and what is known still counts', () => {
    const counts = new ChunkCounts(1)
    counts.add([1, 10, 2, 20])
    counts.add([1, 10, 2, 20])
    assert.equal(counts.repeated, 10)
  })
})
