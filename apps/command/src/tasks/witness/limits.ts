/** After an entry the witnesses are asked this soon, so that a few entries in a row are one asking; in milliseconds. */
export const ASK_SOON_MS = 1_000
/** And whenever this has passed: what could not be reached is tried again. */
export const ASK_ROUND_MS = 20_000
/** A witness that does not answer for so long is not there. */
export const ASK_TIMEOUT_MS = 10_000
/** Entries that nobody outside has for longer than this are told on every page. */
export const UNCOVERED_MS = 10 * 60_000
/** A sheet with the checkpoint is written once in this time, where the record has grown. */
export const SHEET_EVERY_MS = 60 * 60_000
/** How often it is looked whether one is due. */
export const SHEET_LOOK_MS = 60_000
