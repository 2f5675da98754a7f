import { fromBase64, toBase64 } from './bytes.ts'
import { failed, ok } from './result.ts'
import type { Result } from './result.ts'

/** What a log says of itself: origin, size in leaves, 32-byte root (C2SP tlog-checkpoint). */
export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
}

/** Where a checkpoint's text is not one; `line` counts from 1. */
export interface CheckpointFault {
  readonly code: 'bad-checkpoint'
  readonly line: number
  readonly expected: string
}

/** The text that is signed: three lines, each ended by LF. */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  return `${checkpoint.origin}\n${checkpoint.size}\n${toBase64(checkpoint.root)}\n`
}

/** Reads a checkpoint's text. Extension lines are allowed and ignored, as the specification asks of readers. */
export function parseCheckpoint(text: string): Result<Checkpoint, CheckpointFault> {
  const bad = (line: number, expected: string): Result<never, CheckpointFault> =>
    failed({ code: 'bad-checkpoint', line, expected })
  if (!text.endsWith('\n')) return bad(1, 'a final line feed')
  const lines = text.slice(0, -1).split('\n')
  const [origin = '', sizeText = '', rootText = ''] = lines
  if (origin === '') return bad(1, 'an origin')
  if (!/^(0|[1-9]\d{0,15})$/u.test(sizeText) || !Number.isSafeInteger(Number(sizeText)))
    return bad(2, 'a size in decimal without leading zero')
  const root = fromBase64(rootText)
  if (!root.ok || root.value.length !== 32) return bad(3, 'a root of 32 bytes in base64')
  const empty = lines.findIndex((line) => line === '')
  if (empty >= 0) return bad(empty + 1, 'no empty line')
  return ok({ origin, size: Number(sizeText), root: root.value })
}
