import { noticeViews, parsePolicy, type NoticePolicy, type NoticeView } from '@codedark/domain/incident'
import { isAuthorityRole, type Contact } from '@codedark/domain/people'
import { failed, ok, type Result } from '@codedark/domain/result'
import {
  channelNames,
  contactsDigest,
  describeChannels,
  listedContacts,
  readChannels,
  readContacts,
  readJson,
  type HeldChannels,
  type HeldContacts,
  printCallTree,
  printForm,
  type PaperParts,
} from '../tasks/notices/index.ts'
import { heldFile, holdFile } from './held.ts'
import type { OpenedCommand } from './open-command.ts'
import { nameReader } from './judging.ts'
import { settingsOf } from './settings.ts'
import { notRecorded } from './sentences.ts'

/** Imports a call tree: kept sealed first, then recorded as ids. Gives what to say of it; the fault is sentences. */
export function importContacts(
  { folder, keys, ledger }: OpenedCommand,
  path: string,
  by: string,
): Result<readonly string[], string> {
  const read = readContacts(path)
  if (!read.ok) return read
  const { contacts, faults, sentences } = read.value
  const held = { contacts, faults }
  const kept = holdFile(folder, keys, 'contacts', held)
  if (!kept.ok) return kept
  const recorded = recordContacts({ keys, ledger }, held, by)
  if (!recorded.ok) return recorded
  const unreached = contacts.filter(
    (one) => one.mobile === null && one.mail === null && !isAuthorityRole(one.role),
  )
  return ok([
    ...sentences,
    `Entry ${recorded.value}: ${contacts.length} people in the call tree.`,
    ...(unreached.length === 0
      ? []
      : [`Reached on paper only: ${unreached.map(({ id }) => id).join(', ')}.`]),
  ])
}

/** Records the list that is kept; gives the number of the entry. */
export function recordContacts(
  { keys, ledger }: Pick<OpenedCommand, 'keys' | 'ledger'>,
  held: HeldContacts,
  by: string,
): Result<number, string> {
  const done = ledger.submit(
    {
      type: 'ImportContacts',
      digest: contactsDigest(held, keys.databaseKey),
      faults: held.faults,
      contacts: listedContacts(held),
    },
    'command-line',
    by,
  )
  return done.ok ? ok(done.value.from + 1) : failed(notRecorded(done.fault))
}

/** The call tree as it is kept; null: none was imported. */
export function heldContacts({ folder, keys }: OpenedCommand): Result<HeldContacts | null, string> {
  return heldFile(folder, keys, 'contacts')
}

/** Sets the channels from a file, sealed, or only tells how they stand (`path` null). No secret is in what is said. */
export function setChannels(
  { folder, keys, ledger }: OpenedCommand,
  path: string | null,
  by: string,
): Result<readonly string[], string> {
  if (path === null) {
    const held = heldFile(folder, keys, 'channels')
    return held.ok ? ok(describeChannels(held.value ?? {})) : held
  }
  const read = readChannels(path)
  if (!read.ok) return read
  const kept = holdFile(folder, keys, 'channels', read.value)
  if (!kept.ok) return kept
  const done = ledger.submit(
    { type: 'SetNoticeChannels', channels: channelNames(read.value) },
    'command-line',
    by,
  )
  return done.ok ? ok([...describeChannels(read.value), FILE_STAYS(path)]) : failed(notRecorded(done.fault))
}

const FILE_STAYS = (path: string): string =>
  `What it holds is sealed in the data folder now. ${path} still holds it in clear: delete it.`

/** Sets the policy from a JSON file, or gives the one that holds (`path` null). */
export function setPolicy(
  { ledger }: OpenedCommand,
  path: string | null,
  by: string,
): Result<NoticePolicy, string> {
  if (path === null) return ok(ledger.state().notices.policy)
  const read = readJson(path)
  if (!read.ok) return read
  const policy = parsePolicy(read.value)
  if (!policy.ok) return failed(`${path}: ${policy.fault.place} must be ${policy.fault.expected}.`)
  const done = ledger.submit({ type: 'SetNoticePolicy', policy: policy.value }, 'command-line', by)
  return done.ok ? ok(policy.value) : failed(notRecorded(done.fault))
}

/** What is set of the channels; nothing where nothing was. */
export function heldChannels({ folder, keys }: OpenedCommand): Result<HeldChannels, string> {
  const held = heldFile(folder, keys, 'channels')
  return held.ok ? ok(held.value ?? {}) : held
}

/** The call tree as it is kept. The fault is a sentence. */
export function showContacts(opened: OpenedCommand): Result<readonly Contact[], string> {
  const held = heldContacts(opened)
  if (!held.ok) return held
  return held.value === null
    ? failed('No call tree is imported: codedark contacts import takes one.')
    : ok(held.value.contacts)
}

/** Every notice as the board has it. */
export function listNotices(opened: OpenedCommand, now: string): Result<readonly NoticeView[], string> {
  const held = heldContacts(opened)
  if (!held.ok) return held
  const names = new Map((held.value?.contacts ?? []).map(({ id, name }) => [id, name]))
  const nameOf = (contact: string): string | null => names.get(contact) ?? null
  return ok(noticeViews(opened.ledger.state(), { textOf: nameReader(opened.ledger), nameOf }, now))
}

/** Form 213 of a notice for a contact, as PDF; that it was printed is not that it was handed over. */
export async function formPdf(
  opened: OpenedCommand,
  { notice, to }: { readonly notice: string; readonly to: string },
  now: string,
): Promise<Result<Uint8Array, string>> {
  const parts = paperParts(opened, now)
  return parts.ok ? printForm(parts.value, notice, to) : parts
}

/** The call tree as PDF. */
export async function callTreePdf(opened: OpenedCommand, now: string): Promise<Result<Uint8Array, string>> {
  const parts = paperParts(opened, now)
  return parts.ok ? printCallTree(parts.value) : parts
}

function paperParts(opened: OpenedCommand, now: string): Result<PaperParts, string> {
  const held = heldContacts(opened)
  if (!held.ok) return held
  const standing = settingsOf(opened.folder)
  if (!standing.ok) return standing
  const { hospital, timeZone } = standing.value.settings
  const { kind } = opened.folder
  const state = opened.ledger.state()
  return ok({ state, held: held.value, hospital, timeZone, kind, key: opened.keys.databaseKey, now })
}
