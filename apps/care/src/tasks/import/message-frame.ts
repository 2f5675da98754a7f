const HEAD_BYTES = 16

/** A message of the journal as it goes to the child. */
export interface MessageFrame {
  readonly segment: number
  /** From 0. */
  readonly index: number
  readonly receivedAt: Date
  readonly bytes: Uint8Array
}

/** As bytes: segment, index, time, message. */
export function encodeMessage({ segment, index, receivedAt, bytes }: MessageFrame): Buffer {
  const head = Buffer.alloc(HEAD_BYTES)
  head.writeUInt32LE(segment, 0)
  head.writeUInt32LE(index, 4)
  head.writeDoubleLE(receivedAt.getTime(), 8)
  return Buffer.concat([head, bytes])
}

/** The reverse. */
export function decodeMessage(frame: Buffer): MessageFrame {
  return {
    segment: frame.readUInt32LE(0),
    index: frame.readUInt32LE(4),
    receivedAt: new Date(frame.readDoubleLE(8)),
    bytes: frame.subarray(HEAD_BYTES),
  }
}

/** The place of a message as faults tell it: the journal's file, and its record from 1. */
export function placeOf({ segment, index }: Pick<MessageFrame, 'segment' | 'index'>): {
  readonly file: string
  readonly line: number
} {
  return { file: `${String(segment).padStart(6, '0')}.journal`, line: index + 1 }
}
