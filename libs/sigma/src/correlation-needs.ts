import type { CorrelationPlan, PlannedCorrelation } from './correlation-plan.ts'
import type { CorrelationRule, SigmaRule } from './rule.ts'

/** What correlations ask of the matches of one rule. */
export interface MatchNeed {
  /** Fields of the record, by its own names, in order. */
  readonly fields: readonly string[]
  /**
   * Matches alike in these fields within so many milliseconds may be handed on as two, the first and the last of them: a divisor
   * of a minute, at most a sixtieth of the shortest timespan; one second where matches are counted.
   */
  readonly grainMs: number
}

const GRAINS_MS = [60_000, 30_000, 15_000, 10_000, 5_000, 2_000, 1_000] as const
const LEAST_GRAIN_MS = 1_000

/**
 * For each rule that a plan needs, what of its matches must be kept. Distinct values and rules that meet in a window are found
 * from first and last matches just as from all: one of the two is in the window whenever a match between them is, or the window
 * that ends a grain earlier has it. Counts are exact but for the second at either end of a window. A chain in order whose first
 * match is less than a grain inside its timespan may be missed.
 */
export function needsOf(plan: CorrelationPlan): ReadonlyMap<SigmaRule, MatchNeed> {
  const needs = new Map<SigmaRule, MatchNeed>()
  for (const rule of plan.needed) {
    const fields = new Set<string>()
    let grainMs: number = GRAINS_MS[0]
    for (const { correlation, called } of aboveOf(plan.correlations, rule)) {
      for (const field of [...correlation.groupBy, ...correlation.fields])
        fields.add(fieldFor(correlation, called, field))
      grainMs = Math.min(grainMs, grainOf(correlation))
    }
    needs.set(rule, { fields: [...fields].sort(), grainMs })
  }
  return needs
}

interface Above {
  readonly correlation: CorrelationRule
  /** Everything that the rule, or the correlation in between, is called. */
  readonly called: readonly (string | undefined)[]
}

/** Every correlation that stands on a rule, directly or not: one above another may ask for the fields of the last match. */
function aboveOf(planned: readonly PlannedCorrelation[], rule: SigmaRule): readonly Above[] {
  const found: Above[] = []
  const below = new Set<SigmaRule | CorrelationRule>([rule])
  // A plan has each correlation after those that it stands on.
  for (const { rule: correlation, sources } of planned)
    for (const { called, of } of sources) {
      if (!below.has(of)) continue
      below.add(correlation)
      found.push({ correlation, called: [called, of.name, of.id] })
    }
  return found
}

function fieldFor(correlation: CorrelationRule, called: Above['called'], field: string): string {
  const alias = correlation.aliases.get(field)
  if (alias === undefined) return field
  for (const name of called) {
    const found = name === undefined ? undefined : alias.get(name)
    if (found !== undefined) return found
  }
  return field
}

function grainOf({ type, timespanMs }: CorrelationRule): number {
  if (type === 'event_count') return LEAST_GRAIN_MS
  return GRAINS_MS.find((grain) => grain * 60 <= timespanMs) ?? LEAST_GRAIN_MS
}
