import type { Chunk } from './chunk.ts'
import { frameFault, isZero } from './frame.ts'
import { CHUNK_RECORDS_AT, MAX_RECOVERED, RECORD_FRAME_BYTES } from './limits.ts'

/** A part of a chunk where records may lie that are not live. */
export interface Outside {
  readonly kind: 'slack' | 'orphan'
  readonly from: number
  readonly to: number
}

/** Offset of the next record with a whole frame, or -1. */
export function nextRecord(chunk: Chunk, from: number, end: number): number {
  for (let at = from; at + RECORD_FRAME_BYTES <= end; at += 1) {
    if (chunk.bytes[at] === 0x2a && frameFault(chunk, at) === undefined) return at
  }
  return -1
}

/** A block without the magic of a chunk: its header was zeroed, or it never was one here. */
export function kindOfBlock(chunk: Chunk): 'slack' | 'orphan' {
  return isZero(chunk, 0, Math.min(CHUNK_RECORDS_AT, chunk.length)) ? 'slack' : 'orphan'
}

/**
 * Which records outside the live part of a file are worth having: those that are not live elsewhere in it. The same
 * record is told by its id and the time it was written at, since ids may begin anew.
 */
export class Candidates {
  readonly #keys = new Set<string>()

  get size(): number {
    return this.#keys.size
  }

  /** Notes the records of a part. */
  collect(chunk: Chunk, { from, to }: Outside): void {
    for (let at = nextRecord(chunk, from, to); at >= 0; at = nextRecord(chunk, at + sizeAt(chunk, at), to)) {
      if (this.#keys.size < MAX_RECOVERED) this.#keys.add(keyOf(chunk, at))
    }
  }

  /** Strikes out a record: it is live, or was handed out. True where it stood on the list. */
  strike(chunk: Chunk, at: number): boolean {
    return this.#keys.delete(keyOf(chunk, at))
  }
}

/** The size of the record at an offset, as its frame states it. */
export function sizeAt(chunk: Chunk, at: number): number {
  return chunk.view.getUint32(at + 4, true)
}

function keyOf({ view }: Chunk, at: number): string {
  return `${view.getUint32(at + 8, true)} ${view.getUint32(at + 12, true)} ${view.getUint32(at + 16, true)} ${view.getUint32(at + 20, true)}`
}
