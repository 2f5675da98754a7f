import { firstEvilAt, sayInstant } from '@codedark/domain/triage'
import type { NoteAnswer, ServerVerdict } from '@codedark/domain/triage'
import type { TriageOutcome, VerdictChange } from './triage-input.ts'
import { DRILL_WORDS } from './report-style.ts'
import { plainLine } from './plain-text.ts'
import { readSentences } from './summary.ts'
import type { TriageSummary } from './summary.ts'

/** Characters in a line of the screen: of a file, of the narrowest terminal that is served, and at most. */
const WIDTH = { file: 100, least: 60, most: 160 }
/** Servers listed of a verdict; the rest is counted. */
const LISTED = { hit: 6, suspect: 3, blind: 4, unassigned: 2, changed: 2 }

/** What the screen is made from. */
export interface ScreenInput extends Pick<TriageOutcome, 'summary' | 'verdicts' | 'changed'> {
  /** Whether a note was looked for, by this run; without it nothing is said of notes. */
  readonly notes?: Pick<TriageOutcome['notes'], 'servers'>
  /** The verdicts rest on everything that a data folder holds, not on this run alone. */
  readonly ofAllRuns?: boolean
  /** Columns of the terminal; without it the lines are as for a file. */
  readonly columns?: number | undefined
}

/** One screen of a terminal: at most 40 lines, none wider than it (100 characters for a file), plain text. */
export function renderTriageScreen({
  summary,
  verdicts,
  changed,
  notes,
  ofAllRuns = false,
  columns = WIDTH.file,
}: ScreenInput): string {
  const { verdicts: counts } = summary
  const width = Math.min(WIDTH.most, Math.max(WIDTH.least, columns))
  const of = (verdict: ServerVerdict['verdict']): ServerVerdict[] =>
    verdicts.filter((one) => one.verdict === verdict)
  const window = verdicts.find((one) => one.window !== null)?.window ?? null
  const lines = [
    ...(summary.kind === 'drill' ? [DRILL_WORDS] : []),
    ...missingRules(summary),
    `${counts.servers} servers: ${counts.hit} hit + ${counts.suspect} suspect + ${counts.blind} blind + ${counts.noSign} no sign${ofAllRuns ? ', by all runs so far' : ''}`,
    window === null
      ? 'Window: none. No evil was found in what was read; give --from to say from when on to search.'
      : firstEvilAt(verdicts) === null
        ? `Window: no evil is known, so the 30 days before isolation, from ${sayInstant(window.from)}`
        : `Window: from ${sayInstant(window.from)}`,
    ...section('HIT', of('hit').sort(byFirst), LISTED.hit, sightLine),
    ...section('SUSPECT', of('suspect').sort(byFirst), LISTED.suspect, sightLine),
    ...section('BLIND: what to collect next', of('blind'), LISTED.blind, missingLine),
    ...(counts.noSign > 0
      ? ['', `No sign in what was searched: ${counts.noSign}. That is not a proof.`]
      : []),
    ...(notes === undefined ? [] : noteLine(notes, ofAllRuns)),
    ...section('UNASSIGNED: these names speak for no server', summary.unassigned, LISTED.unassigned, (one) =>
      one.because === 'none'
        ? `${one.computer}: no server of the list bears it (${one.records} records)`
        : `${one.computer}: could be ${one.servers.join(' or ')} (${one.records} records)`,
    ),
    ...(changed === null || changed.length === 0
      ? []
      : section('CHANGED since the last run', changed, LISTED.changed, changeLine)),
    '',
    ...readLines(summary),
  ]
  return `${lines.flatMap((line) => fitted(plainLine(line), width)).join('\n')}\n`
}

/**
 * Said first, since what no rule looks for is not found: our own pack is a core, not the set of all that is known; and without
 * it nearly nothing moves a verdict, nor do correlations run.
 */
function missingRules({ packs }: TriageSummary): readonly string[] {
  if (packs.length === 0) return []
  const ours = packs.filter(({ name }) => /^codedark(-correlations)?$/.test(name))
  if (ours.length === 0)
    return [
      'Our own rules were not used: --rules replaces them; add rules/codedark to it, or import the others.',
    ]
  if (ours.length < packs.length) return []
  const rules = packs.reduce((sum, pack) => sum + pack.rules, 0)
  return [`Only our own ${rules} rules were used; SigmaHQ’s are not here: codedark rules import ZIP.`]
}

