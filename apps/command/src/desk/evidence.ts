import { existsSync, readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import {
  checkEvidenceFile,
  describeFileFault,
  evidencePath,
  giveEvidenceFile,
  takeEvidenceFile,
  type DataFolder,
  type EvidenceState,
} from '@codedark/files'
import type { EvidenceKind, IncidentState, ItemKind } from '@codedark/domain/incident'
import { failed, ok, type Result } from '@codedark/domain/result'
import { nameReader } from './judging.ts'
import type { OpenedCommand } from './open-command.ts'
import { notRecorded } from './sentences.ts'

/** A file to be taken in, and what the person who brings it says of it. */
export interface EvidenceToAdd {
  readonly path: string
  readonly kind: EvidenceKind
  /** Null: triage found it by itself. */
  readonly by: string | null
  readonly mayShowPatients: boolean
  readonly server?: string | undefined
}

/** A file that the record speaks of. */
export interface EvidenceListed {
  readonly sha256: string
  readonly bytes: number
  readonly kind: EvidenceKind
  readonly mayShowPatients: boolean
  readonly server: string | null
  readonly fileName: string | null
  /** The number of its entry, as the log shows it. */
  readonly entry: number
  readonly at: string
}

const folderOf = (folder: DataFolder): string => join(folder.commandFolder, 'evidence')

/** Keeps a copy of a file beside the record, sealed and read-only, then records it. The fault is a sentence. */
export function addEvidence(
  { folder, keys, ledger }: OpenedCommand,
  { path, kind, by, mayShowPatients, server }: EvidenceToAdd,
): Result<{ readonly sha256: string; readonly bytes: number; readonly entry: number }, string> {
  const taken = takeEvidenceFile(path, folderOf(folder), keys.databaseKey)
  if (!taken.ok) return failed(describeFileFault(taken.fault))
  const { sha256, bytes, again } = taken.value
  const held = ledger.state().evidence.get(sha256)
  if (held !== undefined) return failed(`${path}: was taken in before, by entry ${held.entry + 1}.`)
  const done = ledger.submit(
    {
      type: 'RecordEvidence',
      evidence: kind,
      sha256,
      bytes,
      mayShowPatients,
      server,
      fileName: basename(path),
    },
    by === null ? 'triage' : 'command-line',
    by ?? undefined,
  )
  if (done.ok) return ok({ sha256, bytes, entry: done.value.from + 1 })
  // Nothing was acknowledged; what was there before stays.
  if (!again) rmSync(evidencePath(folderOf(folder), sha256), { force: true })
  return failed(`${path}: ${notRecorded(done.fault)}`)
}

/** Files an item of evidence of a file that is kept; gives the number of its entry. The fault is a sentence. */
export function fileEvidence(
  { ledger }: OpenedCommand,
  item: {
    readonly sha256: string
    readonly kind: ItemKind
    readonly by: string
    readonly mayShowPatients: boolean
    readonly server?: string | undefined
  },
): Result<number, string> {
  const { by, sha256, kind, mayShowPatients, server } = item
  const done = ledger.submit(
    { type: 'FileEvidenceItem', kind, source: 'typed', sha256, mayShowPatients, server, seenBy: by },
    'command-line',
    by,
  )
  return done.ok ? ok(done.value.from + 1) : failed(notRecorded(done.fault))
}

/** All files that the record speaks of, in order of entry. */
export function listEvidence({ ledger }: OpenedCommand): readonly EvidenceListed[] {
  const textOf = nameReader(ledger)
  return [...ledger.state().evidence].map(([sha256, held]) => ({
    sha256,
    bytes: held.bytes,
    kind: held.evidence,
    mayShowPatients: held.mayShowPatients,
    server: held.server,
    fileName: held.fileName === null ? null : textOf(held.fileName),
    entry: held.entry + 1,
    at: held.at,
  }))
}

/** Reads every kept file through and says of each whether it is what its entry says. */
export function checkEvidence({ folder, keys, ledger }: OpenedCommand): readonly {
  readonly sha256: string
  readonly entry: number
  readonly state: EvidenceState
}[] {
  return [...ledger.state().evidence].map(([sha256, { entry }]) => ({
    sha256,
    entry: entry + 1,
    state: checkEvidenceFile(folderOf(folder), keys.databaseKey, sha256),
  }))
}

/** Writes a kept file to a path that does not exist yet. The fault is a sentence. */
export function getEvidence(
  { folder, keys }: OpenedCommand,
  sha256: string,
  to: string,
): Result<null, string> {
  const given = giveEvidenceFile(folderOf(folder), keys.databaseKey, sha256, to)
  if (given.ok) return ok(null)
  return failed(
    given.fault.code === 'misfit'
      ? `${given.fault.path}: its bytes are not what was taken in; nothing was written.`
      : describeFileFault(given.fault),
  )
}

/** Hashes of kept files without an entry: a program was stopped while it took them in, and nobody was told that they are kept. */
export function evidenceWithoutEntry(folder: DataFolder, state: IncidentState): readonly string[] {
  const path = folderOf(folder)
  if (!existsSync(path)) return []
  return readdirSync(path)
    .filter((name) => name.endsWith('.sealed'))
    .map((name) => name.slice(0, -'.sealed'.length))
    .filter((sha256) => !state.evidence.has(sha256))
    .sort()
}
