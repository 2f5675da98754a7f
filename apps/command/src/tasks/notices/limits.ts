/** How often the clock of the notices is looked at, in milliseconds: a step is late by this at most. */
export const TICK_MS = 5_000
/** `contacts.csv`: 400 lines take 60 KB. */
export const MAX_CONTACTS_BYTES = 1024 * 1024
/** `channels.json` and `notices.json`. */
export const MAX_SETTINGS_BYTES = 256 * 1024
