import { BITLOCKER, SECURITY, SYSTEM, sameChannel } from './channel-stats.ts'
import type { ChannelStats, IdRun, Silence } from './channel-stats.ts'
import { DOWN_NEAR_MS, END_SLACK_MS, END_SLACK_PART, MAX_LISTED, SKEW_MATTERS_MS } from './limits.ts'
import { msBetween, sayInstant } from './instant.ts'
import { joinChannel } from './timeline.ts'
import type { ChannelTimeline } from './timeline.ts'
import type { PowerFactKind, RecordFact } from './record-facts.ts'
import type { ClockChange, Traces } from './traces.ts'
import type { Blindness, ChannelCoverage, TimeSpan } from './verdict.ts'

/** The channels that must be unbroken over the window before an answer can be `no-sign`. */
export const NEEDED = {
  encryption: [SYSTEM, BITLOCKER],
  intrusion: [SYSTEM, BITLOCKER, SECURITY],
} as const

/** Whether one channel covers the window; if not, what is missing, as a sentence; if so, until when. */
export type Covered =
  | { readonly covers: true; readonly until: string }
  | { readonly covers: false; readonly missing: string; readonly grade: Blindness }

/** All channels of one server, joined, in order of name. */
export interface ServerLogs {
  readonly timelines: readonly ChannelTimeline[]
  /** The latest record in any of them; null where there is none. */
  readonly latestAt: string | null
  readonly clocks: readonly ClockChange[]
  /** Instants at which it was seen to go down or come up. */
  readonly powerAt: readonly string[]
  /** What the audit policy records; null: not counted. */
  readonly audit: {
    readonly logons: number
    readonly processes: number
    readonly commandLines: number
  } | null
}

const DOWN: ReadonlySet<string> = new Set<PowerFactKind>([
  'stopped',
  'started',
  'stopped-unexpectedly',
  'sleeping',
])

/** What was gathered of a server beside its channels; absent: nothing was. */
export interface Beside {
  readonly facts?: readonly RecordFact[]
  readonly traces?: readonly Traces[]
}

/** Joins all that the files tell of one server. */
export function joinServer(stats: readonly ChannelStats[], beside: Beside = {}): ServerLogs {
  const clears = stats.flatMap((one) => one.clears)
  const timelines = [...Map.groupBy(stats, (one) => one.channel.toLowerCase())]
    .filter(([, group]) => group.some((one) => one.runs.length > 0))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => joinChannel(group, clears))
  const ends = timelines.flatMap((timeline) => timeline.segments.map((run) => run.lastAt)).sort()
  const traces = beside.traces ?? []
  const sum = (of: (one: Traces) => number): number => traces.reduce((all, one) => all + of(one), 0)
  const audit = {
    logons: sum((one) => one.logons),
    processes: sum((one) => one.processes),
    commandLines: sum((one) => one.commandLines),
  }
  return {
    timelines,
    latestAt: ends.at(-1) ?? null,
    clocks: traces.flatMap((one) => one.clocks).sort((a, b) => (a.at < b.at ? -1 : 1)),
    powerAt: (beside.facts ?? []).filter(({ kind }) => DOWN.has(kind)).map(({ at }) => at),
    audit: sum((one) => one.security) === 0 ? null : audit,
  }
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
  if (timeline === undefined)
    return {
      covers: false,
      missing: `No ${channel} log of this server was read: not collected, or never switched on.`,
      grade: 'no-channel',
    }
  const unfit =
    brokenFor(timeline, window) ?? silentFor(timeline, logs, window) ?? unauditedFor(channel, logs)
  if (unfit !== undefined) return { covers: false, missing: `${channel}: ${unfit.text}`, grade: unfit.grade }
  if (sameChannel(channel, BITLOCKER)) return quietReach(logs, timeline, window)
  const run = timeline.segments.findLast((one) => one.firstAt <= window.from)
  if (run === undefined)
    return { covers: false, missing: notBefore(channel, timeline, window), grade: 'begins-too-late' }
  const reached = reach(channel, run.lastAt, window)
  const broken = breakAfter(timeline, run)
  return reached.covers || broken === undefined
    ? reached
    : { covers: false, missing: `${channel}: ${broken}`, grade: 'holes' }
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
function brokenFor(timeline: ChannelTimeline, window: TimeSpan): Unfit | undefined {
  const cleared = timeline.clearedAt.find((at) => at >= window.from)
  if (cleared !== undefined)
    return { text: `the log was cleared at ${sayInstant(cleared)}.`, grade: 'cleared' }
  return timeline.cut
    ? { text: 'its record numbers are broken too often to follow (an export by filter?).', grade: 'holes' }
    : undefined
}

