/** A copy older than this counts as none (DESIGN 2.2 asks for one each minute). */
export const FRESH_MS = 120_000
/** How often it is looked whether the copy is there and of the present state; well under the minute of DESIGN 2.2. */
export const ROUND_MS = 20_000
/** How soon after an entry it is copied: entries that come together go together. */
export const SOON_MS = 1_000
/** A copying that says nothing for so long is ended: a medium was pulled, or a network folder hangs. */
export const COPY_TIMEOUT_MS = 90_000
/** A temporary file of this age was left by a copying that was killed. */
export const STALE_TEMPORARY_MS = 600_000
