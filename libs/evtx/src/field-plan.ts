import type { CompiledTemplate, ContentNode, ElementNode, Place, SlotNode } from './tree.ts'
import { PLACE } from './tree.ts'

/** One field that all records of a layout have in the same place. */
export interface LayoutField {
  /** As Sigma rules write it; no two fields of a layout have the same. */
  readonly name: string
  /** The text, where the template holds it (Channel and Provider of most logs); it is the same in every record. */
  readonly constant: string | undefined
}

/** One element's or attribute's worth of a field: parts to be joined, in an instance of the record. */
export interface FieldSource {
  readonly instance: number
  readonly parts: readonly ContentNode[]
  /** The slot, where the parts are one slot alone; else MIXED. */
  readonly slot: number
  /** The text, where the parts are literal; else undefined. */
  readonly text: string | undefined
  /** Pairs of instance and slot that must not be NULL, or the element does not stand. */
  readonly needs: readonly number[]
}

/** One field of a layout, and where its values come from. */
export interface PlannedField extends LayoutField {
  readonly sources: FieldSource[]
  constant: string | undefined
  /** Where the value is one slot and nothing else: the usual case. */
  instance: number
  slot: number
}

/** A slot number that no slot has. */
export const MIXED = -1_000_000

/** What the planner asks of a layout. */
interface Tree {
  readonly templates: readonly CompiledTemplate[]
  child(instance: number, slot: number): number
}

/** Names of System, which fields of the event's own data never take: they get a suffix instead. */
const SYSTEM_KEYS = new Set([
  'Provider_Name',
  'Provider_Guid',
  'EventID',
  'Version',
  'Level',
  'Task',
  'Opcode',
  'Keywords',
  'TimeCreated_SystemTime',
  'EventRecordID',
  'Correlation_ActivityID',
  'Execution_ProcessID',
  'Execution_ThreadID',
  'Channel',
  'Computer',
  'Security_UserID',
])

/** The fields of records with these templates, in the order of the document. */
export function planFields(tree: Tree): PlannedField[] {
  const planner = new Planner(tree)
  const [root] = tree.templates
  if (root !== undefined)
    planner.content(root.content, { instance: 0, place: PLACE.root, prefix: '', needs: [] })
  return planner.finish()
}

/** Where the planner stands. */
interface Here {
  readonly instance: number
  readonly place: Place
  readonly prefix: string
  readonly needs: readonly number[]
}

class Planner {
  readonly #fields: PlannedField[] = []
  readonly #byName = new Map<string, PlannedField>()
  readonly #tree: Tree
  /** The next suffix to try for a name, so that a thousand equal names do not cost a million looks. */
  readonly #suffixes = new Map<string, number>()

  constructor(tree: Tree) {
    this.#tree = tree
  }

  finish(): PlannedField[] {
    for (const field of this.#fields) {
      const [only] = field.sources
      if (only === undefined || field.sources.length > 1 || only.needs.length > 0) continue
      field.constant = only.text
      field.instance = only.instance
      field.slot = only.slot
    }
    return this.#fields
  }

  /** Elements and slots that stand directly at a place. */
  content(content: readonly ContentNode[], here: Here): void {
    for (const node of content) {
      if (node.kind === 'slot') this.#bare(node, here)
      else if (node.kind === 'element') this.#element(node, here)
      else if (node.kind === 'instruction') {
        this.#add(`?${node.target}`, [{ kind: 'text', text: node.text }], here)
      }
    }
  }

