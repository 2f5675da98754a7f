/** Argon2id as RFC 9106 recommends second: 64 MiB, three passes, four lanes; some 100 ms on an old laptop, off the loop. */
export const PASSWORD_COST = { memory: 65_536, passes: 3, parallelism: 4 } as const
/** A stored hash is data too: one that asks for more (KiB, passes, lanes) would only stop the program. */
export const PASSWORD_COST_MOST = { memory: 1_048_576, passes: 16, parallelism: 16 } as const
/** How often a session that is used is written anew, in milliseconds: a write for each request would wear the disk. */
export const SEEN_EVERY_MS = 60_000
/** The longest that better-auth itself keeps a session, in seconds; `sessionLimits` ends each earlier. */
export const SESSION_SECONDS = 7 * 24 * 3600
/** How long a code of the second factor is remembered as used, in milliseconds: longer than it would be valid. */
export const CODE_REMEMBERED_MS = 5 * 60_000
/** Backup codes of an account. */
export const BACKUP_CODES = 10
/** How long a write waits for another program's, in milliseconds. */
export const BUSY_MS = 15_000
/** Characters of a role card's code: 16 of 32 letters are 80 bits, more than anybody can try. */
export const CARD_CODE_CHARS = 16
