import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { dirname, sep } from 'node:path'
import { walk } from '@codedark/files'
import type { NoteFile } from '@codedark/domain/triage'
import { MAX_NOTE_BYTES, MAX_NOTE_FILES } from './limits.ts'

/** The files beside the logs that may be notes, and the servers of which there were any such files to look at. */
export interface NoteSearch {
  readonly files: readonly NoteFile[]
  readonly searched: ReadonlySet<string>
  /** Files beyond `MAX_NOTE_FILES`, which nobody looked at. */
  readonly leftOut: number
}

type ServerOf = (name: string) => string | null

const KINDS = /\.(txt|hta|html?)$/i

/**
 * Reads the text files below the paths, the first `MAX_NOTE_BYTES` of each, and says of which server each is: by the folder
 * that it lies in, or one above, that bears a server’s name. They are searched as text and never parsed, so they are read
 * here and not in a child. A file that cannot be read is passed over, as is one that is changed meanwhile.
 */
export function searchNotes(paths: readonly string[], serverOf: ServerOf): NoteSearch {
  const found = walk(paths, (name) => KINDS.test(name)).files.filter(({ path }) => KINDS.test(path))
  const searched = new Set<string>()
  const files = found.slice(0, MAX_NOTE_FILES).flatMap(({ path }): NoteFile[] => {
    const read = readStart(path)
    if (read === null) return []
    const server = serverOfPath(path, serverOf)
    if (server !== null) searched.add(server)
    return [{ path, server, ...read }]
  })
  return { files, searched, leftOut: Math.max(0, found.length - MAX_NOTE_FILES) }
}

function serverOfPath(path: string, serverOf: ServerOf): string | null {
  const folders = dirname(path).split(sep).toReversed()
  for (const folder of folders) {
    const server = folder === '' ? null : serverOf(folder)
    if (server !== null) return server
  }
  return null
}

function readStart(path: string): Pick<NoteFile, 'bytes' | 'modifiedAt' | 'sha256' | 'text'> | null {
  try {
    const { size, mtime } = statSync(path)
    const start = Buffer.alloc(Math.min(size, MAX_NOTE_BYTES))
    const file = openSync(path, 'r')
    try {
      const got = readSync(file, start, 0, start.length, 0)
      const bytes = start.subarray(0, got)
      return {
        bytes: size,
        modifiedAt: mtime.toISOString(),
        // Of the whole file where it fits the limit, which every note does.
        sha256: createHash('sha256').update(bytes).digest('hex'),
        text: decode(bytes),
      }
    } finally {
      closeSync(file)
    }
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