  #element(node: ElementNode, around: Here): void {
    const here = within(node, around)
    if (here.place === PLACE.root && node.name === 'Event') {
      this.content(node.content, { ...here, place: PLACE.event, prefix: '' })
    } else if (here.place === PLACE.root || here.place === PLACE.event) this.#section(node, here)
    else if (here.place === PLACE.system) this.#leaf(node, { ...here, prefix: '' })
    else if (here.place === PLACE.data && node.name === 'Data') this.#data(node, here)
    else this.#leaf(node, here)
  }

  /** A child of Event: System, EventData, UserData, or one of the rarer ones, whose fields bear its name. */
  #section(node: ElementNode, here: Here): void {
    if (node.name === 'System') this.content(node.content, { ...here, place: PLACE.system, prefix: '' })
    else if (node.name === 'EventData') {
      const inside = { ...here, place: PLACE.data, prefix: '' }
      this.#attributes(node, inside)
      this.content(node.content, inside)
    } else if (node.name === 'UserData')
      this.content(node.content, { ...here, place: PLACE.leaf, prefix: '' })
    else this.#leaf(node, { ...here, place: PLACE.leaf, prefix: `${node.name}_` })
  }

  /** `<Data Name="X">`: the field X without its spaces; without a name all of them together are the field Data. */
  #data(node: ElementNode, here: Here): void {
    const name = node.attributes.find((attribute) => attribute.name === 'Name')
    const text = name === undefined ? '' : literal(name.parts)
    if (text !== undefined && text !== '') this.#own(text.replaceAll(' ', ''), node.content, here)
    else this.#together('Data', this.#source(node.content, here))
  }

  #leaf(node: ElementNode, here: Here): void {
    if (node.attributes.length > 0) this.#attributes(node, here)
    const { content } = node
    const key = here.prefix === `${node.name}_` ? node.name : here.prefix + node.name
    const hasElements = content.some(isElement)
    if (!hasElements) {
      const own = content.some(isInstruction) ? content.filter(isPlain) : content
      if (own.length > 0) this.#own(key, own, here)
      else if (node.attributes.length === 0) this.#add(key, NOTHING, here)
    } else {
      const own = content.filter(isPlain)
      if (own.length > 0 && literal(own)?.trim() !== '') this.#own(key, own, here)
    }
    for (const child of content) {
      if (child.kind === 'element') this.#leaf(child, within(child, here))
      else if (child.kind === 'instruction') this.content([child], here)
    }
  }

  /** A field of these parts; fragments among them have fields with names of their own. */
  #own(key: string, parts: readonly ContentNode[], here: Here): void {
    const [only] = parts
    if (parts.length === 1 && only?.kind === 'slot' && this.#tree.child(here.instance, only.slot) < 0) {
      this.#add(key, parts, here)
      return
    }
    const plain = parts.filter((part) => part.kind !== 'slot' || !this.#fragment(part, here, PLACE.leaf))
    if (plain.length > 0 || parts.length === 0)
      this.#add(key, plain.length === parts.length ? parts : plain, here)
  }

  #attributes(node: ElementNode, here: Here): void {
    for (const attribute of node.attributes) {
      if (attribute.name === 'xmlns' || attribute.name.startsWith('xmlns:')) continue
      this.#add(`${here.prefix}${node.name}_${attribute.name}`, attribute.parts, here)
    }
  }

  /** A slot that stands where elements do: usually a fragment; a plain value is the field Data. */
  #bare(node: SlotNode, here: Here): void {
    if (this.#fragment(node, here, here.place === PLACE.root ? PLACE.event : here.place)) return
    this.#together(`${here.prefix}Data`, this.#source([node], here))
  }

  /** The fields of the fragment in a slot; false where the slot holds a plain value. */
  #fragment(node: SlotNode, here: Here, place: Place): boolean {
    const instance = this.#tree.child(here.instance, node.slot)
    const template = this.#tree.templates[instance]
    if (template === undefined) return false
    this.content(template.content, { ...here, instance, place })
    return true
  }

  #add(key: string, parts: readonly ContentNode[], here: Here): void {
    this.#put(this.#free(key, here.place === PLACE.system), this.#source(parts, here))
  }

  #together(key: string, source: FieldSource): void {
    const known = this.#byName.get(key)
    if (known !== undefined) known.sources.push(source)
    else this.#put(key, source)
  }

  #put(name: string, source: FieldSource): void {
    const field = { name, sources: [source], constant: undefined, instance: 0, slot: MIXED }
    this.#fields.push(field)
    this.#byName.set(name, field)
  }

  /** The first of several keeps its name, the next are name_1, name_2, … */
  #free(key: string, system: boolean): string {
    if (!this.#byName.has(key) && (system || !SYSTEM_KEYS.has(key))) return key
    const taken = (name: string): boolean => this.#byName.has(name) || (!system && SYSTEM_KEYS.has(name))
    let n = this.#suffixes.get(key) ?? 1
    while (taken(`${key}_${n}`)) n += 1
    this.#suffixes.set(key, n + 1)
    return `${key}_${n}`
  }

  #source(parts: readonly ContentNode[], here: Here): FieldSource {
    const [only] = parts
    const slot = parts.length === 1 && only?.kind === 'slot' ? only.slot : MIXED
    // A value that its own element depends on is NULL then, which says the same.
    const own =
      slot === MIXED || here.needs.length !== 2 || here.needs[1] !== slot || here.needs[0] !== here.instance
    return { instance: here.instance, parts, slot, text: literal(parts), needs: own ? here.needs : [] }
  }
}

const NOTHING: readonly ContentNode[] = [{ kind: 'text', text: '' }]

function isElement(node: ContentNode): boolean {
  return node.kind === 'element'
}

function isInstruction(node: ContentNode): boolean {
  return node.kind === 'instruction'
}

function isPlain(node: ContentNode): boolean {
  return node.kind === 'text' || node.kind === 'slot'
}

function within(node: ElementNode, here: Here): Here {
  return node.dependsOn < 0 ? here : { ...here, needs: [...here.needs, here.instance, node.dependsOn] }
}

/** The text of parts that are all literal, else undefined. */
function literal(parts: readonly ContentNode[]): string | undefined {
  let text = ''
  for (const part of parts) {
    if (part.kind !== 'text') return undefined
    text += part.text
  }
  return text
}
