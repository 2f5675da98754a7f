import { readFileSync, statSync } from 'node:fs'
import { describeFileFault, writeDurably } from '@codedark/files'
import type { RemovalReason } from '@codedark/domain/incident'
import type { TwoSigned } from '../people/two-sign.ts'
import { failed, ok, type Result } from '@codedark/domain/result'
import { checkProofFile, type LedgerReport, type ProofCheckFault, type ProvedEntry } from '@codedark/ledger'
import { formatSubmission } from '@codedark/tlog'
import { copyFolder } from '../tasks/copy/index.ts'
import type { OpenedCommand } from './open-command.ts'
import { notRecorded } from './sentences.ts'
import { settingsOf } from './settings.ts'

/** The largest file that is read as a checkpoint or a proof, in bytes: a phone's notes of a week, an entry of 64 KB. */
const HANDED_BYTES_MAX = 1024 * 1024

/** Makes the second copy now; `to` names another folder than the settings do. Both outcomes are sentences. */
export function copyNow(opened: OpenedCommand, to?: string): Result<string, string> {
  const { folder, keys, ledger } = opened
  const standing = settingsOf(folder)
  if (!standing.ok) return standing
  const target = to ?? standing.value.settings.secondCopy
  if (target === null)
    return failed('No folder for a second copy is set: codedark settings --second-copy DIR, or --to DIR.')
  const copied = copyFolder({ folder, keys, origin: ledger.origin, to: target })
  return copied.ok
    ? ok(
        `The record, entry 1 to ${copied.value.entries}, and what it speaks of are copied to ${target}, encrypted.`,
      )
    : copied
}

/**
 * The latest checkpoint, to be handed to somebody outside IT: the signed note as it is, byte for byte, then the key that
 * verifies it. With `since`, the entries that they hold already, the proof that it continues them stands before it (the body
 * of a submission, C2SP tlog-witness). The fault is a sentence.
 */
export function checkpointText({ ledger }: OpenedCommand, since?: number): Result<string, string> {
  const head = ledger.head()
  const note = head.ok ? ledger.checkpointAt(head.value.size) : null
  if (!head.ok || note === null) return failed('The record is empty: there is nothing to sign.')
  const key = `\nverifier key:\n${ledger.verifierKey}\n`
  if (since === undefined) return ok(`${note}${key}`)
  const hashes = ledger.proveGrowth(since, head.value.size)
  if (hashes === null) return failed(`The record has ${head.value.size} entries, not ${since}.`)
  return ok(`${formatSubmission({ oldSize: since, hashes, checkpoint: note })}${key}`)
}

/** Saves the checkpoint; done means synced. The fault is a sentence. */
export function saveCheckpoint(opened: OpenedCommand, path: string, since?: number): Result<null, string> {
  const text = checkpointText(opened, since)
  if (!text.ok) return text
  const written = writeDurably(path, text.value, 0o644)
  return written.ok ? ok(null) : failed(describeFileFault(written.fault))
}

/** A file from outside with checkpoints in it. The fault is a sentence. */
export function readOutside(path: string): Result<string, string> {
  return readSmall(path)
}

/** Reads everything and holds it against texts from outside; cosignatures of the witnesses that are set are told. */
export function verifyRecord({ folder, ledger }: OpenedCommand, against: readonly string[]): LedgerReport {
  const settings = settingsOf(folder)
  const witnesses = settings.ok ? (settings.value.settings.witnesses ?? []).map(({ key }) => key) : []
  return ledger.verify({ against, witnesses })
}

function readSmall(path: string): Result<string, string> {
  try {
    const { size } = statSync(path)
    if (size > HANDED_BYTES_MAX)
      return failed(describeFileFault({ code: 'too-large', path, have: size, limit: HANDED_BYTES_MAX }))
    return ok(readFileSync(path, 'utf8'))
  } catch (error) {
    return failed(`${path}: ${(error as Error).message}.`)
  }
}

/** Saves the proof that entry `number`, from 1 as pages show it, is in the record; done means synced. The fault is a sentence. */
export function saveProof(opened: OpenedCommand, number: number, path: string): Result<null, string> {
  const proof = opened.ledger.prove(number - 1)
  if (!proof.ok)
    return failed(`The record could not be read: ${proof.fault.code}. Run codedark ledger verify.`)
  if (proof.value === null) return failed(`There is no entry ${number} in the record.`)
  const written = writeDurably(path, proof.value, 0o644)
  return written.ok ? ok(null) : failed(describeFileFault(written.fault))
}

/**
 * Checks a proof file against a verifier key: the key itself, or the file of a checkpoint that was handed out, which ends in it.
 * No data folder and no passphrase is needed. The fault is a sentence.
 */
export function checkProof(path: string, key: string): Result<ProvedEntry, string> {
  const proof = readSmall(path)
  if (!proof.ok) return proof
  const given = key.includes('+') ? ok(key) : readSmall(key)
  if (!given.ok) return given
  const checked = checkProofFile(proof.value, given.value.trim().split('\n').at(-1) ?? '')
  return checked.ok ? checked : failed(`${path}: proves nothing: ${WHY[checked.fault.code]}.`)
}

const WHY: Record<ProofCheckFault['code'], string> = {
  'bad-verifier-key': 'the key that was given is no verifier key',
  'bad-proof-file': 'it is no proof file',
  'bad-note': 'it has no signed checkpoint',
  'wrong-signature': 'the signature of its checkpoint does not hold',
  'no-known-signature': 'its checkpoint is not signed by this key',
  'bad-checkpoint': 'its checkpoint cannot be read',
  'out-of-range': 'its entry lies behind its checkpoint',
  'wrong-length': 'its path does not lead from the entry to the root',
  'wrong-hash-length': 'its path does not lead from the entry to the root',
  'wrong-root': 'its entry is not the one that was signed',
  'other-origin': 'it is of another record than this key',
  'no-entry': 'the entry is not in it',
}

/** What taking a text out asks for: the number of the entry as pages show it, from 1, and two people who signed in. */
export interface Removal extends TwoSigned {
  readonly entry: number
  readonly reason: RemovalReason
}

/**
 * Takes the texts of an entry out of the record, with their salts, and then out of the second copy, which is made anew. The
 * fault is a sentence; `copies` says how the second copy stands.
 */
export function takeTextOut(
  opened: OpenedCommand,
  removal: Removal,
): Result<{ readonly entry: number; readonly copies: Result<string, string> }, string> {
  const { entry, reason, first, second } = removal
  const done = opened.ledger.submit(
    {
      type: 'TakeTextOut',
      ...{ entry: entry - 1, reason },
      ...{ secondName: second.name, secondBy: second.account },
    },
    first.account,
    first.name,
  )
  if (!done.ok) return failed(notRecorded(done.fault))
  const standing = settingsOf(opened.folder)
  const copies =
    standing.ok && standing.value.settings.secondCopy === null
      ? ok('No second copy is set here; one that lies elsewhere still holds the text until it is made anew.')
      : copyNow(opened)
  return ok({ entry: done.value.from + 1, copies })
}
