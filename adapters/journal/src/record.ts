import { crc32 } from 'node:zlib'

/** First bytes of a segment. */
export const MAGIC = Buffer.from('CDJRNL1\n', 'ascii')
/** Length and CRC-32 of the body. */
export const HEAD_BYTES = 8
const HASH_BYTES = 16
/** Kind, hash of the id, hash of the message. */
export const CLEAR_BYTES = 1 + 2 * HASH_BYTES

/**
 * Why a message stands in the journal: as it came · it has no header that can be read · another message came under the same
 * control id. The last two are in quarantine.
 */
export const RECORD_KINDS = ['message', 'unreadable', 'same-id-other-content'] as const
/** Why a message stands in the journal. */
export type RecordKind = (typeof RECORD_KINDS)[number]

/** The part of a record that the collector can read: what it needs to know a duplicate. */
export interface ClearPart {
  readonly kind: RecordKind
  /** Keyed hash of sending application, facility and control id; all zero where there is no id. 16 bytes in hex. */
  readonly id: string
  /** Keyed hash of the whole message, 16 bytes in hex. */
  readonly content: string
}

/** What is sealed: when it came, over which feed, and the bytes. */
export interface SealedPart {
  readonly receivedAt: Date
  readonly feed: string
  readonly bytes: Uint8Array
}

/** Kind and hashes as bytes. */
export function encodeClear({ kind, id, content }: ClearPart): Buffer {
  return Buffer.concat([
    Buffer.of(RECORD_KINDS.indexOf(kind)),
    Buffer.from(id, 'hex'),
    Buffer.from(content, 'hex'),
  ])
}

/** Undefined: no such kind. */
export function decodeClear(body: Buffer): ClearPart | undefined {
  const kind = RECORD_KINDS[body[0] ?? RECORD_KINDS.length]
  if (kind === undefined || body.length < CLEAR_BYTES) return undefined
  const id = body.toString('hex', 1, 1 + HASH_BYTES)
  return { kind, id, content: body.toString('hex', 1 + HASH_BYTES, CLEAR_BYTES) }
}

/** What the seal is bound to: a record cannot be moved, and its clear part cannot be exchanged. */
export function boundTo(segment: number, index: number, clear: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`codedark journal ${segment} ${index} `), clear])
}

/** A record ready to be written. */
export function frameRecord(clear: Uint8Array, sealed: Uint8Array): Buffer {
  const body = Buffer.concat([clear, sealed])
  const head = Buffer.alloc(HEAD_BYTES)
  head.writeUInt32LE(body.length, 0)
  head.writeUInt32LE(crc32(body), 4)
  return Buffer.concat([head, body])
}

/** What is sealed, as bytes. */
export function encodeSealed({ receivedAt, feed, bytes }: SealedPart): Buffer {
  const name = Buffer.from(feed, 'utf8')
  const head = Buffer.alloc(9)
  head.writeDoubleLE(receivedAt.getTime(), 0)
  head.writeUInt8(name.length, 8)
  return Buffer.concat([head, name, bytes])
}

/** The reverse. */
export function decodeSealed(plain: Uint8Array): SealedPart {
  const bytes = Buffer.from(plain.buffer, plain.byteOffset, plain.byteLength)
  const end = 9 + bytes.readUInt8(8)
  return {
    receivedAt: new Date(bytes.readDoubleLE(0)),
    feed: bytes.toString('utf8', 9, end),
    bytes: plain.subarray(end),
  }
}
