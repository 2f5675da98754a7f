/** The one buffer that files are read through. */
export const READ_BYTES = 1 << 18
/** The longest line of NDJSON: a resource with its attachments; longer lines are passed over and reported. */
export const MAX_LINE_BYTES = 16 << 20
/** The largest JSON file taken whole: a Bundle is parsed in one piece. */
export const MAX_BUNDLE_BYTES = 256 << 20
/** A manifest lists files; one of a thousand files has 100 KB. */
export const MAX_MANIFEST_BYTES = 4 << 20
/** Resources about nobody that the copy holds, kept to be told as faults; more are counted only. */
export const MAX_LOST_KEPT = 5000
