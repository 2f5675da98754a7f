import { LineCounter, parseAllDocuments, type Document } from 'yaml'
import { ALIASES_MAX, DOCUMENTS_MAX, RULE_CHARS_MAX, YAML_DEPTH_MAX } from './limits.ts'
import { readCorrelation } from './read-correlation.ts'
import { conditionOf, headOf, isMap, levelOf, logSourceOf, tagsOf, textOf, type Head } from './read-parts.ts'
import type { CorrelationRule, FilterRule, Problem, Refusal, SigmaRule } from './rule.ts'

/** What one document of a rule file came to. */
export type RuleOutcome =
  | { readonly kind: 'rule'; readonly rule: SigmaRule }
  | { readonly kind: 'correlation'; readonly correlation: CorrelationRule }
  | { readonly kind: 'filter'; readonly filter: FilterRule }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

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
  if (nestsTooDeep(text))
    return [refuse(1, { code: 'not-yaml', reason: `the file nests deeper than ${YAML_DEPTH_MAX}` })]
  const lines = new LineCounter()
  const documents = documentsOf(text, lines)
  if ('code' in documents) return [refuse(1, documents)]
  if (documents.length === 0) return [refuse(1, { code: 'not-a-rule', reason: 'the file holds no document' })]
  const outcomes = documents.slice(0, DOCUMENTS_MAX).map((document): RuleOutcome => {
    const line = lines.linePos(document.range[0]).line || 1
    const [error] = document.errors
    if (error !== undefined) {
      const at = error.linePos?.[0].line ?? line
      return refuse(at, { code: 'not-yaml', reason: error.message.split('\n')[0] ?? 'the file is no YAML' })
    }
    const value = valueOf(document)
    if (!value.ok) return refuse(line, value.problem)
    const read = readDocument(value.value, path, line)
    return 'code' in read ? refuse(line, read, headOf(value.value)) : read
  })
  const more = documents.length - outcomes.length
  if (more > 0)
    outcomes.push(refuse(1, { code: 'too-large', reason: `${more} more documents of the file are not read` }))
  return outcomes
}

/**
 * Whether the indicators that lines begin with open more levels than any rule has. The parser works by recursion and takes a
 * minute over a hundred thousand of them; what it can still be given ends by its size.
 */
function nestsTooDeep(text: string): boolean {
  let open = 0
  for (const line of text.split('\n')) {
    const levels = /^[\s?[{-]*/.exec(line)?.[0].replaceAll(/\s/g, '') ?? ''
    if (levels.length > YAML_DEPTH_MAX) return true
    if (/^-{3}/.test(line)) open = 0
    for (const level of levels) if (level === '[' || level === '{') open += 1
    if (/^[\]},\s]*$/.test(line)) open = Math.max(0, open - line.replaceAll(/[^\]}]/g, '').length)
    if (open > YAML_DEPTH_MAX) return true
  }
  return false
}

function documentsOf(text: string, lineCounter: LineCounter): readonly Document.Parsed[] | Problem {
  try {
    const documents = parseAllDocuments(text, { lineCounter, logLevel: 'silent', uniqueKeys: false })
    return Array.isArray(documents) ? documents : []
  } catch (error) {
    return { code: 'not-yaml', reason: error instanceof Error ? error.message : String(error) }
  }
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

function readDocument(
  value: unknown,
  path: string,
  line: number,
): Exclude<RuleOutcome, { kind: 'refused' }> | Problem {
  if (!isMap(value)) return { code: 'not-a-rule', reason: 'the document is no map' }
  const head: Head = headOf(value)
  if (value['correlation'] !== undefined) {
    const correlation = readCorrelation(value, head, { path, line })
    return 'code' in correlation ? correlation : { kind: 'correlation', correlation }
  }
  if (value['filter'] !== undefined) {
    const filter = readFilter(value, head, { path, line })
    return 'code' in filter ? filter : { kind: 'filter', filter }
  }
  const rule = readRule(value, head, { path, line })
  return 'code' in rule ? rule : { kind: 'rule', rule }
}

/** Where a document stands. */
export interface Place {
  readonly path: string
  readonly line: number
}

function readRule(value: Record<string, unknown>, head: Head, place: Place): SigmaRule | Problem {
  if (value['action'] !== undefined)
    return { code: 'not-a-rule', reason: 'rules in several parts (action) are not supported' }
  const detection = value['detection']
  if (!isMap(detection)) return { code: 'not-a-rule', reason: 'there is no detection' }
  const { condition, timeframe, ...searches } = detection
  if (timeframe !== undefined)
    return { code: 'aggregation', reason: 'a timeframe needs aggregation, which is not supported' }
  const conditions = conditionOf(condition)
  if (conditions === null) return NO_CONDITION
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
    logsource: logSourceOf(value['logsource']),
    conditions,
    searches: new Map(Object.entries(searches)),
  }
}

const NO_CONDITION: Problem = {
  code: 'no-condition',
  reason: 'there is no condition, or it is neither text nor a list of texts',
}

function readFilter(value: Record<string, unknown>, head: Head, place: Place): FilterRule | Problem {
  const filter = value['filter']
  if (!isMap(filter)) return { code: 'bad-filter', reason: 'the filter is no map' }
  const { rules, condition, ...searches } = filter
  const wanted = rulesOf(rules)
  if (wanted === null)
    return { code: 'bad-filter', reason: 'the filter does not say for which rules it is, nor any' }
  if (!isMap(value['logsource'])) return { code: 'bad-filter', reason: 'the filter has no log source' }
  if (typeof condition !== 'string') return NO_CONDITION
  return {
    ...place,
    id: head.id,
    title: head.title,
    logsource: logSourceOf(value['logsource']),
    rules: wanted,
    condition,
    searches: new Map(Object.entries(searches)),
  }
}

function rulesOf(rules: unknown): readonly string[] | 'any' | null {
  if (typeof rules === 'string') return /^(any|all)$/i.test(rules) ? 'any' : [rules]
  if (!Array.isArray(rules) || !rules.every((one) => typeof one === 'string')) return null
  return rules.length === 0 ? 'any' : rules
}
