import type { Estate } from '../estate/index.ts'
import { BitLockerStory } from './bitlocker.ts'
import type { ChannelStats } from './channel-stats.ts'
import { NEEDED, coversWindow, joinServer, listChannels } from './coverage.ts'
import type { ServerLogs } from './coverage.ts'
import { evidenceOfSighting } from './evidence.ts'
import type { Evidence } from './evidence.ts'
import { earlier, later, parseInstant, sayInstant } from './instant.ts'
import type { Mover } from './mover.ts'
import { MOVERS } from './movers.ts'
import { mapNames } from './names.ts'
import type { NameMap } from './names.ts'
import { ANSWERS } from './verdict.ts'
import type { Answer, Finding, ServerVerdict, Sighting, TimeSpan } from './verdict.ts'

/** All that a judgement rests on. The order of nothing in it matters. */
export interface JudgeInput {
  /** Null: every computer name in the logs is a server of its own. */
  readonly estate: Estate | null
  /** The statistics of every file. */
  readonly coverage: readonly ChannelStats[]
  /** Findings of the rules of `movers` at least; all others are passed over. Read once. */
  readonly findings: Iterable<Finding>
  readonly sightings: readonly Sighting[]
  /** By server id: the instant since which the server is known to be isolated. */
  readonly isolation: ReadonlyMap<string, string>
  /** What a person set; a missing end is found as without it. */
  readonly window?: { readonly from?: string; readonly until?: string }
  /** Which rules may move a verdict; default: `MOVERS`. */
  readonly movers?: readonly Mover[]
}

/**
 * One verdict for each server of the estate (without one: for each computer of the logs), in order of server id. The window
 * runs from the first evil anywhere in the estate, also in logs that speak for no server, to the isolation of the server or,
 * where that is not known, to the latest record anywhere. Where no evil was found and no window given there is no window,
 * and no server can be without a sign.
 */
export function judge(input: JudgeInput): readonly ServerVerdict[] {
  const names = mapNames(input.estate, namesIn(input))
  const cases = new Map<string, Case>()
  const stray = new Case()
  const caseOf = (server: string | null): Case => {
    if (server === null) return stray
    const known = cases.get(server)
    if (known !== undefined) return known
    const made = new Case()
    cases.set(server, made)
    return made
  }
  for (const server of input.estate?.servers ?? []) caseOf(server.id)
  for (const stats of input.coverage) caseOf(names.serverOf(stats.computer)).stats.push(stats)
  for (const sighting of input.sightings) caseOf(names.serverOf(sighting.server)).see(sighting)
  const movers = new Map((input.movers ?? MOVERS).map((mover) => [mover.ruleId, mover]))
  for (const finding of input.findings) {
    const mover = movers.get(finding.rule.id)
    const at = parseInstant(finding.time)
    if (mover !== undefined && at !== null) caseOf(serverOfFinding(finding, names)).find(mover, finding, at)
  }
  const all = [...cases.values(), stray].map((one) => one.close())
  const bounds = boundsOf(all, input.window)
  const isolation = new Map(
    [...input.isolation].map(([name, at]) => [names.serverOf(name) ?? name, parseInstant(at)]),
  )
  return [...cases]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([server, one]) =>
      one.verdict(server, windowOf(bounds, isolation.get(server) ?? null, input.window)),
    )
}

/** The worse of two answers, in the order hit, suspect, blind, no-sign. */
export function worse(a: Answer, b: Answer): Answer {
  return ANSWERS.indexOf(a) <= ANSWERS.indexOf(b) ? a : b
}

/** Every name that the input uses for a server. Findings name computers that the coverage names as well. */
function namesIn(input: JudgeInput): string[] {
  return [
    ...input.coverage.map((stats) => stats.computer),
    ...input.sightings.map((sighting) => sighting.server),
    ...input.isolation.keys(),
  ]
}

function serverOfFinding(finding: Finding, names: NameMap): string | null {
  return finding.server ?? names.serverOf(finding.computer)
}

