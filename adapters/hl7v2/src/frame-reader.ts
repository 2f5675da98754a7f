import { MAX_MESSAGE_BYTES } from './limits.ts'

/** Start of a block (vertical tab). */
const VT = 0x0b
/** End of a block (file separator), followed by CR. */
const FS = 0x1c
const CR = 0x0d
const LF = 0x0a
const NUL = 0x00
/** An MSH segment is a few hundred bytes long. */
const HEAD_BYTES = 4096

/** What was wrong between or within blocks; `offset` counts the bytes of the connection from 0. */
export interface FrameFault {
  readonly code:
    | 'bytes-before-start'
    | 'start-within-message'
    | 'end-without-carriage-return'
    | 'too-large'
    | 'cut-off'
  readonly offset: number
  readonly bytes: number
  /** First bytes of a message that is too large, for the answer to it. */
  readonly head?: Uint8Array
}

/** A block's content without its first and last bytes, or a fault; reading goes on after either. */
export type FrameItem =
  | { readonly kind: 'message'; readonly bytes: Uint8Array }
  | ({ readonly kind: 'fault' } & FrameFault)

/**
 * Takes an MLLP stream apart: VT, content, FS CR (HL7 Transport Specification MLLP release 1). It holds what it has of one
 * message and no more than the limit, however the bytes are cut.
 *
 * Taken without a fault: several blocks in one chunk, one block byte by byte, FS and CR in different chunks, NUL and line
 * ends between blocks, a start or an end that comes twice. Taken with one: bytes before a start (passed over), a start
 * within a message (what came before is given up), FS without CR (the message is whole all the same), a message over the
 * limit (its first bytes are yielded as `too-large` once it ends), a connection that ends in mid-message.
 */
export class FrameReader {
  readonly #limit: number
  #within = false
  #parts: Uint8Array[] = []
  #held = 0
  #skipped = 0
  #skippedAt = 0
  #offset = 0
  /** FS was the last byte seen: CR may follow, and what was read stands. */
  #afterEnd = false

  constructor(limit: number = MAX_MESSAGE_BYTES) {
    this.#limit = limit
  }

  /** Bytes of the message begun and not ended. */
  get held(): number {
    return this.#held
  }

  /** The messages and faults that this chunk completes, in order. The chunk may be used again afterwards. */
  push(chunk: Uint8Array): readonly FrameItem[] {
    const items: FrameItem[] = []
    let at = 0
    while (at < chunk.length)
      at = this.#within ? this.#inside(chunk, at, items) : this.#outside(chunk, at, items)
    this.#offset += chunk.length
    return items
  }

  /** The other side sends no more. */
  end(): readonly FrameItem[] {
    const items: FrameItem[] = []
    if (this.#within) items.push(this.#fault('cut-off', this.#offset, this.#held))
    this.#tellSkipped(items)
    this.#within = false
    this.#forget()
    return items
  }

  #outside(chunk: Uint8Array, from: number, items: FrameItem[]): number {
    for (let at = from; at < chunk.length; at += 1) {
      const byte = chunk[at]
      if (this.#afterEnd) {
        this.#afterEnd = false
        if (byte === CR) continue
        items.push(this.#fault('end-without-carriage-return', this.#offset + at, 0))
      }
      if (byte === VT) {
        this.#tellSkipped(items)
        this.#within = true
        return at + 1
      }
      // Some engines send NUL to keep a line awake, some a line end more than they need, some the end twice.
      if (byte === NUL || byte === CR || byte === LF || byte === FS) continue
      if (this.#skipped === 0) this.#skippedAt = this.#offset + at
      this.#skipped += 1
    }
    return chunk.length
  }

  #inside(chunk: Uint8Array, from: number, items: FrameItem[]): number {
    const end = chunk.indexOf(FS, from)
    const until = end < 0 ? chunk.length : end
    let start = from
    for (;;) {
      const again = chunk.indexOf(VT, start)
      if (again < 0 || again >= until) break
      const lost = this.#held + again - start
      // A doubled start is a habit of some senders; anything between two starts is a message that was never ended.
      if (lost > 0) items.push(this.#fault('start-within-message', this.#offset + again, lost))
      this.#forget()
      start = again + 1
    }
    this.#hold(chunk.subarray(start, until))
    if (end < 0) return chunk.length
    items.push(this.#ended(this.#offset + end))
    this.#within = false
    this.#afterEnd = true
    this.#forget()
    return end + 1
  }

  /** Over the limit only the length is kept, and the head that the answer needs. */
  #hold(piece: Uint8Array): void {
    if (piece.length === 0) return
    const room = this.#limit - this.#held
    this.#held += piece.length
    if (room > 0) this.#parts.push(Uint8Array.from(room < piece.length ? piece.subarray(0, room) : piece))
  }

  #ended(offset: number): FrameItem {
    if (this.#held > this.#limit)
      return {
        kind: 'fault',
        code: 'too-large',
        offset,
        bytes: this.#held,
        head: joined(this.#parts).slice(0, HEAD_BYTES),
      }
    return { kind: 'message', bytes: joined(this.#parts) }
  }

  #tellSkipped(items: FrameItem[]): void {
    if (this.#skipped > 0) items.push(this.#fault('bytes-before-start', this.#skippedAt, this.#skipped))
    this.#skipped = 0
  }

  #forget(): void {
    this.#parts = []
    this.#held = 0
  }

  #fault(code: FrameFault['code'], offset: number, bytes: number): FrameItem {
    return { kind: 'fault', code, offset, bytes }
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts
  if (first !== undefined && parts.length === 1) return first
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
