import { MOVERS, NOTE_RULES } from '@codedark/domain/triage'
import { bundleOf, needsOf } from '@codedark/sigma'
import type { CorrelationPlan, MatchNeed, SigmaRule } from '@codedark/sigma'

const ALWAYS_SHOWN = new Set([...MOVERS.map(({ ruleId }) => ruleId), ...NOTE_RULES.keys()])

/**
 * Rules whose matches only correlations see (`generate: false`). A rule that moves verdicts or shows a ransom note stays, whatever a
 * pack says: a verdict must not change because somebody's correlation names its evidence.
 */
export function hiddenRules(plan: CorrelationPlan): ReadonlySet<SigmaRule> {
  return new Set([...plan.onlyForCorrelation].filter(({ id }) => id === undefined || !ALWAYS_SHOWN.has(id)))
}

/** What whoever matches records, and whoever correlates matches afterwards, must know of a plan. */
export interface CorrelationNeeds {
  /** Rules that only correlations see, with what is kept of their matches. */
  readonly hidden: ReadonlyMap<SigmaRule, MatchNeed>
  /** The correlations and the rules that they stand on, from which the plan is made again; empty where there are none. */
  readonly bundle: string
}

/** A plan for two processes: one matches records, the other correlates. */
export function correlationsOf(plan: CorrelationPlan): CorrelationNeeds {
  const { correlations, needed } = plan
  if (correlations.length === 0) return { hidden: new Map(), bundle: '' }
  const hidden = hiddenRules(plan)
  const bundle = bundleOf([
    ...[...needed].map((rule) => ({ kind: 'rule' as const, rule })),
    ...correlations.map(({ rule }) => ({ kind: 'correlation' as const, correlation: rule })),
  ])
  return { hidden: new Map([...needsOf(plan)].filter(([rule]) => hidden.has(rule))), bundle }
}
