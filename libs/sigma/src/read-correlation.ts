import { BOUND_MAX, CORRELATED_MAX } from './limits.ts'
import { isMap, levelOf, tagsOf, textOf, type Head } from './read-parts.ts'
import type { Bound, CorrelationRule, CorrelationType, Problem } from './rule.ts'

const TYPES: readonly CorrelationType[] = ['event_count', 'value_count', 'temporal', 'temporal_ordered']
const UNSUPPORTED = ['value_sum', 'value_avg', 'value_percentile', 'value_median', 'value_min', 'value_max']
const BOUNDS = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq'] as const
const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Reads a correlation (correlation specification 2.1); what is not supported is refused and says so. */
export function readCorrelation(
  value: Record<string, unknown>,
  head: Head,
  place: { readonly path: string; readonly line: number },
): CorrelationRule | Problem {
  const part = value['correlation']
  if (!isMap(part)) return bad('the correlation is no map')
  const type = TYPES.find((one) => one === part['type'])
  if (type === undefined) return badType(part['type'])
  const rules = textsOf(part['rules'])
  if (rules === null || rules.length === 0 || rules.length > CORRELATED_MAX)
    return bad(`rules must be a list of 1 to ${CORRELATED_MAX} ids or names`)
  const groupBy = part['group-by'] === undefined ? [] : textsOf(part['group-by'])
  if (groupBy === null) return bad('group-by must be a list of fields')
  const timespanMs = timespanOf(part['timespan'] ?? part['timeframe'])
  if (timespanMs === null) return bad('timespan must be a number and one of s, m, h, d, as 10m')
  const condition = readCondition(type, part['condition'], rules)
  if ('code' in condition) return condition
  const aliases = aliasesOf(part['aliases'])
  if (aliases === null) return bad('aliases must be maps of rules to fields')
  const name = textOf(value['name'])
  return {
    ...place,
    id: head.id,
    title: head.title,
    ...(name === undefined ? {} : { name }),
    author: textOf(value['author']),
    status: textOf(value['status']),
    level: levelOf(value['level']),
    tags: tagsOf(value['tags']),
    type,
    rules,
    groupBy,
    timespanMs,
    aliases,
    ...condition,
    generate: (part['generate'] ?? value['generate']) === true,
  }
}

const bad = (reason: string): Problem => ({ code: 'bad-correlation', reason })

function badType(type: unknown): Problem {
  if (typeof type === 'string' && UNSUPPORTED.includes(type))
    return { code: 'unsupported-correlation', reason: `correlations of type ${type} are not supported` }
  return bad(`the type of a correlation must be one of ${TYPES.join(', ')}`)
}

function textsOf(value: unknown): readonly string[] | null {
  const list: unknown = typeof value === 'string' ? [value] : value
  return Array.isArray(list) && list.every((one): one is string => typeof one === 'string') ? list : null
}

function timespanOf(value: unknown): number | null {
  const found = typeof value === 'string' ? /^(\d{1,6})([smhd])$/.exec(value) : null
  const span = found === null ? 0 : Number(found[1]) * (UNIT_MS[found[2] ?? ''] ?? 0)
  return span > 0 ? span : null
}

type Condition = Pick<CorrelationRule, 'bounds' | 'fields'>

function readCondition(type: CorrelationType, value: unknown, rules: readonly string[]): Condition | Problem {
  const isTemporal = type === 'temporal' || type === 'temporal_ordered'
  if (value === undefined && isTemporal) return { bounds: [{ how: 'gte', count: rules.length }], fields: [] }
  if (typeof value === 'string')
    return { code: 'unsupported-correlation', reason: 'a condition that is a sentence is not supported' }
  if (!isMap(value)) return bad('the condition must be a map, as {gte: 10}')
  const bounds: Bound[] = []
  let fields: readonly string[] = []
  for (const [key, limit] of Object.entries(value)) {
    const how = BOUNDS.find((one) => one === key)
    if (how !== undefined && typeof limit === 'number' && Number.isInteger(limit) && limit >= 0) {
      if (limit > BOUND_MAX) return bad(`a bound may be at most ${BOUND_MAX}`)
      bounds.push({ how, count: limit })
    } else if (key === 'field' && type === 'value_count') {
      const named = textsOf(limit)
      if (named === null || named.length === 0) return bad('field must name a field, or a list of them')
      fields = named
    } else return bad(`the condition holds ${key}, which is no bound of ${type}`)
  }
  if (bounds.length === 0) return bad('the condition has no bound, as gte')
  if (type === 'value_count' && fields.length === 0) return bad('value_count needs a field in its condition')
  const wantsAll = bounds.length === 1 && bounds[0]?.how === 'gte' && bounds[0].count === rules.length
  if (type === 'temporal_ordered' && !wantsAll)
    return {
      code: 'unsupported-correlation',
      reason: 'temporal_ordered is supported only where all rules must match',
    }
  return { bounds, fields }
}

function aliasesOf(value: unknown): ReadonlyMap<string, ReadonlyMap<string, string>> | null {
  if (value === undefined) return new Map()
  if (!isMap(value)) return null
  const aliases = new Map<string, ReadonlyMap<string, string>>()
  for (const [alias, fields] of Object.entries(value)) {
    if (!isMap(fields)) return null
    const entries = Object.entries(fields)
    if (!entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')) return null
    aliases.set(alias, new Map(entries))
  }
  return aliases
}
