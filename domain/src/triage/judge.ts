import type { Estate } from '../estate/index.ts'
import { isArrival } from './arrival.ts'
import type { ContactFromElsewhere } from './arrival.ts'
import { Case } from './case.ts'
import type { ClosedCase } from './case.ts'
import type { ChannelStats } from './channel-stats.ts'
import type { Evidence } from './evidence.ts'
import { earlier, later, parseInstant, sayInstant } from './instant.ts'
import { MAX_LISTED, SKEW_MATTERS_MS, WINDOW_WITHOUT_EVIL_MS } from './limits.ts'
import type { Mover } from './mover.ts'
import { MOVERS } from './movers.ts'
import { mapNames, peerNames } from './names.ts'
import type { NameMap } from './names.ts'
import type { RecordFact } from './record-facts.ts'
import type { RuleSource } from './sight.ts'
import { estimateSkew } from './skew.ts'
import type { ClockSkew } from './skew.ts'
import type { Traces } from './traces.ts'
import type { Finding, ServerVerdict, Sighting, TimeSpan, WindowBegin } from './verdict.ts'

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
  /** What the records tell beside findings; absent: not gathered. */
  readonly facts?: readonly RecordFact[]
  readonly traces?: readonly Traces[]
  /** The rules that were loaded and where their records stand; absent: no share of rules can be said. */
  readonly rules?: readonly RuleSource[]
}

/**
 * One verdict for each server of the estate (without one: for each computer of the logs), in order of server id. The window
 * runs from the first evil anywhere in the estate, also in logs that speak for no server, to the isolation of the server or,
 * where that is not known, to the latest record anywhere. Where no evil was found and no window given it begins 30 days
 * before its end. A server whose clock is off is held to the window by its own clock.
 */
export function judge(input: JudgeInput): readonly ServerVerdict[] {
  const names = mapNames(input.estate, namesIn(input))
  const peerOf = peerNames(input.estate, knownComputers(input))
  const cases = gather(input, names)
  const skews = estimateSkew(input.traces ?? [], { serverOf: (name) => names.serverOf(name), peerOf })
  const skewOf = (server: string): number => offBy(skews.get(server))
  const contacts = contactsAmong(cases.byServer, peerOf)
  addStolenLogons(cases.byServer, peerOf, contacts)
  const bounds = boundsOf(cases, skewOf, input.window)
  const isolation = new Map(
    [...input.isolation].map(([name, at]) => [names.serverOf(name) ?? name, parseInstant(at)]),
  )
  const rules = rulesOf(input)
  const evil = new Map([...cases.byServer].map(([server, one]) => [server, firstOf(one.close())]))
  const verdicts = [...cases.byServer]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([server, one]) => {
      const elsewhere = contacts.get(server) ?? []
      const window = windowOf(bounds, isolation.get(server) ?? null, input.window)
      return one.verdict(server, {
        window: shifted(window, skewOf(server)),
        windowBegins: bounds.begins,
        elsewhere,
        pointedAtBy: elsewhere
          .filter((contact) => isAfterEvil(contact, evil.get(contact.by) ?? null))
          .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.by < b.by ? -1 : 1))
          .slice(0, MAX_LISTED),
        skew: skews.get(server) ?? null,
        rules,
        serverOf: peerOf,
      })
    })
  return inOrderOfSpread(verdicts, skewOf)
}

type PeerOf = (name: string) => string | null

interface Cases {
  readonly byServer: ReadonlyMap<string, Case>
  readonly stray: Case
}

function gather(input: JudgeInput, names: NameMap): Cases {
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
  for (const computer of namedByOthers(input)) caseOf(names.serverOf(computer))
  for (const stats of input.coverage) caseOf(names.serverOf(stats.computer)).stats.push(stats)
  for (const traces of input.traces ?? []) caseOf(names.serverOf(traces.computer)).traces.push(traces)
  for (const fact of input.facts ?? []) caseOf(names.serverOf(fact.computer)).facts.push(fact)
  for (const sighting of input.sightings) caseOf(names.serverOf(sighting.server)).see(sighting)
  const movers = new Map((input.movers ?? MOVERS).map((mover) => [mover.ruleId, mover]))
  for (const finding of input.findings) {
    const mover = movers.get(finding.rule.id)
    const at = parseInstant(finding.time)
    if (mover !== undefined && at !== null)
      caseOf(finding.server ?? names.serverOf(finding.computer)).find(mover, finding, at)
  }
  return { byServer: cases, stray }
}

