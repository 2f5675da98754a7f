import { createHmac } from 'node:crypto'
import { mkdirSync, openSync, fsyncSync, closeSync } from 'node:fs'
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { MAX_FEED_CHARS, MAX_KNOWN, MAX_SEGMENT_BYTES } from './limits.ts'
import { MAGIC, boundTo, encodeClear, encodeSealed, frameRecord } from './record.ts'
import type { ClearPart, RecordKind } from './record.ts'
import { Sealer } from './seal.ts'
import { recordsOf, segmentPath, segmentsOf } from './segments.ts'

/** What came over a feed. */
export interface Arrival {
  readonly feed: string
  readonly receivedAt: Date
  readonly bytes: Uint8Array
  /** Sending application, facility and control id; null: there is none, so it cannot be known again. */
  readonly id: readonly [string, string, string] | null
  /** Whether a header could be read. */
  readonly readable: boolean
}

/** What became of an arrival. `known`: the same message is kept already, nothing was written. */
export type Kept = RecordKind | 'known'

/** Why nothing could be kept; the disk's own word. */
export interface JournalFault {
  readonly code: 'cannot-write'
  readonly reason: string
}

/** A journal to write to. It cannot read what it wrote. */
export interface Journal {
  /**
   * Keeps these in order. Resolves once every one is on disk and synced, or with a fault and none of them promised. Calls
   * may overlap: those that wait are synced together.
   */
  keep(arrivals: readonly Arrival[]): Promise<Result<readonly Kept[], JournalFault>>
  /** How many ids are remembered. */
  readonly known: number
  close(): Promise<void>
}

/** What a journal is opened with. */
export interface JournalOptions {
  readonly folder: string
  /** The vault's public key for feeds, 32 raw bytes. */
  readonly publicKey: Uint8Array
  /** 32 bytes of the collector's own, under which ids and messages are hashed. */
  readonly hashKey: Uint8Array
}

/**
 * Opens a folder's journal for writing: what was kept before is scanned for the hashes of its ids, and a new segment is begun,
 * since a file that a crash left is never written to again.
 */
export function openJournal(options: JournalOptions): Result<Journal, JournalFault> {
  try {
    mkdirSync(options.folder, { recursive: true, mode: 0o700 })
    const known = new Map<string, string>()
    const segments = segmentsOf(options.folder)
    for (const segment of segments)
      for (const item of recordsOf(options.folder, segment))
        if (item.kind === 'record' && item.clear.kind === 'message') remember(known, item.clear)
    return ok(new SealedJournal(options, known, (segments.at(-1) ?? 0) + 1))
  } catch (error) {
    return failed({ code: 'cannot-write', reason: reasonOf(error) })
  }
}

const NO_ID = '0'.repeat(32)

function remember(known: Map<string, string>, { id, content }: ClearPart): void {
  if (id === NO_ID) return
  known.set(id, content)
  if (known.size <= MAX_KNOWN) return
  const [oldest] = known.keys()
  if (oldest !== undefined) known.delete(oldest)
}

interface Waiting {
  readonly arrivals: readonly Arrival[]
  readonly done: (result: Result<readonly Kept[], JournalFault>) => void
}

class SealedJournal implements Journal {
  readonly #options: JournalOptions
  readonly #known: Map<string, string>
  #segment: number
  #file: FileHandle | null = null
  #size = 0
  #index = 0
  #waiting: Waiting[] = []
  #working: Promise<void> | null = null

  constructor(options: JournalOptions, known: Map<string, string>, segment: number) {
    this.#options = options
    this.#known = known
    this.#segment = segment
  }

  get known(): number {
    return this.#known.size
  }

  keep(arrivals: readonly Arrival[]): Promise<Result<readonly Kept[], JournalFault>> {
    return new Promise((done) => {
      this.#waiting.push({ arrivals, done })
      this.#working ??= this.#work()
    })
  }

