import { answerOf, trimmed, whatTheRestShows } from './answer.ts'
import { arrivalOf } from './arrival.ts'
import type { ArrivalInput, ContactFromElsewhere, EvidencePoint } from './arrival.ts'
import { BitLockerStory } from './bitlocker.ts'
import type { ChannelStats } from './channel-stats.ts'
import { joinServer, listChannels, sayShift } from './coverage.ts'
import type { ServerLogs } from './coverage.ts'
import { evidenceOfSighting } from './evidence.ts'
import type { Evidence } from './evidence.ts'
import { parseInstant, sayInstant } from './instant.ts'
import { MAX_POINTS, SKEW_MATTERS_MS } from './limits.ts'
import type { Mover } from './mover.ts'
import type { RecordFact } from './record-facts.ts'
import { isRemains, movesTo } from './remains.ts'
import { auditGaps, ruleSight } from './sight.ts'
import type { RuleSource } from './sight.ts'
import type { ClockSkew } from './skew.ts'
import type { ContactSpan, Traces } from './traces.ts'
import { ANSWERS } from './verdict.ts'
import type {
  Answer,
  Arrival,
  Finding,
  PointedAt,
  ServerVerdict,
  Sighting,
  TimeSpan,
  WindowBegin,
} from './verdict.ts'

/** How often and when one rule found something on one server. */
interface RuleTally {
  readonly mover: Mover
  readonly title: string
  /** How far these move an answer, and what has to be said of where their records were found: see `remains.ts`. */
  readonly moves: 'hit' | 'suspect'
  readonly found: 'live' | 'remains' | 'borrowed'
  count: number
  /** How many of them stand where a checksum does not fit. */
  crcBad: number
  firstAt: string
  lastAt: string
}

/** What is held of one server once all input was taken. */
export interface ClosedCase {
  readonly logs: ServerLogs
  readonly evidence: readonly Evidence[]
}

/** What is known of the whole estate when one server is judged. */
export interface Surroundings {
  readonly window: TimeSpan | null
  readonly windowBegins: WindowBegin
  readonly elsewhere: readonly ContactFromElsewhere[]
  readonly pointedAtBy: readonly PointedAt[]
  readonly skew: ClockSkew | null
  readonly rules: { readonly movers: readonly RuleSource[]; readonly all: readonly RuleSource[] } | null
  readonly serverOf: ArrivalInput['serverOf']
}

/** What is gathered of one server. */
export class Case {
  readonly stats: ChannelStats[] = []
  readonly traces: Traces[] = []
  readonly facts: RecordFact[] = []
  readonly #sightings: Sighting[] = []
  readonly #evidence: Evidence[] = []
  readonly #points: EvidencePoint[] = []
  readonly #rules = new Map<string, RuleTally>()
  readonly #story = new BitLockerStory()
  #closed: ClosedCase | undefined

  see(sighting: Sighting): void {
    this.#sightings.push(sighting)
    const at = parseInstant(sighting.seenAt)
    const evidence = at === null ? null : evidenceOfSighting(sighting, at)
    if (evidence !== null) this.#evidence.push(evidence)
  }

  find(mover: Mover, finding: Finding, at: string): void {
    const fresh = tallyOf(mover, finding, at)
    const live = fresh.found === 'live'
    if (mover.signal !== undefined && live) this.#story.add(mover.signal, at)
    if (mover.signal === 'key-backed-up') return
    if (live) this.#point(finding, at)
    const key = `${mover.ruleId} ${fresh.found}`
    const tally = this.#rules.get(key) ?? fresh
    this.#rules.set(key, tally)
    tally.count += 1
    if (finding.recovery === 'crc-bad') tally.crcBad += 1
    if (at < tally.firstAt) tally.firstAt = at
    if (at > tally.lastAt) tally.lastAt = at
  }

  /** Adds what only the whole estate tells; before `verdict`, after `close`. */
  add(evidence: Evidence): void {
    const closed = this.close()
    this.#closed = { ...closed, evidence: [...closed.evidence, evidence].sort(strongestFirst) }
  }

