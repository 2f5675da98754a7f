import type { Chunk } from './chunk.ts'
import type { ChunkFault, EvtxFaultCode } from './fault.ts'
import {
  MAX_DEFINITION_BYTES,
  MAX_ELEMENT_DEPTH,
  MAX_EMBEDDED_INSTANCES,
  MAX_NESTING,
  MAX_VALUES,
} from './limits.ts'
import type { TemplateCache } from './template-cache.ts'
import type { AttributeNode, CompiledTemplate, ContentNode, ElementNode, EmbeddedInstance } from './tree.ts'

/** Where a name stood: for telling a cached definition from another with the same GUID and size. */
export interface NamePlace {
  readonly at: number
  readonly inline: boolean
  readonly name: string
}

/** What a compile gave: a template, or the first fault. */
export type Compiled =
  | { readonly ok: true; readonly template: CompiledTemplate; readonly names: readonly NamePlace[] }
  | { readonly ok: false; readonly fault: ChunkFault }

/** Token numbers (low six bits; MS-EVEN6 2.2.12). */
export const TOKEN = {
  end: 0x00,
  openElement: 0x01,
  closeStart: 0x02,
  closeEmpty: 0x03,
  endElement: 0x04,
  value: 0x05,
  attribute: 0x06,
  cdata: 0x07,
  charRef: 0x08,
  entityRef: 0x09,
  piTarget: 0x0a,
  piData: 0x0b,
  instance: 0x0c,
  substitution: 0x0d,
  optional: 0x0e,
  fragmentHeader: 0x0f,
} as const

const MORE = 0x40
const NONE = 0xffff
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/**
 * Compiles the fragment in `from`..`to` of the chunk. `definition` says that it is the body of a template
 * definition, whose elements carry a dependency id; elements in records and in 0x21 values do not.
 */
export function compileFragment(
  chunk: Chunk,
  cache: TemplateCache,
  range: { from: number; to: number; definition: boolean },
): Compiled {
  const compiler = new Compiler(chunk, cache, range)
  return compiler.run()
}

class Compiler {
  readonly #chunk: Chunk
  readonly #cache: TemplateCache
  readonly #definition: boolean
  readonly #to: number
  readonly #names: NamePlace[] = []
  readonly #embedded: EmbeddedInstance[] = []
  readonly #uses: number[] = []
  #at: number
  #weight = 0
  #deepest = 0
  #fault: ChunkFault | undefined

  constructor(chunk: Chunk, cache: TemplateCache, range: { from: number; to: number; definition: boolean }) {
    this.#chunk = chunk
    this.#cache = cache
    this.#definition = range.definition
    this.#at = range.from
    this.#to = range.to
  }

