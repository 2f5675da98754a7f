import { PLACE } from './tree.ts'
import type {
  CompiledTemplate,
  ContentNode,
  ElementNode,
  FieldEntry,
  FieldPlan,
  FieldSource,
  Place,
} from './tree.ts'

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

/** The plan of a template at a place; made once for each. */
export function fieldPlan(template: CompiledTemplate, place: Place): FieldPlan {
  const known = template.plans[place]
  if (known !== undefined) return known
  const planner = new Planner()
  planner.content(template.content, place, '')
  const plan: FieldPlan = { entries: planner.entries, byKey: planner.byKey, places: planner.places }
  template.plans[place] = plan
  return plan
}

class Planner {
  readonly entries: FieldEntry[] = []
  readonly byKey = new Map<string, FieldEntry>()
  readonly places = new Map<number, Place>()
  /** The next suffix to try for a name, so that a thousand equal names do not cost a million looks. */
  readonly #suffixes = new Map<string, number>()
  #system = false

  /** Elements and slots that stand directly at a place. */
  content(content: readonly ContentNode[], place: Place, prefix: string): void {
    for (const node of content) {
      if (node.kind === 'slot') this.#bare(node, place, prefix)
      else if (node.kind === 'element') this.#element(node, place, prefix)
      else if (node.kind === 'instruction') this.#add(`?${node.target}`, [{ kind: 'text', text: node.text }])
    }
  }

  #element(node: ElementNode, place: Place, prefix: string): void {
    if (place === PLACE.root && node.name === 'Event') this.content(node.content, PLACE.event, '')
    else if (place === PLACE.root || place === PLACE.event) this.#section(node)
    else if (place === PLACE.system) this.#leaf(node, '')
    else if (place === PLACE.data && node.name === 'Data') this.#data(node)
    else this.#leaf(node, prefix)
  }

  /** A child of Event: System, EventData, UserData, or one of the rarer ones, whose fields bear its name. */
  #section(node: ElementNode): void {
    if (node.name === 'System') {
      this.#system = true
      this.content(node.content, PLACE.system, '')
      this.#system = false
    } else if (node.name === 'EventData') {
      this.#attributes(node, '')
      this.content(node.content, PLACE.data, '')
    } else if (node.name === 'UserData') this.content(node.content, PLACE.leaf, '')
    else this.#leaf(node, `${node.name}_`)
  }

  /** `<Data Name="X">`: the field X without its spaces; without a name all of them together are the field Data. */
  #data(node: ElementNode): void {
    const name = node.attributes.find((attribute) => attribute.name === 'Name')
    const text = name === undefined ? '' : literal(name.parts)
    if (text !== undefined && text !== '') {
      this.#add(text.replaceAll(' ', ''), node.content)
      return
    }
    const known = this.byKey.get('Data')
    const source = this.#source(node.content, PLACE.leaf)
    if (known !== undefined) known.sources.push(source)
    else this.#put('Data', source)
  }

  #leaf(node: ElementNode, prefix: string): void {
    this.#attributes(node, prefix)
    const own = node.content.filter((child) => child.kind === 'text' || child.kind === 'slot')
    const hasElements = node.content.some((child) => child.kind === 'element')
    const key = prefix === `${node.name}_` ? node.name : `${prefix}${node.name}`
    if (own.length > 0 && !(hasElements && literal(own)?.trim() === '')) this.#add(key, own)
    else if (!hasElements && node.attributes.length === 0) this.#add(key, [{ kind: 'text', text: '' }])
    for (const child of node.content) {
      if (child.kind === 'element') this.#leaf(child, prefix)
      else if (child.kind === 'instruction') this.content([child], PLACE.leaf, prefix)
    }
  }

  #attributes(node: ElementNode, prefix: string): void {
    for (const attribute of node.attributes) {
      if (attribute.name === 'xmlns' || attribute.name.startsWith('xmlns:')) continue
      this.#add(`${prefix}${node.name}_${attribute.name}`, attribute.parts)
    }
  }

  /** A slot that stands where elements do: usually a fragment; a plain value is the field Data. */
  #bare(node: ContentNode & { kind: 'slot' }, place: Place, prefix: string): void {
    const source = this.#source([node], place === PLACE.root ? PLACE.event : place)
    const key = `${prefix}Data`
    const known = this.byKey.get(key)
    if (known !== undefined) known.sources.push(source)
    else this.#put(key, source)
  }

  #add(key: string, parts: readonly ContentNode[]): void {
    this.#put(this.#free(key), this.#source(parts, PLACE.leaf))
  }

  #put(key: string, source: FieldSource): void {
    const entry = { key, sources: [source] }
    this.entries.push(entry)
    this.byKey.set(key, entry)
  }

  /** The first of several keeps its name, the next are name_1, name_2, … */
  #free(key: string): string {
    const taken = (name: string): boolean => this.byKey.has(name) || (!this.#system && SYSTEM_KEYS.has(name))
    if (!taken(key)) return key
    let n = this.#suffixes.get(key) ?? 1
    while (taken(`${key}_${n}`)) n += 1
    this.#suffixes.set(key, n + 1)
    return `${key}_${n}`
  }

  #source(parts: readonly ContentNode[], place: Place): FieldSource {
    for (const part of parts) if (part.kind === 'slot') this.places.set(part.slot, place)
    const [only] = parts
    return {
      parts,
      slot: parts.length === 1 && only?.kind === 'slot' ? only.slot : -1_000_000,
      text: literal(parts),
      place,
    }
  }
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
