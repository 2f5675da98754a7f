import type { Chunk } from './chunk.ts'
import type { ChunkFault, EvtxFaultCode } from './fault.ts'
import { MAX_ELEMENT_DEPTH, MAX_EMBEDDED_INSTANCES, MAX_VALUES } from './limits.ts'
import { nameHash } from './name-hash.ts'
import type { NamePlace } from './reader-cache.ts'
import { DEFINITION_HEAD, INSTANCE_HEAD, MORE, TOKEN } from './tokens.ts'
import { VALUE_TYPE } from './values.ts'

const NO_DEPENDENCY = 0xffff
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])

/** What the walker makes of tokens: a flat list, each item followed by what belongs to it. build-tree.ts reads it. */
export const STEP = {
  /** name, slot it depends on or -1 */
  element: 1,
  /** name; its parts follow */
  attribute: 2,
  /** the attributes are over, content follows */
  content: 3,
  end: 4,
  /** text */
  text: 5,
  /** slot */
  value: 6,
  /** slot */
  optional: 7,
  /** target, text */
  instruction: 8,
} as const

/**
 * Walks BinXML once, checks every offset and depth, and lists what stands there. In a definition text is text and
 * substitutions are slots. In a fragment without a template the texts are the slots: what is left then is the shape,
 * which many records share, and where the texts stand is in `places`.
 */
export class TokenWalker {
  readonly steps: (number | string)[] = []
  /** Names of a definition. */
  names: NamePlace[] = []
  /** Offsets of instances written in the definition itself. */
  embedded: number[] = []
  /** Two entries for each text of a fragment: offset, size × 256 + type. */
  readonly places = new Int32Array(2 * MAX_VALUES)
  placeCount = 0
  /** Whether names must have their own hash: what lies outside the live part of a chunk may be overwritten. */
  strict = false
  /** Over all steps: equal lists have equal hashes. */
  hash = 0
  #chunk: Chunk
  #definition = false
  #at = 0
  #to = 0
  #fault: ChunkFault | undefined

  constructor(chunk: Chunk) {
    this.#chunk = chunk
  }

