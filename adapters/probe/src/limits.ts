/** How long one attempt may take, in milliseconds: a slow line answers within it, and 200 addresses take half a minute. */
export const ATTEMPT_MS = 3_000

/** Attempts at a time: enough to be done soon, few enough that no firewall calls it a scan. */
export const ATTEMPTS_AT_ONCE = 20
