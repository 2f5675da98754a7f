import { closeSync, openSync, readSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { MAX_RECORD_BYTES } from './limits.ts'
import { HEAD_BYTES, MAGIC, decodeClear } from './record.ts'
import type { ClearPart } from './record.ts'

const NAME = /^(\d{6,})\.journal$/u

/** Where a record stands; both from 0, segments from 1. */
export interface RecordPlace {
  readonly segment: number
  readonly index: number
}

/** A record as the file has it, or what stands in its way. */
export type RawItem =
  | { readonly kind: 'record'; readonly place: RecordPlace; readonly clear: ClearPart; readonly body: Buffer }
  | {
      readonly kind: 'fault'
      /**
       * `unfinished`: the last record of a segment was never whole, so nobody was told that it was kept. `damaged`: one
       * record's bytes changed; the next is read. `lost`: from here on this segment cannot be read.
       */
      readonly code: 'unfinished' | 'damaged' | 'lost' | 'not-a-segment' | 'cannot-read'
      readonly place: RecordPlace
      readonly offset: number
    }

/** Path of a segment. */
export const segmentPath = (folder: string, segment: number): string =>
  join(folder, `${String(segment).padStart(6, '0')}.journal`)

/** Numbers of the segments that a folder has, in order; none where there is no such folder. */
export function segmentsOf(folder: string): readonly number[] {
  let names: readonly string[]
  try {
    names = readdirSync(folder)
  } catch {
    return []
  }
  return names.flatMap((name) => Number(NAME.exec(name)?.[1] ?? [])).sort((a, b) => a - b)
}

/** The records of one segment from an index on, in order. One record is held at a time. */
export function* recordsOf(folder: string, segment: number, from = 0): Generator<RawItem> {
  const fault = (
    code: Extract<RawItem, { kind: 'fault' }>['code'],
    index: number,
    offset: number,
  ): RawItem => ({
    kind: 'fault',
    code,
    place: { segment, index },
    offset,
  })
  let file: number
  try {
    file = openSync(segmentPath(folder, segment), 'r')
  } catch {
    yield fault('cannot-read', 0, 0)
    return
  }
  try {
    const magic = read(file, 0, MAGIC.length)
    // A segment that was begun and never written to is no fault: the power went.
    if (magic.length < MAGIC.length) return
    if (!magic.equals(MAGIC)) {
      yield fault('not-a-segment', 0, 0)
      return
    }
    let offset = MAGIC.length
    for (let index = 0; ; index += 1) {
      const head = read(file, offset, HEAD_BYTES)
      if (head.length === 0) return
      const length = head.length < HEAD_BYTES ? 0 : head.readUInt32LE(0)
      if (head.length === HEAD_BYTES && length > MAX_RECORD_BYTES) {
        yield fault('lost', index, offset)
        return
      }
      const body = head.length < HEAD_BYTES ? Buffer.alloc(0) : read(file, offset + HEAD_BYTES, length)
      if (head.length < HEAD_BYTES || body.length < length) {
        yield fault('unfinished', index, offset)
        return
      }
      const clear = crc32(body) === head.readUInt32LE(4) ? decodeClear(body) : undefined
      if (clear === undefined) yield fault('damaged', index, offset)
      else if (index >= from) yield { kind: 'record', place: { segment, index }, clear, body }
      offset += HEAD_BYTES + length
    }
  } catch {
    yield fault('cannot-read', 0, 0)
  } finally {
    closeSync(file)
  }
}

function read(file: number, offset: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length)
  let have = 0
  while (have < length) {
    const got = readSync(file, buffer, have, length - have, offset + have)
    if (got === 0) break
    have += got
  }
  return buffer.subarray(0, have)
}
