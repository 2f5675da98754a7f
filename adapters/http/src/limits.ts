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

/** How many passwords are stretched at once: each needs 64 MB and a core for 100 ms. */
export const TRIES_AT_ONCE = 2

/** Wrong tries of one address before it waits, whatever the name: several people share a laptop, and one mistypes. */
export const ADDRESS_TRIES_FREE = 5

/** Names and addresses whose tries are remembered. */
export const SOURCES_KEPT = 10_000

/** How often failed sign-ins are told of, in milliseconds: in counts, so that an attack cannot fill the record. */
export const FAILURES_TOLD_EVERY_MS = 60_000

/** The longest that a name waits for wrong tries from other addresses, in milliseconds. */
export const NAME_DELAY_MAX_MS = 5_000

/** How long a server's own certificate is valid, in days: a year of readiness; browsers refuse more than 398. */
export const CERTIFICATE_DAYS = 365
