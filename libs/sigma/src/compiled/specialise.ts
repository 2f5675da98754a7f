import { textTest } from '../evaluate.ts'
import type { Truth } from '../rule.ts'
import type { Node } from '../tree.ts'
import type { View } from '../view.ts'

/** What is known of a record before any of its fields is looked at. */
export interface Known {
  readonly channel: string | undefined
  readonly eventId: number | undefined
}

/** A tree in which what is known is put in: a constant, or a tree without constants. */
export type Special =
  | { readonly kind: 'constant'; readonly truth: Truth }
  | { readonly kind: 'and' | 'or'; readonly nodes: readonly Special[] }
  | { readonly kind: 'not'; readonly node: Special }
  | { readonly kind: 'leaf'; readonly node: Leaf; readonly view: View | undefined }

/** A node of a tree that asks something of the record. */
export type Leaf = Exclude<Node, { readonly kind: 'and' | 'or' | 'not' }>

/** A leaf of such a tree. */
export type SpecialLeaf = Extract<Special, { readonly kind: 'leaf' }>

/** What a tree can come to: bits. */
export const CAN = { beFalse: 1, beTrue: 2, beUnknown: 4 } as const

const constant = (truth: Truth): Special => ({ kind: 'constant', truth })

/** Puts in what is known; a search on a field that the view lacks is a constant too. */
export function specialise(node: Node, known: Known, view: View | undefined): Special {
  switch (node.kind) {
    case 'and':
    case 'or':
      return joined(
        node.kind,
        node.nodes.map((one) => specialise(one, known, view)),
      )
    case 'not': {
      const inner = specialise(node.node, known, view)
      if (inner.kind !== 'constant') return { kind: 'not', node: inner }
      return inner.truth === 'unknown' ? inner : constant(!inner.truth)
    }
    case 'keyword':
      return { kind: 'leaf', node, view }
    case 'field':
    case 'null':
    case 'exists':
      return lacks(view, node.field) ? constant('unknown') : ofHead(node, known, view)
    case 'reference':
      return lacks(view, node.field) || lacks(view, node.other)
        ? constant('unknown')
        : { kind: 'leaf', node, view }
  }
  return node
}

/** What the tree can come to, whatever the record holds. */
export function canBe(node: Special): number {
  switch (node.kind) {
    case 'constant':
      return node.truth === 'unknown' ? CAN.beUnknown : node.truth ? CAN.beTrue : CAN.beFalse
    case 'leaf':
      return CAN.beFalse | CAN.beTrue | CAN.beUnknown
    case 'not': {
      const inner = canBe(node.node)
      return (
        ((inner & CAN.beTrue) === 0 ? 0 : CAN.beFalse) |
        ((inner & CAN.beFalse) === 0 ? 0 : CAN.beTrue) |
        (inner & CAN.beUnknown)
      )
    }
    case 'and':
    case 'or': {
      const all = node.nodes.map(canBe)
      const whole = node.kind === 'and' ? CAN.beTrue : CAN.beFalse
      // True only where every part can be; the rest is not looked at so closely.
      return all.every((one) => (one & whole) !== 0) ? 7 : 7 & ~whole
    }
  }
  return node
}

const lacks = (view: View | undefined, field: string): boolean => view?.lacks.has(field) === true

function ofHead(
  node: Extract<Node, { readonly kind: 'field' | 'null' | 'exists' }>,
  known: Known,
  view: View | undefined,
): Special {
  const value =
    node.field === 'EventID'
      ? known.eventId === undefined
        ? undefined
        : String(known.eventId)
      : node.field === 'Channel'
        ? known.channel
        : undefined
  if (value === undefined) return { kind: 'leaf', node, view }
  switch (node.kind) {
    case 'field':
      return constant(textTest(node.test)(value))
    case 'null':
      return constant(false)
    case 'exists':
      return constant(node.wanted)
  }
  return node
}

/** AND or OR of trees that are specialised already. */
export function joined(kind: 'and' | 'or', nodes: readonly Special[]): Special {
  const deciding = kind === 'or'
  const left: Special[] = []
  let isUnknown = false
  for (const one of nodes) {
    if (one.kind !== 'constant') left.push(one)
    else if (one.truth === deciding) return one
    else if (one.truth === 'unknown') isUnknown = true
  }
  // One unknown stands for all: it keeps the whole from being true (or, false).
  if (isUnknown) left.push(constant('unknown'))
  const [only] = left
  if (only === undefined) return constant(!deciding)
  return left.length === 1 ? only : { kind, nodes: left }
}
