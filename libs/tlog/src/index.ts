/**
 * An append-only Merkle log: hashes and proofs of RFC 6962, checkpoints and signed notes of C2SP.
 * SHA-256 and Ed25519 are handed in by the caller, so this runs wherever JavaScript does.
 */
export { emptyRoot, leafHash, nodeHash } from './hashes.ts'
export type { Sha256 } from './hashes.ts'
export { MerkleTree } from './merkle-tree.ts'
export type { TreeRangeFault } from './merkle-tree.ts'
export { verifyConsistency, verifyInclusion } from './verify-proof.ts'
export type { ConsistencyClaim, InclusionClaim, ProofFault } from './verify-proof.ts'
export { formatCheckpoint, parseCheckpoint } from './checkpoint.ts'
export type { Checkpoint, CheckpointFault } from './checkpoint.ts'
export { formatVerifierKey, noteVerifier, openNote, parseVerifierKey, signNote } from './note.ts'
export type {
  NoteFault,
  NoteSigner,
  NoteVerifier,
  OpenedNote,
  VerifierKeyFault,
  VerifySignature,
} from './note.ts'
export {
  cosignaturesOf,
  cosignCheckpoint,
  cosignerVerifier,
  formatCosignerKey,
  parseCosignerKey,
} from './cosignature.ts'
export type { Cosignature, Cosigner, CosignerVerifier } from './cosignature.ts'
export { notesInText } from './notes-in-text.ts'
export { spokenWords } from './spoken.ts'
export { formatProofFile, parseProofFile, verifyProofFile } from './proof-file.ts'
export type { ProofFile, ProofFileFault, ProofTrust, ProvedInclusion } from './proof-file.ts'
export { formatSubmission, judgeSubmission, parseSubmission } from './witness.ts'
export type { Submission, WitnessedTree, WitnessKnowledge, WitnessRefusal } from './witness.ts'
export { fromBase64, fromHex, joinBytes, sameBytes, toBase64, toHex, utf8Bytes, utf8Text } from './bytes.ts'
export type { EncodingFault } from './bytes.ts'
export {
  MAX_ENTRY_BYTES,
  MAX_INCLUSION_HASHES,
  MAX_NOTE_CHARS,
  MAX_NOTES_IN_TEXT,
  MAX_PROOF_FILE_CHARS,
  MAX_PROOF_HASHES,
  MAX_SIGNATURES,
  MAX_SUBMISSION_HASHES,
} from './limits.ts'
export type { Result } from './result.ts'
