import type { CoverageGap, Finding, ServerVerdict } from '../../triage/index.ts'
import type { SightingKind } from '../event.ts'
import type { BoardInput } from './board-input.ts'
import { inLocalTime, pageHeader } from './header.ts'
import { notesOfServer } from './notes-view.ts'
import { BAR_CHANNELS, lastIsolationAt, serverRow } from './servers-view.ts'
import type { OthersLogs, ServerStory, StoryLine } from './story-views.ts'
import type { LogLine } from './views.ts'

/** The lane of what other servers' logs say. */
export const OTHERS_LANE = 'Others’ logs'

/** How many evidence lines a story holds: more is for the findings file. */
export const STORY_LINES_MAX = 200

/** What the story of one server is made from, beside the board's input. */
export interface StoryInput {
  /** Findings of this server that moved its verdict, with what each moves it to. */
  readonly evidence: readonly {
    readonly finding: Finding
    readonly kind: 'hit' | 'suspect'
    /** The name under which it is kept; without one it has no page of its own. */
    readonly id?: string
  }[]
  readonly contextFindings: number | null
  /** The entries that speak of this server. */
  readonly entries: readonly StoryEntry[]
  /** What other servers' logs say of it; absent: nobody has looked. */
  readonly others?: OthersLogs | null
}

/** An entry that speaks of a server, with when it was: an entry is often typed hours later. */
export interface StoryEntry extends LogLine {
  /** When it was seen, said or tested; absent: when it was recorded. */
  readonly happenedAt?: string
  readonly confidence?: 'said' | 'tested'
  /** Of a sighting: what was seen. */
  readonly sighting?: SightingKind
}

/** GET /api/servers/:id: evidence and gaps in one list, in order of time. */
export function serverStory(input: BoardInput, id: string, of: StoryInput): ServerStory {
  const verdict = input.verdicts.get(id) ?? null
  const server = input.estate?.servers.find((one) => one.id === id)
  const shown = of.evidence.slice(0, STORY_LINES_MAX)
  const local = (text: string): string => inLocalTime(text, input.now, input.timeZone)
  const lines = [
    ...shown.map(evidenceLine),
    ...gapLines(verdict),
    ...pointingLines(verdict),
    ...of.entries.map(entryLine),
  ].map((line) => ({ ...line, text: local(line.text) }))
  // A gap without a beginning stands where it ends: it is what comes before that.
  const place = (line: StoryLine): string => line.at ?? line.until ?? ''
  lines.sort((a, b) => place(a).localeCompare(place(b)))
  return {
    header: pageHeader(input),
    row: serverRow(input, id),
    aliases: server?.aliases ?? [],
    ip: server?.ip ?? '',
    verdict:
      verdict === null
        ? null
        : {
            ...verdict,
            reasons: verdict.reasons.map(local),
            missing: verdict.missing.map(local),
            ...(verdict.arrival == null
              ? {}
              : { arrival: { ...verdict.arrival, text: local(verdict.arrival.text) } }),
            ...(verdict.shows == null ? {} : { shows: local(verdict.shows) }),
          },
    window: verdict?.window ?? null,
    firstEvilAt: input.triage?.firstEvilAt ?? null,
    isolationAt: lastIsolationAt(input),
    lines,
    others: of.others ?? othersOf(verdict),
    notes: notesOfServer(input, id),
    contextFindings: of.contextFindings,
    linesLeftOut: of.evidence.length - shown.length,
  }
}

function evidenceLine({ finding, kind, id }: StoryInput['evidence'][number]): StoryLine {
  const { rule } = finding
  return {
    at: finding.time,
    until: null,
    kind: 'evidence',
    mark: kind,
    lane: finding.channel,
    text: `${rule.title}.`,
    source: `${finding.channel} ${finding.eventId}, record ${finding.recordId}, ${finding.file} at byte ${finding.offset}`,
    ask: null,
    findingId: id ?? null,
    rule: { id: rule.id, title: rule.title, author: rule.author, level: rule.level },
  }
}

/** Gaps of each channel, and the channels of which no log came at all: rows like evidence, with where to ask. */
function gapLines(verdict: ServerVerdict | null): StoryLine[] {
  const gap = (channel: string, at: string | null, until: string | null, text: string): StoryLine => ({
    at,
    until,
    kind: 'gap',
    mark: 'blind',
    lane: channel,
    text,
    source: null,
    ask: 'Ask: a backup of this server from before, the log collector.',
    findingId: null,
    rule: null,
  })
  const channels = verdict?.channels ?? []
  const never = BAR_CHANNELS.filter(
    (channel) => !channels.some((one) => one.channel.toLowerCase() === channel.toLowerCase()),
  ).map((channel) => ({
    ...gap(channel, null, null, 'No log of this channel was received.'),
    ask: 'Ask: the server itself, then a backup of it, the log collector.',
  }))
  const broken = channels.flatMap(({ channel, gaps }) =>
    gaps.map((one: CoverageGap) => gap(channel, one.from, one.until, one.text)),
  )
  return [...never, ...broken]
}

/** Where other servers' logs name this one as a goal: what a blind server cannot tell itself. */
function pointingLines(verdict: ServerVerdict | null): StoryLine[] {
  return (verdict?.pointedAtBy ?? []).map(({ by, at, account }) => ({
    at,
    until: null,
    kind: 'entry',
    mark: 'context',
    lane: OTHERS_LANE,
    text: `Somebody went from ${by} to this server${account === '' ? '' : ` as ${account}`}.`,
    source: `in the log of ${by}`,
    ask: null,
    findingId: null,
    rule: null,
  }))
}

/** Null where no run of triage looked for this server in other logs. Which times those logs cover is not kept: no span. */
function othersOf(verdict: ServerVerdict | null): OthersLogs | null {
  if (verdict?.pointedAtBy === undefined) return null
  return { servers: new Set(verdict.pointedAtBy.map(({ by }) => by)).size, spans: [] }
}

const PEOPLE: readonly string[] = ['SightingRecorded', 'ConnectionChanged', 'PowerChanged', 'CommentMade']

function entryLine(entry: StoryEntry): StoryLine {
  const people = PEOPLE.includes(entry.kind)
  return {
    at: entry.happenedAt ?? entry.at,
    until: null,
    kind: entry.kind === 'SightingRecorded' ? 'sighting' : 'entry',
    mark: entryMark(entry),
    lane: people ? 'People' : 'Record',
    text: entry.text,
    source: `entry ${entry.number}`,
    ask: null,
    findingId: null,
    rule: null,
  }
}

function entryMark({ kind, confidence, sighting }: StoryEntry): StoryLine['mark'] {
  if (kind === 'SightingRecorded') return sighting === 'other' ? 'said-person' : 'hit-seen'
  return confidence === 'tested' ? 'tested' : confidence === 'said' ? 'said-person' : 'context'
}
