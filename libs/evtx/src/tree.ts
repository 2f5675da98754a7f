/** What the compiler makes of BinXML: elements whose values are literal text or numbered slots. */

/** An element. `dependsOn` is the slot that must not be NULL for the element to stand, or -1. */
export interface ElementNode {
  readonly kind: 'element'
  readonly name: string
  readonly dependsOn: number
  readonly attributes: readonly AttributeNode[]
  readonly content: readonly ContentNode[]
}

/** An attribute: its value is the text of its parts. */
export interface AttributeNode {
  readonly name: string
  readonly parts: readonly ContentNode[]
}

/** Literal text (also of CDATA, character and entity references). */
export interface TextNode {
  readonly kind: 'text'
  readonly text: string
}

/** A processing instruction, kept because text can be hidden in it. */
export interface InstructionNode {
  readonly kind: 'instruction'
  readonly target: string
  readonly text: string
}

/**
 * A value put in at this place. Slots from 0 are the instance's values; -1, -2, … are instances written in place
 * (token 0x0c inside an element), the first being -1.
 */
export interface SlotNode {
  readonly kind: 'slot'
  readonly slot: number
  readonly optional: boolean
}

/** Anything inside an element. */
export type ContentNode = ElementNode | TextNode | InstructionNode | SlotNode

/** A compiled definition, or the shape of a fragment without one (then its texts are the slots: see direct.ts). */
export interface CompiledTemplate {
  /** Never twice in one cache. */
  readonly number: number
  readonly content: readonly ContentNode[]
  /** Where instances that are written in the definition itself begin, as offsets in the chunk. */
  readonly embedded: readonly number[]
  /** How often each slot is named; the length is the highest slot + 1. */
  readonly uses: readonly number[]
  /** The largest of `uses`. */
  readonly mostUses: number
  /** Nodes and literal characters, for the bound on unfolding. */
  readonly weight: number
  /** Elements inside elements, at most. */
  readonly depth: number
}

/** Where in an event a fragment stands, which decides how its fields are named. */
export const PLACE = { root: 0, event: 1, system: 2, data: 3, leaf: 4 } as const

/** One of PLACE. */
export type Place = (typeof PLACE)[keyof typeof PLACE]