  close(): ClosedCase {
    if (this.#closed !== undefined) return this.#closed
    const story = this.#story.tell(this.stats.flatMap((one) => one.keyBackups))
    // A rule with a signal is told by the story, unless it is one that makes hit alone.
    const told = [...this.#rules.values()].filter(
      (tally) => tally.found !== 'live' || tally.mover.signal === undefined || tally.mover.moves === 'hit',
    )
    const evidence = [...this.#evidence, ...(story === null ? [] : [story]), ...told.map(evidenceOfRule)]
    const logs = joinServer(this.stats, { facts: this.facts, traces: this.traces })
    this.#closed = { logs, evidence: evidence.sort(strongestFirst) }
    return this.#closed
  }

  /** Contacts of this server with others, as its own logs have them. */
  spans(): readonly ContactSpan[] {
    return this.traces.flatMap((one) => one.spans)
  }

  arrival(server: string, around: Pick<Surroundings, 'elsewhere' | 'serverOf'>): Arrival | null {
    return arrivalOf({ server, points: this.#points, spans: this.spans(), ...around })
  }

  verdict(server: string, around: Surroundings): ServerVerdict {
    const { logs, evidence } = this.close()
    const { window, skew } = around
    const encryption = answerOf('encryption', evidence, logs, window)
    const intrusion = answerOf('intrusion', evidence, logs, window)
    const arrival = this.arrival(server, around)
    const sight = this.#sight(around)
    const off = skew !== null && Math.abs(skew.skewMs) >= SKEW_MATTERS_MS ? skew : null
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
      reasons: [
        ...evidence.map((one) => one.text),
        ...(arrival === null ? [] : [arrival.text]),
        ...encryption.reasons,
        ...intrusion.reasons,
        ...(off === null ? [] : [saySkew(off)]),
        ...([encryption, intrusion].some((one) => one.answer === 'no-sign') ? saySight(sight) : []),
      ],
      missing: [
        ...new Set([
          ...encryption.missing,
          ...intrusion.missing,
          ...auditGaps(logs),
          ...logs.clocks
            .slice(0, 5)
            .map((one) => `The clock was set ${sayShift(one.byMs)} at ${sayInstant(one.at)}.`),
        ]),
      ],
      techniques: [
        ...new Set([...this.#rules.values()].flatMap(({ mover }) => mover.techniques ?? [])),
      ].sort(),
      arrival,
      sightings: this.#sightings
        .map(({ kind, seenBy, seenAt }) => ({ kind, seenBy, seenAt }))
        .sort(
          (a, b) => compare(a.seenAt, b.seenAt) || compare(a.seenBy, b.seenBy) || compare(a.kind, b.kind),
        ),
      blindBecause: { encryption: encryption.because, intrusion: intrusion.because },
      shows: whatTheRestShows(logs, window, [encryption, intrusion]),
      sight,
      clock: { skewMs: skew?.skewMs ?? null, pairs: skew?.pairs ?? 0, changes: logs.clocks },
      pointedAtBy: around.pointedAtBy,
      windowBegins: around.windowBegins,
      spreadOrder: null,
    }
  }

  #sight({ rules, window }: Surroundings): NonNullable<ServerVerdict['sight']> | null {
    if (rules === null || window === null) return null
    const { logs } = this.close()
    return { movers: ruleSight(rules.movers, logs, window), all: ruleSight(rules.all, logs, window) }
  }

  #point(finding: Finding, at: string): void {
    if (this.#points.length >= MAX_POINTS) return
    const { eventId, fields } = finding
    const tellsFrom = eventId === 5140 || eventId === 5145 || eventId === 4624
    const from = tellsFrom ? (fields['IpAddress'] ?? '') : ''
    const account = fields['SubjectUserName'] ?? fields['TargetUserName'] ?? ''
    this.#points.push({
      at,
      eventId,
      from: /^(-|::1|127\..*)$/.test(from) ? '' : from.replace(/^::ffff:/i, ''),
      account: account.toLowerCase(),
    })
  }
}

/** Goes with every answer without a sign: how much could have been seen at all. */
function saySight(sight: ServerVerdict['sight']): string[] {
  if (sight === null || sight === undefined) return []
  const { movers } = sight
  return [
    `${movers.could} of the ${movers.of} rules that may move a verdict could have seen it in these logs.`,
  ]
}

function saySkew(skew: ClockSkew): string {
  const way = skew.skewMs > 0 ? 'ahead of' : 'behind'
  const size = sayShift(skew.skewMs).replace(/ (forward|back)$/, '')
  return `Its clock is about ${size} ${way} the others (estimated from ${skew.pairs} contacts): times here are by its own clock.`
}

const tallyOf = (mover: Mover, finding: Finding, at: string): RuleTally => ({
  mover,
  title: finding.rule.title,
  moves: movesTo(mover, finding),
  found: isRemains(finding) ? 'remains' : finding.borrowedTemplate === true ? 'borrowed' : 'live',
  count: 0,
  crcBad: 0,
  firstAt: at,
  lastAt: at,
})

function evidenceOfRule(tally: RuleTally): Evidence {
  const { mover, count, firstAt } = tally
  const times = count === 1 ? `at ${sayInstant(firstAt)}` : `${count} times, first at ${sayInstant(firstAt)}`
  return {
    answer: mover.answer,
    value: tally.moves,
    firstAt,
    lastAt: tally.lastAt,
    text: `${mover.because.slice(0, 1).toUpperCase()}${mover.because.slice(1)} (${times}; rule “${tally.title}”${sayFound(tally)}).`,
    byPerson: false,
    // What lies behind the end of a log may be as old as the log.
    opensWindow: tally.found !== 'remains',
  }
}

function sayFound({ found, crcBad, count }: RuleTally): string {
  if (found === 'remains') return '; in what is left of records that were taken out of the log'
  if (found === 'borrowed') return '; read with the template of another log'
  return crcBad === count ? '; in a part of the log whose checksum does not fit' : ''
}

function strongestFirst(a: Evidence, b: Evidence): number {
  const rank = (one: Evidence): string =>
    `${ANSWERS.indexOf(one.value)}${one.byPerson ? 0 : 1}${one.answer === 'encryption' ? 0 : 1}${one.firstAt}${one.text}`
  return compare(rank(a), rank(b))
}

/** The worse of two answers, in the order hit, suspect, blind, no-sign. */
export function worse(a: Answer, b: Answer): Answer {
  return ANSWERS.indexOf(a) <= ANSWERS.indexOf(b) ? a : b
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
