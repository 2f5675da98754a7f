/** Steps of one rule: more are no chain that anybody could explain. */
export const MAX_STEPS = 12
/** Roles that one step goes to. */
export const MAX_STEP_ROLES = 12
/** The longest time between two steps that a policy may set, in minutes: half a day. */
export const MAX_STEP_MINUTES = 720
/** A round that begins anew waits at least this long, in minutes: nobody is called without a break. */
export const REPEAT_MINUTES = 10
/** An attempt without a known fate after this long counts as not known: the program that made it was stopped. */
export const ATTEMPT_OPEN_MS = 2 * 60_000
/** Attempts to reach one person on one channel within one step. */
export const MAX_TRIES = 3
/** How long after an attempt that failed the next is made, in milliseconds; the second wait is three times the first. */
export const RETRY_MS = 60_000
/** How far the clock may go back before the record says so; below that it is what time servers do. */
export const CLOCK_BACK_MS = 60_000
/** Messages from strangers that become entries, an hour: a flood must not fill the record. */
export const MAX_STRANGERS_PER_HOUR = 20
