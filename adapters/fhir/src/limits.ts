/** The one buffer that files are read through. */
export const READ_BYTES = 1 << 16
/** The longest line of NDJSON: a resource with its attachments; longer lines are passed over and reported. */
export const MAX_LINE_BYTES = 16 << 20
/** The largest JSON file taken whole: a Bundle is parsed in one piece. */
export const MAX_BUNDLE_BYTES = 256 << 20
