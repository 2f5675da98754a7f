import { createHash } from 'node:crypto'
import type { EvtxRecord } from '@codedark/evtx'
import { CHUNKS_PER_LINE } from './limits.ts'

/** Whether a record stands where it belongs: all others are remains. */
export const isLive = ({ recovery }: EvtxRecord): boolean => recovery === 'live' || recovery === 'crc-bad'

/** Where chunks lie in a log: behind the header of the file, one size each (libyal EVTX). */
const FILE_HEADER_BYTES = 4_096
const CHUNK_BYTES = 65_536

/**
 * Names each chunk of a log by what it holds, so that copies of a log made at different times count each record once: a chunk
 * whose record numbers follow each other is named by its first record (the later copy holds the earlier one's records and
 * more), any other (an export by filter, a damaged chunk) by all its records' numbers as well.
 */
export class ChunkMeter {
  readonly #tell: (seen: readonly number[]) => void
  #seen: number[] = []
  #chunk = -1
  #first = 0
  #records = 0
  #lastId = 0
  #unbroken = true
  #ids = 0

  /** `tell` is given names and counts of records in turn, some hundred chunks at a time. */
  constructor(tell: (seen: readonly number[]) => void) {
    this.#tell = tell
  }

  /** Takes a live record, in the order of the file. */
  add(record: EvtxRecord): void {
    const chunk = Math.floor((record.offset - FILE_HEADER_BYTES) / CHUNK_BYTES)
    const id = record.headerRecordId
    if (chunk === this.#chunk) {
      this.#records += 1
      if (id !== this.#lastId + 1) this.#unbroken = false
    } else {
      this.#close()
      this.#chunk = chunk
      this.#records = 1
      this.#unbroken = true
      this.#ids = 0
      this.#first = nameOf(bytesOf(record))
    }
    this.#lastId = id
    this.#ids = Math.imul(this.#ids ^ id, 0x9e3779b1)
  }

  /** Tells what has not been told. */
  finish(): void {
    this.#close()
    if (this.#seen.length > 0) this.#tell(this.#seen)
    this.#seen = []
  }

  #close(): void {
    if (this.#chunk < 0) return
    const { first, ids, records } = { first: this.#first, ids: this.#ids, records: this.#records }
    this.#seen.push(this.#unbroken ? first : nameOf(Buffer.from(`${first} ${ids} ${records}`)), records)
    this.#chunk = -1
    if (this.#seen.length < 2 * CHUNKS_PER_LINE) return
    this.#tell(this.#seen)
    this.#seen = []
  }
}

function bytesOf({ offset, raw }: EvtxRecord): Uint8Array {
  const at = (offset - FILE_HEADER_BYTES) % CHUNK_BYTES
  const size = new DataView(raw.bytes.buffer, raw.bytes.byteOffset).getUint32(at + 4, true)
  return raw.bytes.subarray(at, at + size)
}

/** Forty-eight bits of SHA-256: exact as a number in JSON. */
const nameOf = (bytes: Uint8Array): number => createHash('sha256').update(bytes).digest().readUIntBE(0, 6)

/** How many records of chunks were seen before, in whatever order the chunks come. Flat beyond `limit` chunks: then none is. */
export class ChunkCounts {
  readonly #limit: number
  readonly #most = new Map<number, number>()
  #repeated = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Records that another log, or another place of the same, holds as well. */
  get repeated(): number {
    return this.#repeated
  }

  /** Names and counts of records in turn, as `ChunkMeter` tells them. */
  add(seen: readonly number[]): void {
    for (let at = 0; at + 1 < seen.length; at += 2) {
      const name = seen[at] ?? 0
      const records = seen[at + 1] ?? 0
      const before = this.#most.get(name)
      this.#repeated += Math.min(before ?? 0, records)
      if (before === undefined && this.#most.size >= this.#limit) continue
      if (before === undefined || before < records) this.#most.set(name, records)
    }
  }
}
