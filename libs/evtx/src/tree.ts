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

/** A template instance written in place: the template and where its values begin in the chunk. */
export interface EmbeddedInstance {
  readonly template: CompiledTemplate
  readonly valuesAt: number
  readonly end: number
}

/** A compiled definition, or a fragment without one (then it has no slots). */
export interface CompiledTemplate {
  readonly content: readonly ContentNode[]
  readonly embedded: readonly EmbeddedInstance[]
  /** How often each slot is named; the length is the highest slot + 1. */
  readonly uses: readonly number[]
  /** Nodes and literal characters, for the bound on unfolding. */
  readonly weight: number
  /** Elements inside elements, at most. */
  readonly depth: number
  /** Plans of the fields by where the template stands, made on first use (see fields.ts). */
  readonly plans: FieldPlan[]
}

/** Where in an event a fragment stands, which decides how its fields are named. */
export const PLACE = { root: 0, event: 1, system: 2, data: 3, leaf: 4 } as const

/** One of PLACE. */
export type Place = (typeof PLACE)[keyof typeof PLACE]

/** One element's or attribute's worth of a field: parts to be joined. */
export interface FieldSource {
  readonly parts: readonly ContentNode[]
  /** The slot, where the parts are one slot alone; else -1. */
  readonly slot: number
  /** The text, where the parts are literal; else undefined. */
  readonly text: string | undefined
  /** Where a fragment in the slot stands. */
  readonly place: Place
}

/** One field of a template: its name as Sigma rules write it, and where its values come from. */
export interface FieldEntry {
  readonly key: string
  readonly sources: FieldSource[]
}

/** The fields of a template in the order of the document, and by name. */
export interface FieldPlan {
  readonly entries: readonly FieldEntry[]
  readonly byKey: ReadonlyMap<string, FieldEntry>
  /** Where a fragment in a slot stands. */
  readonly places: ReadonlyMap<number, Place>
}
