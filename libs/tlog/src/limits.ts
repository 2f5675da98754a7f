/** No proof of a log with fewer than 2^53 leaves is longer: 53 levels, twice for a consistency proof's two walks. */
export const MAX_PROOF_HASHES = 106

/** C2SP tlog-tiles stores an entry behind a 16-bit length. */
export const MAX_ENTRY_BYTES = 65_535

/** A note with more signature lines is refused (signed-note asks for at least 16). */
export const MAX_SIGNATURES = 64

/** A note longer than this is no checkpoint of ours or of a witness. */
export const MAX_NOTE_CHARS = 65_536

/** C2SP tlog-witness: no more consistency proof lines in a submission. */
export const MAX_SUBMISSION_HASHES = 63

/** A proof file: its entry in base64, its hashes and a note. */
export const MAX_PROOF_FILE_CHARS = 262_144

/** No proof of inclusion in a log with fewer than 2^53 leaves is longer. */
export const MAX_INCLUSION_HASHES = 53

/** Notes taken from one text: a phone that keeps one each hour has 168 a week. */
export const MAX_NOTES_IN_TEXT = 1_000
