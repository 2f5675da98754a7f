import type { BaseMatch, CorrelationFinding, CorrelationLoss } from './correlation-finding.ts'
import type { CorrelationPlan, PlannedCorrelation } from './correlation-plan.ts'
import { Correlator, type Item, type Report } from './correlator.ts'
import type { CorrelationRule } from './rule.ts'
import type { FieldValue } from './view.ts'

/** What names a rule in matches: its id, or where it stands if it has none. */
export const ruleKey = (rule: {
  readonly id: string | undefined
  readonly path: string
  readonly line: number
}): string => rule.id ?? `${rule.path}:${rule.line}`

/**
 * Finds what correlations find in matches that come in order of time, of all files and servers together. Windows slide; matches
 * that go on within one make one finding, not one each. Memory is bounded by `WINDOW_MATCHES_MAX` for each correlation. Findings
 * come when nothing more can be added to them; the return value says what was passed over. Matches out of order are a bug of
 * the caller and throw.
 *
 * A condition with only lower bounds holds from the match that reaches it; one with an upper bound (`lt`, `lte`, `eq`, `neq`) is
 * judged when a window that opened with its first match has run its whole timespan. Source: correlation specification 2.1.
 */
export function* correlate<Ref>(
  plan: CorrelationPlan,
  matches: Iterable<BaseMatch<Ref>>,
): Generator<CorrelationFinding<Ref>, readonly CorrelationLoss[]> {
  const found: CorrelationFinding<Ref>[] = []
  const run = new Run<Ref>(plan.correlations, found)
  let lastMs = Number.NEGATIVE_INFINITY
  for (const match of matches) {
    if (match.atMs < lastMs) throw new Error('matches were given out of the order of time')
    lastMs = match.atMs
    run.take(match)
    if (found.length > 0) yield* found.splice(0)
  }
  run.finish()
  yield* found.splice(0)
  return run.losses()
}

/** All correlations of a plan, each after those it stands on. */
class Run<Ref> {
  readonly #correlators: readonly Correlator<Ref>[]
  readonly #byRule = new Map<string, { correlator: Correlator<Ref>; source: number }[]>()

  constructor(planned: readonly PlannedCorrelation[], found: CorrelationFinding<Ref>[]) {
    const made = new Map<CorrelationRule, Correlator<Ref>>()
    const parents = new Map<CorrelationRule, { correlator: Correlator<Ref>; source: number }[]>()
    const isBelow = new Set(planned.flatMap(({ sources }) => sources.map(({ of }) => of)))
    for (const one of planned) {
      const above: { correlator: Correlator<Ref>; source: number }[] = []
      parents.set(one.rule, above)
      const report: Report<Ref> = {
        holds: isBelow.has(one.rule)
          ? (item) => {
              for (const { correlator, source } of above) correlator.take(item, source)
            }
          : null,
        found: (finding) => {
          if (one.reported) found.push(finding)
        },
      }
      const correlator = new Correlator(one, report)
      made.set(one.rule, correlator)
      for (const [source, { of }] of one.sources.entries()) {
        const place = { correlator, source }
        if ('type' in of) parents.get(of)?.push(place)
        else this.#byRule.set(ruleKey(of), [...(this.#byRule.get(ruleKey(of)) ?? []), place])
      }
    }
    this.#correlators = [...made.values()]
  }

  take(match: BaseMatch<Ref>): void {
    for (const correlator of this.#correlators) correlator.settle(match.atMs)
    const places = this.#byRule.get(match.rule)
    if (places === undefined) return
    const item: Item<Ref> = {
      atMs: match.atMs,
      record: match.record,
      servers: [match.server],
      refs: [match.ref],
      refCount: match.count ?? 1,
      weight: match.count ?? 1,
      firstAtMs: match.atMs,
      episode: undefined,
      field: (name) => fieldOf(match, name),
    }
    // Of one correlation the last place first: in an ordered one, a record may not follow itself.
    for (let n = places.length - 1; n >= 0; n -= 1) {
      const place = places[n]
      place?.correlator.take(item, place.source)
    }
  }

  finish(): void {
    for (const correlator of this.#correlators) {
      correlator.settle(Number.POSITIVE_INFINITY)
      correlator.finish()
    }
  }

  losses(): readonly CorrelationLoss[] {
    return this.#correlators.map((one) => one.loss()).filter((one) => one.ungrouped + one.givenUp > 0)
  }
}

/** `Computer` is the server, whichever of its names stands in the record; so are its other usual names where there is no field. */
function fieldOf(match: BaseMatch<unknown>, name: string): FieldValue {
  if (name === 'Computer') return match.server
  const value = match.field(name)
  return value === undefined && (name === 'ComputerName' || name === 'Hostname') ? match.server : value
}
