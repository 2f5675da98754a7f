import { MIXED } from './field-plan.ts'
import type { FieldSource, PlannedField } from './field-plan.ts'
import type { InstanceReader } from './instance.ts'
import type { Layout } from './layout.ts'
import type { ContentNode } from './tree.ts'
import type { FieldValue } from './values.ts'
import { VALUE_TYPE, valueText } from './values.ts'

/** Decodes fields of the record that an InstanceReader holds. */
export class FieldReader {
  readonly #instances: InstanceReader

  constructor(instances: InstanceReader) {
    this.#instances = instances
  }

  /** The value of a field; undefined where its element does not stand. */
  value(field: PlannedField): FieldValue | undefined {
    if (field.constant !== undefined) return field.constant
    if (field.slot !== MIXED) return this.#slot(field.instance, field.slot)
    const [first] = field.sources
    if (field.sources.length === 1 && first !== undefined)
      return this.stands(first) ? this.#source(first) : undefined
    return this.#several(field)
  }

  /** Every text of every field. */
  strings(layout: Layout, into: string[]): void {
    for (const field of layout.fields) {
      const value = this.value(field)
      if (typeof value === 'string') into.push(value)
      else if (value !== undefined && value !== null) for (const one of value) into.push(one)
    }
  }

  /** Every text of one byte a character, of layouts whose fields are made of whole values. */
  narrow(layout: Layout): readonly string[] {
    const all: string[] = []
    for (const { sources } of layout.fields)
      for (const { instance, slot } of sources) {
        const type = this.#instances.shapeOf(instance, slot) & 0xff & ~VALUE_TYPE.array
        if (type !== VALUE_TYPE.ansi) continue
        const value = this.#slot(instance, slot)
        if (typeof value === 'string') all.push(value)
        else if (value !== null) all.push(...value)
      }
    return all
  }

  #several(field: PlannedField): FieldValue {
    const all: string[] = []
    for (const source of field.sources) {
      if (!this.stands(source)) continue
      const value = this.#source(source)
      if (typeof value === 'string') all.push(value)
      else if (value !== null) for (const one of value) all.push(one)
    }
    return all
  }

  /** Whether the elements that a source stands in do. */
  stands({ needs }: FieldSource): boolean {
    for (let n = 0; n < needs.length; n += 2) {
      if ((this.#instances.shapeOf(needs[n] ?? 0, needs[n + 1] ?? 0) & 0xff) === VALUE_TYPE.null) return false
    }
    return true
  }

  #source(source: FieldSource): FieldValue {
    if (source.text !== undefined) return source.text
    if (source.slot !== MIXED) return this.#slot(source.instance, source.slot)
    let text = ''
    for (const part of source.parts) text += this.#part(part, source.instance)
    return text
  }

  #part(part: ContentNode, instance: number): string {
    if (part.kind === 'text') return part.text
    if (part.kind !== 'slot') return ''
    const value = this.#slot(instance, part.slot)
    return value === null ? '' : typeof value === 'string' ? value : value.join(' ')
  }

  #slot(instance: number, slot: number): FieldValue {
    const shape = this.#instances.shapeOf(instance, slot)
    if (shape === 0) return null
    return valueText(
      this.#instances.chunk,
      shape & 0xff,
      this.#instances.offsetOf(instance, slot),
      shape >>> 8,
    )
  }
}