  /** Walks `from`..`to`; gives the first fault. */
  walk(from: number, to: number, definition: boolean): ChunkFault | undefined {
    this.steps.length = 0
    this.names = []
    this.embedded = []
    this.placeCount = 0
    this.hash = 0
    this.#definition = definition
    this.#at = from
    this.#to = to
    this.#fault = undefined
    let depth = 0
    while (this.#fault === undefined) {
      if (this.#at >= to) {
        if (depth > 0) this.#fail('binxml-truncated', this.#at, 1, 0)
        break
      }
      const token = this.#token()
      if (depth === 0) {
        if (token === TOKEN.end) break
        if (token === TOKEN.fragmentHeader) {
          this.#skip(4)
          continue
        }
      } else if (token === TOKEN.endElement) {
        this.#at += 1
        this.#step(STEP.end)
        depth -= 1
        continue
      }
      if (token === TOKEN.openElement) depth += this.#element(depth)
      else if (token === TOKEN.piTarget) this.#instruction()
      else if (token === TOKEN.instance) this.#instance()
      else if (!this.#part(token, false)) this.#fail('binxml-token', this.#at, undefined, token)
    }
    return this.#fault
  }

  /** A start tag with its attributes; 1 where content follows. */
  #element(depth: number): 0 | 1 {
    if (depth >= MAX_ELEMENT_DEPTH) return this.#fail('binxml-depth', this.#at, MAX_ELEMENT_DEPTH, depth)
    const { view } = this.#chunk
    const at = this.#at
    const head = this.#definition ? 7 : 5
    if (!this.#need(head)) return 0
    const dependsOn = this.#definition ? view.getUint16(at + 1, true) : NO_DEPENDENCY
    this.#at += head
    const name = this.#name()
    if (name === undefined) return 0
    if (dependsOn !== NO_DEPENDENCY && dependsOn >= MAX_VALUES) {
      return this.#fail('too-many-values', at + 1, MAX_VALUES, dependsOn)
    }
    this.#step(STEP.element, name, dependsOn === NO_DEPENDENCY ? -1 : dependsOn)
    if ((view.getUint8(at) & MORE) !== 0) this.#skip(4)
    this.#attributes(name)
    if (!this.#need(1)) return 0
    const token = this.#token()
    if (token !== TOKEN.closeStart && token !== TOKEN.closeEmpty) {
      return this.#fail('binxml-token', this.#at, TOKEN.closeStart, token)
    }
    this.#at += 1
    this.#step(token === TOKEN.closeStart ? STEP.content : STEP.end)
    return token === TOKEN.closeStart ? 1 : 0
  }

  #attributes(element: string): void {
    while (this.#fault === undefined && this.#at < this.#to && this.#token() === TOKEN.attribute) {
      this.#at += 1
      const name = this.#name()
      if (name === undefined) return
      this.#step(STEP.attribute, name)
      // The name of a value is part of the shape: it names the field.
      const literal = element === 'Data' && name === 'Name'
      while (this.#fault === undefined && this.#at < this.#to && this.#part(this.#token(), literal));
    }
  }

  /** Text, reference or substitution: what may stand in an attribute as well. False where the token is none. */
  #part(token: number, literal: boolean): boolean {
    const { view } = this.#chunk
    switch (token) {
      case TOKEN.value:
        if (this.#need(4)) {
          const type = view.getUint8(this.#at + 1)
          if (type !== VALUE_TYPE.string)
            this.#fail('binxml-value-type', this.#at + 1, VALUE_TYPE.string, type)
          else this.#text(2, literal)
        }
        return true
      case TOKEN.cdata:
        this.#text(1, literal)
        return true
      case TOKEN.charRef:
        if (this.#need(3)) {
          this.#step(STEP.text, String.fromCharCode(view.getUint16(this.#at + 1, true)))
          this.#at += 3
        }
        return true
      case TOKEN.entityRef: {
        this.#at += 1
        const name = this.#name()
        if (name !== undefined) this.#step(STEP.text, ENTITIES.get(name) ?? `&${name};`)
        return true
      }
      case TOKEN.substitution:
      case TOKEN.optional:
        this.#substitution(token === TOKEN.optional)
        return true
      default:
        return false
    }
  }

  #substitution(optional: boolean): void {
    if (!this.#need(4)) return
    const slot = this.#chunk.view.getUint16(this.#at + 1, true)
    if (slot >= MAX_VALUES) return void this.#fail('too-many-values', this.#at, MAX_VALUES, slot)
    // A fragment has no values that a substitution could stand for.
    if (this.#definition) this.#step(optional ? STEP.optional : STEP.value, slot)
    else this.#step(STEP.text, '')
    this.#at += 4
  }

  /** A template instance among elements; what it says is read with the record. */
  #instance(): void {
    const end = instanceEnd(this.#chunk.view, this.#at, this.#to)
    if (end < 0) return void this.#fail('binxml-truncated', this.#at, INSTANCE_HEAD, this.#to - this.#at)
    if (!this.#definition) this.#place(this.#at, ((end - this.#at) << 8) | VALUE_TYPE.fragment)
    else if (this.embedded.length >= MAX_EMBEDDED_INSTANCES) {
      return void this.#fail('too-many-values', this.#at, MAX_EMBEDDED_INSTANCES, this.embedded.length)
    } else {
      this.embedded.push(this.#at)
      this.#step(STEP.value, -this.embedded.length)
    }
    this.#at = end
  }

  #instruction(): void {
    this.#at += 1
    const target = this.#name()
    if (target === undefined) return
    let text = ''
    if (this.#need(1) && this.#token() === TOKEN.piData) {
      const chars = this.#length(1)
      if (chars < 0) return
      text = this.#chunk.strings.utf16(this.#chunk.view, this.#at + 3, chars)
      this.#at += 3 + 2 * chars
    }
    this.#step(STEP.instruction, target, text)
  }

  /** Text with a 16-bit count of characters, which stands `before` bytes after the token. */
  #text(before: number, literal: boolean): void {
    const chars = this.#length(before)
    if (chars < 0) return
    const { view, strings } = this.#chunk
    const from = this.#at + before + 2
    this.#at = from + 2 * chars
    // White space between elements belongs to the shape: it is no value.
    if (this.#definition || literal || isBlank(view, from, chars)) {
      this.#step(STEP.text, strings.utf16(view, from, chars))
    } else this.#place(from, (chars << 9) | VALUE_TYPE.string)
  }

  /** The count of characters, or -1 where they do not fit. */
  #length(before: number): number {
    if (!this.#need(before + 2)) return -1
    const chars = this.#chunk.view.getUint16(this.#at + before, true)
    return this.#need(before + 2 + 2 * chars) ? chars : -1
  }

  #place(at: number, shape: number): void {
    if (this.placeCount >= MAX_VALUES) {
      return void this.#fail('too-many-values', at, MAX_VALUES, this.placeCount)
    }
    this.places[2 * this.placeCount] = at
    this.places[2 * this.placeCount + 1] = shape
    this.#step(STEP.value, this.placeCount)
    this.placeCount += 1
  }

  /** A reference to a name, which may be written here or earlier in the chunk. */
  #name(): string | undefined {
    if (!this.#need(4)) return undefined
    const at = this.#at
    const nameAt = this.#chunk.view.getUint32(at, true)
    const inline = nameAt === at + 4
    const name = this.#chunk.name(nameAt)
    if (
      name === undefined ||
      (this.strict && nameHash(name) !== this.#chunk.view.getUint16(nameAt + 4, true))
    ) {
      this.#fail('name-offset', at, this.#chunk.length, nameAt)
      return undefined
    }
    this.#at += 4
    if (inline) this.#skip(10 + 2 * name.length)
    if (this.#definition) this.names.push({ at, inline, name })
    return this.#fault === undefined ? name : undefined
  }

  #token(): number {
    return this.#chunk.view.getUint8(this.#at) & 0x3f
  }

  #step(kind: number, first?: string | number, second?: string | number): void {
    this.steps.push(kind)
    let hash = Math.imul(this.hash, 31) + kind
    if (first !== undefined) {
      this.steps.push(first)
      hash = Math.imul(hash, 31) + (typeof first === 'number' ? first : textHash(first))
    }
    if (second !== undefined) this.steps.push(second)
    this.hash = hash | 0
  }

  #skip(bytes: number): void {
    if (this.#need(bytes)) this.#at += bytes
  }

  #need(bytes: number): boolean {
    if (this.#fault !== undefined) return false
    if (this.#at + bytes <= this.#to) return true
    this.#fail('binxml-truncated', this.#at, bytes, this.#to - this.#at)
    return false
  }

  #fail(code: EvtxFaultCode, at: number, need?: number, have?: number): 0 {
    this.#fault ??= {
      code,
      at,
      ...(need === undefined ? {} : { need }),
      ...(have === undefined ? {} : { have }),
    }
    return 0
  }
}

/** Where the template instance at `at` ends, or -1 where its values do not end before `to`. */
export function instanceEnd(view: DataView, at: number, to: number): number {
  if (at + INSTANCE_HEAD > to) return -1
  let next = at + INSTANCE_HEAD
  if (view.getUint32(at + 6, true) === next) {
    if (next + DEFINITION_HEAD > to) return -1
    next += DEFINITION_HEAD + view.getUint32(next + 20, true)
  }
  if (next + 4 > to) return -1
  const count = view.getUint32(next, true)
  if (count > MAX_VALUES || next + 4 + 4 * count > to) return -1
  let end = next + 4 + 4 * count
  for (let n = 0; n < count; n += 1) end += view.getUint16(next + 4 + 4 * n, true)
  return end <= to ? end : -1
}

function textHash(text: string): number {
  if (text === '') return 1
  return text.length * 257 + text.charCodeAt(0) * 17 + text.charCodeAt(text.length - 1)
}

function isBlank(view: DataView, at: number, chars: number): boolean {
  for (let n = 0; n < chars; n += 1) if (view.getUint16(at + 2 * n, true) > 0x20) return false
  return true
}