  run(): Compiled {
    const content: ContentNode[] = []
    while (this.#fault === undefined && this.#at < this.#to) {
      const token = this.#chunk.view.getUint8(this.#at)
      if (token === TOKEN.end) break
      if ((token & 0x3f) === TOKEN.fragmentHeader) this.#skip(4)
      else this.#node(content, 0)
    }
    if (this.#fault !== undefined) return { ok: false, fault: this.#fault }
    const template: CompiledTemplate = {
      content,
      embedded: this.#embedded,
      uses: this.#uses,
      weight: this.#weight,
      depth: this.#deepest,
      plans: [],
    }
    return { ok: true, template, names: this.#names }
  }

  /** One token that may stand inside an element, with all that belongs to it. */
  #node(into: ContentNode[], depth: number): void {
    const token = this.#chunk.view.getUint8(this.#at) & 0x3f
    this.#weight += 1
    switch (token) {
      case TOKEN.openElement: {
        const element = this.#element(depth)
        if (element !== undefined) into.push(element)
        return
      }
      case TOKEN.piTarget:
        this.#instruction(into)
        return
      case TOKEN.instance:
        this.#instance(into)
        return
      default:
        if (!this.#part(into, token)) this.#fail('binxml-token', this.#at, undefined, token)
    }
  }

  /** Text, reference or substitution: what may stand in an attribute as well. False where the token is none. */
  #part(into: ContentNode[], token: number): boolean {
    switch (token) {
      case TOKEN.value:
        if (this.#need(4)) {
          const type = this.#chunk.view.getUint8(this.#at + 1)
          if (type !== 1) this.#fail('binxml-value-type', this.#at + 1, 1, type)
          else this.#literal(into, 2)
        }
        return true
      case TOKEN.cdata:
        this.#literal(into, 1)
        return true
      case TOKEN.charRef:
        if (this.#need(3)) {
          this.#text(into, String.fromCharCode(this.#chunk.view.getUint16(this.#at + 1, true)))
          this.#at += 3
        }
        return true
      case TOKEN.entityRef: {
        this.#at += 1
        const name = this.#name()
        if (name !== undefined) this.#text(into, ENTITIES[name] ?? `&${name};`)
        return true
      }
      case TOKEN.substitution:
      case TOKEN.optional:
        this.#slot(into, token === TOKEN.optional)
        return true
      default:
        return false
    }
  }

  #element(depth: number): ElementNode | undefined {
    if (this.#chunk.depth + depth >= MAX_ELEMENT_DEPTH) {
      return this.#fail('binxml-depth', this.#at, MAX_ELEMENT_DEPTH, this.#chunk.depth + depth)
    }
    if (depth >= this.#deepest) this.#deepest = depth + 1
    const hasAttributes = (this.#chunk.view.getUint8(this.#at) & MORE) !== 0
    const head = this.#definition ? 7 : 5
    if (!this.#need(head)) return undefined
    const dependsOn = this.#definition ? this.#chunk.view.getUint16(this.#at + 1, true) : NONE
    this.#at += head
    const name = this.#name()
    if (name === undefined) return undefined
    if (hasAttributes) this.#skip(4)
    const attributes = this.#attributes()
    const content: ContentNode[] = []
    if (this.#fault !== undefined || !this.#need(1)) return undefined
    const token = this.#chunk.view.getUint8(this.#at) & 0x3f
    if (token === TOKEN.closeStart) {
      this.#at += 1
      this.#content(content, depth)
    } else if (token === TOKEN.closeEmpty) this.#at += 1
    else this.#fail('binxml-token', this.#at, TOKEN.closeStart, token)
    if (this.#fault !== undefined) return undefined
    return { kind: 'element', name, dependsOn: dependsOn === NONE ? -1 : dependsOn, attributes, content }
  }

  #content(content: ContentNode[], depth: number): void {
    while (this.#fault === undefined && this.#need(1)) {
      if ((this.#chunk.view.getUint8(this.#at) & 0x3f) === TOKEN.endElement) {
        this.#at += 1
        return
      }
      this.#node(content, depth + 1)
    }
  }

  #attributes(): AttributeNode[] {
    const attributes: AttributeNode[] = []
    while (this.#fault === undefined && this.#at < this.#to) {
      if ((this.#chunk.view.getUint8(this.#at) & 0x3f) !== TOKEN.attribute) break
      this.#at += 1
      this.#weight += 1
      const name = this.#name()
      if (name === undefined) break
      const parts: ContentNode[] = []
      while (this.#fault === undefined && this.#at < this.#to) {
        if (!this.#part(parts, this.#chunk.view.getUint8(this.#at) & 0x3f)) break
      }
      attributes.push({ name, parts })
    }
    return attributes
  }

  #slot(into: ContentNode[], optional: boolean): void {
    if (!this.#need(4)) return
    const slot = this.#chunk.view.getUint16(this.#at + 1, true)
    if (slot >= MAX_VALUES) return void this.#fail('too-many-values', this.#at, MAX_VALUES, slot)
    while (this.#uses.length <= slot) this.#uses.push(0)
    this.#uses[slot] = (this.#uses[slot] ?? 0) + 1
    into.push({ kind: 'slot', slot, optional })
    this.#at += 4
  }

  #instance(into: ContentNode[]): void {
    if (this.#embedded.length >= MAX_EMBEDDED_INSTANCES) {
      return void this.#fail('too-many-values', this.#at, MAX_EMBEDDED_INSTANCES, this.#embedded.length)
    }
    const found = readInstance(this.#chunk, this.#cache, this.#at, this.#to)
    if (!found.ok) {
      this.#fault ??= found.fault
      return
    }
    this.#embedded.push(found.instance)
    into.push({ kind: 'slot', slot: -this.#embedded.length, optional: false })
    this.#at = found.instance.end
  }

  #instruction(into: ContentNode[]): void {
    this.#at += 1
    const target = this.#name()
    if (target === undefined) return
    const held: ContentNode[] = []
    if (this.#need(1) && (this.#chunk.view.getUint8(this.#at) & 0x3f) === TOKEN.piData) this.#literal(held, 1)
    const text = held[0]?.kind === 'text' ? held[0].text : ''
    into.push({ kind: 'instruction', target, text })
  }

  /** Text with a 16-bit count of characters, which stands `before` bytes after the token. */
  #literal(into: ContentNode[], before: number): void {
    if (!this.#need(before + 2)) return
    const chars = this.#chunk.view.getUint16(this.#at + before, true)
    if (!this.#need(before + 2 + 2 * chars)) return
    this.#text(into, this.#chunk.strings.utf16(this.#chunk.view, this.#at + before + 2, chars))
    this.#at += before + 2 + 2 * chars
  }

  #text(into: ContentNode[], text: string): void {
    this.#weight += text.length
    into.push({ kind: 'text', text })
  }

  /** A reference to a name, which may be written here or earlier in the chunk. */
  #name(): string | undefined {
    if (!this.#need(4)) return undefined
    const at = this.#at
    const nameAt = this.#chunk.view.getUint32(at, true)
    const inline = nameAt === at + 4
    const name = this.#chunk.name(nameAt)
    if (name === undefined) return this.#fail('name-offset', at, this.#chunk.length, nameAt)
    this.#at += 4
    if (inline) this.#skip(10 + 2 * name.length)
    this.#weight += name.length
    this.#names.push({ at, inline, name })
    return this.#fault === undefined ? name : undefined
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

  #fail(code: EvtxFaultCode, at: number, need?: number, have?: number): undefined {
    this.#fault ??= {
      code,
      at,
      ...(need === undefined ? {} : { need }),
      ...(have === undefined ? {} : { have }),
    }
    return undefined
  }
}

/** A template instance found in the chunk, or why there is none. */
export type FoundInstance =
  | { readonly ok: true; readonly instance: EmbeddedInstance }
  | { readonly ok: false; readonly fault: ChunkFault }

/** Bytes of an instance's token, version, template id and definition offset. */
const INSTANCE_HEAD = 10
/** What a definition inside a definition counts for among nested elements, so that their product is bounded too. */
const DEFINITION_DEPTH = MAX_ELEMENT_DEPTH / MAX_NESTING
/** Bytes of a definition before its body: next offset, GUID, size. */
const DEFINITION_HEAD = 24

/**
 * Reads the template instance at `at` (token 0x0c): compiles or recalls its definition, and says where its values
 * begin (`valuesAt`, a u32 count) and end. The values' sizes are checked to lie before `to`.
 */
export function readInstance(chunk: Chunk, cache: TemplateCache, at: number, to: number): FoundInstance {
  const { view } = chunk
  if (at + INSTANCE_HEAD > to) return fault('binxml-truncated', at, INSTANCE_HEAD, to - at)
  const definitionAt = view.getUint32(at + 6, true)
  let next = at + INSTANCE_HEAD
  if (definitionAt === next) {
    if (next + DEFINITION_HEAD > to) return fault('binxml-truncated', next, DEFINITION_HEAD, to - next)
    next += DEFINITION_HEAD + view.getUint32(definitionAt + 20, true)
  }
  if (next + 4 > to) return fault('binxml-truncated', at, next + 4 - at, to - at)
  const found = definitionOf(chunk, cache, definitionAt, at)
  if (!found.ok) return found
  const count = view.getUint32(next, true)
  if (count > MAX_VALUES) return fault('too-many-values', next, MAX_VALUES, count)
  let end = next + 4 + 4 * count
  if (end > to) return fault('binxml-truncated', next, 4 + 4 * count, to - next)
  for (let n = 0; n < count; n += 1) end += view.getUint16(next + 4 + 4 * n, true)
  if (end > to) return fault('binxml-truncated', next, end - next, to - next)
  return { ok: true, instance: { template: found.template, valuesAt: next, end } }
}

type FoundDefinition = { ok: true; template: CompiledTemplate } | { ok: false; fault: ChunkFault }

/** The compiled definition at an offset of the chunk: of this chunk's, from the cache, or compiled now. */
function definitionOf(chunk: Chunk, cache: TemplateCache, at: number, from: number): FoundDefinition {
  const known = chunk.templates.get(at)
  if (known === 'compiling') return fault('template-cycle', from, undefined, at)
  if (known !== undefined)
    return 'code' in known ? { ok: false, fault: known } : { ok: true, template: known }
  if (at + DEFINITION_HEAD > chunk.length) return fault('template-offset', from, chunk.length, at)
  const size = chunk.view.getUint32(at + 20, true)
  const body = { from: at + DEFINITION_HEAD, to: at + DEFINITION_HEAD + size, definition: true }
  if (body.to > chunk.length) return fault('template-offset', at + 20, chunk.length - body.from, size)
  chunk.definitionBytes += size
  if (chunk.definitionBytes > MAX_DEFINITION_BYTES) {
    return fault('definitions-overlap', at + 20, MAX_DEFINITION_BYTES, chunk.definitionBytes)
  }
  const cached = cache.find(chunk, at, size)
  if (cached !== undefined) {
    chunk.templates.set(at, cached)
    return { ok: true, template: cached }
  }
  chunk.templates.set(at, 'compiling')
  chunk.depth += DEFINITION_DEPTH
  const compiled = compileFragment(chunk, cache, body)
  chunk.depth -= DEFINITION_DEPTH
  chunk.templates.set(at, compiled.ok ? compiled.template : compiled.fault)
  // An embedded instance holds offsets of this chunk, so such a template cannot serve another.
  if (compiled.ok && compiled.template.embedded.length === 0) cache.keep(chunk, at, size, compiled)
  return compiled
}

function fault(
  code: EvtxFaultCode,
  at: number,
  need?: number,
  have?: number,
): { ok: false; fault: ChunkFault } {
  return {
    ok: false,
    fault: { code, at, ...(need === undefined ? {} : { need }), ...(have === undefined ? {} : { have }) },
  }
}
