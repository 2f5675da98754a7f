import { SKEW_AGREE_MS, SKEW_MAX_MS, SKEW_PAIRS } from './limits.ts'
import type { ContactSpan, Traces } from './traces.ts'

/** How far the clock of one server is from the others’, by contacts that both sides recorded. */
export interface ClockSkew {
  /** Positive: its clock is ahead. Relative to the middle of all servers that could be compared. */
  readonly skewMs: number
  /** Contacts that agree on it. */
  readonly pairs: number
}

/** Which server a log's computer is, and which one a name in it means. */
export interface Naming {
  readonly serverOf: (computer: string) => string | null
  readonly peerOf: (name: string) => string | null
}

interface Moment {
  readonly account: string
  readonly at: number
}

interface Difference {
  readonly from: string
  readonly to: string
  /** Clock of `to` minus clock of `from`. */
  readonly ms: number
  readonly pairs: number
}

/**
 * Estimates clock differences. A logon with explicit credentials (4648) or a Kerberos ticket (4769) on one side, and the
 * logon (4624) of the same account on the other, happen within a second or two; that difference which most pairs of a
 * couple of servers agree on is the difference of their clocks. Servers are joined through each other; the middle of all is
 * taken as the right time, so half of the clocks being wrong the same way would not be seen.
 */
export function estimateSkew(traces: readonly Traces[], names: Naming): ReadonlyMap<string, ClockSkew> {
  const differences = differencesOf(traces, names)
  const offsets = new Map<string, ClockSkew>()
  const servers = [...new Set(differences.flatMap(({ from, to }) => [from, to]))].sort()
  const groups: string[][] = []
  for (const server of servers) if (!offsets.has(server)) groups.push(walk(server, differences, offsets))
  // Each group of servers that were compared with each other has a middle of its own; only in a large one does it mean much.
  for (const group of groups) {
    const middle = median(group.map((server) => offsets.get(server)?.skewMs ?? 0))
    for (const server of group) {
      const known = offsets.get(server)
      if (known !== undefined) offsets.set(server, { ...known, skewMs: Math.round(known.skewMs - middle) })
    }
    // Two clocks that differ do not tell which of them is wrong.
    if (group.length < 3) for (const server of group) offsets.delete(server)
  }
  return offsets
}

function walk(start: string, differences: readonly Difference[], offsets: Map<string, ClockSkew>): string[] {
  const group = [start]
  offsets.set(start, { skewMs: 0, pairs: 0 })
  // The firmest differences first, so that a path through them is taken.
  const sorted = [...differences].sort(
    (a, b) => b.pairs - a.pairs || (a.from + a.to < b.from + b.to ? -1 : 1),
  )
  for (let grew = true; grew;) {
    grew = false
    for (const { from, to, ms, pairs } of sorted) {
      const [one, other] = [offsets.get(from), offsets.get(to)]
      if ((one === undefined) === (other === undefined)) continue
      const [known, added, by] = one === undefined ? [other, from, -ms] : [one, to, ms]
      if (known === undefined) continue
      offsets.set(added, { skewMs: known.skewMs + by, pairs })
      group.push(added)
      grew = true
    }
  }
  for (const server of group) {
    const own = differences.filter(({ from, to }) => from === server || to === server)
    const pairs = Math.max(0, ...own.map((one) => one.pairs))
    offsets.set(server, { skewMs: offsets.get(server)?.skewMs ?? 0, pairs })
  }
  return group
}

function differencesOf(traces: readonly Traces[], names: Naming): readonly Difference[] {
  const arrivals = new Map<string, Moment[]>()
  const calls = new Map<string, Map<string, Moment[]>>()
  // A log that is here twice, or a second time and longer, tells of the same contacts again.
  const told = new Set<string>()
  for (const { computer, spans } of traces) {
    const here = names.serverOf(computer)
    if (here === null) continue
    for (const span of spans) {
      const key =
        `${here} ${span.kind} ${span.peer} ${span.via} ${span.account} ${span.firstAt}`.toLowerCase()
      if (told.has(key)) continue
      told.add(key)
      const moment = { account: span.account, at: Date.parse(span.firstAt) }
      if (isArrival(span)) put(arrivals, here, moment)
      else {
        const there = names.peerOf(span.peer)
        if (there === null || there === here) continue
        const of = calls.get(here) ?? new Map<string, Moment[]>()
        put(of, there, moment)
        calls.set(here, of)
      }
    }
  }
  const found: Difference[] = []
  for (const [from, of] of calls)
    for (const [to, moments] of of) {
      const agreed = agreement(moments, arrivals.get(to) ?? [])
      if (agreed !== null) found.push({ from, to, ...agreed })
    }
  return found
}

function isArrival(span: ContactSpan): boolean {
  return span.kind === 'in' || span.kind === 'desktop'
}

function put(map: Map<string, Moment[]>, key: string, moment: Moment): void {
  const held = map.get(key)
  if (held === undefined) map.set(key, [moment])
  else held.push(moment)
}

/** The difference that most pairs agree on; null where too few do, or where another is nearly as good. */
function agreement(
  calls: readonly Moment[],
  arrivals: readonly Moment[],
): { readonly ms: number; readonly pairs: number } | null {
  const byAccount = Map.groupBy(arrivals, (one) => one.account)
  const differences = calls
    .flatMap(({ account, at }) => (byAccount.get(account) ?? []).map((other) => other.at - at))
    .filter((ms) => Math.abs(ms) <= SKEW_MAX_MS)
    .sort((a, b) => a - b)
  const best = densest(differences)
  if (best === null || best.count < SKEW_PAIRS || best.count * 2 < Math.min(calls.length, arrivals.length))
    return null
  const others = differences.filter(
    (ms) => ms < best.from - SKEW_AGREE_MS || ms > best.from + 2 * SKEW_AGREE_MS,
  )
  if ((densest(others)?.count ?? 0) * 2 > best.count) return null
  return { ms: best.ms, pairs: best.count }
}

function densest(sorted: readonly number[]): { from: number; count: number; ms: number } | null {
  let best: { from: number; count: number; ms: number } | null = null
  let end = 0
  for (const [start, from] of sorted.entries()) {
    while (end < sorted.length && (sorted[end] ?? 0) - from <= SKEW_AGREE_MS) end += 1
    const count = end - start
    if (best === null || count > best.count) best = { from, count, ms: median(sorted.slice(start, end)) }
  }
  return best
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
