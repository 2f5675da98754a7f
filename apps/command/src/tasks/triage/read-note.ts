import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { isNoteName, MAX_NOTE_EXCERPT, readNoteText } from '@codedark/domain/triage'
import { openLog } from '@codedark/files'
import type { FileFault, OpenLog } from '@codedark/files'
import { MAX_HASHED_NOTE_BYTES, MAX_NOTE_BYTES } from './limits.ts'
import type { LogPlace } from './messages.ts'
import type { NoteReply } from './note-message.ts'

const BLOCK_BYTES = 64 * 1024

/**
 * Reads a text file, in a child: its beginning is searched for words and never parsed, all of it is hashed. A file that is written to
 * meanwhile, or ends early, has no hash. Faults: it cannot be opened.
 */
export function readNote(place: LogPlace, beat: () => void): Result<NoteReply, FileFault> {
  const { path, entry } = place
  const opened = openLog(path, entry === undefined ? {} : { entry })
  if (!opened.ok) return opened
  const log = opened.value
  const start = Buffer.alloc(Math.min(MAX_NOTE_BYTES, log.size))
  const text = decode(start.subarray(0, log.read(0, start)))
  const sha256 = hashOf(log, beat)
  const fault = log.fault()
  const whole = fault === undefined && log.changed() === undefined
  const { size } = log
  log.close()
  if (fault !== undefined && text === '') return failed(fault)
  const { isNote, ...said } = readNoteText(text, isNoteName(entry?.name ?? path))
  return ok({
    is: 'note',
    bytes: size,
    // What a zip says of times is local time of nobody knows where.
    modifiedAt: entry === undefined ? timeOf(path) : null,
    sha256: whole ? sha256 : null,
    isNote,
    language: said.language,
    contacts: [...said.contacts],
    addressee: said.addressee,
    excerpt: isNote ? text.slice(0, MAX_NOTE_EXCERPT) : '',
  })
}

function hashOf(log: OpenLog, beat: () => void): string | null {
  if (log.size > MAX_HASHED_NOTE_BYTES) return null
  const hash = createHash('sha256')
  const block = new Uint8Array(BLOCK_BYTES)
  let at = 0
  for (let got = log.read(0, block); got > 0; got = log.read(at, block)) {
    hash.update(block.subarray(0, got))
    at += got
    beat()
  }
  return at === log.size ? hash.digest('hex') : null
}

function timeOf(path: string): string | null {
  try {
    return statSync(path).mtime.toISOString()
  } catch {
    return null
  }
}

/** UTF-16 by its mark, else UTF-8; bytes that are neither become the replacement character. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder('utf-8').decode(bytes)
}
