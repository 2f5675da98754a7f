import type { Chunk } from './chunk.ts'
import type { EvtxFault } from './fault.ts'
import type { Checksum } from './frame.ts'
import {
  CHUNK_MAGIC,
  checkCrc,
  FILE_MAGIC,
  frameFault,
  hasMagic,
  isZero,
  ownChecksum,
  place,
  recordFault,
} from './frame.ts'
import type { InstanceReader } from './instance.ts'
import { CHUNK_BYTES, CHUNK_RECORDS_AT, FILE_HEADER_BYTES, RECORD_FRAME_BYTES } from './limits.ts'
import type { EvtxRecord } from './record.ts'
import type { RecordContext } from './record.ts'
import { ChunkRecord } from './record.ts'
import type { Outside } from './recovery.ts'
import { Candidates, kindOfBlock, nextRecord, sizeAt } from './recovery.ts'
import type { ByteSource } from './source.ts'
import { readFully } from './source.ts'
import type { TemplateCache, Workshop } from './template-cache.ts'
import { workshopOf } from './template-cache.ts'
import type { MetTemplate, Stock, TemplateStock } from './template-stock.ts'
import { stockOf } from './template-stock.ts'

/** What reading gives, in the order of the file. */
export type EvtxItem =
  | { readonly kind: 'record'; readonly record: EvtxRecord }
  | { readonly kind: 'fault'; readonly fault: EvtxFault }

/** Choices of a reader. */
export interface ReadOptions {
  /** Templates compiled before; without it each call begins with none. */
  readonly templates?: TemplateCache
  /**
   * Also gives, after all others, the records that are no longer live: behind the end of a chunk's records, in chunks
   * whose header was zeroed, in blocks that are no chunks. They say so (`recovery`) and are left out where the same record is
   * live in the file. What they refer to may have been overwritten: a definition that is another now is looked up by its id
   * in `stock`.
   */
  readonly recover?: boolean
  /** Definitions that may stand in for lost ones, and where those of this log are put. Default: those of this log alone. */
  readonly stock?: TemplateStock
  /** Told of every definition that `stock` does not have yet, once its chunk is read. */
  readonly met?: (template: MetTemplate) => void
  /** CRC-32 as zlib has it; default: our own. A processor's own instruction is ten times as fast (`node:zlib` has it). */
  readonly crc32?: Checksum
}

/**
 * Reads an event log: every live record that can be read, and a fault with its place for all that cannot. Checksums and
 * the counters of the headers are never a reason to stop: chunks are read to the end of the file, records to the end
 * of the chunk. Memory is one chunk, whatever the size. Format: libyal EVTX; MS-EVEN6 2.2.12.
 */
