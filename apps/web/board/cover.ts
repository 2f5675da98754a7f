import type { ChannelCoverage } from '@codedark/domain/triage'

/** A stretch of a coverage bar, in its units. */
export interface Stretch {
  readonly x: number
  readonly width: number
}

/** The axis of all bars: the days before, drawn narrow, then the night, drawn wide. UTC ISO 8601. */
export interface Axis {
  readonly from: string
  /** Where the night begins; null while no first sign is known: then the axis is even. */
  readonly bend: string | null
  readonly until: string
  /** Whether the axis goes on to now; else what came after `until` is not drawn, and the page must say so. */
  readonly toNow: boolean
}

/** The part of the axis that the days before the night take. Source: screens.md 4. */
export const DAYS_PART = 0.34

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** How many days before the night are drawn where no evidence is older, and at most. */
const DAYS_BEFORE = 5
const DAYS_BEFORE_MAX = 30
/** How long a night may be drawn: what lies later would press it together. */
const NIGHT_MAX_MS = DAY_MS
/** How far before its end the night may begin: a sign of days before stands among the days. */
const NIGHT_REACH_MS = 12 * HOUR_MS

/** What the axis is made from. Instants that cannot be read count as not there. */
export interface AxisFacts {
  readonly firstEvilAt: string | null
  readonly isolationAt: string | null
  /** Instants of evidence and sightings. */
  readonly marks: readonly string[]
  /** First and last instants of the logs. */
  readonly logs: readonly string[]
  readonly now: string
}

/** The axis; null where neither a log nor a sign is known. */
export function axisOf(facts: AxisFacts): Axis | null {
  const now = Date.parse(facts.now)
  const read = (instants: readonly (string | null)[]): number[] =>
    instants.map((at) => Date.parse(at ?? '')).filter((ms) => Number.isFinite(ms) && ms <= now)
  const [evil] = read([facts.firstEvilAt])
  const logs = read(facts.logs)
  const marks = read(facts.marks)
  if (evil === undefined) {
    if (logs.length === 0) return null
    const from = Math.max(Math.min(...logs), now - DAYS_BEFORE_MAX * DAY_MS)
    return from < now ? { from: iso(from), bend: null, until: iso(now), toNow: true } : null
  }
  // The night is where the servers were pulled, or the last evidence lies: the first sign can be days older.
  const [pulled] = read([facts.isolationAt])
  const last = pulled ?? Math.max(evil, ...marks)
  const inNight = [evil, ...marks].filter((at) => at <= last && at > last - NIGHT_REACH_MS)
  const bend = Math.floor((Math.min(last, ...inNight) - HOUR_MS) / HOUR_MS) * HOUR_MS
  const oldest = Math.min(bend - DAYS_BEFORE * DAY_MS, ...[evil, ...marks].map((at) => at - HOUR_MS))
  const from = Math.max(oldest, bend - DAYS_BEFORE_MAX * DAY_MS)
  const toNow = now - bend <= NIGHT_MAX_MS
  const seen = [last, ...marks, ...logs].filter((at) => at > bend && at <= bend + NIGHT_MAX_MS)
  const end = Math.min(Math.max(last, ...seen) + HOUR_MS / 2, bend + NIGHT_MAX_MS, now)
  return { from: iso(from), bend: iso(bend), until: iso(toNow ? now : end), toNow }
}

/** The place of an instant on a bar, 0 to `width`; what lies outside the axis stands at its end; null where it cannot be read. */
export function placeOf(at: string, axis: Axis, width: number): number | null {
  const ms = Date.parse(at)
  if (!Number.isFinite(ms)) return null
  const [from, until] = [Date.parse(axis.from), Date.parse(axis.until)]
  const part = (start: number, end: number): number => (end > start ? clamp((ms - start) / (end - start)) : 1)
  if (axis.bend === null) return part(from, until) * width
  const bend = Date.parse(axis.bend)
  return ms < bend
    ? part(from, bend) * DAYS_PART * width
    : (DAYS_PART + part(bend, until) * (1 - DAYS_PART)) * width
}

/** The place of a mark; null where it lies outside the axis: drawn at its end it would be a mark of another time. */
export function markPlace(at: string, axis: Axis, width: number): number | null {
  const ms = Date.parse(at)
  return ms < Date.parse(axis.from) || ms > Date.parse(axis.until) ? null : placeOf(at, axis, width)
}

/** What of a bar was not searched: all of it where no log of the channel was received. Unreadable spans count as not searched. */
export function notSearched(
  covered: Pick<ChannelCoverage, 'spans'> | null,
  axis: Axis,
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

/** A word at a place of the axis; `rank` 0 is kept first where two would overlap. */
export interface AxisLabel {
  readonly at: number
  readonly text: string
  readonly rank: number
}

/** The part of the axis that a label takes, over its place but never beyond the ends. `char` is the width of a letter. */
export function labelSpan({ at, text }: AxisLabel, char: number): readonly [number, number] {
  const half = ((text.length + 1) * char) / 2
  const middle = Math.min(1 - half, Math.max(half, at))
  return [middle - half, middle + half]
}

/** The labels that fit without overlap, the more important kept. In order of place. */
export function labelsThatFit(labels: readonly AxisLabel[], char: number): readonly AxisLabel[] {
  const kept: AxisLabel[] = []
  for (const label of labels.toSorted((a, b) => a.rank - b.rank)) {
    const [from, until] = labelSpan(label, char)
    const free = kept.every((other) => {
      const [left, right] = labelSpan(other, char)
      return until <= left || from >= right
    })
    if (free) kept.push(label)
  }
  return kept.toSorted((a, b) => a.at - b.at)
}

const clamp = (part: number): number => Math.min(1, Math.max(0, part))
const iso = (ms: number): string => new Date(ms).toISOString()

/** A channel in one word where it is one of the three bars. */
export function shortChannel(channel: string): string {
  return /bitlocker/i.test(channel) ? 'BitLocker' : channel
}
