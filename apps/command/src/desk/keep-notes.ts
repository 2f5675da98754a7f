import type { NoteSearch } from '@codedark/domain/triage'
import { addEvidence } from './evidence.ts'
import { fileNotes } from './file-notes.ts'
import type { OpenedCommand } from './open-command.ts'

/** Notes that one run keeps: the same text lies on every server and is kept once, so this is more than any crew writes. */
const MAX_KEPT_NOTES = 200

/**
 * Keeps the files that read like ransom notes as evidence, each text once, under the server that it lies on first. A note in a zip is not
 * taken out of it. Each becomes an item of evidence, with its notice. They may show patients: crews put samples into them. Gives a sentence for each that could not be kept.
 */
export function keepNotes(opened: OpenedCommand, search: NoteSearch): readonly string[] {
  const { files } = search
  const faults: string[] = []
  const seen = new Set(opened.ledger.state().evidence.keys())
  let kept = 0
  for (const { path, sha256, server } of files) {
    if (sha256 === null || seen.has(sha256) || path.includes('.zip!')) continue
    seen.add(sha256)
    if (kept >= MAX_KEPT_NOTES) {
      faults.push(`More than ${MAX_KEPT_NOTES} different notes were found; the others were not kept.`)
      break
    }
    kept += 1
    const done = addEvidence(opened, {
      path,
      kind: 'note',
      by: null,
      mayShowPatients: true,
      ...(server === null ? {} : { server }),
    })
    if (!done.ok) faults.push(done.fault)
  }
  const filed = fileNotes(opened, search)
  if (!filed.ok) faults.push(filed.fault)
  return faults
}
