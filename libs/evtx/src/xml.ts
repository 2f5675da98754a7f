import type { InstanceReader } from './instance.ts'
import type { Layout } from './layout.ts'
import { attributeStands, elementStands, isNull } from './rendering.ts'
import type { ContentNode, ElementNode } from './tree.ts'
import { arrayTexts, valueText, VALUE_TYPE, visibleNul } from './values.ts'

/** The item that stands in the place of an array while its element is repeated. */
interface Repeated {
  readonly slot: number
  readonly text: string
}

/**
 * A record as the XML that Event Viewer shows, in one line. An element whose value is an array is repeated for each item
 * (MS-EVEN6 3.1.4.7.5). Characters that XML cannot hold are shown by their pictures (U+2400 and on), halves of a pair as
 * U+FFFD.
 */
export class XmlWriter {
  readonly #instances: InstanceReader
  #layout: Layout | undefined
  #xml = ''

  constructor(instances: InstanceReader) {
    this.#instances = instances
  }

  /** The whole fragment. */
  text(layout: Layout): string {
    this.#layout = layout
    this.#xml = ''
    this.#content(layout.templates[0]?.content ?? [], 0, undefined)
    return this.#xml
  }

  #content(content: readonly ContentNode[], instance: number, repeated: Repeated | undefined): void {
    for (const node of content) {
      if (node.kind === 'element') this.#element(node, instance)
      else if (node.kind === 'text') this.#xml += escaped(node.text)
      else if (node.kind === 'instruction') this.#xml += instruction(node.target, node.text)
      else if (repeated !== undefined && node.slot === repeated.slot) this.#xml += escaped(repeated.text)
      else {
        const inner = this.#layout?.child(instance, node.slot) ?? -1
        const template = this.#layout?.templates[inner]
        if (template !== undefined) this.#content(template.content, inner, undefined)
        else this.#xml += escaped(this.#value(instance, node.slot))
      }
    }
  }

  #element(node: ElementNode, instance: number): void {
    if (!elementStands(this.#instances, node, instance)) return
    const array = node.content.find((child) => child.kind === 'slot' && this.#isArray(instance, child.slot))
    if (array?.kind !== 'slot') return this.#once(node, instance, undefined)
    const items = this.#items(instance, array.slot)
    for (const text of items.length === 0 ? [''] : items)
      this.#once(node, instance, { slot: array.slot, text })
  }

  #once(node: ElementNode, instance: number, repeated: Repeated | undefined): void {
    const name = xmlName(node.name)
    this.#xml += `<${name}`
    for (const attribute of node.attributes) {
      if (!attributeStands(this.#instances, attribute, instance)) continue
      let value = ''
      for (const part of attribute.parts) {
        if (part.kind === 'text') value += part.text
        else if (part.kind === 'slot') value += this.#value(instance, part.slot)
      }
      this.#xml += ` ${xmlName(attribute.name)}="${escaped(value).replace(/["\n\t]/g, attributeReference)}"`
    }
    if (node.content.length === 0) {
      this.#xml += '/>'
      return
    }
    this.#xml += '>'
    this.#content(node.content, instance, repeated)
    this.#xml += `</${name}>`
  }

  #isArray(instance: number, slot: number): boolean {
    return (this.#instances.shapeOf(instance, slot) & VALUE_TYPE.array) !== 0
  }

  #items(instance: number, slot: number): string[] {
    const shape = this.#instances.shapeOf(instance, slot)
    const at = this.#instances.offsetOf(instance, slot)
    return arrayTexts(this.#instances.chunk, shape & 0x7f, at, shape >>> 8)
  }

  #value(instance: number, slot: number): string {
    if (isNull(this.#instances, instance, slot)) return ''
    const shape = this.#instances.shapeOf(instance, slot)
    const at = this.#instances.offsetOf(instance, slot)
    const value = valueText(this.#instances.chunk, shape & 0xff, at, shape >>> 8)
    if (typeof value === 'string') return value
    if (value === null) return ''
    // Of a text with a NUL inside, valueText gives the whole first; of an array that stands beside others, all items.
    return (shape & VALUE_TYPE.array) === 0 ? (value[0] ?? '') : value.join(' ')
  }
}

const REFERENCES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ['\r', '&#13;'],
  ['\n', '&#10;'],
  ['\t', '&#9;'],
])

function attributeReference(char: string): string {
  return REFERENCES.get(char) ?? char
}

/** Text for XML. Carriage returns are references, or a reader would take them for line feeds. */
function escaped(text: string): string {
  const shown = xmlText(text)
  return /[&<>\r]/.test(shown) ? shown.replace(/[&<>\r]/g, attributeReference) : shown
}

/** The text with every character that XML 1.0 cannot hold shown by another: control characters by their pictures. */
export function xmlText(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed()
  // oxlint-disable-next-line no-control-regex -- these are what the rule warns of
  return whole.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, (char) =>
    char < ' ' ? String.fromCharCode(0x2400 + char.charCodeAt(0)) : '\ufffd',
  )
}

/** A name from the log as a name of XML: what may not stand in one becomes an underscore. */
function xmlName(name: string): string {
  const fits = name.toWellFormed().replace(/[^\p{L}\p{N}_:.\u00b7-]/gu, '_')
  return /^[\p{L}_:]/u.test(fits) ? fits : `_${fits}`
}

function instruction(target: string, text: string): string {
  return `<?${xmlName(target)} ${xmlText(visibleNul(text)).replaceAll('?>', '? >')}?>`
}
