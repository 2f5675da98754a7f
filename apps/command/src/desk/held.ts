import { join } from 'node:path'
import { readSealed, writeSealed, type DataFolder, type Keys } from '@codedark/files'
import { failed, ok, type Result } from '@codedark/domain/result'
import type { EstateTexts } from '@codedark/domain/estate'
import type { NoteSearch } from '@codedark/domain/triage'
import type { HeldChannels, HeldContacts } from '../tasks/notices/index.ts'
import type { JudgeBasis, KnownLog, VerdictChange } from '../tasks/triage/index.ts'

/** What triage left beside the findings: sealed beside the ledger, which holds its digest. */
export interface HeldTriage {
  readonly at: string
  readonly packs: readonly { readonly name: string; readonly version: string; readonly rules: number }[]
  /** What all runs so far read, without the findings: verdicts are judged from it again after each report. */
  readonly basis: JudgeBasis
  /** Servers whose verdict the last run changed, judged by all runs; null: it was the first. Absent in folders of earlier versions. */
  readonly changed?: readonly VerdictChange[] | null
  /** Where the logs of all runs so far lie and what bytes they had; absent in folders of earlier versions. */
  readonly logs?: readonly KnownLog[]
  /** What the texts beside the logs of all runs so far said; absent in folders of earlier versions. */
  readonly noteSearch?: NoteSearch
  /** How often findings had been added to their store when this was written. */
  readonly findingsAdditions: number
  /** The last run as its entry has it; an entry that is missing is made from it. */
  readonly run: HeldRun
}

/** The counts of a run. */
export interface HeldRun {
  readonly digest: string
  readonly files: number
  readonly records: number
  readonly findings: number
  readonly faults: number
  readonly rulesLoaded: number
  readonly rulesRefused: number
}

/** The list of servers, services and care as it was imported. */
export interface HeldEstate {
  readonly texts: EstateTexts
  readonly importedAt: string
}

/** What lies sealed beside the ledger, by name. */
export interface HeldFiles {
  readonly estate: HeldEstate
  readonly triage: HeldTriage
  readonly contacts: HeldContacts
  /** With passwords and secrets. */
  readonly channels: HeldChannels
}

/** Writes one of them; done means synced. It is written before its entry (DESIGN 5). */
export function holdFile<Name extends keyof HeldFiles>(
  folder: DataFolder,
  keys: Keys,
  name: Name,
  value: HeldFiles[Name],
): Result<null, string> {
  const path = join(folder.commandFolder, `${name}.sealed`)
  const written = writeSealed(path, keys.databaseKey, name, Buffer.from(JSON.stringify(value)))
  return written.ok ? ok(null) : failed(`${path}: not recorded: ${written.fault.code}.`)
}

/** Reads one of them; null where there is none yet. A changed byte is a fault, as a sentence. */
export function heldFile<Name extends keyof HeldFiles>(
  folder: DataFolder,
  keys: Keys,
  name: Name,
): Result<HeldFiles[Name] | null, string> {
  const path = join(folder.commandFolder, `${name}.sealed`)
  const read = readSealed(path, keys.databaseKey, name)
  if (!read.ok)
    return read.fault.code === 'not-found'
      ? ok(null)
      : failed(`${path}: could not be read: ${read.fault.code}.`)
  // Written by `holdFile` and sealed since: its shape is ours.
  return ok(JSON.parse(read.value.toString('utf8')) as HeldFiles[Name])
}
