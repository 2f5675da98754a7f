/** How a number of a record is held against one of a rule. */
export type Compare = 'lt' | 'lte' | 'gt' | 'gte' | 'eq'

/** The part of a time that is compared. */
export type TimePart = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year'

/** The modifiers for numbers. */
export const COMPARES = ['lt', 'lte', 'gt', 'gte'] as const

/** The modifiers for times. */
export const TIME_PARTS = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const

/** Whether `have` stands so to `limit`; false for what is no number. */
export function compares(have: number, how: Compare, limit: number): boolean {
  switch (how) {
    case 'lt':
      return have < limit
    case 'lte':
      return have <= limit
    case 'gt':
      return have > limit
    case 'gte':
      return have >= limit
    case 'eq':
      return have === limit
  }
  return how
}

/** The number that a text writes, decimal or hexadecimal with 0x; NaN where it writes none. */
export function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}

const ISO = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:\d\d)?$/

/**
 * A part of an ISO 8601 time, as UTC; a time without a zone is taken as UTC. NaN for any other text. Weeks are counted from
 * 1 January, seven days each, so a year has 53; the specification leaves the counting open.
 */
export function timePartOf(text: string, part: TimePart): number {
  if (!ISO.test(text)) return Number.NaN
  const zoned = /Z$|[+-]\d\d:\d\d$/.test(text.slice(10)) || text.length === 10 ? text : `${text}Z`
  const at = new Date(zoned)
  if (Number.isNaN(at.getTime())) return Number.NaN
  switch (part) {
    case 'minute':
      return at.getUTCMinutes()
    case 'hour':
      return at.getUTCHours()
    case 'day':
      return at.getUTCDate()
    case 'week':
      return Math.floor((at.getTime() - Date.UTC(at.getUTCFullYear(), 0, 1)) / (7 * 86_400_000)) + 1
    case 'month':
      return at.getUTCMonth() + 1
    case 'year':
      return at.getUTCFullYear()
  }
  return part
}
