/** One record, as rules see it. Field names are Sigma's; `undefined` is a field that is not there, `null` one that is NULL. */
export interface SigmaEvent {
  readonly channel: string | undefined
  readonly eventId: number | undefined
  /** Fields that a record of this source cannot have: a search on one is neither true nor false. */
  readonly lacks?: { has(field: string): boolean }
  field(name: string): string | null | readonly string[] | undefined
  /** Every value of the record, for rules without a field. */
  strings(): Iterable<string>
  /**
   * How the record's fields are laid out, where the reader knows: the same object for all records made alike. Then `value` and
   * `locate` are there too, and the compiled matcher looks at values where they stand instead of at their texts.
   */
  readonly layout?: EventLayout
  /** The field at an index of the layout: what `field` gives for its name. */
  value?(index: number): string | null | readonly string[] | undefined
  /** Whether the field at an index is one value; then `raw` says where it stands, until the next call. */
  locate?(index: number): boolean
  readonly raw?: RawValue
  /**
   * A range in which every text of the record stands as UTF-16, at any byte, but for those in `layout.fixed`, those in `narrow`, and
   * those made from numbers, times, SIDs and GUIDs. Undefined where that cannot be said.
   */
  readonly body?: RawRange | undefined
  /** Texts that stand in the log with one byte a character. */
  readonly narrow?: readonly string[]
}

/** The fields that records of one layout have. */
export interface EventLayout {
  readonly fields: readonly { readonly name: string }[]
  /** Texts that are the same in all such records; undefined where that cannot be said. */
  readonly fixed?: readonly string[] | undefined
  /** Index of what `field` reads under a name, or -1. */
  indexOf(name: string): number
  /** Whether `field` may find a name that has no index. */
  readonly hasLines: boolean
}

/** Bytes of a log. */
export interface RawRange {
  readonly bytes: Uint8Array
  readonly from: number
  readonly to: number
}

/** A value as it stands in the log (value types of MS-EVEN6 2.2.12): 1 is UTF-16 little-endian text, which may end in NULs. */
export interface RawValue extends RawRange {
  readonly type: number
}

/** Where a rule's records come from (rules specification, log source). */
export interface LogSource {
  readonly product?: string
  readonly category?: string
  readonly service?: string
}

/** A detection rule as loaded: its head, and its search identifiers and conditions not yet compiled. */
export interface SigmaRule {
  readonly id: string | undefined
  /** What correlations and filters may call it by, beside its id. */
  readonly name?: string
  readonly title: string | undefined
  readonly author: string | undefined
  readonly level: 'informational' | 'low' | 'medium' | 'high' | 'critical' | undefined
  readonly status: string | undefined
  readonly tags: readonly string[]
  readonly logsource: LogSource
  readonly path: string
  /** 1-based, of the document's first line. */
  readonly line: number
  readonly conditions: readonly string[]
  readonly searches: ReadonlyMap<string, unknown>
}

/** Detections that are taken out of rules: `filter` of the filters specification. */
export interface FilterRule {
  readonly id: string | undefined
  readonly title: string | undefined
  readonly path: string
  readonly line: number
  readonly logsource: LogSource
  /** Ids or names of rules; `any` is every rule of the log source. */
  readonly rules: readonly string[] | 'any'
  readonly condition: string
  readonly searches: ReadonlyMap<string, unknown>
}

/** The types of correlation that are run. */
export type CorrelationType = 'event_count' | 'value_count' | 'temporal' | 'temporal_ordered'

/** A correlation as loaded (correlation specification 2.1). */
export interface CorrelationRule {
  readonly id: string | undefined
  readonly name?: string
  readonly title: string | undefined
  readonly author: string | undefined
  readonly level: SigmaRule['level']
  readonly status: string | undefined
  readonly tags: readonly string[]
  readonly path: string
  readonly line: number
  readonly type: CorrelationType
  /** Ids or names of rules or correlations, in the order that `temporal_ordered` wants. */
  readonly rules: readonly string[]
  readonly groupBy: readonly string[]
  readonly timespanMs: number
  /** By alias: the field of each rule, by the id or name that the correlation calls it. */
  readonly aliases: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** All must hold of the count. */
  readonly bounds: readonly Bound[]
  /** Of `value_count`: the fields whose values, together, are counted. */
  readonly fields: readonly string[]
  /** Whether the rules it names are reported by themselves too. */
  readonly generate: boolean
}

/** One limit of a count. */
export interface Bound {
  readonly how: 'gt' | 'gte' | 'lt' | 'lte' | 'eq' | 'neq'
  readonly count: number
}

/** Why a rule is not run. Every one is listed. */
export type RefusalCode =
  | 'not-yaml'
  | 'not-a-rule'
  | 'too-large'
  | 'bad-correlation'
  | 'unsupported-correlation'
  | 'bad-filter'
  | 'missing-rule'
  | 'no-condition'
  | 'bad-condition'
  | 'bad-search'
  | 'bad-value'
  | 'unknown-modifier'
  | 'placeholder'
  | 'aggregation'
  | 'bad-regex'
  | 'log-source'

/** A rule that is not run, where it stands and why. */
export interface Refusal {
  readonly path: string
  readonly line: number
  readonly id?: string
  readonly title?: string
  readonly code: RefusalCode
  readonly reason: string
}

/** A problem within one rule, before it has a place. */
export interface Problem {
  readonly code: RefusalCode
  readonly reason: string
}

/** Three values: a field that a source cannot have makes neither a match nor, negated, one. */
export type Truth = true | false | 'unknown'

/** One compiled test of an event. */
export type Test = (event: SigmaEvent) => Truth

/** Compiled, or why not. */
export type Compiled<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: Problem }

/** The compiled thing. */
export const compiled = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({
  ok: true,
  value,
})

/** Why it could not be compiled. */
export const refused = (
  code: RefusalCode,
  reason: string,
): { readonly ok: false; readonly problem: Problem } => ({
  ok: false,
  problem: { code, reason },
})
