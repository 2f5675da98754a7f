import { conditionTree } from './condition.ts'
import { testOf, textsOf } from './evaluate.ts'
import { routesOf } from './log-source.ts'
import { ANY, ONE, type Part } from './pattern.ts'
import type { Placeholders } from './placeholders.ts'
import type { SigmaEvent, SigmaRule, Truth } from './rule.ts'
import { searchTree } from './search.ts'
import type { Node, TextTest } from './tree.ts'
import { seenThrough, textIsOneOf, type Route } from './view.ts'

/** One part of a detection, and what it came to. */
export interface ExplainedPart {
  /** In words: `Image ends with \cmd.exe`, `all of`, `not`. */
  readonly what: string
  readonly truth: Truth
  /** The values that the record has there; null for parts that are no field, or where it has none. */
  readonly have: readonly string[] | null
  readonly parts: readonly ExplainedPart[]
}

/** Why a rule matches a record, or does not. */
export interface Explanation {
  /** `not-its-source`: the record is of another channel, event id or kind. `refused`: the rule cannot be run at all. */
  readonly outcome: 'matches' | 'no-match' | 'unknown' | 'not-its-source' | 'refused'
  /** Why it is refused. */
  readonly reason?: string
  /** What the rule takes the record for, where it is not one of Sysmon: `Security 4688`. */
  readonly seenAs?: string
  readonly conditions: readonly { readonly text: string; readonly truth: Truth }[]
  readonly searches: readonly { readonly name: string; readonly part: ExplainedPart }[]
}

const NOTHING: Pick<Explanation, 'conditions' | 'searches'> = { conditions: [], searches: [] }

/** Says which part of a rule holds for a record, which does not, and of which nothing can be said. Filters are left out. */
export function explain(
  rule: SigmaRule,
  event: SigmaEvent,
  placeholders: Placeholders = new Map(),
): Explanation {
  const routes = routesOf(rule.logsource)
  if (routes === null) return { outcome: 'refused', reason: 'no event log has its log source', ...NOTHING }
  const trees = new Map<string, Node>()
  for (const [name, search] of rule.searches) {
    const tree = searchTree(search, placeholders)
    if (!tree.ok) return { outcome: 'refused', reason: `${name}: ${tree.problem.reason}`, ...NOTHING }
    trees.set(name, tree.value)
  }
  const conditions: { text: string; tree: Node }[] = []
  for (const text of rule.conditions) {
    const tree = conditionTree(text, trees)
    if (!tree.ok) return { outcome: 'refused', reason: tree.problem.reason, ...NOTHING }
    conditions.push({ text, tree: tree.value })
  }
  const route = routes.find((one) => isOf(event, one))
  if (route === undefined) return { outcome: 'not-its-source', ...NOTHING }
  const seen = seenThrough(event, route.view)
  const judged = conditions.map(({ text, tree }) => ({ text, truth: testOf(tree)(seen) }))
  const isTrue = judged.some(({ truth }) => truth === true)
  const isUnknown = judged.some(({ truth }) => truth === 'unknown')
  return {
    outcome: isTrue ? 'matches' : isUnknown ? 'unknown' : 'no-match',
    ...(route.view === undefined ? {} : { seenAs: route.view.name }),
    conditions: judged,
    searches: [...trees].map(([name, tree]) => ({ name, part: explained(tree, seen) })),
  }
}

function isOf(event: SigmaEvent, route: Route): boolean {
  if (route.channel !== null && route.channel.toLowerCase() !== event.channel?.toLowerCase()) return false
  if (route.eventIds !== null && !route.eventIds.includes(event.eventId ?? -1)) return false
  return route.only === undefined || textIsOneOf(event.field(route.only.field), route.only.values)
}

function explained(node: Node, event: SigmaEvent): ExplainedPart {
  const truth = testOf(node)(event)
  switch (node.kind) {
    case 'and':
    case 'or':
      return {
        what: node.kind === 'and' ? 'all of' : 'one of',
        truth,
        have: null,
        parts: node.nodes.map((one) => explained(one, event)),
      }
    case 'not':
      return { what: 'not', truth, have: null, parts: [explained(node.node, event)] }
    case 'keyword':
      return { what: `any value ${wordsOf(node.test)}`, truth, have: null, parts: [] }
    case 'field':
      return leaf(`${node.field} ${wordsOf(node.test)}`, truth, event, node.field)
    case 'null':
      return leaf(`${node.field} is not there`, truth, event, node.field)
    case 'exists':
      return leaf(`${node.field} ${node.wanted ? 'is' : 'is not'} in the record`, truth, event, node.field)
    case 'reference':
      return leaf(`${node.field} ${REFERS[node.by.how]} ${node.other}`, truth, event, node.field)
  }
  return node
}

const REFERS = {
  whole: 'is the same as',
  contains: 'contains',
  startswith: 'begins with',
  endswith: 'ends with',
} as const

function leaf(what: string, truth: Truth, event: SigmaEvent, field: string): ExplainedPart {
  if (event.lacks?.has(field) === true)
    return { what: `${what} (such a record does not tell)`, truth, have: null, parts: [] }
  const value = event.field(field)
  return { what, truth, have: value === undefined || value === null ? null : textsOf(value), parts: [] }
}

function wordsOf(test: TextTest): string {
  switch (test.kind) {
    case 'regex':
      return `has a match of ${test.source}`
    case 'network':
      return `is in ${test.text}`
    case 'number':
      return `${test.how} ${test.limit}`
    case 'time':
      return `in its ${test.part} ${test.how} ${test.limit}`
    case 'text':
      return `${patternWords(test.parts)}${test.cased ? ', letter for letter' : ''}`
  }
  return test
}

function patternWords(parts: readonly Part[]): string {
  const [first] = parts
  const last = parts.at(-1)
  const inner = parts.filter((part): part is string => typeof part === 'string')
  if (parts.length === 0) return 'is empty'
  if (inner.length === 1 && parts.length === 3 && first === ANY && last === ANY) return `contains ${inner[0]}`
  if (inner.length === 1 && parts.length === 2 && first === ANY) return `ends with ${inner[0]}`
  if (inner.length === 1 && parts.length === 2 && last === ANY) return `begins with ${inner[0]}`
  if (inner.length === 1 && parts.length === 1) return `is ${inner[0]}`
  return `fits ${parts.map((part) => (part === ANY ? '*' : part === ONE ? '?' : part)).join('')}`
}
