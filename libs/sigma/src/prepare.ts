import { conditionTree } from './condition.ts'
import { routesOf } from './log-source.ts'
import type { Placeholders } from './placeholders.ts'
import { compiled, type Compiled, type FilterRule, type LogSource, type Problem } from './rule.ts'
import type { Refusal, SigmaRule } from './rule.ts'
import { searchTree } from './search.ts'
import { and, not, or, type Node } from './tree.ts'
import type { Route } from './view.ts'

/** What rules are prepared with, beside themselves. */
export interface RuleOptions {
  readonly placeholders?: Placeholders
  readonly filters?: readonly FilterRule[]
}

/** A rule that can be run: its whole detection as one tree, filters and all, and where its records stand. */
export interface PreparedRule {
  readonly rule: SigmaRule
  readonly tree: Node
  readonly routes: readonly Route[]
}

/** Rules that can be run, in the order given, and why the others are not. */
export interface Prepared {
  readonly rules: readonly PreparedRule[]
  readonly refused: readonly Refusal[]
}

const NONE: Placeholders = new Map()

/** Makes the tree of each rule; filters that fit no rule, or cannot be read, are refused too. */
export function prepareRules(given: readonly SigmaRule[], options: RuleOptions = {}): Prepared {
  const placeholders = options.placeholders ?? NONE
  const filters = (options.filters ?? []).map((filter) => ({
    filter,
    tree: filterTree(filter, placeholders),
    used: false,
  }))
  const rules: PreparedRule[] = []
  const refused: Refusal[] = []
  for (const rule of given) {
    const routes = routesOf(rule.logsource)
    if (routes === null) {
      const { product = 'any product', category, service } = rule.logsource
      refused.push(
        refusalOf(rule, {
          code: 'log-source',
          reason: `no event log is known for ${product}, ${category ?? service ?? 'no source'}`,
        }),
      )
      continue
    }
    const tree = ruleTree(rule, placeholders)
    if (!tree.ok) {
      refused.push(refusalOf(rule, tree.problem))
      continue
    }
    const nodes = [tree.value]
    for (const one of filters) {
      if (!appliesTo(one.filter, rule)) continue
      one.used = true
      if (one.tree.ok) nodes.push(one.tree.value)
    }
    rules.push({ rule, tree: and(nodes), routes })
  }
  for (const { filter, tree, used } of filters) {
    if (!tree.ok) refused.push(refusalOf(filter, tree.problem))
    else if (!used)
      refused.push(
        refusalOf(filter, { code: 'missing-rule', reason: 'no loaded rule is meant by the filter' }),
      )
  }
  return { rules, refused }
}

/** The tree of one rule's detection, whatever its log source. */
export function ruleTree(rule: SigmaRule, placeholders: Placeholders = NONE): Compiled<Node> {
  const searches = searchTrees(rule.searches, placeholders)
  if (!searches.ok) return searches
  const conditions: Node[] = []
  for (const text of rule.conditions) {
    const one = conditionTree(text, searches.value)
    if (!one.ok) return one
    conditions.push(one.value)
  }
  return compiled(or(conditions))
}

function searchTrees(
  searches: ReadonlyMap<string, unknown>,
  placeholders: Placeholders,
): Compiled<ReadonlyMap<string, Node>> {
  const trees = new Map<string, Node>()
  for (const [name, search] of searches) {
    const one = searchTree(search, placeholders)
    if (!one.ok) return { ok: false, problem: { ...one.problem, reason: `${name}: ${one.problem.reason}` } }
    trees.set(name, one.value)
  }
  return compiled(trees)
}

/**
 * What a filter adds to a rule: the record is none of those it takes out. The specification's own example names what is taken
 * out (`condition: selection`), pySigma and its users write what stays (`condition: not selection`); both are read as meant.
 */
function filterTree(filter: FilterRule, placeholders: Placeholders): Compiled<Node> {
  const searches = searchTrees(filter.searches, placeholders)
  if (!searches.ok) return searches
  const tree = conditionTree(filter.condition, searches.value)
  if (!tree.ok) return tree
  return compiled(saysWhatStays(tree.value) ? tree.value : not(tree.value))
}

const saysWhatStays = (node: Node): boolean =>
  node.kind === 'not' || (node.kind === 'and' && node.nodes.every(saysWhatStays))

function appliesTo(filter: FilterRule, rule: SigmaRule): boolean {
  const parts: readonly (keyof LogSource)[] = ['product', 'category', 'service']
  const isOfSource = parts.every(
    (part) => filter.logsource[part] === undefined || filter.logsource[part] === rule.logsource[part],
  )
  if (!isOfSource) return false
  return filter.rules === 'any' || filter.rules.some((name) => name === rule.id || name === rule.name)
}

/** A refusal with its place. */
export function refusalOf(
  rule: {
    readonly path: string
    readonly line: number
    readonly id: string | undefined
    readonly title: string | undefined
  },
  problem: Problem,
): Refusal {
  return {
    path: rule.path,
    line: rule.line,
    ...(rule.id === undefined ? {} : { id: rule.id }),
    ...(rule.title === undefined ? {} : { title: rule.title }),
    ...problem,
  }
}
