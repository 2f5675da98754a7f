import { Chunk } from './chunk.ts'
import { crc32 } from './crc32.ts'
import type { ChunkFault, EvtxFault } from './fault.ts'
import { InstanceReader } from './instance.ts'
import { CHUNK_BYTES, CHUNK_RECORDS_AT, FILE_HEADER_BYTES, RECORD_FRAME_BYTES } from './limits.ts'
import type { EvtxRecord } from './record.ts'
import { ChunkRecord, RecordContext } from './record.ts'
import type { ByteSource } from './source.ts'
import { readFully } from './source.ts'
import type { TemplateCache } from './template-cache.ts'
import { createTemplateCache } from './template-cache.ts'

/** What reading gives, in the order of the file. */
export type EvtxItem =
  | { readonly kind: 'record'; readonly record: EvtxRecord }
  | { readonly kind: 'fault'; readonly fault: EvtxFault }

/** Choices of a reader. */
export interface ReadOptions {
  /** Templates compiled before; without it each call begins with none. */
  readonly templates?: TemplateCache
}

const FILE_MAGIC = [0x456c6646, 0x696c6500]
const CHUNK_MAGIC = [0x456c6643, 0x686e6b00]
const RECORD_MAGIC = 0x00002a2a
const NO_CRC = 4

/**
 * Reads an event log: every record that can be read, and a fault with its place for all that cannot. Checksums and
 * the counters of the headers are never a reason to stop: chunks are read to the end of the file, records to the end
 * of the chunk. Memory is one chunk, whatever the size. Format: libyal EVTX; MS-EVEN6 2.2.12.
 */
export function* readEvtx(source: ByteSource, options: ReadOptions = {}): Generator<EvtxItem> {
  const chunk = new Chunk()
  const instances = new InstanceReader(chunk, options.templates ?? createTemplateCache())
  const context = new RecordContext(instances)
  const header = headerFault(source, chunk)
  if (header !== undefined) yield { kind: 'fault', fault: header }
  // Blocks without a chunk that follow each other are one fault, or a large file of another kind would give thousands.
  let lost: EvtxFault | undefined
  for (let index = 0, offset = FILE_HEADER_BYTES; offset < source.size; index += 1, offset += CHUNK_BYTES) {
    const need = Math.min(CHUNK_BYTES, source.size - offset)
    const have = readFully(source, offset, chunk.bytes.subarray(0, need))
    chunk.bytes.fill(0, have)
    chunk.begin(offset, index, have)
    if (isZero(chunk, 0, have) && have === need) continue
    if (hasMagic(chunk.view, CHUNK_MAGIC) && have >= CHUNK_RECORDS_AT) {
      if (lost !== undefined) yield { kind: 'fault', fault: lost }
      lost = undefined
      yield* readChunk(context)
    } else {
      const missing = CHUNK_MAGIC[0] ?? 0
      lost ??= {
        code: 'bad-chunk-magic',
        offset,
        need: missing,
        have: chunk.view.getUint32(0),
        chunk: index,
        skipped: 0,
      }
      const found = nextRecord(chunk, 0, have)
      lost = { ...lost, skipped: (lost.skipped ?? 0) + (found < 0 ? have : found) }
      if (found >= 0) {
        yield { kind: 'fault', fault: lost }
        lost = undefined
        chunk.crc = 'unchecked'
        yield* readRecords(context, found, have)
      }
    }
    if (have < need) {
      yield { kind: 'fault', fault: { code: 'read-failed', offset: offset + have, need, have, chunk: index } }
      break
    }
  }
  if (lost !== undefined) yield { kind: 'fault', fault: lost }
  context.current += 1
}

function headerFault(source: ByteSource, chunk: Chunk): EvtxFault | undefined {
  chunk.begin(0, 0, FILE_HEADER_BYTES)
  const have = readFully(source, 0, chunk.bytes.subarray(0, FILE_HEADER_BYTES))
  chunk.bytes.fill(0, have)
  if (have < 8 || !hasMagic(chunk.view, FILE_MAGIC)) {
    return { code: 'not-evtx', offset: 0, need: FILE_MAGIC[0] ?? 0, have: chunk.view.getUint32(0) }
  }
  if (have < FILE_HEADER_BYTES) return { code: 'truncated-header', offset: 0, need: FILE_HEADER_BYTES, have }
  return undefined
}