  async close(): Promise<void> {
    await this.#working
    await this.#file?.close()
    this.#file = null
  }

  async #work(): Promise<void> {
    await Promise.resolve()
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      const results = await this.#write(batch.map(({ arrivals }) => arrivals))
      for (const [at, { done }] of batch.entries()) {
        const kept = results.ok ? results.value[at] : undefined
        done(kept === undefined ? (results.ok ? ok([]) : results) : ok(kept))
      }
    }
    this.#working = null
  }

  async #write(
    batches: readonly (readonly Arrival[])[],
  ): Promise<Result<readonly (readonly Kept[])[], JournalFault>> {
    const learned: ClearPart[] = []
    const fresh = new Map<string, string>()
    try {
      const file = this.#file ?? (await this.#begin())
      const records: Buffer[] = []
      const sealer = new Sealer(this.#options.publicKey)
      let index = this.#index
      const kept = batches.map((arrivals) =>
        arrivals.map((arrival): Kept => {
          const clear = this.#clearOf(arrival, fresh)
          if (clear === null) return 'known'
          const head = encodeClear(clear)
          const sealed = sealer.seal(
            boundTo(this.#segment, index, head),
            encodeSealed({ ...arrival, feed: arrival.feed.slice(0, MAX_FEED_CHARS) }),
          )
          records.push(frameRecord(head, sealed))
          index += 1
          if (clear.kind === 'message') {
            learned.push(clear)
            fresh.set(clear.id, clear.content)
          }
          return clear.kind
        }),
      )
      if (records.length > 0) {
        const bytes = Buffer.concat(records)
        await writeWhole(file, bytes)
        await file.datasync()
        this.#size += bytes.length
        this.#index = index
      }
      // Only what is on disk is known: a batch that failed must be taken when it comes again.
      for (const clear of learned) remember(this.#known, clear)
      if (this.#size > MAX_SEGMENT_BYTES) await this.#leave()
      return ok(kept)
    } catch (error) {
      // How much was written is not known, so this segment ends here.
      await this.#leave()
      return failed({ code: 'cannot-write', reason: reasonOf(error) })
    }
  }

  #clearOf(arrival: Arrival, fresh: ReadonlyMap<string, string>): ClearPart | null {
    const content = this.#hash('content', [arrival.bytes])
    const id =
      arrival.id === null
        ? NO_ID
        : this.#hash(
            'id',
            arrival.id.map((part) => Buffer.from(part)),
          )
    if (!arrival.readable) return { kind: 'unreadable', id: NO_ID, content }
    const before = id === NO_ID ? undefined : (fresh.get(id) ?? this.#known.get(id))
    if (before === content) return null
    return { kind: before === undefined ? 'message' : 'same-id-other-content', id, content }
  }

  #hash(what: string, parts: readonly Uint8Array[]): string {
    const hmac = createHmac('sha256', this.#options.hashKey).update(`${what}\n`)
    for (const part of parts) hmac.update(`${part.length}\n`).update(part)
    return hmac.digest('hex').slice(0, NO_ID.length)
  }

  async #begin(): Promise<FileHandle> {
    const file = await open(segmentPath(this.#options.folder, this.#segment), 'wx', 0o600)
    this.#file = file
    await writeWhole(file, MAGIC)
    syncFolder(this.#options.folder)
    this.#size = MAGIC.length
    this.#index = 0
    return file
  }

  async #leave(): Promise<void> {
    const file = this.#file
    this.#file = null
    this.#segment += 1
    try {
      await file?.close()
    } catch {
      // What the file would not take is not promised to anybody.
    }
  }
}

async function writeWhole(file: FileHandle, bytes: Uint8Array): Promise<void> {
  let at = 0
  while (at < bytes.length) at += (await file.write(bytes, at, bytes.length - at)).bytesWritten
}

/** A new file's name survives a power cut only when its folder is synced. Windows has no such call. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const fd = openSync(folder, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
