import type { FieldEntry, FieldSource, Place } from './tree.ts'
import { PLACE } from './tree.ts'
import { fieldPlan } from './field-plan.ts'
import type { Instance, InstanceReader } from './instance.ts'
import { nestedAt } from './instance.ts'
import type { ContentNode } from './tree.ts'
import type { FieldValue, ValueSource } from './values.ts'
import { valueText } from './values.ts'

/** Decodes fields of one instance and those nested in it. */
export class FieldReader {
  readonly #instances: InstanceReader
  readonly #source: ValueSource

  constructor(instances: InstanceReader) {
    this.#instances = instances
    this.#source = instances.chunk
  }

  /** The field of a name, outermost first; undefined where there is none. */
  find(instance: Instance, name: string, place: Place = PLACE.root): FieldValue | undefined {
    const plan = fieldPlan(instance.template, place)
    const entry = plan.byKey.get(name)
    if (entry !== undefined && !this.#onlyNested(entry, instance)) return this.#entry(entry, instance)
    for (const { slot, instance: inner } of instance.nested) {
      const found = this.find(inner, name, plan.places.get(slot) ?? PLACE.leaf)
      if (found !== undefined) return found
    }
    return undefined
  }

  /** Every field, in the order of the document. */
  all(instance: Instance, into: [string, FieldValue][], place: Place = PLACE.root): void {
    const plan = fieldPlan(instance.template, place)
    for (const entry of plan.entries) {
      if (instance.nested.length > 0) this.#nested(entry, instance, into)
      if (!this.#onlyNested(entry, instance)) into.push([entry.key, this.#entry(entry, instance)])
    }
  }

  /** Every text of every field. */
  strings(instance: Instance, into: string[], place: Place = PLACE.root): void {
    const plan = fieldPlan(instance.template, place)
    for (const entry of plan.entries) {
      for (const source of entry.sources) {
        if (source.text !== undefined) {
          into.push(source.text)
          continue
        }
        const inner = nestedAt(instance, source.slot)
        if (inner !== undefined) {
          this.strings(inner, into, source.place)
          continue
        }
        const value = this.#value(source, instance)
        if (typeof value === 'string') into.push(value)
        else if (value !== null) for (const one of value) into.push(one)
      }
    }
  }

  #nested(entry: FieldEntry, instance: Instance, into: [string, FieldValue][]): void {
    for (const source of entry.sources) {
      for (const part of source.parts) {
        const inner = part.kind === 'slot' ? nestedAt(instance, part.slot) : undefined
        if (inner !== undefined) this.all(inner, into, source.place)
      }
    }
  }

  /** Whether an entry holds nothing but fragments, whose fields have names of their own. */
  #onlyNested(entry: FieldEntry, instance: Instance): boolean {
    if (instance.nested.length === 0) return false
    return entry.sources.every((source) => nestedAt(instance, source.slot) !== undefined)
  }

  #entry(entry: FieldEntry, instance: Instance): FieldValue {
    const [first] = entry.sources
    if (entry.sources.length === 1 && first !== undefined) return this.#value(first, instance)
    const all: string[] = []
    for (const source of entry.sources) {
      const value = this.#value(source, instance)
      if (typeof value === 'string') all.push(value)
      else if (value !== null) all.push(...value)
    }
    return all
  }

  #value(source: FieldSource, instance: Instance): FieldValue {
    if (source.text !== undefined) return source.text
    if (source.slot > -1_000_000) return this.#slot(instance, source.slot)
    let text = ''
    for (const part of source.parts) text += this.#part(part, instance)
    return text
  }

  #part(part: ContentNode, instance: Instance): string {
    if (part.kind === 'text') return part.text
    if (part.kind !== 'slot') return ''
    const value = this.#slot(instance, part.slot)
    return value === null ? '' : typeof value === 'string' ? value : value.join(' ')
  }

  #slot(instance: Instance, slot: number): FieldValue {
    const shape = this.#instances.shapeOf(instance, slot)
    if (shape === 0) return null
    return valueText(this.#source, shape & 0xff, this.#instances.offsetOf(instance, slot), shape >>> 8)
  }
}