interface Unfit {
  readonly text: string
  readonly grade: Blindness
}

/** A long silence that no stop explains, or a clock that was set in the window: then record numbers alone prove nothing. */
function silentFor(timeline: ChannelTimeline, logs: ServerLogs, window: TimeSpan): Unfit | undefined {
  const silence = timeline.silences.find(
    (one) => one.until > window.from && one.from < window.until && !explained(one, logs.powerAt),
  )
  if (silence !== undefined)
    return {
      text: `nothing was recorded from ${sayInstant(silence.from)} to ${sayInstant(silence.until)}, and no stop of the server explains it.`,
      grade: 'holes',
    }
  const set = logs.clocks.find((one) => touches(one, window) && Math.abs(one.byMs) >= SKEW_MATTERS_MS)
  return set === undefined
    ? undefined
    : {
        text: `the clock was set ${sayShift(set.byMs)} at ${sayInstant(set.at)}: times before and after do not compare.`,
        grade: 'clock-changed',
      }
}

/** Whether a clock was set from, to, or over an instant of the window: the record itself may bear either time. */
function touches(change: ClockChange, window: TimeSpan): boolean {
  const other = Date.parse(change.at) - change.byMs
  const later = Date.parse(change.at) + change.byMs
  const all = [Date.parse(change.at), other, later]
  return Math.min(...all) <= Date.parse(window.until) && Math.max(...all) >= Date.parse(window.from)
}

function explained(silence: Silence, powerAt: readonly string[]): boolean {
  const near = (at: string, edge: string): boolean => Math.abs(msBetween(at, edge)) <= DOWN_NEAR_MS
  return powerAt.some((at) => near(at, silence.from) || near(at, silence.until))
}

/** A Security log without a single logon, on a server that runs, does not audit logons. */
function unauditedFor(channel: string, logs: ServerLogs): Unfit | undefined {
  if (!sameChannel(channel, SECURITY) || logs.audit === null || logs.audit.logons > 0) return undefined
  return { text: 'it holds no logon at all: the audit policy does not record them.', grade: 'channel-off' }
}

/** A shift of a clock: `2 h 3 min forward`. */
export function sayShift(byMs: number): string {
  const minutes = Math.round(Math.abs(byMs) / 60_000)
  const size =
    minutes === 0
      ? `${Math.round(Math.abs(byMs) / 1000)} s`
      : minutes < 60
        ? `${minutes} min`
        : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
  return `${size} ${byMs > 0 ? 'forward' : 'back'}`
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
    return { covers: false, missing: `${BITLOCKER}: the end of the log could not be read.`, grade: 'holes' }
  const bornInside = timeline.segments.length === 1 && run !== undefined && run.firstId <= 1
  const broken = timeline.segments.slice(1).some((one) => one.firstAt > window.from)
  if (broken)
    return {
      covers: false,
      missing: `${BITLOCKER}: its record numbers are broken in the window.`,
      grade: 'holes',
    }
  if (run === undefined || (run.firstAt > window.from && !bornInside))
    return { covers: false, missing: notBefore(BITLOCKER, timeline, window), grade: 'begins-too-late' }
  const system = coversWindow(logs, SYSTEM, window)
  if (!system.covers)
    return {
      covers: false,
      missing: `${BITLOCKER}: its silence proves nothing while the System log does not cover the window.`,
      grade: system.grade,
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
    grade: 'ends-too-early',
  }
}

function notBefore(channel: string, timeline: ChannelTimeline, window: TimeSpan): string {
  const firstAt = timeline.segments[0]?.firstAt ?? window.until
  return `${channel}: nothing is known before ${sayInstant(firstAt)}; the window begins at ${sayInstant(window.from)}.`
}

function lower(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1)
}
