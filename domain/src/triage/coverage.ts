import { BITLOCKER, SECURITY, SYSTEM, sameChannel } from './channel-stats.ts'
import type { ChannelStats, IdRun } from './channel-stats.ts'
import { END_SLACK_MS, END_SLACK_PART, MAX_LISTED } from './limits.ts'
import { msBetween, sayInstant } from './instant.ts'
import { joinChannel } from './timeline.ts'
import type { ChannelTimeline } from './timeline.ts'
import type { ChannelCoverage, TimeSpan } from './verdict.ts'

/** The channels that must be unbroken over the window before an answer can be `no-sign`. */
export const NEEDED = {
  encryption: [SYSTEM, BITLOCKER],
  intrusion: [SYSTEM, BITLOCKER, SECURITY],
} as const

/** Whether one channel covers the window; if not, what is missing, as a sentence; if so, until when. */
export type Covered =
  | { readonly covers: true; readonly until: string }
  | { readonly covers: false; readonly missing: string }

/** All channels of one server, joined, in order of name. */
export interface ServerLogs {
  readonly timelines: readonly ChannelTimeline[]
  /** The latest record in any of them; null where there is none. */
  readonly latestAt: string | null
}

/** Joins all that the files tell of one server. */
export function joinServer(stats: readonly ChannelStats[]): ServerLogs {
  const clears = stats.flatMap((one) => one.clears)
  const timelines = [...Map.groupBy(stats, (one) => one.channel.toLowerCase())]
    .filter(([, group]) => group.some((one) => one.runs.length > 0))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => joinChannel(group, clears))
  const ends = timelines.flatMap((timeline) => timeline.segments.map((run) => run.lastAt)).sort()
  return { timelines, latestAt: ends.at(-1) ?? null }
}

/**
 * Whether a channel of a server is unbroken over the window.
 *
 * A channel that is never silent for long (System, Security) covers it when one unbroken run of record numbers begins at or
 * before the window and goes on to its end (or to `END_SLACK_MS` before it, and the answer then stands until there), and the
 * channel was not cleared since the window began.
 *
 * BitLocker Management is silent for months where nothing happens, and an empty hour cannot be told from an hour that was
 * not recorded. It counts as covering when its file was read to the end, its record numbers are unbroken to the end, it was
 * not cleared since the window began (System 104 would say so), and System of the same server is itself unbroken over the
 * window; it then reaches as far as System does. It may begin inside the window only with record 1: before that nothing was
 * ever recorded in it. A log without any record has no such number, names no server, and covers nothing.
 *
 * Known weakness: the file of a quiet log does not say when it was copied, so a copy made before the night beside a System
 * log of the morning after looks covered. The driver's own records of encryption (24577, 24646) are in System and still show.
 */
export function coversWindow(logs: ServerLogs, channel: string, window: TimeSpan): Covered {
  const timeline = logs.timelines.find((one) => sameChannel(one.channel, channel))
  if (timeline === undefined) return { covers: false, missing: `No ${channel} log of this server was read.` }
  const unfit = brokenFor(timeline, window)
  if (unfit !== undefined) return { covers: false, missing: `${channel}: ${unfit}` }
  if (sameChannel(channel, BITLOCKER)) return quietReach(logs, timeline, window)
  const run = timeline.segments.findLast((one) => one.firstAt <= window.from)
  if (run === undefined) return { covers: false, missing: notBefore(channel, timeline, window) }
  const reached = reach(channel, run.lastAt, window)
  const broken = breakAfter(timeline, run)
  return reached.covers || broken === undefined
    ? reached
    : { covers: false, missing: `${channel}: ${broken}` }
}

/** The channels of a server as a verdict lists them. */
export function listChannels(logs: ServerLogs, window: TimeSpan | null): readonly ChannelCoverage[] {
  return logs.timelines.map((timeline) => ({
    channel: timeline.channel,
    records: timeline.records,
    firstAt: timeline.segments.map((run) => run.firstAt).sort()[0] ?? '',
    lastAt:
      timeline.segments
        .map((run) => run.lastAt)
        .sort()
        .at(-1) ?? '',
    spans: timeline.segments.slice(-MAX_LISTED).map((run) => ({ from: run.firstAt, until: run.lastAt })),
    gaps: timeline.gaps,
    coversWindow: window !== null && coversWindow(logs, timeline.channel, window).covers,
  }))
}

/** Why the channel cannot be followed from the window's start on; undefined where it can. */
function brokenFor(timeline: ChannelTimeline, window: TimeSpan): string | undefined {
  const cleared = timeline.clearedAt.find((at) => at >= window.from)
  if (cleared !== undefined) return `the log was cleared at ${sayInstant(cleared)}.`
  return timeline.cut
    ? 'its record numbers are broken too often to follow (an export by filter?).'
    : undefined
}

/** What breaks the channel after the run that begins before the window; undefined where that run is the last. */
function breakAfter(timeline: ChannelTimeline, run: IdRun): string | undefined {
  const next = timeline.segments.find((one) => one.firstAt > run.firstAt && one !== run)
  if (next === undefined) return undefined
  const gap = timeline.gaps.find((one) => one.until === next.firstAt && one.kind !== 'cleared')
  return gap === undefined ? `records are missing before ${sayInstant(next.firstAt)}.` : lower(gap.text)
}

function quietReach(logs: ServerLogs, timeline: ChannelTimeline, window: TimeSpan): Covered {
  const run = timeline.segments.at(-1)
  if (!timeline.readToEnd)
    return { covers: false, missing: `${BITLOCKER}: the end of the log could not be read.` }
  const bornInside = timeline.segments.length === 1 && run !== undefined && run.firstId <= 1
  const broken = timeline.segments.slice(1).some((one) => one.firstAt > window.from)
  if (broken) return { covers: false, missing: `${BITLOCKER}: its record numbers are broken in the window.` }
  if (run === undefined || (run.firstAt > window.from && !bornInside))
    return { covers: false, missing: notBefore(BITLOCKER, timeline, window) }
  const system = coversWindow(logs, SYSTEM, window)
  if (!system.covers)
    return {
      covers: false,
      missing: `${BITLOCKER}: its silence proves nothing while the System log does not cover the window.`,
    }
  return { covers: true, until: system.until > run.lastAt ? system.until : run.lastAt }
}

function reach(channel: string, end: string, window: TimeSpan): Covered {
  if (end >= window.until) return { covers: true, until: window.until }
  const slackMs = Math.min(END_SLACK_MS, msBetween(window.from, window.until) / END_SLACK_PART)
  if (msBetween(end, window.until) <= slackMs) return { covers: true, until: end }
  return {
    covers: false,
    missing: `${channel}: nothing is known after ${sayInstant(end)}; the window ends at ${sayInstant(window.until)}.`,
  }
}

function notBefore(channel: string, timeline: ChannelTimeline, window: TimeSpan): string {
  const firstAt = timeline.segments[0]?.firstAt ?? window.until
  return `${channel}: nothing is known before ${sayInstant(firstAt)}; the window begins at ${sayInstant(window.from)}.`
}

function lower(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1)
}