/** Every name that the input uses for a server. Findings name computers that the coverage names as well. */
function namesIn(input: JudgeInput): string[] {
  return [
    ...input.coverage.map((stats) => stats.computer),
    ...(input.traces ?? []).map((traces) => traces.computer),
    ...input.sightings.map((sighting) => sighting.server),
    ...input.isolation.keys(),
    ...(input.estate === null ? namedByOthers(input) : []),
  ]
}

/** Computers that logs are of, that people saw something on, or that only other computers’ logs name. */
function knownComputers(input: JudgeInput): string[] {
  return [...ownComputers(input), ...namedByOthers(input)]
}

function ownComputers(input: JudgeInput): string[] {
  return [
    ...input.coverage.map((stats) => stats.computer),
    ...(input.traces ?? []).map((traces) => traces.computer),
    ...input.sightings.map((sighting) => sighting.server),
  ]
}

/**
 * Without a list of servers: computers that an account was used against or that a ticket was given for, and that have no
 * log here. They are on the list of verdicts, blind. Addresses are not: whose they are is not known.
 */
function namedByOthers(input: JudgeInput): string[] {
  if (input.estate !== null) return []
  const known = peerNames(null, ownComputers(input))
  const named = new Map<string, string>()
  for (const { spans } of input.traces ?? [])
    for (const { kind, peer } of spans) {
      if (kind === 'in' || kind === 'desktop' || known(peer) !== null) continue
      if (/^[\d.:]+$/.test(peer)) continue
      const host = peer.toLowerCase().split('.', 1)[0] ?? ''
      const held = named.get(host)
      if (held === undefined || peer.length > held.length || (peer.length === held.length && peer < held))
        named.set(host, peer)
    }
  return [...named.values()]
}

/** For each server: who came to it, as the logs of others tell. */
function contactsAmong(
  cases: ReadonlyMap<string, Case>,
  peerOf: PeerOf,
): ReadonlyMap<string, readonly ContactFromElsewhere[]> {
  const contacts = new Map<string, ContactFromElsewhere[]>()
  for (const [server, one] of cases)
    for (const span of one.spans()) {
      if (isArrival(span)) continue
      const to = peerOf(span.peer)
      // A ticket is asked for by who sits at `via`; the domain controller only writes it down.
      const by = span.kind === 'ticket' ? peerOf(span.via) : server
      if (to === null || by === null || to === by || !cases.has(to)) continue
      const contact = { by, at: span.firstAt, account: span.account }
      const held = contacts.get(to)
      if (held === undefined) contacts.set(to, [contact])
      else held.push(contact)
    }
  return contacts
}

function firstOf(closed: ClosedCase): string | null {
  return closed.evidence.map((one) => one.firstAt).sort()[0] ?? null
}

function isAfterEvil(contact: ContactFromElsewhere, evilAt: string | null): boolean {
  return evilAt !== null && contact.at >= evilAt
}

/**
 * An administrator's logon from a server with evidence, after that evidence, with an account by which another such server
 * was reached: somebody may have been in, though nothing else was left behind. It makes *suspect*, and no server further
 * off through it.
 */
function addStolenLogons(
  cases: ReadonlyMap<string, Case>,
  peerOf: PeerOf,
  contacts: ReadonlyMap<string, readonly ContactFromElsewhere[]>,
): void {
  const evil = new Map<string, string>()
  const accounts = new Set<string>()
  for (const [server, one] of cases) {
    const intruded = one.close().evidence.filter((piece) => piece.opensWindow)
    const first = intruded.map((piece) => piece.firstAt).sort()[0]
    if (first === undefined) continue
    evil.set(server, first)
    const arrival = one.arrival(server, { elsewhere: contacts.get(server) ?? [], serverOf: peerOf })
    if (arrival !== null && arrival.account !== '') accounts.add(arrival.account)
  }
  for (const one of cases.values()) {
    for (const span of one.spans()) {
      if (!isArrival(span) || !span.elevated || !accounts.has(span.account)) continue
      const from = peerOf(span.peer)
      const since = from === null ? undefined : evil.get(from)
      if (from === null || since === undefined || span.lastAt < since) continue
      one.add(evidenceOfLogon(from, span.account, span.firstAt > since ? span.firstAt : since, span.lastAt))
    }
  }
}

