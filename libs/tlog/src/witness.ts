import { sameBytes, toBase64 } from './bytes.ts'
import { parseCheckpoint } from './checkpoint.ts'
import type { Checkpoint } from './checkpoint.ts'
import { emptyRoot } from './hashes.ts'
import type { Sha256 } from './hashes.ts'
import { MAX_SUBMISSION_HASHES } from './limits.ts'
import { countOf, hashLines } from './lines.ts'
import { openNote } from './note.ts'
import type { NoteVerifier, VerifySignature } from './note.ts'
import { failed, ok } from './result.ts'
import type { Result } from './result.ts'
import { verifyConsistency } from './verify-proof.ts'

/** What a log hands to a witness (C2SP tlog-witness, add-checkpoint): what the witness holds, the proof, the new checkpoint. */
export interface Submission {
  readonly oldSize: number
  /** Consistency proof from the old size; empty from size 0. */
  readonly hashes: readonly Uint8Array[]
  /** The signed note as it is. */
  readonly checkpoint: string
}

/** The last checkpoint that a witness cosigned of one origin. */
export interface WitnessedTree {
  readonly size: number
  readonly root: Uint8Array
}

/**
 * Why a witness does not cosign. `wrong-proof`, and `other-tree` above all, are signs that the log was rewritten or forked:
 * the submission is worth keeping.
 */
export type WitnessRefusal =
  | { readonly code: 'bad-submission'; readonly line: number; readonly expected: string }
  | { readonly code: 'unknown-origin'; readonly origin: string }
  | { readonly code: 'wrong-signature' }
  /** The old size is above the checkpoint's. */
  | { readonly code: 'old-above-size'; readonly oldSize: number; readonly size: number }
  /** The witness holds another size: submit again from that. */
  | { readonly code: 'other-size'; readonly held: number }
  | { readonly code: 'wrong-proof' }
  /** The same size with another root: two logs under one name. */
  | { readonly code: 'other-tree'; readonly held: number }

/** The body of a submission. */
export function formatSubmission({ oldSize, hashes, checkpoint }: Submission): string {
  return `${[`old ${oldSize}`, ...hashes.map(toBase64)].join('\n')}\n\n${checkpoint}`
}

/** Reads the body of a submission; nothing in it is checked yet. */
export function parseSubmission(text: string): Result<Submission, WitnessRefusal> {
  const lines = text.split('\n')
  const first = lines[0] ?? ''
  const oldSize = first.startsWith('old ') ? countOf(first.slice(4)) : null
  if (oldSize === null) return failed({ code: 'bad-submission', line: 1, expected: 'old and a decimal' })
  const read = hashLines(lines, 1, MAX_SUBMISSION_HASHES)
  if ('badLine' in read)
    return failed({ code: 'bad-submission', line: read.badLine + 1, expected: 'a hash, or an empty line' })
  return ok({ oldSize, hashes: read.hashes, checkpoint: lines.slice(read.next).join('\n') })
}

/** What a witness knows when a submission comes. */
export interface WitnessKnowledge {
  readonly sha256: Sha256
  readonly verify: VerifySignature
  /** Keys of the logs that it watches; a log's name is its origin. */
  readonly logs: readonly NoteVerifier[]
  /** What it cosigned last of an origin; null: nothing yet. */
  readonly held: (origin: string) => WitnessedTree | null
}

/**
 * Whether a witness may cosign. The checkpoint that comes out must be stored, synced, before a cosignature is given, and in
 * one step with having looked at what is held (C2SP tlog-witness, add-checkpoint).
 */
export function judgeSubmission(
  { oldSize, hashes, checkpoint: note }: Submission,
  knows: WitnessKnowledge,
): Result<Checkpoint & { readonly text: string }, WitnessRefusal> {
  const origin = note.slice(0, Math.max(note.indexOf('\n'), 0))
  const keys = knows.logs.filter(({ name }) => name === origin)
  if (keys.length === 0) return failed({ code: 'unknown-origin', origin })
  const opened = openNote(note, keys, knows.verify)
  if (!opened.ok) return failed({ code: 'wrong-signature' })
  const parsed = parseCheckpoint(opened.value.text)
  if (!parsed.ok)
    return failed({ code: 'bad-submission', line: parsed.fault.line, expected: parsed.fault.expected })
  const { size, root } = parsed.value
  const cosigned = ok({ ...parsed.value, text: opened.value.text })
  if (oldSize > size) return failed({ code: 'old-above-size', oldSize, size })
  const held = knows.held(origin)
  if (oldSize !== (held?.size ?? 0)) return failed({ code: 'other-size', held: held?.size ?? 0 })
  if (size === 0 && !sameBytes(root, emptyRoot(knows.sha256))) return failed({ code: 'wrong-proof' })
  if (held === null || oldSize === 0) return hashes.length === 0 ? cosigned : failed({ code: 'wrong-proof' })
  if (size === oldSize && !sameBytes(root, held.root)) return failed({ code: 'other-tree', held: held.size })
  const claim = { oldSize, oldRoot: held.root, newSize: size, newRoot: root, proof: hashes }
  return verifyConsistency(knows.sha256, claim).ok ? cosigned : failed({ code: 'wrong-proof' })
}
