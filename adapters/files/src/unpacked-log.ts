import { crc32 } from 'node:zlib'
import { Gunzip, Inflate } from 'fflate'
import type { FileFault } from './fault.ts'
import { KEPT_BEHIND_BYTES, UNPACK_STEP_BYTES } from './limits.ts'
import type { OpenLog } from './log-bytes.ts'

/** How bytes were packed, and what they must become. */
export type UnpackPlan =
  | {
      readonly path: string
      readonly as: 'deflate'
      /** Bytes and checksum that the zip promises: more is not unpacked, less or other is a fault. */
      readonly size: number
      readonly crc: number
    }
  | { readonly path: string; readonly as: 'gzip'; readonly most: number }

interface Piece {
  readonly at: number
  readonly bytes: Uint8Array
}

/**
 * Packed bytes by position: unpacked step by step as a reader moves forward, so that memory stays flat whatever they become. A
 * reader that goes back further than is kept makes unpacking begin anew, which is right but slow.
 */
export class UnpackedLog implements OpenLog {
  readonly size: number
  readonly #packed: OpenLog
  readonly #plan: UnpackPlan
  readonly #step = new Uint8Array(UNPACK_STEP_BYTES)
  #pieces: Piece[] = []
  #until = 0
  #packedAt = 0
  #ended = false
  #crc = 0
  #unpacker: { push(bytes: Uint8Array, final: boolean): void }
  #fault: FileFault | undefined

  constructor(packed: OpenLog, plan: UnpackPlan) {
    this.#packed = packed
    this.#plan = plan
    this.size = plan.as === 'deflate' ? plan.size : Number.POSITIVE_INFINITY
    this.#unpacker = this.#begin()
  }

  read(offset: number, into: Uint8Array): number {
    const first = this.#pieces[0]
    if (offset < (first?.at ?? this.#until)) this.#unpacker = this.#begin()
    const end = Math.min(offset + into.length, this.#most())
    while (this.#until < end && !this.#ended) {
      this.#more()
      this.#forget(offset)
    }
    return this.#copy(offset, into.subarray(0, Math.max(0, end - offset)))
  }

  fault(): FileFault | undefined {
    return this.#packed.fault() ?? this.#fault
  }

  changed(): FileFault | undefined {
    return this.#packed.changed()
  }

  close(): void {
    this.#pieces = []
    this.#packed.close()
  }

  #most(): number {
    return this.#plan.as === 'deflate' ? this.#plan.size : this.#plan.most
  }

  #begin(): { push(bytes: Uint8Array, final: boolean): void } {
    this.#pieces = []
    this.#until = 0
    this.#packedAt = 0
    this.#ended = false
    this.#crc = 0
    const take = (bytes: Uint8Array): void => this.#take(bytes)
    return this.#plan.as === 'deflate' ? new Inflate(take) : new Gunzip(take)
  }

  #take(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    this.#pieces.push({ at: this.#until, bytes })
    this.#until += bytes.length
    if (this.#plan.as === 'deflate') this.#crc = crc32(bytes, this.#crc)
  }

  #more(): void {
    const got = this.#packed.read(this.#packedAt, this.#step)
    this.#packedAt += got
    const final = got === 0 || this.#packedAt >= this.#packed.size
    try {
      // Of its own: what was unpacked may lie in the bytes that it was given.
      this.#unpacker.push(this.#step.slice(0, got), final)
    } catch (error) {
      this.#end(error instanceof Error ? error.message : String(error))
      return
    }
    if (this.#until > this.#most()) this.#end(`it becomes more than ${this.#most()} bytes`)
    else if (final) this.#end(this.#promise())
  }

  #end(reason: string | undefined): void {
    this.#ended = true
    if (reason !== undefined) this.#fault ??= { code: 'packed-damaged', path: this.#plan.path, reason }
  }

  /** What a zip promised and did not keep. */
  #promise(): string | undefined {
    const plan = this.#plan
    if (plan.as === 'gzip') return undefined
    if (this.#until < plan.size) return `it becomes ${this.#until} bytes, ${plan.size} were promised`
    return this.#crc === plan.crc ? undefined : 'its checksum does not fit'
  }

  #forget(offset: number): void {
    const keep = offset - KEPT_BEHIND_BYTES
    const first = this.#pieces.findIndex((piece) => piece.at + piece.bytes.length > keep)
    if (first > 0) this.#pieces.splice(0, first)
  }

  #copy(offset: number, into: Uint8Array): number {
    let done = 0
    for (const { at, bytes } of this.#pieces) {
      const from = offset + done - at
      if (from < 0 || from >= bytes.length || done === into.length) continue
      const part = bytes.subarray(from, from + into.length - done)
      into.set(part, done)
      done += part.length
    }
    return done
  }
}
