import { fromBase64, toBase64 } from './bytes.ts'
import { parseCheckpoint } from './checkpoint.ts'
import type { Checkpoint, CheckpointFault } from './checkpoint.ts'
import { cosignaturesOf } from './cosignature.ts'
import type { Cosignature, CosignerVerifier } from './cosignature.ts'
import type { Sha256 } from './hashes.ts'
import { MAX_INCLUSION_HASHES, MAX_PROOF_FILE_CHARS } from './limits.ts'
import { countOf, hashLines } from './lines.ts'
import { openNote } from './note.ts'
import type { NoteFault, NoteVerifier, VerifySignature } from './note.ts'
import { failed, ok } from './result.ts'
import type { Result } from './result.ts'
import { verifyInclusion } from './verify-proof.ts'
import type { ProofFault } from './verify-proof.ts'

/** A proof that can be checked offline (C2SP tlog-proof): the place of a leaf, the way to the root, the signed checkpoint. */
export interface ProofFile {
  /** Opaque and not covered by any signature; what it means is the application's. */
  readonly extra: Uint8Array | null
  /** From 0. */
  readonly index: number
  /** From the leaf's sibling to the root's child. */
  readonly hashes: readonly Uint8Array[]
  /** The signed note, with its cosignatures, as it is. */
  readonly checkpoint: string
}

/** Where a proof file is none; `line` counts from 1. */
export interface ProofFileFault {
  readonly code: 'bad-proof-file'
  readonly line: number
  readonly expected: string
}

const HEAD = 'c2sp.org/tlog-proof@v1'

/** The text of a proof file, to be kept under the name ending `.tlog-proof`. */
export function formatProofFile({ extra, index, hashes, checkpoint }: ProofFile): string {
  const lines = [
    HEAD,
    ...(extra === null ? [] : [`extra ${toBase64(extra)}`]),
    `index ${index}`,
    ...hashes.map(toBase64),
  ]
  return `${lines.join('\n')}\n\n${checkpoint}`
}

/** Reads a proof file; nothing in it is checked yet. */
export function parseProofFile(text: string): Result<ProofFile, ProofFileFault> {
  const bad = (line: number, expected: string): Result<never, ProofFileFault> =>
    failed({ code: 'bad-proof-file', line: line + 1, expected })
  if (text.length > MAX_PROOF_FILE_CHARS) return bad(0, `no more than ${MAX_PROOF_FILE_CHARS} characters`)
  const lines = text.split('\n')
  if (lines[0] !== HEAD) return bad(0, HEAD)
  const extraText = lines[1]?.startsWith('extra ') === true ? lines[1].slice(6) : null
  const extra = extraText === null ? null : fromBase64(extraText)
  if (extra !== null && !extra.ok) return bad(1, 'extra data in base64')
  const at = extra === null ? 1 : 2
  const line = lines[at] ?? ''
  const index = line.startsWith('index ') ? countOf(line.slice(6)) : null
  if (index === null) return bad(at, 'index and a decimal')
  const read = hashLines(lines, at + 1, MAX_INCLUSION_HASHES)
  if ('badLine' in read) return bad(read.badLine, 'a hash of 32 bytes in base64, or an empty line')
  return ok({
    extra: extra === null ? null : extra.value,
    index,
    hashes: read.hashes,
    checkpoint: lines.slice(read.next).join('\n'),
  })
}

/** What a proof file that holds says. */
export interface ProvedInclusion {
  readonly checkpoint: Checkpoint
  readonly cosignatures: readonly Cosignature[]
}

/** Who is trusted: the log's key under the origin's name, and witnesses, of which any number may be none. */
export interface ProofTrust {
  readonly log: NoteVerifier
  readonly witnesses: readonly CosignerVerifier[]
  readonly verify: VerifySignature
}

/**
 * Checks that `leaf` (a leaf hash) stands at the proof's index under a checkpoint that the log signed. How many cosignatures
 * are enough is for the caller to say: the outcome lists those that hold (C2SP tlog-proof, "Verifying a tlog proof").
 */
export function verifyProofFile(
  sha256: Sha256,
  proof: ProofFile,
  leaf: Uint8Array,
  trust: ProofTrust,
): Result<ProvedInclusion, NoteFault | CheckpointFault | ProofFault | { readonly code: 'other-origin' }> {
  const opened = openNote(proof.checkpoint, [trust.log], trust.verify)
  if (!opened.ok) return opened
  const checkpoint = parseCheckpoint(opened.value.text)
  if (!checkpoint.ok) return checkpoint
  const { origin, size, root } = checkpoint.value
  if (origin !== trust.log.name) return failed({ code: 'other-origin' })
  const cosignatures = cosignaturesOf(proof.checkpoint, trust.witnesses, trust.verify)
  if (!cosignatures.ok) return cosignatures
  const included = verifyInclusion(sha256, { index: proof.index, size, leaf, root, proof: proof.hashes })
  return included.ok ? ok({ checkpoint: checkpoint.value, cosignatures: cosignatures.value }) : included
}
