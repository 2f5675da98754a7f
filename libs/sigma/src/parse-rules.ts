import { LineCounter, parseAllDocuments, type Document } from 'yaml'
import { ALIASES_MAX, DOCUMENTS_MAX, RULE_CHARS_MAX } from './limits.ts'
import type { LogSource, Problem, Refusal, SigmaRule } from './rule.ts'

/** What one document of a rule file came to. */
export type RuleOutcome =
  | { readonly kind: 'rule'; readonly rule: SigmaRule }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

const LEVELS = ['informational', 'low', 'medium', 'high', 'critical'] as const

/**
 * Reads the rules of one file, in order. Every document gives a rule or a refusal with its line; nothing is passed over in
 * silence, a file that is no YAML or holds nothing gives one refusal. `path` is only carried along.
 */
export function parseRules(text: string, path: string): readonly RuleOutcome[] {
  const refuse = (line: number, problem: Problem, head: Head = {}): RuleOutcome => ({
    kind: 'refused',
    refusal: { path, line, ...head, ...problem },
  })
  if (text.length > RULE_CHARS_MAX) {
    return [
      refuse(1, {
        code: 'too-large',
        reason: `the file has ${text.length} characters, at most ${RULE_CHARS_MAX} are read`,
      }),
    ]
  }
  const lines = new LineCounter()
  const documents = parseAllDocuments(text, { lineCounter: lines, logLevel: 'silent', uniqueKeys: false })
  if (!Array.isArray(documents) || documents.length === 0)
    return [refuse(1, { code: 'not-a-rule', reason: 'the file holds no document' })]
  return documents.slice(0, DOCUMENTS_MAX).map((document) => {
    const line = lines.linePos(document.range[0]).line || 1
    const [error] = document.errors
    if (error !== undefined) {
      const at = error.linePos?.[0].line ?? line
      return refuse(at, { code: 'not-yaml', reason: error.message.split('\n')[0] ?? 'the file is no YAML' })
    }
    const value = valueOf(document)
    if (!value.ok) return refuse(line, value.problem)
    const read = readRule(value.value, path, line)
    return 'code' in read ? refuse(line, read, headOf(value.value)) : { kind: 'rule', rule: read }
  })
}

interface Head {
  readonly id?: string
  readonly title?: string
}

function valueOf(document: Document): { ok: true; value: unknown } | { ok: false; problem: Problem } {
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: ALIASES_MAX }) as unknown }
  } catch (error) {
    return {
      ok: false,
      problem: { code: 'not-yaml', reason: error instanceof Error ? error.message : String(error) },
    }
  }
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

function headOf(value: unknown): Head {
  if (!isMap(value)) return {}
  const id = textOf(value['id'])
  const title = textOf(value['title'])
  return { ...(id === undefined ? {} : { id }), ...(title === undefined ? {} : { title }) }
}

function readRule(value: unknown, path: string, line: number): SigmaRule | Problem {
  if (!isMap(value)) return { code: 'not-a-rule', reason: 'the document is no map' }
  if (value['correlation'] !== undefined)
    return { code: 'correlation', reason: 'correlation rules are not supported yet' }
  if (value['filter'] !== undefined) return { code: 'filter', reason: 'filters are not supported yet' }
  if (value['action'] !== undefined)
    return { code: 'not-a-rule', reason: 'rules in several parts (action) are not supported' }
  const detection = value['detection']
  if (!isMap(detection)) return { code: 'not-a-rule', reason: 'there is no detection' }
  const { condition, timeframe, ...searches } = detection
  if (timeframe !== undefined)
    return { code: 'aggregation', reason: 'a timeframe needs aggregation, which is not supported' }
  const conditions = typeof condition === 'string' ? [condition] : condition
  if (
    !Array.isArray(conditions) ||
    conditions.length === 0 ||
    !conditions.every((one) => typeof one === 'string')
  ) {
    return {
      code: 'no-condition',
      reason: 'there is no condition, or it is neither text nor a list of texts',
    }
  }
  const level = LEVELS.find((one) => one === value['level'])
  const tags: unknown = value['tags']
  return {
    id: textOf(value['id']),
    title: textOf(value['title']),
    author: textOf(value['author']),
    status: textOf(value['status']),
    level,
    tags: Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === 'string') : [],
    logsource: logSourceOf(value['logsource']),
    path,
    line,
    conditions,
    searches: new Map(Object.entries(searches)),
  }
}

function logSourceOf(value: unknown): LogSource {
  if (!isMap(value)) return {}
  const part = (name: string): string | undefined => textOf(value[name])?.toLowerCase()
  const product = part('product')
  const category = part('category')
  const service = part('service')
  return {
    ...(product === undefined ? {} : { product }),
    ...(category === undefined ? {} : { category }),
    ...(service === undefined ? {} : { service }),
  }
}