export function readEvtx(
  source: ByteSource,
  options: ReadOptions = {},
): IterableIterator<EvtxItem, undefined> {
  return new LogReader(source, options)
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
  #state: 'begin' | 'live' | 'outside' | 'done' = 'begin'
  /** When recovering: the records outside the live part, and the part of the present chunk that is outside. */
  readonly #candidates: Candidates | undefined
  readonly #met: ((template: MetTemplate) => void) | undefined
  readonly #checksum: Checksum
  #stock: Stock | undefined
  #outside: Outside | undefined

  constructor(source: ByteSource, { templates, recover, stock, met, crc32 }: ReadOptions) {
    this.#checksum = crc32 ?? ownChecksum
    const workshop = workshopOf(templates)
    this.#candidates = recover === true ? new Candidates() : undefined
    this.#stock = recover === true || stock !== undefined ? stockOf(stock, workshop.cache) : undefined
    this.#met = met
    this.#source = source
    this.#workshop = workshop
    this.#context = workshop.take()
    this.#instances = this.#context.instances
    this.#instances.lender = this.#stock
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
        const record = this.#state === 'live' ? this.#record() : this.#recovered()
        if (record !== undefined) return { done: false, value: { kind: 'record', record } }
      } else if (this.#offset < this.#source.size) this.#nextChunk()
      else if (this.#lost !== undefined) this.#tellLost()
      else if (this.#state === 'live' && this.#beginOutside()) continue
      else return this.return()
    }
  }

  return(): IteratorReturnResult<undefined> {
    if (this.#state !== 'done') {
      this.#stockUp()
      this.#workshop.giveBack(this.#context)
    }
    this.#state = 'done'
    return { done: true, value: undefined }
  }

  #header(): void {
    this.#state = 'live'
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

  /** Reads the next block and sets where its records begin and end; in the second round, of those outside. */
  #nextChunk(): void {
    const chunk = this.#chunk
    const { missing, need } = this.#load()
    const live = this.#state === 'live'
    this.#outside = undefined
    this.#at = this.#end = 0
    if (isZero(chunk, 0, chunk.length) && missing === 0) return
    if (hasMagic(chunk.view, CHUNK_MAGIC) && chunk.length >= CHUNK_RECORDS_AT) this.#beginChunk(live)
    else if (live) this.#notChunk()
    else this.#outside = { kind: kindOfBlock(chunk), from: 0, to: chunk.length }
    if (live && missing > 0) {
      const offset = chunk.offset + chunk.length
      this.#faults.push({ code: 'read-failed', offset, need, have: chunk.length, chunk: chunk.index })
      this.#offset = Number.POSITIVE_INFINITY
    }
    if (live || this.#outside === undefined) return
    this.#at = this.#outside.from
    this.#end = this.#outside.to
  }

  /** Loads the next block into the chunk; gives how much of it there should be, and how much is missing. */
  #load(): { need: number; missing: number } {
    const chunk = this.#chunk
    this.#stockUp()
    const offset = this.#offset
    const need = Math.min(CHUNK_BYTES, this.#source.size - offset)
    const have = readFully(
      this.#source,
      offset,
      need === CHUNK_BYTES ? chunk.bytes : chunk.bytes.subarray(0, need),
    )
    if (have < CHUNK_BYTES) chunk.bytes.fill(0, have)
    chunk.begin(offset, this.#index, have)
    this.#offset += CHUNK_BYTES
    this.#index += 1
    return { need, missing: need - have }
  }

  #beginChunk(live: boolean): void {
    const chunk = this.#chunk
    const { view, length } = chunk
    const free = view.getUint32(48, true)
    const headerGood = checkCrc(chunk, free, this.#checksum)
    // A header that fails its checksum may lie about where the data ends; then all of the chunk is looked at.
    const told = headerGood && free >= CHUNK_RECORDS_AT && free <= CHUNK_BYTES ? free : CHUNK_BYTES
    const end = Math.min(told, length)
    this.#outside = { kind: 'slack', from: end, to: length }
    if (!live) return
    this.#tellLost()
    this.#candidates?.collect(chunk, this.#outside)
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
    this.#end = end
  }

  /** A block with content that is no chunk: records in it are not live. */
  #notChunk(): void {
    const chunk = this.#chunk
    this.#lost ??= {
      code: 'bad-chunk-magic',
      offset: chunk.offset,
      need: CHUNK_MAGIC[0],
      have: chunk.view.getUint32(0),
      chunk: chunk.index,
      skipped: 0,
    }
    this.#lost = { ...this.#lost, skipped: (this.#lost.skipped ?? 0) + chunk.length }
    this.#candidates?.collect(chunk, { kind: 'orphan', from: 0, to: chunk.length })
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
      const size = sizeAt(chunk, at)
      this.#at = at + size
      if (this.#instances.read(at + 24, at + size - 4)) return new ChunkRecord(this.#context, at)
      const fault = recordFault(chunk, at, this.#instances.fault)
      // Its definition may be known from another chunk, or another place of this one.
      if (this.#candidates !== undefined) this.#stockUp()
      if (this.#candidates !== undefined && this.#instances.read(at + 24, at + size - 4, true)) {
        return new ChunkRecord(this.#context, at)
      }
      this.#faults.push(fault)
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

  /** The next record outside the live part that is not live elsewhere. */
  #recovered(): EvtxRecord | undefined {
    const chunk = this.#chunk
    const kind = this.#outside?.kind ?? 'slack'
    const at = nextRecord(chunk, this.#at, this.#end)
    if (at < 0) {
      this.#at = this.#end
      return undefined
    }
    const size = sizeAt(chunk, at)
    this.#at = at + size
    if (this.#candidates?.strike(chunk, at) !== true) return undefined
    chunk.crc = 'unchecked'
    if (this.#instances.read(at + 24, at + size - 4, true)) return new ChunkRecord(this.#context, at, kind)
    this.#faults.push({ ...recordFault(chunk, at, this.#instances.fault), recovery: kind })
    return undefined
  }

  /** Once the live records are through: a round that strikes them from the candidates, then one for what is left. */
  #beginOutside(): boolean {
    const candidates = this.#candidates
    if (candidates === undefined || candidates.size === 0) return false
    const chunk = this.#chunk
    this.#restart()
    while (this.#offset < this.#source.size) {
      this.#load()
      if (!hasMagic(chunk.view, CHUNK_MAGIC) || chunk.length < CHUNK_RECORDS_AT) continue
      this.#beginChunk(false)
      const end = this.#outside?.from ?? 0
      for (
        let at = nextRecord(chunk, CHUNK_RECORDS_AT, end);
        at >= 0;
        at = nextRecord(chunk, at + sizeAt(chunk, at), end)
      ) {
        candidates.strike(chunk, at)
      }
    }
    this.#restart()
    this.#state = 'outside'
    return candidates.size > 0
  }

  /** Before the chunk is given up: its definitions may be lent to what comes after. */
  #stockUp(): void {
    const met = this.#stock?.take(this.#chunk) ?? []
    for (const template of met) this.#met?.(template)
  }

  #restart(): void {
    this.#index = 0
    this.#offset = FILE_HEADER_BYTES
    this.#at = this.#end = 0
  }
}
