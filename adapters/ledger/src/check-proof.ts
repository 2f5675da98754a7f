import { describeEntry, decodeEntry } from '@codedark/domain/incident'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { leafHash, parseProofFile, parseVerifierKey, verifyProofFile } from '@codedark/tlog'
import type { CheckpointFault, NoteFault, ProofFault, ProofFileFault, VerifierKeyFault } from '@codedark/tlog'
import { sha256, verifySignature } from './signing.ts'

/** Why a proof file proves nothing. */
export type ProofCheckFault =
  | VerifierKeyFault
  | ProofFileFault
  | NoteFault
  | CheckpointFault
  | ProofFault
  /** It was made by another record than the key is of. */
  | { readonly code: 'other-origin' }
  /** Without the entry in it there is nothing to hold against the record. */
  | { readonly code: 'no-entry' }

/** What a proof file that holds proves. */
export interface ProvedEntry {
  /** From 0. */
  readonly index: number
  /** The entry's bytes as text: JSON. */
  readonly entry: string
  /** What it says, without its texts; null for an entry of a kind that this version does not know. */
  readonly sentence: string | null
  readonly origin: string
  /** Entries under the signed checkpoint. */
  readonly size: number
}

/** Checks a proof file against a verifier key that was written down outside; neither the record nor a network is asked. */
export function checkProofFile(text: string, verifierKey: string): Result<ProvedEntry, ProofCheckFault> {
  const log = parseVerifierKey(sha256, verifierKey)
  if (!log.ok) return log
  const proof = parseProofFile(text)
  if (!proof.ok) return proof
  const { extra, index } = proof.value
  if (extra === null) return failed({ code: 'no-entry' })
  const trust = { log: log.value, witnesses: [], verify: verifySignature }
  const proved = verifyProofFile(sha256, proof.value, leafHash(sha256, extra), trust)
  if (!proved.ok) return proved
  const event = decodeEntry(extra, index)
  return ok({
    index,
    entry: Buffer.from(extra).toString('utf8'),
    sentence: event.ok ? describeEntry(event.value, () => null) : null,
    origin: proved.value.checkpoint.origin,
    size: proved.value.checkpoint.size,
  })
}
