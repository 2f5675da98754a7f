import { createHash } from 'node:crypto'
import { jsonRecord, openLog, openStored, readJsonValues, shapeOf } from '@codedark/files'
import type { FileFault, JsonFault, JsonRecord, OpenLog } from '@codedark/files'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import type { LogPlace } from './messages.ts'

/** CRC-32 by an instruction of the processor. */
export { crc32 } from 'node:zlib'

/** A log that is open, and what its bytes say that it is. */
export interface OpenedSource {
  readonly log: OpenLog
  readonly kind: 'evtx' | 'json'
}

const HASH_BLOCK_BYTES = 1024 * 1024
const EVTX_MAGIC = 'ElfFile\0'

/**
 * Opens a log where it lies and tells from its first bytes what it is, whatever its name says. What is neither JSON nor a log
 * is read as a log, so that its fault says what was expected, and a damaged one is still searched for records.
 */
export function openSource(place: LogPlace, beat: () => void): Result<OpenedSource, FileFault> {
  const { path, entry } = place
  const packing = entry === undefined ? {} : { entry }
  let opened = openLog(path, packing)
  if (!opened.ok) return opened
  let start = startOf(opened.value)
  if (start[0] === 0x1f && start[1] === 0x8b) {
    opened.value.close()
    opened = openLog(path, { ...packing, gzip: true })
    if (!opened.ok) return opened
    start = startOf(opened.value)
  }
  const log = opened.value
  if (start.toString('latin1').startsWith('PK\u0003\u0004')) {
    log.close()
    const shown = entry === undefined ? path : `${path}!${entry.name}`
    return failed({ code: 'archive-not-read', path: shown })
  }
  const kind = isJson(start) ? 'json' : 'evtx'
  return ok({ log: kind === 'evtx' ? sized(log, beat) : log, kind })
}

function startOf(log: OpenLog): Buffer {
  const bytes = Buffer.alloc(512)
  return bytes.subarray(0, log.read(0, bytes))
}

function isJson(start: Buffer): boolean {
  if (start.toString('latin1').startsWith(EVTX_MAGIC)) return false
  const text = start[0] === 0xff && start[1] === 0xfe ? start.toString('utf16le') : start.toString('utf8')
  // `Record 1` stands before each value of one tool's output.
  return /^\uFEFF?\s*(?:Record \d+\s*)?[[{]/.test(text)
}

/** A `.gz` does not say how long it becomes, and the reader of logs must know: it is unpacked once to count. */
function sized(log: OpenLog, beat: () => void): OpenLog {
  if (Number.isFinite(log.size)) return log
  const block = new Uint8Array(HASH_BLOCK_BYTES)
  let size = 0
  for (let got = log.read(0, block); got > 0; got = log.read(size, block)) {
    size += got
    beat()
  }
  return {
    size,
    read: (offset, into) => log.read(offset, into),
    fault: () => log.fault(),
    changed: () => log.changed(),
    close: () => log.close(),
  }
}

/** The digest of the bytes as they lie there: equal digests are equal logs. Packed bytes get a prefix of their own. */
export function digestOf(place: LogPlace, beat: () => void): Result<string, FileFault> {
  const opened = openStored(place.path, place.entry)
  if (!opened.ok) return opened
  const log = opened.value
  const hash = createHash('sha256')
  const block = new Uint8Array(Math.min(HASH_BLOCK_BYTES, Math.max(4_096, log.size)))
  let at = 0
  for (let got = log.read(0, block); got > 0; got = log.read(at, block)) {
    hash.update(block.subarray(0, got))
    at += got
    beat()
  }
  const fault = log.fault()
  log.close()
  const how = (place.entry?.method ?? 0) === 0 ? 'sha' : 'deflated'
  // The same packed bytes under another promise are read otherwise: a lie in one zip must not stand for the truth in another.
  if (how === 'deflated') hash.update(`${place.entry?.bytes} ${place.entry?.crc}`)
  return fault === undefined ? ok(`${how}:${hash.digest('hex')}`) : failed(fault)
}

/** What a JSON log gives. */
export type JsonLogItem =
  | { readonly kind: 'record'; readonly record: JsonRecord }
  | { readonly kind: 'fault'; readonly fault: JsonFault }
  /** Values that are no record of a shape that we know. */
  | { readonly kind: 'stranger'; readonly offset: number }

/** Reads a JSON log. Each value tells its own shape: exports of several tools may stand in one file. */
export function* readJsonLog(log: OpenLog): Generator<JsonLogItem> {
  for (const item of readJsonValues(log)) {
    if (item.kind === 'fault') {
      yield item
      continue
    }
    const shape = shapeOf(item.value)
    if (shape === undefined) yield { kind: 'stranger', offset: item.offset }
    else yield { kind: 'record', record: jsonRecord(item.value, shape, item.offset) }
  }
}
