import { MIXED, planFields } from './field-plan.ts'
import type { LayoutField, PlannedField } from './field-plan.ts'
import type { CompiledTemplate } from './tree.ts'

/**
 * What records made from the same templates have in common: their fields and where the values stand. It is one object for
 * all such records that are read with one template cache, so whatever a caller works out for it (which rules can apply,
 * which fields they want) can be kept in a WeakMap and holds for every record whose `layout` is this object. A busy log
 * has ten to fifty layouts.
 */
export interface RecordLayout {
  /** In the order of the document. */
  readonly fields: readonly LayoutField[]
  /** Index in `fields` of what `field(name)` reads, or -1. */
  indexOf(name: string): number
  /**
   * Whether a name that is not in `fields` may still be one for `field(name)`: a line `name=value` in values without a
   * name, as Windows PowerShell writes them.
   */
  readonly hasLines: boolean
  /**
   * All texts of the templates that may be (part of) what a field gives. Undefined where a field is put together from several parts,
   * or where values may stand in a definition: then `body` says nothing of such records.
   */
  readonly fixed: readonly string[] | undefined
}

/** A node of the tree of layouts: the way from the root names the templates of a record in the order they stand. */
export class LayoutNode {
  readonly #parent: LayoutNode | undefined
  readonly #key: number
  readonly #template: CompiledTemplate | undefined
  readonly #next = new Map<number, LayoutNode>()
  #lastKey = -1
  #last: LayoutNode | undefined
  #layout: Layout | undefined
  /** Whether an element stands in such records. */
  readonly hasElement: boolean

  constructor(parent: LayoutNode | undefined, key: number, template: CompiledTemplate | undefined) {
    this.#parent = parent
    this.#key = key
    this.#template = template
    this.hasElement =
      parent?.hasElement === true || template?.content.some(({ kind }) => kind === 'element') === true
  }

  /** The node of the record with one more instance: `template`, which stands in `slot` of the instance `parent`. */
  step(parent: number, slot: number, template: CompiledTemplate, cache: { countLayout(): void }): LayoutNode {
    const key = (template.number * SLOTS + slot + EMBEDDED) * PARENTS + parent
    if (key === this.#lastKey && this.#last !== undefined) return this.#last
    let next = this.#next.get(key)
    if (next === undefined) {
      next = new LayoutNode(this, key, template)
      this.#next.set(key, next)
      cache.countLayout()
    }
    this.#lastKey = key
    this.#last = next
    return next
  }

  /** The layout of records that end here; made on first use. */
  get layout(): Layout {
    this.#layout ??= new Layout(this.#way())
    return this.#layout
  }

  /** The templates from the root to here; the root has none. */
  #way(): Placed[] {
    if (this.#parent === undefined || this.#template === undefined) return []
    const place = Math.floor(this.#key / PARENTS)
    const way = this.#parent.#way()
    way.push({
      template: this.#template,
      parent: this.#key % PARENTS,
      slot: (place % SLOTS) - EMBEDDED,
    })
    return way
  }
}

/** An instance of a layout: its template, and in which slot of which instance before it it stands. */
interface Placed {
  readonly template: CompiledTemplate
  readonly parent: number
  readonly slot: number
}

// Keys are numbers: parent below 1024, slot from -256 to 4095, template numbers below 2^30; together below 2^53.
const PARENTS = 1024
const EMBEDDED = 256
const SLOTS = 8192

/** What RecordLayout hides. */
export class Layout implements RecordLayout {
  readonly templates: readonly CompiledTemplate[]
  readonly fields: readonly PlannedField[]
  readonly eventId: number
  readonly recordId: number
  readonly channel: number
  readonly provider: number
  readonly computer: number
  readonly time: number
  readonly data: number
  readonly fixed: readonly string[] | undefined
  readonly #children: readonly ReadonlyMap<number, number>[]
  readonly #byName = new Map<string, number>()

  constructor(way: readonly Placed[]) {
    this.templates = way.map(({ template }) => template)
    const children = way.map(() => new Map<number, number>())
    for (const [instance, { parent, slot }] of way.entries()) {
      if (instance > 0) children[parent]?.set(slot, instance)
    }
    this.#children = children
    this.fields = planFields(this)
    for (const [index, { name }] of this.fields.entries()) this.#byName.set(name, index)
    this.eventId = this.indexOf('EventID')
    this.recordId = this.indexOf('EventRecordID')
    this.channel = this.indexOf('Channel')
    this.provider = this.indexOf('Provider_Name')
    this.computer = this.indexOf('Computer')
    this.time = this.indexOf('TimeCreated_SystemTime')
    this.data = this.indexOf('Data')
    this.fixed = way.some(({ slot }) => slot < 0) ? undefined : fixedTexts(this.fields)
  }

  get hasLines(): boolean {
    return this.data >= 0
  }

  indexOf(name: string): number {
    const index = this.#byName.get(name)
    if (index !== undefined) return index
    // Rules name fields with the spaces that EventData may have; here they have none.
    return name.includes(' ') ? (this.#byName.get(name.replaceAll(' ', '')) ?? -1) : -1
  }

  /** The instance in a slot of an instance, or -1 where the slot holds a plain value. */
  child(instance: number, slot: number): number {
    return this.#children[instance]?.get(slot) ?? -1
  }
}

/** The texts that no value has a part in; undefined where a source mixes both. */
function fixedTexts(fields: readonly PlannedField[]): readonly string[] | undefined {
  const sources = fields.flatMap((field) => field.sources)
  if (sources.some(({ slot, text }) => slot === MIXED && text === undefined)) return undefined
  return sources.flatMap(({ text }) => text ?? [])
}
