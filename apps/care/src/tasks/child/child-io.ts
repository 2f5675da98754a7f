import { readSync, writeSync } from 'node:fs'
import { encodeFrame, encodeJson, FrameReader } from './frames.ts'
import type { Frame } from './frames.ts'

/** Bytes asked for at once. */
const BLOCK_BYTES = 1024 * 1024

/**
 * The child's end: frames from standard input, one after another, until the parent closes it. Reading and writing are
 * synchronous, so that a frame is out before the next byte is read, and a slow parent slows the child down.
 */
export function* framesFromParent(): Generator<Frame> {
  const reader = new FrameReader()
  for (;;) {
    const block = Buffer.allocUnsafe(BLOCK_BYTES)
    const got = readBlock(block)
    if (got === 0) return
    const frames = reader.push(block.subarray(0, got))
    if (frames === null) return
    yield* frames
  }
}

/** Says JSON to the parent. */
export const sayJson = (value: unknown): void => write(encodeJson(value))

/** Says bytes to the parent. */
export const sayBytes = (kind: string, bytes: Uint8Array): void => write(encodeFrame(kind, bytes))

function readBlock(block: Buffer): number {
  for (;;) {
    try {
      return readSync(0, block, 0, block.length, null)
    } catch (error) {
      if (!isAgain(error)) return 0
      pause(5)
    }
  }
}

function write(bytes: Uint8Array): void {
  let at = 0
  while (at < bytes.length) {
    try {
      at += writeSync(1, bytes, at)
    } catch (error) {
      // The parent is gone: there is nobody to work for.
      if (!isAgain(error)) process.exit(1)
      pause(1)
    }
  }
}

const isAgain = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EAGAIN'

const pause = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
