import type { CorrelationRule } from './rule.ts'
import type { FieldValue } from './view.ts'

/** One match of one rule on one record, as it was stored. */
export interface BaseMatch<Ref> {
  /** The rule's key: see `ruleKey`. */
  readonly rule: string
  /** Milliseconds since 1970, with a fraction where the record's time has one. */
  readonly atMs: number
  /** The server whose record it is. */
  readonly server: string
  /** Names the record: the same for each rule that it matches. */
  readonly record: string
  /** A field of the record, by the record's own name. */
  field(name: string): FieldValue
  /** How many records it stands for, all at this moment and alike in every field that is asked for; absent: one. */
  readonly count?: number
  /** What a finding names this match by. */
  readonly ref: Ref
}

/** Matches of rules that together make one of a correlation. */
export interface CorrelationFinding<Ref> {
  readonly rule: CorrelationRule
  /** The values that all matches have in common, in the order of `group-by`, as first written. */
  readonly group: readonly { readonly field: string; readonly value: string }[]
  /** First and last match that it stands on; milliseconds since 1970. */
  readonly firstAtMs: number
  readonly lastAtMs: number
  /** The highest count that the condition held for: matches, distinct values, or distinct rules. */
  readonly count: number
  /** The first and the latest matches that it stands on, in order of time; at most `NAMED_MATCHES_MAX`. */
  readonly matches: readonly Ref[]
  /** How many there were in all. */
  readonly matchCount: number
  readonly servers: readonly string[]
}

/** What was passed over, by correlation: never silently. */
export interface CorrelationLoss {
  readonly rule: CorrelationRule
  /** Matches without a value of a `group-by` field, or of the field that is counted. */
  readonly ungrouped: number
  /** Matches given up because windows held more than `WINDOW_MATCHES_MAX`. */
  readonly givenUp: number
}
