import type { Compare, TimePart } from './compare.ts'
import type { Part } from './pattern.ts'

/** A test of one text of a field or of a record. */
export type TextTest =
  /** The whole text against a pattern; `cased` compares letters as they are. */
  | { readonly kind: 'text'; readonly parts: readonly Part[]; readonly cased: boolean }
  /** Somewhere in the text, in linear time. */
  | { readonly kind: 'regex'; readonly source: string; readonly flags: number; test(text: string): boolean }
  | { readonly kind: 'network'; readonly text: string; test(text: string): boolean }
  | { readonly kind: 'number'; readonly how: Compare; readonly limit: number }
  | { readonly kind: 'time'; readonly part: TimePart; readonly how: Compare; readonly limit: number }

/** How the values of two fields are compared. */
export interface Reference {
  readonly how: 'whole' | 'contains' | 'startswith' | 'endswith'
  readonly cased: boolean
}

/** A detection as a tree: what both evaluators are made from. */
export type Node =
  | { readonly kind: 'and' | 'or'; readonly nodes: readonly Node[] }
  | { readonly kind: 'not'; readonly node: Node }
  /** Any text of the field. */
  | { readonly kind: 'field'; readonly field: string; readonly test: TextTest }
  /** The field is not there, or is NULL. */
  | { readonly kind: 'null'; readonly field: string }
  | { readonly kind: 'exists'; readonly field: string; readonly wanted: boolean }
  | { readonly kind: 'reference'; readonly field: string; readonly other: string; readonly by: Reference }
  /** Any text of the record. */
  | { readonly kind: 'keyword'; readonly test: TextTest }

/** True where all are. One alone stands for itself. */
export const and = (nodes: readonly Node[]): Node => joined('and', nodes)

/** True where one is. One alone stands for itself. */
export const or = (nodes: readonly Node[]): Node => joined('or', nodes)

/** The other way round. */
export const not = (node: Node): Node => ({ kind: 'not', node })

function joined(kind: 'and' | 'or', nodes: readonly Node[]): Node {
  const [only] = nodes
  return nodes.length === 1 && only !== undefined ? only : { kind, nodes }
}
