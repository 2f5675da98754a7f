import { firstEvilAt, sayInstant, sayRecovery } from '@codedark/domain/triage'
import type { ChannelCoverage, Finding, NoteAnswer, ServerVerdict, TimeSpan } from '@codedark/domain/triage'
import { MAX_REPORT_FAULTS, MAX_REPORT_GROUPS, MAX_REPORT_NOTES } from './limits.ts'
import { htmlText as text } from './plain-text.ts'
import { serverFacts, spreadPart } from './report-facts.ts'
import { CSP, DRILL_WORDS, MARK_SHEET, markOf, STYLE } from './report-style.ts'
import type { ReportMark } from './report-style.ts'
import { readSentences } from './summary.ts'
import type { TriageOutcome } from './triage-input.ts'

const WORDS = { hit: 'Hit', suspect: 'Suspect', blind: 'Not known', 'no-sign': 'No sign' } as const
const WORST_FIRST = { hit: 0, suspect: 1, blind: 2, 'no-sign': 3 } as const
const BARS = ['System', 'Microsoft-Windows-BitLocker/BitLocker Management', 'Security'] as const

/**
 * One page for people without the board: self-contained, no script, everything from logs escaped. The same input gives the same
 * bytes, so it bears no time of its own.
 */
export function* htmlReport(outcome: TriageOutcome, findings: Iterable<Finding>): Generator<string> {
  const { verdicts } = outcome
  const drill = outcome.summary.kind === 'drill'
  const groups = groupFindings(findings)
  const sorted = [...verdicts].sort(
    (a, b) => WORST_FIRST[a.verdict] - WORST_FIRST[b.verdict] || (a.server < b.server ? -1 : 1),
  )
  const drillWord = drill ? `<p class="drillword">${DRILL_WORDS}</p>` : ''
  yield `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${text(CSP)}"><meta name="viewport" content="width=device-width"><title>Codedark triage</title><style>${STYLE}</style></head><body${drill ? ' class="drill"' : ''}>${MARK_SHEET}${drillWord}\n`
  yield* head(outcome)
  yield spreadPart(verdicts)
  yield '<h2>Servers, worst first</h2>\n'
  const notes = new Map(outcome.notes.servers.map((one) => [one.server, one]))
  for (const verdict of sorted)
    yield serverPart(verdict, {
      groups: groups.byServer.get(verdict.server) ?? [],
      note: notes.get(verdict.server),
    })
  if (groups.unassigned.length > 0) {
    yield '<h2>Findings in logs that speak for no server of the list</h2>\n'
    yield findingsTable(groups.unassigned)
  }
  if (groups.more > 0) yield `<p>${groups.more} more findings are in findings.jsonl only.</p>\n`
  yield notesPart(outcome)
  yield* faultsPart(outcome)
  yield* rulesPart(outcome)
  yield `<footer><p>Hatched means: we do not know. A first sorting for responders, not a forensic opinion.</p>${drillWord}</footer></body></html>\n`
}

function* head({ summary, verdicts }: TriageOutcome): Generator<string> {
  const seen = verdicts.filter((one) => one.verdict === 'hit' && one.seenByPerson).length
  const { hit, suspect, noSign, blind, servers } = summary.verdicts
  const window = verdicts.find((one) => one.window !== null)?.window ?? null
  const numbers: readonly (readonly [ReportMark, number, string])[] = [
    ['hit-seen', seen, 'hit, seen by a person'],
    ['hit', hit - seen, 'hit, by log'],
    ['suspect', suspect, 'suspect'],
    ['no-sign', noSign, 'no sign in what was searched'],
    ['blind', blind, 'not known'],
  ]
  yield '<h1>Which servers are hit, and how we know</h1>\n'
  yield `<p>${servers} servers: ${hit} hit, ${suspect} suspect, ${noSign} without a sign in what was searched, ${blind} not known.</p>\n`
  yield `<div class="numbers">${numbers.map(([mark, count, word]) => `<div><b>${count}</b>${markOf(mark)} ${word}</div>`).join('')}</div>\n`
  yield bar([
    { width: hit / servers, as: 'bad' },
    { width: suspect / servers, as: 'half' },
    { width: noSign / servers, as: 'fine' },
  ])
  yield window === null
    ? '<p>No window: no evil was found in what was read, so no server can be without a sign.</p>\n'
    : firstEvilAt(verdicts) === null
      ? `<p>No evil is known, so the 30 days before isolation were searched, from ${sayInstant(window.from)} on.</p>\n`
      : `<p>Searched from the first evil that is known, ${sayInstant(window.from)}, on.</p>\n`
  yield `<p>${readSentences(summary).map(text).join(' ')} Rules: ${
    summary.packs.map((pack) => `${text(pack.name)} ${text(pack.version)} (${pack.rules})`).join(', ') ||
    'none'
  }; ${summary.correlations} correlations over all findings; ${summary.rulesRefused.length === 0 ? 'every rule was run' : `${summary.rulesRefused.length} rules not run, listed below`}.</p>\n`
}