function evidenceOfLogon(from: string, account: string, firstAt: string, lastAt: string): Evidence {
  return {
    answer: 'intrusion',
    value: 'suspect',
    firstAt,
    lastAt,
    text: `${account} logged on with an administrator’s rights from ${from}, which has evidence itself, at ${sayInstant(firstAt)}: ask who did this.`,
    byPerson: false,
    opensWindow: false,
  }
}

interface Bounds {
  readonly begins: WindowBegin
  readonly firstEvilAt: string | null
  readonly latestAt: string | null
}

function boundsOf(cases: Cases, skewOf: (server: string) => number, window: JudgeInput['window']): Bounds {
  let firstEvilAt: string | null = null
  let latestAt: string | null = null
  for (const [server, one] of [...cases.byServer, ['', cases.stray] as const]) {
    const { logs, evidence } = one.close()
    const skewMs = skewOf(server)
    const latest = logs.latestAt === null ? null : moved(logs.latestAt, -skewMs)
    latestAt = later(latestAt, latest)
    for (const piece of evidence) {
      // What a person saw was seen by the person's clock.
      const byMs = piece.byPerson ? 0 : -skewMs
      if (piece.opensWindow && isPlausible(piece.firstAt))
        firstEvilAt = earlier(firstEvilAt, moved(piece.firstAt, byMs))
      if (isPlausible(piece.lastAt)) latestAt = later(latestAt, moved(piece.lastAt, byMs))
    }
  }
  const given = window?.from === undefined ? null : parseInstant(window.from)
  const begins = given !== null ? 'given' : firstEvilAt === null ? 'no evil known' : 'first evil'
  return { begins, firstEvilAt: given ?? firstEvilAt, latestAt }
}

/** A clock of 1601 or 9999 counts as evidence, but must not stretch over centuries what every server is asked for. */
function isPlausible(at: string): boolean {
  return at.startsWith('20')
}

function windowOf(bounds: Bounds, isolatedAt: string | null, given: JudgeInput['window']): TimeSpan | null {
  const until =
    (given?.until === undefined ? null : parseInstant(given.until)) ?? isolatedAt ?? bounds.latestAt
  const from = bounds.firstEvilAt ?? (until === null ? null : moved(until, -WINDOW_WITHOUT_EVIL_MS))
  if (from === null) return null
  return { from, until: until === null || until < from ? from : until }
}

/** The window by a clock that is off: begun at the earlier of both readings, so that a wrong estimate hides nothing before it. */
function shifted(window: TimeSpan | null, skewMs: number): TimeSpan | null {
  if (window === null || skewMs === 0) return window
  return { from: moved(window.from, Math.min(0, skewMs)), until: moved(window.until, skewMs) }
}

function offBy(skew: ClockSkew | undefined): number {
  return skew === undefined || Math.abs(skew.skewMs) < SKEW_MATTERS_MS ? 0 : skew.skewMs
}

/** An instant some milliseconds later; the digits below a millisecond are lost where it moves. */
function moved(at: string, byMs: number): string {
  return byMs === 0 ? at : (parseInstant(new Date(Date.parse(at) + byMs).toISOString()) ?? at)
}

function rulesOf({ rules, movers }: JudgeInput): {
  readonly movers: readonly RuleSource[]
  readonly all: readonly RuleSource[]
} | null {
  if (rules === undefined) return null
  const ids = new Set((movers ?? MOVERS).map((mover) => mover.ruleId))
  return { movers: rules.filter((rule) => ids.has(rule.ruleId)), all: rules }
}

/** Numbers the servers with evidence in order of its first instant, by the clocks put right as far as they are known. */
function inOrderOfSpread(
  verdicts: readonly ServerVerdict[],
  skewOf: (server: string) => number,
): readonly ServerVerdict[] {
  const order = verdicts
    .flatMap(({ server, firstAt, seenByPerson }) =>
      firstAt === null ? [] : [{ server, at: seenByPerson ? firstAt : moved(firstAt, -skewOf(server)) }],
    )
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.server < b.server ? -1 : 1))
  const places = new Map(order.map(({ server }, index) => [server, index + 1]))
  return verdicts.map((one) => ({ ...one, spreadOrder: places.get(one.server) ?? null }))
}
