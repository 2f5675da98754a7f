import type { CoverageGap, Finding, ServerVerdict } from '../../triage/index.ts'
import type { BoardInput } from './board-input.ts'
import { pageHeader } from './header.ts'
import { serverRow } from './servers-view.ts'
import type { LogLine, ServerStory, StoryLine } from './views.ts'

/** How many evidence lines a story holds: more is for the findings file. */
export const STORY_LINES_MAX = 200

/** What the story of one server is made from, beside the board's input. */
export interface StoryInput {
  /** Findings of this server that moved its verdict, with what each moves it to. */
  readonly evidence: readonly { readonly finding: Finding; readonly kind: 'hit' | 'suspect' }[]
  readonly contextFindings: number | null
  /** The entries that speak of this server. */
  readonly entries: readonly LogLine[]
}

/** GET /api/servers/:id: evidence and gaps in one list, in order of time. */
export function serverStory(input: BoardInput, id: string, of: StoryInput): ServerStory {
  const verdict = input.verdicts.get(id) ?? null
  const server = input.estate?.servers.find((one) => one.id === id)
  const shown = of.evidence.slice(0, STORY_LINES_MAX)
  const lines = [...shown.map(evidenceLine), ...gapLines(verdict), ...of.entries.map(entryLine)]
  lines.sort((a, b) => (a.at ?? '').localeCompare(b.at ?? ''))
  return {
    header: pageHeader(input),
    row: serverRow(input, id),
    aliases: server?.aliases ?? [],
    ip: server?.ip ?? '',
    verdict,
    window: verdict?.window ?? null,
    lines,
    contextFindings: of.contextFindings,
    linesLeftOut: of.evidence.length - shown.length,
  }
}

function evidenceLine({ finding, kind }: StoryInput['evidence'][number]): StoryLine {
  const { rule } = finding
  return {
    at: finding.time,
    until: null,
    kind: 'evidence',
    mark: kind,
    lane: finding.channel,
    text: `${rule.title}.`,
    source: `${finding.channel} ${finding.eventId}, record ${finding.recordId}, ${finding.file} at byte ${finding.offset}`,
    rule: { id: rule.id, title: rule.title, author: rule.author, level: rule.level },
  }
}

function gapLines(verdict: ServerVerdict | null): StoryLine[] {
  const gap = (channel: string, { from, until, text }: CoverageGap): StoryLine => ({
    at: from,
    until,
    kind: 'gap',
    mark: 'blind',
    lane: channel,
    text,
    source: null,
    rule: null,
  })
  return (verdict?.channels ?? []).flatMap(({ channel, gaps }) => gaps.map((one) => gap(channel, one)))
}

function entryLine(entry: LogLine): StoryLine {
  const seen = entry.kind === 'SightingRecorded'
  return {
    at: entry.at,
    until: null,
    kind: seen ? 'sighting' : 'entry',
    mark: seen ? 'hit-seen' : 'context',
    lane: seen ? 'People' : 'Record',
    text: entry.text,
    source: `entry ${entry.number}`,
    rule: null,
  }
}