interface BarPart {
  readonly width: number
  readonly as: 'bad' | 'half' | 'fine' | 'none'
}

/** A bar whose ground is hatched: what no part covers is not known. */
function bar(parts: readonly BarPart[]): string {
  let at = 0
  const rects = parts.map(({ width, as }) => {
    const x = at
    at += width * 1000
    return as === 'none' || width === 0
      ? ''
      : `<rect class="${as}" x="${round(x)}" width="${round(width * 1000)}" height="10"/>`
  })
  return `<div class="bar hatch"><svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">${rects.join('')}</svg></div>\n`
}

const round = (value: number): number => Math.round(value * 10) / 10

interface AboutServer {
  readonly groups: readonly Group[]
  readonly note: NoteAnswer | undefined
}

function serverPart(verdict: ServerVerdict, { groups, note }: AboutServer): string {
  const mark: ReportMark = verdict.verdict === 'hit' && verdict.seenByPerson ? 'hit-seen' : verdict.verdict
  const why = verdict.reasons[0] ?? verdict.missing[0] ?? 'No log received, nobody has looked.'
  const since = verdict.firstAt === null ? '' : ` since ${sayInstant(verdict.firstAt)}`
  const list = (title: string, items: readonly string[]): string =>
    items.length === 0
      ? ''
      : `<h3>${title}</h3><ul>${items.map((one) => `<li>${text(one)}</li>`).join('')}</ul>`
  return `<details${verdict.verdict === 'hit' ? ' open' : ''}><summary>${markOf(mark)} <span class="word">${WORDS[verdict.verdict]}</span> <b>${text(verdict.server)}</b>${since}: ${text(why)}</summary>
<p class="label">Encryption: ${WORDS[verdict.encryption]}. Intrusion: ${WORDS[verdict.intrusion]}.</p>
${list('Why', verdict.reasons)}${list('What is missing', verdict.missing)}${serverFacts(verdict, note)}${coverageBars(verdict)}${groups.length === 0 ? '' : `<h3>Findings</h3>${findingsTable(groups)}`}</details>\n`
}

function coverageBars({ window, channels }: ServerVerdict): string {
  if (window === null) return ''
  const rows = BARS.map((name) => {
    const found = channels.find((one) => one.channel.toLowerCase() === name.toLowerCase())
    return `<div>${name.split('/').at(-1)}</div>${bar(found === undefined ? [] : spansIn(found, window))}`
  })
  return `<h3>Searched from ${sayInstant(window.from)} to ${sayInstant(window.until)}</h3><div class="bars">${rows.join('')}</div>`
}

/** The searched spans of a channel as parts of the window; a quiet channel that covers it does so in its silence too. */
function spansIn({ spans, coversWindow }: ChannelCoverage, window: TimeSpan): BarPart[] {
  if (coversWindow) return [{ width: 1, as: 'fine' }]
  const from = Date.parse(window.from)
  const length = Date.parse(window.until) - from
  if (!(length > 0)) return []
  const parts: BarPart[] = []
  let at = 0
  for (const span of spans) {
    const start = Math.min(1, Math.max(at, (Date.parse(span.from) - from) / length))
    const end = Math.min(1, Math.max(start, (Date.parse(span.until) - from) / length))
    if (!(end > start)) continue
    parts.push({ width: start - at, as: 'none' }, { width: end - start, as: 'fine' })
    at = end
  }
  return parts
}

/** All findings of one rule on one server. */
interface Group {
  readonly finding: Finding
  count: number
  firstAt: string
  lastAt: string
}

function groupFindings(findings: Iterable<Finding>): {
  readonly byServer: ReadonlyMap<string, readonly Group[]>
  readonly unassigned: readonly Group[]
  readonly more: number
} {
  const groups = new Map<string, Group>()
  let more = 0
  for (const finding of findings) {
    const key = `${finding.server ?? ''}\0${finding.server === null ? finding.computer : ''}\0${finding.rule.id}\0${sayRecovery(finding) ?? ''}`
    const known = groups.get(key)
    if (known !== undefined) {
      known.count += 1
      if (finding.time < known.firstAt) known.firstAt = finding.time
      if (finding.time > known.lastAt) known.lastAt = finding.time
    } else if (groups.size < MAX_REPORT_GROUPS)
      groups.set(key, { finding, count: 1, firstAt: finding.time, lastAt: finding.time })
    else more += 1
  }
  const byServer = new Map<string, Group[]>()
  const unassigned: Group[] = []
  for (const group of [...groups.values()].sort(byLevel)) {
    const { server } = group.finding
    const list = server === null ? unassigned : (byServer.get(server) ?? [])
    list.push(group)
    if (server !== null) byServer.set(server, list)
  }
  return { byServer, unassigned, more }
}

