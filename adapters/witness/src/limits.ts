/** A submission: a note of at most 64 KB and 63 hashes. */
export const MAX_SUBMISSION_BYTES = 128 * 1024
/** An answer of a witness: a few signature lines. */
export const MAX_ANSWER_BYTES = 16 * 1024
/** Refused submissions that are kept: they are evidence, but whoever can reach the port must not fill the disk. */
export const MAX_KEPT_REFUSALS = 1_000
