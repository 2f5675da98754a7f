import { closeSync, openSync, readSync } from 'node:fs'
import { MAX_LINE_BYTES, READ_BYTES } from './limits.ts'

/** One line of a file from 1, one passed over for its length, or the place where reading ended. */
export type LineItem =
  | { readonly kind: 'line'; readonly line: number; readonly bytes: Buffer }
  | { readonly kind: 'too-long'; readonly line: number; readonly bytes: number }
  | { readonly kind: 'cannot-read'; readonly line: number | null }

/** Reads a file line by line. `bytes` is valid until the next step. What is held is one line, see limits.ts. */
export function* linesOf(path: string): Generator<LineItem> {
  let open: number
  try {
    open = openSync(path, 'r')
  } catch {
    yield { kind: 'cannot-read', line: null }
    return
  }
  try {
    yield* linesOfOpen(open)
  } finally {
    closeSync(open)
  }
}

function* linesOfOpen(open: number): Generator<LineItem> {
  const buffer = Buffer.allocUnsafe(READ_BYTES)
  let line = 1
  let parts: Buffer[] = []
  let held = 0
  const ended = (): LineItem =>
    held > MAX_LINE_BYTES
      ? { kind: 'too-long', line, bytes: held }
      : {
          kind: 'line',
          line,
          bytes: parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts),
        }
  for (;;) {
    const got = readInto(open, buffer)
    if (got === null) yield { kind: 'cannot-read', line }
    if (got === null || got === 0) break
    for (let start = 0; start < got;) {
      const end = buffer.subarray(0, got).indexOf(10, start)
      const piece = buffer.subarray(start, end < 0 ? got : end)
      held += piece.length
      // The buffer is read into again, so a piece that outlives this round is copied; too long a line is dropped.
      if (held > MAX_LINE_BYTES) parts = []
      else parts.push(end < 0 ? Buffer.from(piece) : piece)
      if (end < 0) break
      yield ended()
      parts = []
      held = 0
      line += 1
      start = end + 1
    }
  }
  if (held > 0) yield ended()
}

function readInto(open: number, buffer: Buffer): number | null {
  try {
    return readSync(open, buffer, 0, buffer.length, null)
  } catch {
    return null
  }
}
