// The process that reads hostile logs. It is started without rights to anything but its program and its input, asks nothing,
// holds no key, and may be ended at any moment. Requests come in and replies go out as JSON lines; both are read and
// written synchronously, so that a parent that is slow slows this down.
import { readSync, writeSync } from 'node:fs'
import { answer } from './tasks/triage/child-work.ts'

const pending: Buffer[] = []
/** One for all requests: a megabyte of its own for each costs a collection of the whole heap every fifty files. */
const block = Buffer.allocUnsafe(1024 * 1024)

function nextLine(): string | undefined {
  for (;;) {
    const got = readBlock()
    if (got === 0) return undefined
    const part = block.subarray(0, got)
    const end = part.indexOf(10)
    if (end < 0) {
      pending.push(Buffer.from(part))
      continue
    }
    const line = Buffer.concat([...pending, part.subarray(0, end)]).toString('utf8')
    pending.length = 0
    if (end + 1 < got) pending.push(Buffer.from(part.subarray(end + 1)))
    return line
  }
}

function readBlock(): number {
  for (;;) {
    try {
      return readSync(0, block, 0, block.length, null)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) return 0
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}

/** Findings wait until there are so many characters of them: a write for each would cost more than finding them. */
const WAIT_CHARS = 32 * 1024
const waiting: string[] = []
let waitingChars = 0

function say(line: string, mayWait: boolean): void {
  waiting.push(line)
  waitingChars += line.length
  if (mayWait && waitingChars < WAIT_CHARS) return
  const bytes = Buffer.from(`${waiting.join('\n')}\n`)
  waiting.length = 0
  waitingChars = 0
  write(bytes)
}

function write(bytes: Buffer): void {
  let at = 0
  while (at < bytes.length) {
    try {
      at += writeSync(1, bytes, at)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) process.exit(1)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)
    }
  }
}

// The parent sends one request and waits for its end, so no second request is in the bytes after a line.
for (let line = nextLine(); line !== undefined; line = nextLine())
  answer(line, { say, now: () => Date.now() })
