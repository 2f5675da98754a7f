import type { Feed, FeedTimes } from './model.ts'

const HOUR_MS = 3_600_000

/** A feed older than this is quiet: a copy is taken at least once a day. Hours. */
export const QUIET_FEED_HOURS = 24

/** The feeds in the order in which they are said. */
export const FEEDS: readonly Feed[] = ['patients', 'orders', 'administrations', 'allergies', 'results']

/** What people call them. */
export const FEED_NAMES: Readonly<Record<Feed, string>> = {
  patients: 'Patients',
  orders: 'Orders',
  administrations: 'Given doses',
  allergies: 'Allergies',
  results: 'Results',
}

/** Whether nothing newer than `at` has come for so long that somebody must look. Both UTC ISO 8601. */
export const isQuiet = (at: string, now: string): boolean =>
  Date.parse(now) - Date.parse(at) >= QUIET_FEED_HOURS * HOUR_MS

/**
 * The alarm for feeds of which nothing new has come, a sentence; null: none is quiet. A feed that is not in the copy is not
 * quiet: that it is not there stands on every page. `local` says an instant in the hospital's time.
 */
export function quietFeeds(asOf: FeedTimes, now: string, local: (at: string) => string): string | null {
  const quiet = FEEDS.flatMap((feed) => {
    const at = asOf[feed]
    return at !== null && isQuiet(at, now)
      ? [`${FEED_NAMES[feed]} as of ${local(at)}, ${ageWords(now, at)} old`]
      : []
  })
  return quiet.length === 0
    ? null
    : `Nothing newer has come: ${quiet.join('; ')}. Look at the feed or the export.`
}

/** How old something is, in words: minutes to two hours, hours to three days, then days. */
export function ageWords(now: string, at: string): string {
  const minutes = Math.max(0, Math.floor((Date.parse(now) - Date.parse(at)) / 60_000))
  if (minutes < 120) return `${minutes} minutes`
  const hours = Math.floor(minutes / 60)
  return hours < 72 ? `${hours} hours` : `${Math.floor(hours / 24)} days`
}
