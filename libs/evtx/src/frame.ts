import type { Chunk } from './chunk.ts'
import { crc32 } from './crc32.ts'
import type { ChunkFault, EvtxFault } from './fault.ts'
import { CHUNK_BYTES, CHUNK_RECORDS_AT, RECORD_FRAME_BYTES } from './limits.ts'

/** The first eight bytes of a file, as two numbers, big-endian. */
export const FILE_MAGIC = [0x456c6646, 0x696c6500] as const

/** The same of a chunk. */
export const CHUNK_MAGIC = [0x456c6643, 0x686e6b00] as const
const RECORD_MAGIC = 0x00002a2a
const NO_CRC = 4

/** CRC-32 (zlib) of bytes, carried on from `seed`, the CRC of what came before. */
export type Checksum = (bytes: Uint8Array, seed: number) => number

/** Our own. */
export const ownChecksum: Checksum = (bytes, seed) =>
  crc32(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0, bytes.byteLength, seed)

/** Checks the sums of header and data, marks the chunk, and says whether the header's fits. */
export function checkCrc(chunk: Chunk, free: number, sum: Checksum): boolean {
  const { view, bytes } = chunk
  const header = sum(bytes.subarray(128, 512), sum(bytes.subarray(0, 120), 0)) === view.getUint32(124, true)
  if ((view.getUint32(120, true) & NO_CRC) !== 0 || chunk.length < CHUNK_BYTES) {
    chunk.crc = 'unchecked'
    return header || (view.getUint32(120, true) & NO_CRC) !== 0
  }
  const inRange = free >= CHUNK_RECORDS_AT && free <= CHUNK_BYTES
  const data = inRange && sum(bytes.subarray(CHUNK_RECORDS_AT, free), 0) === view.getUint32(52, true)
  chunk.crc = header && data ? 'good' : 'bad'
  return header
}

/** What is wrong with the frame of a record, if anything. */
export function frameFault(chunk: Chunk, at: number): ChunkFault | undefined {
  const { view, length } = chunk
  const magic = view.getUint32(at, true)
  if (magic !== RECORD_MAGIC) return { code: 'bad-record-magic', at, need: RECORD_MAGIC, have: magic }
  const size = view.getUint32(at + 4, true)
  if (size < RECORD_FRAME_BYTES || at + size > length) {
    return {
      code: 'bad-record-size',
      at,
      need: size < RECORD_FRAME_BYTES ? RECORD_FRAME_BYTES : length - at,
      have: size,
    }
  }
  const copy = view.getUint32(at + size - 4, true)
  return copy === size ? undefined : { code: 'torn-record', at, need: size, have: copy }
}

/** The fault of a record that has a frame and cannot be read. */
export function recordFault(chunk: Chunk, at: number, fault: ChunkFault | undefined): EvtxFault {
  const { view } = chunk
  return {
    ...place(chunk, fault ?? { code: 'binxml-truncated', at }),
    record: chunk.offset + at,
    headerRecordId: view.getUint32(at + 12, true) * 4_294_967_296 + view.getUint32(at + 8, true),
  }
}

/** A fault at its place in the file. */
export function place(chunk: Chunk, { at, ...fault }: ChunkFault): EvtxFault {
  return { ...fault, offset: chunk.offset + at, chunk: chunk.index }
}

/** Whether a block begins with a magic number. */
export function hasMagic(view: DataView, magic: readonly number[]): boolean {
  return view.getUint32(0) === magic[0] && view.getUint32(4) === magic[1]
}

/** Whether all bytes from `from` to `to` are zero. */
export function isZero(chunk: Chunk, from: number, to: number): boolean {
  const { bytes, words } = chunk
  let at = from
  for (; (at & 3) !== 0 && at < to; at += 1) if (bytes[at] !== 0) return false
  let word = at >>> 2
  // Whole blocks of zeros are common, so they are looked at eight words at a time.
  for (; 4 * word + 32 <= to; word += 8) {
    const first =
      (words[word] ?? 0) | (words[word + 1] ?? 0) | (words[word + 2] ?? 0) | (words[word + 3] ?? 0)
    const second =
      (words[word + 4] ?? 0) | (words[word + 5] ?? 0) | (words[word + 6] ?? 0) | (words[word + 7] ?? 0)
    if ((first | second) !== 0) return false
  }
  for (at = Math.max(at, 4 * word); at < to; at += 1) if (bytes[at] !== 0) return false
  return true
}
