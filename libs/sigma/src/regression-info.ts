import { parse } from 'yaml'
import { ALIASES_MAX } from './limits.ts'
import { isMap, textOf } from './read-parts.ts'

/** The largest `info.yml`, in characters. */
const INFO_CHARS_MAX = 100_000

/** One case: a log, and how often the rule has to match in it. */
export interface RegressionCase {
  /** `evtx` or another. */
  readonly type: string
  /** From the root of the rule repository. */
  readonly path: string
  /** Undefined says at least once. */
  readonly matchCount: number | undefined
}

/** What an `info.yml` of SigmaHQ's regression data states. */
export interface RegressionInfo {
  readonly ruleId: string
  readonly cases: readonly RegressionCase[]
}

/** Reads an `info.yml` (SigmaHQ regression convention); null for what is none. */
export function parseRegressionInfo(text: string): RegressionInfo | null {
  if (text.length > INFO_CHARS_MAX) return null
  let read: unknown
  try {
    read = parse(text, { maxAliasCount: ALIASES_MAX, logLevel: 'silent' })
  } catch {
    return null
  }
  if (!isMap(read)) return null
  const rules = read['rule_metadata']
  const first: unknown = Array.isArray(rules) ? rules[0] : undefined
  const ruleId = isMap(first) ? textOf(first['id']) : undefined
  if (ruleId === undefined) return null
  const given = read['regression_tests_info'] ?? []
  if (!Array.isArray(given)) return null
  const cases = given.map(caseOf)
  return cases.every((one) => one !== null) ? { ruleId, cases } : null
}

function caseOf(value: unknown): RegressionCase | null {
  if (!isMap(value)) return null
  const path = textOf(value['path'])
  const count = value['match_count']
  if (path === undefined || (count !== undefined && typeof count !== 'number')) return null
  return { type: textOf(value['type']) ?? 'evtx', path, matchCount: count }
}
