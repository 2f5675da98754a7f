// Sigma rules in, matchers out: specification 2.1 with correlations and filters.
export { bundleOf, makeBundle, readBundle } from './bundle.ts'
export { canMatch } from './can-match.ts'
export { explain, type ExplainedPart, type Explanation } from './explain.ts'
export { compileRuleSet, type CompiledRuleSet, type CompiledSize } from './compiled/compiled-rule-set.ts'
export { correlate, ruleKey } from './correlate.ts'
export type { BaseMatch, CorrelationFinding, CorrelationLoss } from './correlation-finding.ts'
export { needsOf, type MatchNeed } from './correlation-needs.ts'
export {
  planCorrelations,
  type CorrelationPlan,
  type PlannedCorrelation,
  type Source,
} from './correlation-plan.ts'
export { routesOf } from './log-source.ts'
export { parseRules, type RuleOutcome } from './parse-rules.ts'
export { parsePlaceholders, type Placeholders } from './placeholders.ts'
export { parseRegressionInfo, type RegressionCase, type RegressionInfo } from './regression-info.ts'
export type { RuleOptions } from './prepare.ts'
export { buildRuleSet, type RuleSet } from './rule-set.ts'
export type {
  Bound,
  EventLayout,
  RawRange,
  RawValue,
  CorrelationRule,
  CorrelationType,
  FilterRule,
  LogSource,
  Refusal,
  RefusalCode,
  SigmaEvent,
  SigmaRule,
} from './rule.ts'
export type { Route, View } from './view.ts'
