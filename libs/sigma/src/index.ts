// Sigma rules in, matchers out: specification 2.1 without correlation and filters.
export { routesOf, type Route } from './log-source.ts'
export { parseRules, type RuleOutcome } from './parse-rules.ts'
export { buildRuleSet, compileRule, type RuleSet } from './rule-set.ts'
export type { LogSource, Refusal, RefusalCode, SigmaEvent, SigmaRule } from './rule.ts'
