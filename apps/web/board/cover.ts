import type { ChannelCoverage, TimeSpan } from '@codedark/domain/triage'

/** A stretch of a coverage bar, in its units. */
export interface Stretch {
  readonly x: number
  readonly width: number
}

/** The part of a bar at an instant, 0 to `width`; null for an instant that cannot be read. */
export function placeOf(at: string, axis: TimeSpan, width: number): number | null {
  const [from, until, ms] = [Date.parse(axis.from), Date.parse(axis.until), Date.parse(at)]
  if (!Number.isFinite(ms) || !(until > from)) return null
  return Math.min(width, Math.max(0, ((ms - from) / (until - from)) * width))
}

/** What of a bar was not searched: all of it where no log of the channel was received. Unreadable spans count as not searched. */
export function notSearched(
  covered: ChannelCoverage | null,
  axis: TimeSpan,
  width: number,
): readonly Stretch[] {
  const spans = (covered?.spans ?? [])
    .map((span) => ({ from: placeOf(span.from, axis, width), until: placeOf(span.until, axis, width) }))
    .filter(
      (span): span is { from: number; until: number } =>
        span.from !== null && span.until !== null && span.until > span.from,
    )
    .toSorted((a, b) => a.from - b.from)
  const holes: Stretch[] = []
  let x = 0
  for (const span of spans) {
    if (span.from > x) holes.push({ x, width: span.from - x })
    x = Math.max(x, span.until)
  }
  if (x < width) holes.push({ x, width: width - x })
  return holes
}

/** The axis of all coverage bars: from the first log or sign to now; null where there is none. */
export function axisOf(starts: readonly (string | null)[], now: string): TimeSpan | null {
  const from = starts
    .filter((at): at is string => at !== null && Number.isFinite(Date.parse(at)))
    .toSorted((a, b) => Date.parse(a) - Date.parse(b))[0]
  return from !== undefined && Date.parse(from) < Date.parse(now) ? { from, until: now } : null
}