const LEVELS = ['critical', 'high', 'medium', 'low', 'informational']

function byLevel(a: Group, b: Group): number {
  const level = (one: Group): number => LEVELS.indexOf(one.finding.rule.level)
  return (
    level(a) - level(b) ||
    (a.firstAt < b.firstAt ? -1 : a.firstAt > b.firstAt ? 1 : a.finding.rule.id < b.finding.rule.id ? -1 : 1)
  )
}

function findingsTable(groups: readonly Group[]): string {
  const rows = groups.map(({ finding, count, firstAt, lastAt }) => {
    const { rule, server, computer } = finding
    const recovery = sayRecovery(finding)
    const found = recovery === null ? '' : `<br><b>${recovery}</b>`
    const from = server === null ? `${text(computer)}: ` : ''
    return `<tr><td>${rule.level}</td><td>${from}${text(rule.title)}<br><span class="label">rule by ${text(rule.author || 'nobody named')}</span>${found}</td><td>${count}</td><td class="when">${said(firstAt)}</td><td class="when">${said(lastAt)}</td><td>${text(`${finding.file} @ ${finding.offset}`)}</td></tr>`
  })
  return `<table><thead><tr><th>Level</th><th>Rule</th><th>Times</th><th>First</th><th>Last</th><th>First place</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>\n`
}

/** An instant as a person reads it; a time that is none as it came. */
function said(time: string): string {
  return /^\d{4}-\d\d-\d\dT/.test(time) ? sayInstant(time) : text(time)
}

/** Which notes were found, by their texts; of servers that nobody searched it says so. Everything in a note was written by others. */
function notesPart({ notes }: TriageOutcome): string {
  const count = (answer: NoteAnswer['answer']): number =>
    notes.servers.filter((one) => one.answer === answer).length
  const texts = Map.groupBy(
    notes.notes.filter(({ excerpt }) => excerpt !== null && excerpt !== ''),
    ({ sha256, excerpt }) => sha256 ?? excerpt,
  )
  const shown = [...texts.values()].slice(0, MAX_REPORT_NOTES).map((alike) => {
    const [first] = alike
    const places = alike.map(({ server, place }) => `${server ?? 'of no server that we know'}: ${place}`)
    return `<h3>A note in ${alike.length} places, SHA-256 ${text(first?.sha256 ?? 'not known')}</h3><pre>${text(first?.excerpt ?? '')}</pre><p class="label">${text(places.slice(0, 20).join(', '))}${places.length > 20 ? ` and ${places.length - 20} more` : ''}</p>`
  })
  return `<h2>Ransom notes</h2>\n<p>Found, or signs of one, on ${count('found')} servers; on ${count('searched, nothing')} nothing was found in what was searched; ${count('cannot be searched')} cannot be searched; ${count('not searched')} nobody has searched.</p>\n${shown.join('\n')}\n`
}

function* faultsPart({ faults, summary }: TriageOutcome): Generator<string> {
  yield '<h2>What could not be read</h2>\n'
  if (faults.length === 0) yield '<p>Everything that was found could be read.</p>\n'
  else {
    const more = faults.length - MAX_REPORT_FAULTS
    yield `<ul>${faults
      .slice(0, MAX_REPORT_FAULTS)
      .map((fault) => `<li>${text(fault.text)}</li>`)
      .join('\n')}</ul>\n`
    if (more > 0) yield `<p>${more} more are in faults.jsonl.</p>\n`
  }
  if (summary.filesNotRead.length > 0)
    yield `<p>Not read at all: ${text(summary.filesNotRead.slice(0, 20).join(', '))}${summary.filesNotRead.length > 20 ? ' and more' : ''}.</p>\n`
  if (summary.filesPassedOver.length > 0)
    yield `<p>${summary.filesPassedOver.length} files of JSON hold no event record; summary.json lists them.</p>\n`
  if (summary.unassigned.length > 0)
    yield `<p>${summary.unassigned.length} names in logs fit no server of the list, or several: ${text(
      summary.unassigned
        .slice(0, 20)
        .map((one) => one.computer)
        .join(', '),
    )}${summary.unassigned.length > 20 ? ' and more' : ''}.</p>\n`
}

function* rulesPart({ summary }: TriageOutcome): Generator<string> {
  yield '<h2>Rules that were not run</h2>\n'
  if (summary.rulesRefused.length === 0) yield '<p>None: every rule of the packs was run.</p>\n'
  else
    yield `<ul>${summary.rulesRefused
      .map((rule) => `<li>${text(rule.title ?? rule.path)}: ${text(rule.reason)}</li>`)
      .join('\n')}</ul>\n`
}
