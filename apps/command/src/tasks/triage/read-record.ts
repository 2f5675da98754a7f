import { jsonRecord, readJsonValues, shapeOf } from '@codedark/files'
import type { OpenLog } from '@codedark/files'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { readEvtx } from '@codedark/evtx'
import type { ByteSource } from '@codedark/evtx'
import { openSource } from './log-source.ts'
import type { LogPlace } from './messages.ts'

/** Where a record stood when it was read. */
export interface RecordPlace extends LogPlace {
  readonly offset: number
  /** 0: it has none. */
  readonly recordId: number
}

const HEADER_BYTES = 4_096
const CHUNK_BYTES = 65_536

/**
 * Reads one record again, in a child: of an `.evtx` its chunk and nothing else, since a chunk holds all that its records need; of JSON
 * the value that begins there. Gives Event Viewer's XML, or the value, set out in lines. Fault: it is not there, as a clause.
 */
export function readRecordAt(place: RecordPlace, beat: () => void): Result<string, string> {
  const opened = openSource(place, beat)
  if (!opened.ok) return failed(`it cannot be opened (${opened.fault.code})`)
  const { log, kind } = opened.value
  try {
    return kind === 'evtx' ? fromChunk(log, place) : fromJson(log, place)
  } finally {
    log.close()
  }
}

function fromChunk(log: OpenLog, { offset, recordId }: RecordPlace): Result<string, string> {
  const chunk = Math.floor((offset - HEADER_BYTES) / CHUNK_BYTES) * CHUNK_BYTES + HEADER_BYTES
  if (chunk < HEADER_BYTES) return failed(`no record can stand at byte ${offset}`)
  // The file as if it had this chunk only; records in it stand as much earlier.
  const back = chunk - HEADER_BYTES
  const source: ByteSource = {
    size: Math.min(log.size - back, HEADER_BYTES + CHUNK_BYTES),
    read: (at, into) =>
      at < HEADER_BYTES
        ? log.read(at, into.subarray(0, Math.min(into.length, HEADER_BYTES - at)))
        : log.read(at + back, into),
  }
  for (const item of readEvtx(source)) {
    if (item.kind !== 'record' || item.record.offset + back !== offset) continue
    const { record } = item
    if ((record.recordId ?? record.headerRecordId) !== recordId)
      return failed(`another record stands at byte ${offset}`)
    return ok(record.toXml().replaceAll('><', '>\n<'))
  }
  return failed(`no record stands at byte ${offset}`)
}

function fromJson(log: OpenLog, { offset, recordId }: RecordPlace): Result<string, string> {
  const source: OpenLog = {
    size: log.size - offset,
    read: (at, into) => log.read(at + offset, into),
    fault: () => log.fault(),
    changed: () => log.changed(),
    close: () => log.close(),
  }
  for (const item of readJsonValues(source)) {
    if (item.kind !== 'value') break
    const shape = shapeOf(item.value)
    if (shape === undefined) break
    if ((jsonRecord(item.value, shape, offset).recordId ?? 0) !== recordId)
      return failed(`another record stands at byte ${offset}`)
    return ok(JSON.stringify(item.value, null, 1))
  }
  return failed(`no record stands at byte ${offset}`)
}
