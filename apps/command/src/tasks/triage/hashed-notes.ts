import { createHash } from 'node:crypto'
import type { NoteReport } from '@codedark/domain/triage'

/** Gives a note that stands in a record the SHA-256 of its text (UTF-8), as far as it was kept; that of a file has the file’s. */
export function hashedNotes(report: NoteReport): NoteReport {
  return {
    ...report,
    notes: report.notes.map((note) =>
      note.record === null || note.excerpt === null
        ? note
        : { ...note, sha256: createHash('sha256').update(note.excerpt, 'utf8').digest('hex') },
    ),
  }
}
