import type { InstanceReader } from './instance.ts'
import type { Layout } from './layout.ts'
import { attributeStands, elementStands } from './rendering.ts'
import type { AttributeNode, ContentNode, ElementNode } from './tree.ts'
import type { JsonObject, JsonValue } from './values.ts'
import { VALUE_TYPE, valueJson, visibleNul } from './values.ts'

/**
 * A record as JSON in the shape that the widespread Rust reader gives: attributes under `#attributes`, text beside
 * attributes under `#text`, `<Data Name="X">` as the key X, an element without content as null, several elements of
 * one name as name, name_1, name_2; several unnamed Data as one list under `Data.#text`.
 */
export class JsonWriter {
  readonly #instances: InstanceReader
  #layout: Layout | undefined

  constructor(instances: InstanceReader) {
    this.#instances = instances
  }

  /** The whole fragment as one object. */
  object(layout: Layout): JsonObject {
    const into = new Fields()
    this.#layout = layout
    this.#content(layout.templates[0]?.content ?? [], 0, into)
    return into.done()
  }

  /** Adds elements to an object; gives back the values that stand beside them. */
  #content(content: readonly ContentNode[], instance: number, into: Fields): JsonValue[] {
    const values: JsonValue[] = []
    for (const node of content) {
      if (node.kind === 'element') this.#element(node, instance, into)
      else if (node.kind === 'text') values.push(visibleNul(node.text))
      else if (node.kind === 'instruction') into.add(`?${node.target}`, visibleNul(node.text))
      else {
        const inner = this.#layout?.child(instance, node.slot) ?? -1
        const template = this.#layout?.templates[inner]
        if (template !== undefined) values.push(...this.#content(template.content, inner, into))
        else {
          const value = this.#slot(instance, node.slot)
          if (value !== null) values.push(value)
        }
      }
    }
    return values
  }

  #element(node: ElementNode, instance: number, into: Fields): void {
    if (!elementStands(this.#instances, node, instance)) return
    const attributes = this.#attributes(node, instance)
    const children = new Fields()
    const values = this.#content(node.content, instance, children)
    const value = trimmed(
      values.length <= 1
        ? values[0]
        : values.some(Array.isArray)
          ? values.flat()
          : values.map(wordOf).join(''),
    )
    if (node.name === 'Data') {
      const name = attributes['Name']
      if (typeof name === 'string' && children.empty) into.add(name, joined(value))
      else if (name === undefined && children.empty) into.addUnnamed(value ?? null)
      else into.add('Data', children.done())
      return
    }
    const object = children.done()
    const hasAttributes = Object.keys(attributes).length > 0
    if (!hasAttributes && children.empty) {
      into.add(node.name, value === undefined ? null : joined(value))
      return
    }
    into.add(node.name, {
      ...(hasAttributes ? { '#attributes': attributes } : {}),
      ...(value === undefined || (typeof value === 'string' && value.trim() === '' && !children.empty)
        ? {}
        : { '#text': value }),
      ...object,
    })
  }

  #attributes(node: ElementNode, instance: number): JsonObject {
    const found: JsonObject = {}
    for (const attribute of node.attributes) {
      if (!attributeStands(this.#instances, attribute, instance)) continue
      const value = this.#attribute(attribute, instance)
      if (value !== null) define(found, attribute.name, value)
    }
    return found
  }

  #attribute(attribute: AttributeNode, instance: number): JsonValue {
    const values: JsonValue[] = []
    for (const part of attribute.parts) {
      if (part.kind === 'text') values.push(visibleNul(part.text))
      else if (part.kind === 'slot') {
        const value = this.#slot(instance, part.slot)
        if (value !== null) values.push(value)
      }
    }
    if (values.length === 0) return null
    return values.length === 1 ? (values[0] ?? null) : values.map(wordOf).join('')
  }

  #slot(instance: number, slot: number): JsonValue {
    const shape = this.#instances.shapeOf(instance, slot)
    if ((shape & 0xff) === VALUE_TYPE.null) return null
    return valueJson(
      this.#instances.chunk,
      shape & 0xff,
      this.#instances.offsetOf(instance, slot),
      shape >>> 8,
    )
  }
}

/** Text as the widespread reader gives it: without the blanks around it. Fields and XML keep them. */
function trimmed(value: JsonValue | undefined): JsonValue | undefined {
  if (typeof value !== 'string') return value
  // Blanks alone: trim() would take control characters and marks away that someone hid there.
  let from = 0
  let to = value.length
  while (from < to && isBlank(value.charCodeAt(from))) from += 1
  while (from < to && isBlank(value.charCodeAt(to - 1))) to -= 1
  return value.slice(from, to)
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d
}

function joined(value: JsonValue | undefined): JsonValue {
  return value === undefined ? '' : value
}

/** Sets a key that the log chose: `__proto__` must become a key like any other. */
function define(object: JsonObject, key: string, value: JsonValue): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
  } else object[key] = value
}

class Fields {
  readonly #object: JsonObject = {}
  readonly #suffixes = new Map<string, number>()
  readonly #unnamed: JsonValue[] = []

  get empty(): boolean {
    return this.#suffixes.size === 0 && this.#unnamed.length === 0
  }

  add(key: string, value: JsonValue): void {
    const n = this.#suffixes.get(key) ?? 0
    let name = n === 0 ? key : `${key}_${n}`
    for (let next = n + 1; n > 0 && this.#suffixes.has(name); next += 1) name = `${key}_${next}`
    this.#suffixes.set(key, n + 1)
    if (name !== key) this.#suffixes.set(name, 1)
    define(this.#object, name, value)
  }

  addUnnamed(value: JsonValue): void {
    if (Array.isArray(value)) this.#unnamed.push(...value)
    else this.#unnamed.push(value)
  }

  done(): JsonObject {
    if (this.#unnamed.length > 0) {
      const text = this.#unnamed.length === 1 ? (this.#unnamed[0] ?? null) : [...this.#unnamed]
      this.add('Data', { '#text': text })
    }
    return this.#object
  }
}

/** A value between other words of the same text. */
function wordOf(value: JsonValue): string {
  if (value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
