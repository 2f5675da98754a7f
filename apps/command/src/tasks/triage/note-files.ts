import type { NoteFile, NoteSearch } from '@codedark/domain/triage'
import { walk } from '@codedark/files'
import type { FoundFile } from '@codedark/files'
import type { NoteReply } from './note-message.ts'

const KINDS = /\.(txt|hta|html?)$/i

/** Whether a name promises a text that may be a note. */
export const mayBeNote = (name: string): boolean => KINDS.test(name)

/** Files below the paths that may be notes, by name: nothing of them is read here. */
export function findNoteFiles(paths: readonly string[]): readonly FoundFile[] {
  return walk(paths, mayBeNote).files.filter(({ path }) => mayBeNote(path))
}

/** What a child read of one file. */
export interface ReadNote {
  /** As it is shown: a path, or that of a zip, `!` and the name in it. */
  readonly path: string
  readonly said: NoteReply
}

/** What the files say, and of which server each is: by the folder that it lies in, or one above, that bears a server’s name. */
export function noteSearchOf(
  notes: readonly ReadNote[],
  filesLeftOut: number,
  serverOf: (name: string) => string | null,
): NoteSearch {
  const searched = new Set<string>()
  const files = notes.flatMap(({ path, said }): NoteFile[] => {
    const server = serverOfPath(path, serverOf)
    if (server !== null) searched.add(server)
    if (!said.isNote) return []
    const { bytes, modifiedAt, sha256, excerpt, language, contacts, addressee } = said
    return [{ path, server, bytes, modifiedAt, sha256, excerpt, text: { language, contacts, addressee } }]
  })
  return { files, filesLeftOut, searched: [...searched].sort() }
}

function serverOfPath(path: string, serverOf: (name: string) => string | null): string | null {
  const parts = path.split(/[\\/!]/).slice(0, -1)
  for (const part of parts.toReversed()) {
    const name = part.replace(/\.zip$/i, '')
    const server = name === '' ? null : serverOf(name)
    if (server !== null) return server
  }
  return null
}
