/** A copy older than this, of a state that has changed since, counts as none (DESIGN 2.2 asks for one each minute). */
export const FRESH_MS = 120_000
/** How often it is looked whether there is something to copy. */
export const ROUND_MS = 10_000
/** A copying that says nothing for so long is ended: a medium was pulled, or a network folder hangs. */
export const COPY_TIMEOUT_MS = 90_000