interface Bounds {
  readonly firstEvilAt: string | null
  readonly latestAt: string | null
}

function boundsOf(all: readonly Closed[], window: JudgeInput['window']): Bounds {
  let firstEvilAt: string | null = null
  let latestAt: string | null = null
  for (const one of all) {
    latestAt = later(latestAt, one.logs.latestAt)
    for (const evidence of one.evidence) {
      if (evidence.opensWindow) firstEvilAt = earlier(firstEvilAt, evidence.firstAt)
      latestAt = later(latestAt, evidence.lastAt)
    }
  }
  const given = window?.from === undefined ? null : parseInstant(window.from)
  return { firstEvilAt: given ?? firstEvilAt, latestAt }
}

function windowOf(bounds: Bounds, isolatedAt: string | null, given: JudgeInput['window']): TimeSpan | null {
  const from = bounds.firstEvilAt
  if (from === null) return null
  const until =
    (given?.until === undefined ? null : parseInstant(given.until)) ?? isolatedAt ?? bounds.latestAt
  return { from, until: until === null || until < from ? from : until }
}

/** How often and when one rule found something on one server. */
interface RuleTally {
  readonly mover: Mover
  readonly title: string
  count: number
  firstAt: string
  lastAt: string
}

interface Closed {
  readonly logs: ServerLogs
  readonly evidence: readonly Evidence[]
}

/** What is gathered of one server. */
class Case {
  readonly stats: ChannelStats[] = []
  readonly #evidence: Evidence[] = []
  readonly #rules = new Map<string, RuleTally>()
  readonly #story = new BitLockerStory()
  #closed: Closed | undefined

  see(sighting: Sighting): void {
    const at = parseInstant(sighting.seenAt)
    const evidence = at === null ? null : evidenceOfSighting(sighting, at)
    if (evidence !== null) this.#evidence.push(evidence)
  }

  find(mover: Mover, finding: Finding, at: string): void {
    if (mover.signal !== undefined) this.#story.add(mover.signal, at)
    if (mover.signal === 'key-backed-up') return
    const tally = this.#rules.get(mover.ruleId)
    if (tally === undefined)
      this.#rules.set(mover.ruleId, { mover, title: finding.rule.title, count: 1, firstAt: at, lastAt: at })
    else {
      tally.count += 1
      if (at < tally.firstAt) tally.firstAt = at
      if (at > tally.lastAt) tally.lastAt = at
    }
  }