function* readChunk(context: RecordContext): Generator<EvtxItem> {
  const { chunk } = context.instances
  const { view, length } = chunk
  const free = view.getUint32(48, true)
  const headerGood = checkCrc(chunk, free)
  // A header that fails its checksum may lie about where the data ends; then all of the chunk is looked at.
  const end = headerGood && free >= CHUNK_RECORDS_AT && free <= CHUNK_BYTES ? free : CHUNK_BYTES
  if (length < CHUNK_BYTES) {
    yield {
      kind: 'fault',
      fault: {
        code: 'truncated-chunk',
        offset: chunk.offset,
        need: CHUNK_BYTES,
        have: length,
        chunk: chunk.index,
      },
    }
  }
  yield* readRecords(context, CHUNK_RECORDS_AT, Math.min(end, length))
}

/** Checks the sums of header and data, marks the chunk, and says whether the header's fits. */
function checkCrc(chunk: Chunk, free: number): boolean {
  const { view } = chunk
  const header = crc32(view, 128, 512, crc32(view, 0, 120)) === view.getUint32(124, true)
  if ((view.getUint32(120, true) & NO_CRC) !== 0 || chunk.length < CHUNK_BYTES) {
    chunk.crc = 'unchecked'
    return header || (view.getUint32(120, true) & NO_CRC) !== 0
  }
  const inRange = free >= CHUNK_RECORDS_AT && free <= CHUNK_BYTES
  const data = inRange && crc32(view, CHUNK_RECORDS_AT, free) === view.getUint32(52, true)
  chunk.crc = header && data ? 'good' : 'bad'
  return header
}

/** The records from `from` on; after one that cannot be framed, the rest is searched for the next that can. */
function* readRecords(context: RecordContext, from: number, end: number): Generator<EvtxItem> {
  const { chunk } = context.instances
  let at = from
  while (at + RECORD_FRAME_BYTES <= end) {
    const bad = frameFault(chunk, at)
    if (bad === undefined) {
      const size = chunk.view.getUint32(at + 4, true)
      const instance = context.instances.read(at + 24, at + size - 4)
      if (instance !== undefined) yield { kind: 'record', record: new ChunkRecord(context, instance, at) }
      else yield { kind: 'fault', fault: recordFault(chunk, at, context.instances.fault) }
      at += size
      continue
    }
    // Zeros to the end are the free space of a header that was not brought up to date.
    if (isZero(chunk, at, end)) return
    const next = nextRecord(chunk, at + 1, end)
    const to = next < 0 ? end : next
    yield { kind: 'fault', fault: { ...place(chunk, bad), skipped: to - at } }
    at = to
  }
}

/** What is wrong with the frame of a record, if anything. */
function frameFault(chunk: Chunk, at: number): ChunkFault | undefined {
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

/** Offset of the next record with a whole frame, or -1. */
function nextRecord(chunk: Chunk, from: number, end: number): number {
  for (let at = from; at + RECORD_FRAME_BYTES <= end; at += 1) {
    if (chunk.bytes[at] === 0x2a && frameFault(chunk, at) === undefined) return at
  }
  return -1
}

function recordFault(chunk: Chunk, at: number, fault: ChunkFault | undefined): EvtxFault {
  const { view } = chunk
  return {
    ...place(chunk, fault ?? { code: 'binxml-truncated', at }),
    record: chunk.offset + at,
    headerRecordId: view.getUint32(at + 12, true) * 4_294_967_296 + view.getUint32(at + 8, true),
  }
}

function place(chunk: Chunk, { at, ...fault }: ChunkFault): EvtxFault {
  return { ...fault, offset: chunk.offset + at, chunk: chunk.index }
}

function hasMagic(view: DataView, magic: readonly number[]): boolean {
  return view.getUint32(0) === magic[0] && view.getUint32(4) === magic[1]
}

function isZero(chunk: Chunk, from: number, to: number): boolean {
  let at = from
  for (; at + 4 <= to; at += 4) if (chunk.view.getUint32(at, true) !== 0) return false
  for (; at < to; at += 1) if (chunk.bytes[at] !== 0) return false
  return true
}