/** Notes are asked for before all else, and that nobody looked is no answer of none: all four states of notes.ts, as numbers that add up. */
function noteLine(
  { servers }: Pick<TriageOutcome['notes'], 'servers'>,
  ofAllRuns: boolean,
): readonly string[] {
  if (servers.length === 0) return []
  const count = (answer: NoteAnswer['answer']): number =>
    servers.filter((one) => one.answer === answer).length
  return [
    '',
    `Ransom notes${ofAllRuns ? ', by this run' : ''}: ${count('found')} with signs of one + ${count('searched, nothing')} with nothing in what was searched + ${count('cannot be searched')} that cannot be searched + ${count('not searched')} not searched.`,
  ]
}

function changeLine({ server, was, is }: VerdictChange): string {
  return `${server.padEnd(16)} ${was ?? 'not on the list'} → ${is ?? 'not on the list'}`
}

function readLines(summary: TriageSummary): string[] {
  const packs = summary.packs.map((pack) => `${pack.name} ${pack.version} (${pack.rules} rules)`).join(', ')
  return [
    `${readSentences(summary)
      .join(' ')
      .replace('findings.', `findings in ${summary.seconds.toFixed(1)} s.`)}`,
    ...(summary.filesNotRead.length === 0 ? [] : [notReadLine(summary.filesNotRead)]),
    `Rules: ${packs === '' ? 'none' : packs}`,
    `Correlations over all findings: ${summary.correlations}. ${summary.rulesRefused.length === 0 ? 'Every rule was run.' : `Not run: ${summary.rulesRefused.length} rules, each with its reason in summary.json.`}`,
    summary.faults === 0
      ? 'Everything that was found could be read.'
      : `${summary.faults} faults: what could not be read is in faults.jsonl${summary.filesGivenUp > 0 ? `; ${summary.filesGivenUp} logs were given up` : ''}.`,
  ]
}

/** First of all that was not looked at, since nobody else says that it is missing. */
function notReadLine(files: readonly string[]): string {
  const [first = ''] = files
  const name = first.split(/[/\\]/).at(-1) ?? first
  return `NOT READ: ${files.length === 1 ? name : `${name} and ${files.length - 1} more archives`}. Unpack first; faults.jsonl says how.`
}

function section<T>(title: string, items: readonly T[], limit: number, line: (item: T) => string): string[] {
  if (items.length === 0) return []
  const more = items.length - limit
  return [
    '',
    title,
    ...items.slice(0, limit).map((item) => `  ${line(item)}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ]
}

function sightLine(one: ServerVerdict): string {
  // Without zone, which the line with the window has, and without a year that is that of the window.
  const said = one.firstAt === null ? '' : sayInstant(one.firstAt).replace(/ UTC$/, '')
  const since =
    one.firstAt?.slice(0, 4) === one.window?.from.slice(0, 4)
      ? said.replace(/ \d{4} (\d\d:\d\d)$/, ' $1')
      : said
  return `${one.server.padEnd(14)} ${since.padEnd(12)} ${one.reasons[0] ?? ''}`
}

function missingLine(one: ServerVerdict): string {
  return `${one.server.padEnd(16)} ${one.missing[0] ?? one.reasons[0] ?? ''}`
}

/** In order of spread, for which clocks are put right; verdicts of earlier versions have none and go by their own clocks. */
function byFirst(a: ServerVerdict, b: ServerVerdict): number {
  if (a.spreadOrder != null && b.spreadOrder != null) return a.spreadOrder - b.spreadOrder
  const key = (one: ServerVerdict): string => `${one.firstAt ?? '~'} ${one.server}`
  return key(a) < key(b) ? -1 : 1
}

/** Rows of lists are cut, since the files have them whole; every other line is folded: nothing else says what it says. */
function fitted(line: string, width: number): string[] {
  if (line.startsWith('  ')) return [clip(line, width)]
  const out: string[] = []
  let rest = line
  while ([...rest].length > width) {
    const at = rest.lastIndexOf(' ', width)
    const cut = at <= 2 ? width : at
    out.push(rest.slice(0, cut))
    rest = `  ${rest.slice(cut).trimStart()}`
  }
  return [...out, rest]
}

function clip(line: string, width: number): string {
  const characters = [...line]
  return characters.length <= width ? line : `${characters.slice(0, width - 1).join('')}…`
}
