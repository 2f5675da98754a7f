import type { JsonRecord, LogFieldValue } from '@codedark/files'
import type { RuleSet } from '@codedark/sigma'

/** What rules ask of a record. */
export interface RuleView {
  field(name: string): LogFieldValue | undefined
  strings(): Iterable<string>
  readonly lacks?: { has(field: string): boolean }
}

/** A record as a rule set takes it. */
export function matchable(view: RuleView, channel: string, eventId: number): Parameters<RuleSet['match']>[0] {
  return {
    channel,
    eventId,
    field: (name: string) => view.field(name),
    strings: () => view.strings(),
    ...(view.lacks === undefined ? {} : { lacks: view.lacks }),
  }
}

/** A record whose own values bear no names: a field that is not there is neither present nor absent. */
export function unnamedView(record: JsonRecord): RuleView {
  return {
    field: (name) => record.field(name),
    strings: () => record.strings(),
    lacks: { has: (name) => record.field(name) === undefined },
  }
}
