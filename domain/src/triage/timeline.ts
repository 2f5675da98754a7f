import type { ChannelStats, ClearMark, IdRun, Silence } from './channel-stats.ts'
import { MAX_LISTED } from './limits.ts'
import { sayInstant } from './instant.ts'
import type { CoverageGap } from './verdict.ts'

/** One channel of one server, put together from every file that holds some of it. */
export interface ChannelTimeline {
  readonly channel: string
  /** Different records, whatever the number of copies. */
  readonly records: number
  /** Runs of unbroken record numbers in order of time; never empty. */
  readonly segments: readonly IdRun[]
  /** Instants at which this channel was cleared, by its own records or by those of System; in order. */
  readonly clearedAt: readonly string[]
  /** Whether the end of the channel could be read: nothing unreadable follows the last record. */
  readonly readToEnd: boolean
  /** Whether the runs could not all be kept. */
  readonly cut: boolean
  readonly silences: readonly Silence[]
  /** All breaks, in order of time, the first `MAX_LISTED` of them. */
  readonly gaps: readonly CoverageGap[]
}

/**
 * Joins what the files tell of one channel of one server. Runs join where their record numbers overlap or follow each other
 * and their times agree; numbers that start again are a break. `clears` are those of the whole server.
 */
export function joinChannel(stats: readonly ChannelStats[], clears: readonly ClearMark[]): ChannelTimeline {
  const segments = joinRuns(stats.flatMap((one) => one.runs))
  const channel = stats.map((one) => one.channel).sort()[0] ?? ''
  const clearedAt = [
    ...new Set(
      clears
        .filter((clear) => clear.channel.toLowerCase() === channel.toLowerCase())
        .map((clear) => clear.at),
    ),
  ].sort()
  const broken = stats.flatMap((one) => one.unreadable)
  const open = broken.filter((part) => !isBridged(part, segments))
  const last = segments.at(-1)
  const readToEnd = !open.some(
    (part) => part.beforeId === null && (part.afterId === null || part.afterId === last?.lastId),
  )
  const cut = stats.some((one) => one.runsCut)
  const gaps = [
    ...startGap(segments, clearedAt),
    ...clearGaps(segments, clearedAt),
    ...holes(segments, open),
    ...(readToEnd ? [] : [endGap(segments)]),
  ]
  return {
    channel,
    records: segments.reduce((sum, run) => sum + run.lastId - run.firstId + 1, 0),
    segments,
    clearedAt,
    readToEnd,
    cut,
    silences: stats.flatMap((one) => one.silences ?? []).sort((a, b) => compare(a.from, b.from)),
    gaps: listed(gaps.sort(byTime)),
  }
}

function joinRuns(runs: readonly IdRun[]): IdRun[] {
  const sorted = [...runs].sort(
    (a, b) => compare(a.firstAt, b.firstAt) || a.firstId - b.firstId || a.lastId - b.lastId,
  )
  const joined: IdRun[] = []
  for (const run of sorted) {
    const at = joined.findLastIndex((before) => continues(before, run))
    const before = joined[at]
    if (before === undefined) joined.push(run)
    else
      joined[at] = {
        firstId: Math.min(before.firstId, run.firstId),
        lastId: Math.max(before.lastId, run.lastId),
        firstAt: before.firstAt,
        lastAt: before.lastAt > run.lastAt ? before.lastAt : run.lastAt,
      }
  }
  return joined
}

/** Whether `run`, which does not begin earlier, goes on where `before` is: the next number, or the same numbers at the same time. */
function continues(before: IdRun, run: IdRun): boolean {
  if (run.firstId === before.lastId + 1) return true
  const overlaps = run.firstId >= before.firstId && run.firstId <= before.lastId
  return overlaps && run.firstAt <= before.lastAt
}

function isBridged(
  part: { readonly afterId: number | null; readonly beforeId: number | null },
  segments: readonly IdRun[],
): boolean {
  const { afterId, beforeId } = part
  if (afterId !== null && beforeId !== null)
    return segments.some((run) => run.firstId <= afterId && beforeId <= run.lastId)
  if (afterId !== null) return segments.some((run) => run.firstId <= afterId && afterId < run.lastId)
  if (beforeId !== null)
    return beforeId <= 1 || segments.some((run) => run.firstId < beforeId && beforeId <= run.lastId)
  return false
}

function startGap(segments: readonly IdRun[], clearedAt: readonly string[]): CoverageGap[] {
  const first = segments[0]
  if (first === undefined || first.firstId <= 1 || clearedAt.some((at) => at <= first.firstAt)) return []
  return [
    {
      kind: 'rolled-over',
      from: null,
      until: first.firstAt,
      text: `The log begins with record ${first.firstId} at ${sayInstant(first.firstAt)}; what was before is not in it.`,
    },
  ]
}

function clearGaps(segments: readonly IdRun[], clearedAt: readonly string[]): CoverageGap[] {
  return clearedAt.map((at) => ({
    kind: 'cleared',
    from: segments.findLast((run) => run.lastAt < at)?.lastAt ?? null,
    until: at,
    text: `The log was cleared at ${sayInstant(at)}.`,
  }))
}

function holes(segments: readonly IdRun[], open: ChannelStats['unreadable']): CoverageGap[] {
  return segments.slice(1).map((run, index) => {
    const before = segments[index] ?? run
    const unread = open.find((part) => part.afterId === before.lastId || part.beforeId === run.firstId)
    const missing = run.firstId - before.lastId - 1
    const between = `between ${sayInstant(before.lastAt)} and ${sayInstant(run.firstAt)}`
    const numbers =
      missing > 0
        ? `${missing} record${missing === 1 ? ' is' : 's are'} missing ${between}`
        : `record numbers do not go on ${between} (${before.lastId}, then ${run.firstId})`
    return {
      kind: unread === undefined ? 'missing-records' : 'unreadable',
      from: before.lastAt,
      until: run.firstAt,
      text: unread === undefined ? `${upper(numbers)}.` : `${upper(numbers)}: ${unread.text}`,
    }
  })
}

function endGap(segments: readonly IdRun[]): CoverageGap {
  const from = segments.at(-1)?.lastAt ?? null
  const since = from === null ? '' : ` after ${sayInstant(from)}`
  return { kind: 'unreadable', from, until: null, text: `The end of the log${since} could not be read.` }
}

function listed(gaps: readonly CoverageGap[]): readonly CoverageGap[] {
  const last = gaps[MAX_LISTED - 1]
  if (gaps.length <= MAX_LISTED || last === undefined) return gaps
  const more = gaps.length - MAX_LISTED + 1
  const until = gaps.at(-1)?.until ?? null
  return [
    ...gaps.slice(0, MAX_LISTED - 1),
    { kind: last.kind, from: last.from, until, text: `${more} more breaks follow.` },
  ]
}

function byTime(a: CoverageGap, b: CoverageGap): number {
  return (
    compare(a.from ?? '', b.from ?? '') || compare(a.until ?? '~', b.until ?? '~') || compare(a.text, b.text)
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function upper(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
