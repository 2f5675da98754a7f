import { MAX_FRAME_BYTES } from './limits.ts'

/** What passes between a child and its parent: JSON, or bytes of a kind that the two agreed on. */
export interface Frame {
  /** One letter. */
  readonly kind: string
  readonly bytes: Buffer
}

const HEAD_BYTES = 5

/** A frame as bytes: length, letter, content. */
export function encodeFrame(kind: string, bytes: Uint8Array): Buffer {
  const head = Buffer.alloc(HEAD_BYTES)
  head.writeUInt32BE(bytes.byteLength, 0)
  head.write(kind.slice(0, 1), 4, 'latin1')
  return Buffer.concat([head, bytes])
}

/** A JSON frame. */
export const encodeJson = (value: unknown): Buffer => encodeFrame('J', Buffer.from(JSON.stringify(value)))

/** Takes bytes as they come and gives whole frames. A frame over the limit is a fault of the other side, told by `null`. */
export class FrameReader {
  #held: Buffer[] = []
  #bytes = 0

  push(chunk: Buffer): readonly Frame[] | null {
    this.#held.push(chunk)
    this.#bytes += chunk.length
    const frames: Frame[] = []
    for (;;) {
      if (this.#bytes < HEAD_BYTES) return frames
      const need = this.#peekLength() + HEAD_BYTES
      if (need > MAX_FRAME_BYTES) return null
      if (this.#bytes < need) return frames
      const whole = this.#held.length === 1 ? this.#held[0] : Buffer.concat(this.#held)
      if (whole === undefined) return frames
      frames.push({ kind: whole.toString('latin1', 4, HEAD_BYTES), bytes: whole.subarray(HEAD_BYTES, need) })
      this.#held = whole.length > need ? [whole.subarray(need)] : []
      this.#bytes -= need
    }
  }

  #peekLength(): number {
    const first = this.#held[0]
    if (first !== undefined && first.length >= HEAD_BYTES) return first.readUInt32BE(0)
    this.#held = [Buffer.concat(this.#held)]
    return this.#held[0]?.readUInt32BE(0) ?? 0
  }
}
