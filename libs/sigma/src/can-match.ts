import type { Placeholders } from './placeholders.ts'
import { ruleTree } from './prepare.ts'
import type { SigmaRule } from './rule.ts'
import type { Node } from './tree.ts'
import type { Route } from './view.ts'

/**
 * Whether a rule could match any record of a route at all when its records do not have the fields `lacking` (Sigma's names) beside
 * those that the route never has: with them unknown, no values of the other fields make it true. Rules that cannot be compiled match
 * nothing.
 */
export function canMatch(
  rule: SigmaRule,
  route: Route,
  lacking: ReadonlySet<string>,
  placeholders?: Placeholders,
): boolean {
  const tree = ruleTree(rule, placeholders)
  if (!tree.ok) return false
  const lacks = (field: string): boolean => lacking.has(field) || route.view?.lacks.has(field) === true
  return canBe(true, tree.value, lacks)
}

function canBe(wanted: boolean, node: Node, lacks: (field: string) => boolean): boolean {
  switch (node.kind) {
    case 'and':
    case 'or': {
      // True needs all of an `and`, false all of an `or`; the other way round one will do.
      const needsAll = (node.kind === 'and') === wanted
      const can = (one: Node): boolean => canBe(wanted, one, lacks)
      return needsAll ? node.nodes.every(can) : node.nodes.some(can)
    }
    case 'not':
      return canBe(!wanted, node.node, lacks)
    case 'reference':
      return !lacks(node.field) && !lacks(node.other)
    case 'field':
    case 'null':
    case 'exists':
      return !lacks(node.field)
    case 'keyword':
      return true
  }
  return node
}
