import type { Chunk } from './chunk.ts'
import { crc32 } from './crc32.ts'
import type { ChunkFault, EvtxFault } from './fault.ts'
import type { InstanceReader } from './instance.ts'
import { CHUNK_BYTES, CHUNK_RECORDS_AT, FILE_HEADER_BYTES, RECORD_FRAME_BYTES } from './limits.ts'
import type { EvtxRecord } from './record.ts'
import type { RecordContext } from './record.ts'
import { ChunkRecord } from './record.ts'
import type { ByteSource } from './source.ts'
import { readFully } from './source.ts'
import type { TemplateCache, Workshop } from './template-cache.ts'
import { workshopOf } from './template-cache.ts'

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
export function readEvtx(
  source: ByteSource,
  options: ReadOptions = {},
): IterableIterator<EvtxItem, undefined> {
  return new LogReader(source, workshopOf(options.templates))
}

/** Goes from chunk to chunk and record to record, one item at each call: generators cost more than the records do. */
class LogReader implements IterableIterator<EvtxItem, undefined> {
  readonly #source: ByteSource
  readonly #workshop: Workshop
  readonly #chunk: Chunk
  readonly #instances: InstanceReader
  readonly #context: RecordContext
  /** Faults found and not handed out yet. */
  readonly #faults: EvtxFault[] = []
  /** Number and offset of the next chunk. */
  #index = 0
  #offset = FILE_HEADER_BYTES
  /** Where the next record of the chunk begins, and where its records end. */
  #at = 0
  #end = 0
  /** Blocks without a chunk that follow each other are one fault: a large file of another kind would give thousands. */
  #lost: EvtxFault | undefined
  #state: 'begin' | 'reading' | 'done' = 'begin'

  constructor(source: ByteSource, workshop: Workshop) {
    this.#source = source
    this.#workshop = workshop
    this.#context = workshop.take()
    this.#instances = this.#context.instances
    this.#chunk = this.#instances.chunk
  }

  [Symbol.iterator](): this {
    return this
  }

  next(): IteratorResult<EvtxItem, undefined> {
    if (this.#state === 'done') return this.return()
    if (this.#state === 'begin') this.#header()
    for (;;) {
      if (this.#faults.length > 0) {
        const fault = this.#faults.shift()
        if (fault !== undefined) return { done: false, value: { kind: 'fault', fault } }
      }
      if (this.#at + RECORD_FRAME_BYTES <= this.#end) {
        const record = this.#record()
        if (record !== undefined) return { done: false, value: { kind: 'record', record } }
      } else if (this.#state === 'reading' && this.#offset < this.#source.size) this.#nextChunk()
      else if (this.#lost !== undefined) this.#tellLost()
      else return this.return()
    }
  }

  return(): IteratorReturnResult<undefined> {
    if (this.#state !== 'done') this.#workshop.giveBack(this.#context)
    this.#state = 'done'
    return { done: true, value: undefined }
  }

  #header(): void {
    this.#state = 'reading'
    const chunk = this.#chunk
    chunk.begin(0, 0, FILE_HEADER_BYTES)
    const have = readFully(this.#source, 0, chunk.bytes.subarray(0, FILE_HEADER_BYTES))
    chunk.bytes.fill(0, have)
    if (have < 8 || !hasMagic(chunk.view, FILE_MAGIC)) {
      this.#faults.push({
        code: 'not-evtx',
        offset: 0,
        need: FILE_MAGIC[0] ?? 0,
        have: chunk.view.getUint32(0),
      })
    } else if (have < FILE_HEADER_BYTES) {
      this.#faults.push({ code: 'truncated-header', offset: 0, need: FILE_HEADER_BYTES, have })
    }
  }

  #nextChunk(): void {
    const chunk = this.#chunk
    const offset = this.#offset
    const index = this.#index
    this.#offset += CHUNK_BYTES
    this.#index += 1
    const need = Math.min(CHUNK_BYTES, this.#source.size - offset)
    const have = readFully(
      this.#source,
      offset,
      need === CHUNK_BYTES ? chunk.bytes : chunk.bytes.subarray(0, need),
    )
    if (have < CHUNK_BYTES) chunk.bytes.fill(0, have)
    chunk.begin(offset, index, have)
    if (isZero(chunk, 0, have) && have === need) return
    if (hasMagic(chunk.view, CHUNK_MAGIC) && have >= CHUNK_RECORDS_AT) this.#beginChunk()
    else this.#carve(have)
    if (have < need) {
      this.#faults.push({ code: 'read-failed', offset: offset + have, need, have, chunk: index })
      this.#offset = Number.POSITIVE_INFINITY
    }
  }

  #beginChunk(): void {
    this.#tellLost()
    const chunk = this.#chunk
    const { view, length } = chunk
    const free = view.getUint32(48, true)
    const headerGood = checkCrc(chunk, free)
    // A header that fails its checksum may lie about where the data ends; then all of the chunk is looked at.
    const end = headerGood && free >= CHUNK_RECORDS_AT && free <= CHUNK_BYTES ? free : CHUNK_BYTES
    if (length < CHUNK_BYTES) {
      this.#faults.push({
        code: 'truncated-chunk',
        offset: chunk.offset,
        need: CHUNK_BYTES,
        have: length,
        chunk: chunk.index,
      })
    }
    this.#at = CHUNK_RECORDS_AT
    this.#end = Math.min(end, length)
  }

  /** A block that is no chunk is searched for records. */
  #carve(have: number): void {
    const chunk = this.#chunk
    this.#lost ??= {
      code: 'bad-chunk-magic',
      offset: chunk.offset,
      need: CHUNK_MAGIC[0] ?? 0,
      have: chunk.view.getUint32(0),
      chunk: chunk.index,
      skipped: 0,
    }
    const found = nextRecord(chunk, 0, have)
    this.#lost = { ...this.#lost, skipped: (this.#lost.skipped ?? 0) + (found < 0 ? have : found) }
    if (found < 0) return
    this.#tellLost()
    chunk.crc = 'unchecked'
    this.#at = found
    this.#end = have
  }

  #tellLost(): void {
    if (this.#lost !== undefined) this.#faults.push(this.#lost)
    this.#lost = undefined
  }

  /** The record at the place reached; after one that cannot be framed, the rest is searched for the next that can. */
  #record(): EvtxRecord | undefined {
    const chunk = this.#chunk
    const at = this.#at
    const bad = frameFault(chunk, at)
    if (bad === undefined) {
      const size = chunk.view.getUint32(at + 4, true)
      this.#at = at + size
      if (this.#instances.read(at + 24, at + size - 4)) return new ChunkRecord(this.#context, at)
      this.#faults.push(recordFault(chunk, at, this.#instances.fault))
      return undefined
    }
    // Zeros to the end are the free space of a header that was not brought up to date.
    if (isZero(chunk, at, this.#end)) {
      this.#at = this.#end
      return undefined
    }
    const next = nextRecord(chunk, at + 1, this.#end)
    this.#at = next < 0 ? this.#end : next
    this.#faults.push({ ...place(chunk, bad), skipped: this.#at - at })
    return undefined
  }
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
