import type { ServerVerdict } from './verdict.ts'

/** A clock less than this far off is not spoken of as ahead or behind, in milliseconds: contacts between servers take their time. */
const SKEW_MS = 5_000

/** What is held of the server's clock, as a sentence. */
export function clockWords({ skewMs, pairs, changes }: NonNullable<ServerVerdict['clock']>): string {
  const set =
    changes.length === 0 ? '' : ` It was set ${changes.length === 1 ? 'once' : `${changes.length} times`}.`
  if (skewMs === null) return `Its clock: not known, no contact with another server tells.${set}`
  const contacts = `${pairs} ${pairs === 1 ? 'contact' : 'contacts'}`
  if (Math.abs(skewMs) < SKEW_MS)
    return `Its clock agrees with the others within ${SKEW_MS / 1000} s, by ${contacts}.${set}`
  const seconds = Math.round(Math.abs(skewMs) / 1000)
  const far = seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`
  return `Its clock is about ${far} ${skewMs > 0 ? 'ahead' : 'behind'}, by ${contacts}.${set}`
}

/** How many rules could have seen something all over the window: what a shorter log shows is found all the same. */
export function sightWords({ movers, all }: NonNullable<ServerVerdict['sight']>): string {
  return `Over the whole window ${movers.could} of ${movers.of} rules that may move a verdict could have seen something; ${all.could} of all ${all.of}.`
}
