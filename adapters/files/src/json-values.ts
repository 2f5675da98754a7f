import { MAX_JSON_VALUE_BYTES } from './limits.ts'
import type { OpenLog } from './log-bytes.ts'

/** What a file of JSON gives, in its order: the objects in it, and a fault with its place for what is none. */
export type JsonItem =
  | { readonly kind: 'value'; readonly value: object; readonly offset: number }
  | { readonly kind: 'fault'; readonly fault: JsonFault }

/** What could not be read as JSON. Offsets and sizes are bytes; of a UTF-16 file, those of its text as UTF-8. */
export type JsonFault =
  | { readonly code: 'bad-json'; readonly offset: number; readonly have: string }
  | {
      readonly code: 'json-too-large'
      readonly offset: number
      readonly need: number
      readonly limit: number
    }
  | { readonly code: 'json-cut'; readonly offset: number; readonly have: number }

const BLOCK_BYTES = 256 * 1024
const NEWLINE = 10
const QUOTE = 34
const BACKSLASH = 92
const OPEN = 123
const CLOSE = 125
const OPEN_LIST = 91
const CLOSE_LIST = 93
/** Text outside of any object that is passed over without a word: commas, brackets, `Record 17`. */
const QUIET_BYTES = 64

/**
 * Reads every JSON object of a file: one a line (JSON lines), or one after the other however they are broken into lines, in a
 * list or not. Memory is one value. A value that is no JSON, or too large, is a fault, and reading goes on behind it.
 */
export function* readJsonValues(log: OpenLog): Generator<JsonItem> {
  let scan: LineScan | NestedScan | undefined
  for (const block of textBlocks(log)) {
    scan ??= isLines(block.bytes) ? new LineScan() : new NestedScan()
    yield* scan.take(block)
  }
  if (scan !== undefined) yield* scan.end()
}

interface Block {
  readonly bytes: Buffer
  readonly offset: number
}

/** The file as UTF-8 in blocks, without its byte order mark. Windows PowerShell writes UTF-16 where nobody asks for other. */
function* textBlocks(log: OpenLog): Generator<Block> {
  // Many files are small, and so is their block.
  const raw = new Uint8Array(Math.min(BLOCK_BYTES, Math.max(4_096, log.size)))
  let at = 0
  let told = 0
  let decoder: InstanceType<typeof TextDecoder> | undefined
  for (;;) {
    const got = log.read(at, raw)
    if (got === 0) return
    if (at === 0 && raw[0] === 0xff && raw[1] === 0xfe) decoder = new TextDecoder('utf-16le')
    const skip = at === 0 && raw[0] === 0xef && raw[1] === 0xbb && raw[2] === 0xbf ? 3 : 0
    const part = raw.subarray(skip, got)
    // A block is cut out by its reader, so it must be bytes of its own.
    const bytes =
      decoder === undefined ? Buffer.from(part) : Buffer.from(decoder.decode(part, { stream: true }))
    yield { bytes, offset: decoder === undefined ? at + skip : told }
    told += bytes.length
    at += got
  }
}

/** Whether the first line is a whole value; else values go over lines. */
function isLines(bytes: Buffer): boolean {
  const end = bytes.indexOf(NEWLINE)
  if (end < 0) return false
  return parse(bytes.subarray(0, end)) !== undefined
}

function parse(bytes: Uint8Array): object | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8').trim()
  try {
    const value: unknown = JSON.parse(text.endsWith(',') ? text.slice(0, -1) : text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

function itemOf(bytes: Uint8Array, offset: number): JsonItem {
  const value = parse(bytes)
  return value === undefined
    ? { kind: 'fault', fault: { code: 'bad-json', offset, have: excerpt(bytes) } }
    : { kind: 'value', value, offset }
}

function excerpt(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, 60)).toString('utf8')
}

/** A value that may lie over several blocks. */
class Gathered {
  readonly #parts: Uint8Array[] = []
  #bytes = 0
  offset = 0

  get bytes(): number {
    return this.#bytes
  }

