import { parseRules, type RuleOutcome } from './parse-rules.ts'
import { isMap } from './read-parts.ts'

/**
 * Rule files as read, in one text: reading it back takes a fortieth of what their YAML takes. It is JSON, for the version of the
 * library that wrote it: `readBundle` gives null for any other, and the files have to be read again.
 */
export const BUNDLE_FORMAT = 'codedark-sigma-bundle-1'

/** Reads rule files and writes what came of them. `path` is as in `parseRules`. */
export function makeBundle(files: Iterable<{ readonly path: string; readonly text: string }>): string {
  const outcomes: RuleOutcome[] = []
  for (const { path, text } of files) outcomes.push(...parseRules(text, path))
  return bundleOf(outcomes)
}

/** The same of rules that were read already. */
export function bundleOf(outcomes: readonly RuleOutcome[]): string {
  return JSON.stringify({ format: BUNDLE_FORMAT, outcomes }, (_, value: unknown) => {
    if (value instanceof Map) return { $map: [...value] }
    // JSON has no infinity; as a text it means the same to every comparison.
    return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
  })
}

/**
 * What `makeBundle` wrote. Null for a text that is none of this version. Who keeps bundles keeps a hash beside them: what is
 * inside is not checked again.
 */
export function readBundle(text: string): readonly RuleOutcome[] | null {
  let read: unknown
  try {
    read = JSON.parse(text, (_, value: unknown) => {
      const entries = isMap(value) ? value['$map'] : undefined
      return Array.isArray(entries) ? new Map(entries.filter(isPair)) : value
    })
  } catch {
    return null
  }
  if (!isMap(read) || read['format'] !== BUNDLE_FORMAT) return null
  const { outcomes } = read
  return Array.isArray(outcomes) && outcomes.every(isOutcome) ? outcomes : null
}

const isPair = (value: unknown): value is [unknown, unknown] => Array.isArray(value) && value.length === 2

function isOutcome(value: unknown): value is RuleOutcome {
  if (!isMap(value)) return false
  const { kind } = value
  if (kind !== 'rule' && kind !== 'correlation' && kind !== 'filter' && kind !== 'refused') return false
  const body = value[kind === 'refused' ? 'refusal' : kind]
  return isMap(body) && typeof body['path'] === 'string' && typeof body['line'] === 'number'
}
