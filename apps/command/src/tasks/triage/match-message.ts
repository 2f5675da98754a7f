import type { MatchSpan } from './match-meter.ts'

/** Matches that only correlations see, as a child tells them: a row each, since there may be millions. */
export interface MatchesReply {
  readonly is: 'matches'
  readonly rows: readonly MatchTuple[]
}

type MatchTuple = readonly [
  rule: number,
  computer: string,
  channel: string,
  eventId: number,
  values: readonly (string | null)[],
  spanMs: number,
  firstAt: string,
  lastAt: string,
  firstRecord: number,
  lastRecord: number,
  offset: number,
  lastOffset: number,
  count: number,
]

/** Rows of one line at most. */
const ROWS_PER_LINE = 500

/** Spans as lines of a child. */
export function* matchLines(spans: readonly MatchSpan[]): Generator<MatchesReply> {
  for (let at = 0; at < spans.length; at += ROWS_PER_LINE)
    yield { is: 'matches', rows: spans.slice(at, at + ROWS_PER_LINE).map(tupleOf) }
}

const tupleOf = (one: MatchSpan): MatchTuple => [
  one.rule,
  one.computer,
  one.channel,
  one.eventId,
  one.values,
  one.spanMs,
  one.firstAt,
  one.lastAt,
  one.firstRecord,
  one.lastRecord,
  one.offset,
  one.lastOffset,
  one.count,
]

/** What a line tells. */
export function spanOf(row: MatchTuple): MatchSpan {
  const [rule, computer, channel, eventId, values, spanMs, firstAt, lastAt, ...rest] = row
  const [firstRecord, lastRecord, offset, lastOffset, count] = rest
  return {
    rule,
    computer,
    channel,
    eventId,
    values,
    spanMs,
    firstAt,
    lastAt,
    firstRecord,
    lastRecord,
    offset,
    lastOffset,
    count,
  }
}

const isText = (value: unknown): boolean => typeof value === 'string'
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0
const isValue = (value: unknown): boolean => value === null || typeof value === 'string'
const CHECKS: readonly ((value: unknown) => boolean)[] = [
  isCount,
  isText,
  isText,
  isCount,
  (value) => Array.isArray(value) && value.every(isValue),
  (value) => Number.isSafeInteger(value),
  isText,
  isText,
  isCount,
  isCount,
  isCount,
  isCount,
  isCount,
]

/** Whether a line is such a one; a schema would cost more than all else that is done with it. */
export function isMatchesReply(said: unknown): said is MatchesReply {
  if (typeof said !== 'object' || said === null || !('is' in said) || said.is !== 'matches') return false
  if (!('rows' in said) || !Array.isArray(said.rows) || Object.keys(said).length !== 2) return false
  return said.rows.every(
    (row: unknown) =>
      Array.isArray(row) && row.length === CHECKS.length && CHECKS.every((check, at) => check(row[at])),
  )
}
