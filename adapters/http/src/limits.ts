/** The largest request body that is read, in bytes: a comment of some pages; files go another way. */
export const BODY_BYTES_MAX = 256 * 1024

/** The largest page file that is served, in bytes: the font with the most glyphs has 0.8 MB. */
export const PAGE_FILE_BYTES_MAX = 8 * 1024 * 1024

/** How often an open change stream says that it is alive, in milliseconds: pages call contact lost after three. */
export const HEARTBEAT_MS = 5_000

/** How many change streams may be open at once: a dozen laptops with a dozen tabs. */
export const STREAMS_MAX = 200

/** The longest delay of a passphrase that was tried in vain, in milliseconds: a nurse can wait it out, a guesser gets nowhere. */
export const TRIES_DELAY_MAX_MS = 30_000

/** How many tries may wait for their turn: more are no person. */
export const TRIES_WAITING_MAX = 8
