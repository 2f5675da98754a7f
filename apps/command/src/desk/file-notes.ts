import { noteKind } from '@codedark/domain/incident'
import { failed, ok, type Result } from '@codedark/domain/result'
import type { NoteFile, NoteSearch } from '@codedark/domain/triage'
import type { OpenedCommand } from './open-command.ts'
import { notRecorded } from './sentences.ts'

/**
 * Makes items of evidence of the notes that triage found, and with each the notice that the policy wants. Notes that name the same
 * contacts are one item, whatever victim's number stands in each: forty servers with forty texts are one thing to know. What an
 * earlier run filed of the same server is not filed again. Gives how many entries were made.
 */
export function fileNotes(
  { ledger }: OpenedCommand,
  { files }: Pick<NoteSearch, 'files'>,
): Result<number, string> {
  // Before an incident is opened there is nobody to notify; the files are kept all the same.
  if (ledger.state().incident === null) return ok(0)
  const filed = new Map<string, string>()
  let entries = 0
  for (const file of files) {
    const { sha256 } = file
    const place = onList(file, ledger)
    if (sha256 === null || !ledger.state().evidence.has(sha256)) continue
    const kind = noteKind(file.excerpt)
    const same = filed.get(groupOf(file)) ?? itemOf(ledger.state(), sha256)
    if (same !== null && same !== undefined) {
      filed.set(groupOf(file), same)
      const held = ledger.state().items.get(same)
      if (
        held === undefined ||
        held.closedBy !== null ||
        place.server === undefined ||
        held.servers.includes(place.server)
      )
        continue
      const again = ledger.submit({ type: 'SeeItemAgain', item: same, source: 'triage', ...place }, 'triage')
      if (!again.ok) return failed(notRecorded(again.fault))
      entries += 1
      continue
    }
    const done = ledger.submit(
      {
        type: 'FileEvidenceItem',
        kind,
        source: 'triage',
        sha256,
        mayShowPatients: true,
        ...place,
      },
      'triage',
    )
    if (!done.ok) return failed(notRecorded(done.fault))
    entries += done.value.until - done.value.from
    const event = ledger.event(done.value.from)
    if (event?.type === 'EvidenceItemFiled') filed.set(groupOf(file), event.item)
  }
  return ok(entries)
}

/** A server that no list has is not named in the entry; its file says where it lay. */
function onList({ server }: NoteFile, ledger: OpenedCommand['ledger']): { readonly server?: string } {
  const { estate } = ledger.state()
  return server === null || (estate !== null && !estate.servers.has(server)) ? {} : { server }
}

const groupOf = ({ text, excerpt }: NoteFile): string =>
  `${noteKind(excerpt)} ${text.contacts
    .map(({ value }) => value)
    .sort()
    .join(' ')}`

const itemOf = ({ items }: ReturnType<OpenedCommand['ledger']['state']>, sha256: string): string | null =>
  [...items.values()].find(({ hash, closedBy }) => hash === sha256 && closedBy === null)?.item ?? null