  add(part: Uint8Array, offset: number): void {
    if (this.#bytes === 0) this.offset = offset
    this.#bytes += part.length
    // What is too large is counted but not kept.
    if (this.#bytes <= MAX_JSON_VALUE_BYTES && part.length > 0) this.#parts.push(part)
  }

  take(): JsonItem {
    const { offset } = this
    const need = this.#bytes
    const [only] = this.#parts
    const bytes = this.#parts.length === 1 && only !== undefined ? only : Buffer.concat(this.#parts)
    this.#parts.length = 0
    this.#bytes = 0
    return need > MAX_JSON_VALUE_BYTES
      ? { kind: 'fault', fault: { code: 'json-too-large', offset, need, limit: MAX_JSON_VALUE_BYTES } }
      : itemOf(bytes, offset)
  }
}

class LineScan {
  readonly #line = new Gathered();

  *take({ bytes, offset }: Block): Generator<JsonItem> {
    let from = 0
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
      this.#line.add(bytes.subarray(from, end), offset + from)
      from = end + 1
      yield* this.end()
    }
    this.#line.add(bytes.subarray(from), offset + from)
  }

  *end(): Generator<JsonItem> {
    if (this.#line.bytes === 0) return
    const item = this.#line.take()
    // Empty lines and the brackets of a list around the lines are no values.
    if (item.kind === 'fault' && item.fault.code === 'bad-json' && /^[\s[\],]*$/.test(item.fault.have)) return
    yield item
  }
}

/** Objects by their braces, whatever stands between them. */
class NestedScan {
  readonly #value = new Gathered()
  #depth = 0
  #inText = false
  #escaped = false
  #outside = 0
  #outsideAt = 0
  #outsideText = '';

  *take({ bytes, offset }: Block): Generator<JsonItem> {
    let from = 0
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0
      if (this.#depth === 0) {
        if (byte === OPEN) {
          yield* this.#between()
          this.#depth = 1
          from = at
        } else this.#pass(byte, offset + at)
      } else if (this.#closes(byte)) {
        this.#value.add(bytes.subarray(from, at + 1), offset + from)
        yield this.#value.take()
      } else if (this.#value.bytes + at - from > MAX_JSON_VALUE_BYTES) {
        // No honest value is so long: a quote or brace is missing, and what follows is read as if it had ended here.
        this.#value.add(bytes.subarray(from, at + 1), offset + from)
        this.#depth = 0
        this.#inText = false
        yield this.#value.take()
      }
    }
    if (this.#depth > 0) this.#value.add(bytes.subarray(from), offset + from)
  }

  *end(): Generator<JsonItem> {
    yield* this.#between()
    if (this.#depth > 0)
      yield {
        kind: 'fault',
        fault: { code: 'json-cut', offset: this.#value.offset, have: this.#value.bytes },
      }
  }

  #closes(byte: number): boolean {
    if (this.#inText) {
      if (this.#escaped) this.#escaped = false
      else if (byte === BACKSLASH) this.#escaped = true
      else if (byte === QUOTE) this.#inText = false
      return false
    }
    if (byte === QUOTE) this.#inText = true
    else if (byte === OPEN || byte === OPEN_LIST) this.#depth += 1
    else if (byte === CLOSE || byte === CLOSE_LIST) this.#depth -= 1
    return this.#depth === 0
  }

  #pass(byte: number, offset: number): void {
    if (byte <= 32 || byte === 44 || byte === OPEN_LIST || byte === CLOSE_LIST) return
    if (this.#outside === 0) this.#outsideAt = offset
    if (this.#outside < 60) this.#outsideText += String.fromCharCode(byte)
    this.#outside += 1
  }

  *#between(): Generator<JsonItem> {
    const tell = this.#outside > QUIET_BYTES
    const fault: JsonFault = { code: 'bad-json', offset: this.#outsideAt, have: this.#outsideText }
    this.#outside = 0
    this.#outsideText = ''
    if (tell) yield { kind: 'fault', fault }
  }
}

/** A fault of a JSON file as a sentence. */
export function describeJsonFault(fault: JsonFault): string {
  switch (fault.code) {
    case 'bad-json':
      return `at byte ${fault.offset}: expected a JSON object, found ${JSON.stringify(fault.have)}.`
    case 'json-too-large':
      return `at byte ${fault.offset}: a JSON value has ${fault.need} bytes, at most ${fault.limit} are read.`
    case 'json-cut':
      return `at byte ${fault.offset}: a JSON value does not end; ${fault.have} bytes of it are there.`
  }
}
