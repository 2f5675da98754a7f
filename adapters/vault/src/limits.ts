/** Content of this many generations is kept, besides the one in use and those held back; of older ones the manifest. */
export const GENERATIONS_KEPT = 24
/** PDFs kept for each ward; of older packets the serials and the hash stay. */
export const PDFS_KEPT = 3
/** The most bytes of one generation: a hospital of 2,000 beds has a tenth of it. */
export const MAX_GENERATION_BYTES = 512 * 1024 * 1024
/** How long a write waits for another program's, in milliseconds: a large generation on a slow stick. */
export const BUSY_MS = 15_000
/**
 * After a restore serials go on at the next multiple of this: the copy may be older than the last sheet, and a serial on
 * paper must never be printed again. A full print of a large hospital has some 2,000 sheets.
 */
export const SERIALS_SKIPPED = 100_000
/** The same for generations, whose numbers command has recorded. */
export const GENERATIONS_SKIPPED = 100