  close(): Closed {
    const story = this.#story.tell(this.stats.flatMap((one) => one.keyBackups))
    // A rule with a signal is told by the story, unless it is one that makes hit alone.
    const told = [...this.#rules.values()].filter(
      (tally) => tally.mover.signal === undefined || tally.mover.moves === 'hit',
    )
    const evidence = [...this.#evidence, ...(story === null ? [] : [story]), ...told.map(evidenceOfRule)]
    this.#closed = { logs: joinServer(this.stats), evidence: evidence.sort(strongestFirst) }
    return this.#closed
  }

  verdict(server: string, window: TimeSpan | null): ServerVerdict {
    const { logs, evidence } = this.#closed ?? this.close()
    const encryption = answerOf('encryption', evidence, logs, window)
    const intrusion = answerOf('intrusion', evidence, logs, window)
    return {
      server,
      verdict: worse(encryption.answer, intrusion.answer),
      encryption: encryption.answer,
      intrusion: intrusion.answer,
      seenByPerson: evidence.some((one) => one.byPerson),
      firstAt: evidence.map((one) => one.firstAt).sort()[0] ?? null,
      lastAt:
        evidence
          .map((one) => one.lastAt)
          .sort()
          .at(-1) ?? null,
      window: trimmed(window, [encryption, intrusion]),
      channels: listChannels(logs, window),
      reasons: [...evidence.map((one) => one.text), ...encryption.reasons, ...intrusion.reasons],
      missing: [...new Set([...encryption.missing, ...intrusion.missing])],
    }
  }
}

function evidenceOfRule(tally: RuleTally): Evidence {
  const { mover, count, firstAt } = tally
  const times = count === 1 ? `at ${sayInstant(firstAt)}` : `${count} times, first at ${sayInstant(firstAt)}`
  return {
    answer: mover.answer,
    value: mover.moves,
    firstAt,
    lastAt: tally.lastAt,
    text: `${mover.because.slice(0, 1).toUpperCase()}${mover.because.slice(1)} (${times}; rule “${tally.title}”).`,
    byPerson: false,
    opensWindow: true,
  }
}

function strongestFirst(a: Evidence, b: Evidence): number {
  const rank = (one: Evidence): string =>
    `${ANSWERS.indexOf(one.value)}${one.byPerson ? 0 : 1}${one.answer === 'encryption' ? 0 : 1}${one.firstAt}${one.text}`
  return rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0
}

interface AnswerWithReasons {
  readonly answer: Answer
  readonly reasons: readonly string[]
  readonly missing: readonly string[]
  /** For no-sign: until when it stands. */
  readonly until: string | null
}

const ASKED = {
  encryption: 'encryption',
  intrusion: 'somebody having been in it',
} as const

function answerOf(
  question: 'encryption' | 'intrusion',
  evidence: readonly Evidence[],
  logs: ServerLogs,
  window: TimeSpan | null,
): AnswerWithReasons {
  const value = evidence.find((one) => one.answer === question)?.value
  const unknown = `Whether there was ${question === 'encryption' ? 'encryption' : 'an intrusion'} is not known`
  if (window === null)
    return settle(value, {
      reasons: [`${unknown}: nothing evil was found anywhere, so there is no span of time to search.`],
      missing: ['Say from when on to search: give --from.'],
    })
  if (logs.timelines.length === 0)
    return settle(value, {
      reasons: [`${unknown}: no log of this server was read.`],
      missing: [`Collect the logs of this server: ${NEEDED.intrusion.join(', ')}.`],
    })
  const covers = NEEDED[question].map((channel) => coversWindow(logs, channel, window))
  const missing = covers.flatMap((one) => (one.covers ? [] : [one.missing]))
  if (missing.length > 0)
    return settle(value, {
      reasons: [
        `${unknown} for ${sayInstant(window.from)} to ${sayInstant(window.until)}: ${missing.length} of ${covers.length} logs do not cover it.`,
      ],
      missing,
    })
  if (value !== undefined) return settle(value, { reasons: [], missing: [] })
  const until = covers.flatMap((one) => (one.covers ? [one.until] : [])).sort()[0] ?? window.until
  const channels = NEEDED[question].join(', ')
  return {
    answer: 'no-sign',
    reasons: [
      `No sign of ${ASKED[question]} was found from ${sayInstant(window.from)} to ${sayInstant(until)} in ${channels}.`,
    ],
    missing: until < window.until ? [`Nothing is known after ${sayInstant(until)}.`] : [],
    until,
  }
}

/** With evidence the answer is its value, and what is not known is no reason any more but still missing. */
function settle(
  value: 'hit' | 'suspect' | undefined,
  unknown: { readonly reasons: readonly string[]; readonly missing: readonly string[] },
): AnswerWithReasons {
  if (value === undefined) return { answer: 'blind', ...unknown, until: null }
  return { answer: value, reasons: [], missing: unknown.missing, until: null }
}

/** The window for which a verdict without a sign stands ends where its shortest channel does. */
function trimmed(window: TimeSpan | null, answers: readonly AnswerWithReasons[]): TimeSpan | null {
  const ends = answers.flatMap((one) => (one.answer === 'no-sign' && one.until !== null ? [one.until] : []))
  if (window === null || ends.length < answers.length) return window
  return { from: window.from, until: ends.sort()[0] ?? window.until }
}
