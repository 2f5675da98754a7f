import { buildTree } from './build-tree.ts'
import type { Chunk } from './chunk.ts'
import type { ChunkFault } from './fault.ts'
import type { LayoutNode } from './layout.ts'
import {
  MAX_DEFINITION_BYTES,
  MAX_ELEMENT_DEPTH,
  MAX_INSTANCES,
  MAX_NESTING,
  MAX_SHAPE_TOKENS,
  MAX_UNFOLDED,
  MAX_UNFOLDED_PER_CHUNK,
  MAX_VALUES,
} from './limits.ts'
import type { ReaderCache } from './reader-cache.ts'
import { TokenWalker } from './token-walker.ts'
import { DEFINITION_HEAD, INSTANCE_HEAD, TOKEN } from './tokens.ts'
import type { CompiledTemplate } from './tree.ts'
import { VALUE_TYPE } from './values.ts'

/** The type of a value in its head, and what that is for text of one byte a character. */
const NARROW_MASK = (0xff & ~VALUE_TYPE.array) << 16
const NARROW_TEXT = VALUE_TYPE.ansi << 16

/** Who has definitions that a chunk has lost: the stock of the reader. */
export interface Lender {
  borrow(id: number, count: number): CompiledTemplate | undefined
  /** Takes a definition that was found outside the live part. */
  add(id: number, template: CompiledTemplate): void
}

/** Above this an instance's share of what a record unfolds to is counted value by value. */
const ROUGH = MAX_UNFOLDED / 16

/**
 * Reads where the values of one record after another stand: every count, offset, depth and the size of what the record
 * unfolds to are checked here, before anything is decoded. What passes can be decoded without further checks.
 *
 * A record is a list of instances: the first is the record's own template, the others are fragments among its values, in
 * the order in which they stand. Their values are entries of one pool that is used again for the next record, so a
 * record costs no allocation.
 */
export class InstanceReader {
  readonly chunk: Chunk
  readonly cache: ReaderCache
  /** Where lost definitions are borrowed. */
  lender: Lender | undefined
  /** What the templates of the record are, in order: same templates, same layout. */
  node: LayoutNode
  /** Whether a template of the record is another chunk's. */
  borrowed = false
  /** Whether a value of the record is text of one byte a character, or an array of such. */
  hasNarrowText = false
  #recovering = false
  readonly #bases = new Int32Array(MAX_INSTANCES)
  readonly #counts = new Int32Array(MAX_INSTANCES)
  #instances = 0
  #pool = new Int32Array(4096)
  #used = 0
  #unfolded = 0
  #fault: ChunkFault | undefined
  readonly #walker: TokenWalker

  constructor(chunk: Chunk, cache: ReaderCache) {
    this.chunk = chunk
    this.cache = cache
    this.node = cache.layouts
    this.#walker = new TokenWalker(chunk)
  }

  /**
   * Reads the fragment in `from`..`to` of the chunk. Where it cannot be read, `fault` says why. `recovering` says that what it
   * refers to may have been overwritten: then definitions and names are held against their ids and hashes, and a
   * definition that is lost is borrowed from those that other chunks and files had.
   */
  read(from: number, to: number, recovering = false): boolean {
    this.#recovering = recovering
    this.#walker.strict = recovering
    this.borrowed = false
    this.hasNarrowText = false
    this.#used = 0
    this.#instances = 0
    this.#unfolded = 0
    this.#fault = undefined
    this.node = this.cache.layouts
    if (!this.#fragment(from, to, 0, 0, 0, 0, 1)) return false
    if (!this.node.hasElement) {
      // Zeros where content was never written look like a fragment that ends at once.
      return this.#fail({ code: 'binxml-token', at: from, need: TOKEN.openElement, have: TOKEN.end })
    }
    return true
  }

  /** Why the last read failed. */
  get fault(): ChunkFault | undefined {
    return this.#fault
  }

  /** Offset in the chunk of a value; -1 where the instance has no such value. */
  offsetOf(instance: number, slot: number): number {
    if (slot < 0 || slot >= (this.#counts[instance] ?? 0)) return -1
    return this.#pool[(this.#bases[instance] ?? 0) + 2 * slot] ?? -1
  }

  /** Size × 256 + type of a value; 0 (a NULL of no size) where the instance has no such value. */
  shapeOf(instance: number, slot: number): number {
    if (slot < 0 || slot >= (this.#counts[instance] ?? 0)) return 0
    return this.#pool[(this.#bases[instance] ?? 0) + 2 * slot + 1] ?? 0
  }

  /** `parent` and `slot` are where the fragment stands; `times` is how often the templates around it name that place. */
  #fragment(
    from: number,
    to: number,
    parent: number,
    slot: number,
    nesting: number,
    depth: number,
    times: number,
  ): boolean {
    if (nesting > MAX_NESTING)
      return this.#fail({ code: 'nesting-depth', at: from, need: MAX_NESTING, have: nesting })
    if (this.#instances >= MAX_INSTANCES) {
      return this.#fail({ code: 'too-many-values', at: from, need: MAX_INSTANCES, have: this.#instances })
    }
    const { view } = this.chunk
    let at = from
    if (at + 4 <= to && (view.getUint8(at) & 0x3f) === TOKEN.fragmentHeader) at += 4
    const instance = this.#instances
    const base = this.#used
    let template: CompiledTemplate | undefined
    let bytes: number
    if (at < to && (view.getUint8(at) & 0x3f) === TOKEN.instance) {
      template = this.#definition(at, to)
      if (template === undefined) return false
      bytes = this.#values(at, to)
    } else {
      template = this.#shape(at, to)
      if (template === undefined) return false
      bytes = this.#texts()
    }
    if (bytes < 0) return false
    this.#instances += 1
    this.#bases[instance] = base
    const count = (this.#used - base) >>> 1
    this.#counts[instance] = count
    this.node = this.node.step(parent, slot, template, this.cache)
    const deeper = depth + template.depth
    if (deeper > MAX_ELEMENT_DEPTH) {
      return this.#fail({ code: 'binxml-depth', at, need: MAX_ELEMENT_DEPTH, have: deeper })
    }
    if (!this.#unfold(instance, template, bytes, times, at)) return false
    return this.#nested(instance, template, nesting + 1, deeper, times)
  }

  /** The fragments among an instance's values, and those in its definition. */
  #nested(
    instance: number,
    template: CompiledTemplate,
    nesting: number,
    depth: number,
    times: number,
  ): boolean {
    const { uses, embedded } = template
    const pool = this.#pool
    const count = Math.min(this.#counts[instance] ?? 0, uses.length)
    let entry = (this.#bases[instance] ?? 0) + 1
    for (let slot = 0; slot < count; slot += 1, entry += 2) {
      const shape = pool[entry] ?? 0
      if ((shape & 0xff) !== VALUE_TYPE.fragment) continue
      const named = uses[slot] ?? 0
      if (named === 0) continue
      const at = this.offsetOf(instance, slot)
      if (!this.#fragment(at, at + (shape >>> 8), instance, slot, nesting, depth, times * named)) return false
    }
    for (const [n, at] of embedded.entries()) {
      if (!this.#fragment(at, this.chunk.length, instance, -1 - n, nesting, depth, times)) return false
    }
    return true
  }

  /** Puts the values of the instance at `at` into the pool; gives their bytes, or -1. */
  #values(at: number, to: number): number {
    const { view } = this.chunk
    let next = at + INSTANCE_HEAD
    if (view.getUint32(at + 6, true) === next) {
      if (next + DEFINITION_HEAD > to) return this.#truncated(next, DEFINITION_HEAD, to)
      next += DEFINITION_HEAD + view.getUint32(next + 20, true)
    }
    if (next + 4 > to) return this.#truncated(at, next + 4 - at, to)
    const count = view.getUint32(next, true)
    if (count > MAX_VALUES) {
      this.#fail({ code: 'too-many-values', at: next, need: MAX_VALUES, have: count })
      return -1
    }
    const first = next + 4 + 4 * count
    if (first > to) return this.#truncated(next, 4 + 4 * count, to)
    let entry = this.#used
    this.#makeRoom(entry + 2 * count)
    const pool = this.#pool
    let valueAt = first
    for (let p = next + 4; p < first; p += 4) {
      const head = view.getUint32(p, true)
      if ((head & NARROW_MASK) === NARROW_TEXT) this.hasNarrowText = true
      pool[entry] = valueAt
      pool[entry + 1] = ((head & 0xffff) << 8) | ((head >>> 16) & 0xff)
      entry += 2
      valueAt += head & 0xffff
    }
    if (valueAt > to) return this.#truncated(next, valueAt - next, to)
    this.#used = entry
    return valueAt - first
  }

  /** Puts the texts of the shape that was walked into the pool; gives their bytes. */
  #texts(): number {
    const { places, placeCount } = this.#walker
    this.#makeRoom(this.#used + 2 * placeCount)
    let bytes = 0
    for (let n = 0; n < 2 * placeCount; n += 2) {
      this.#pool[this.#used] = places[n] ?? 0
      this.#pool[this.#used + 1] = places[n + 1] ?? 0
      this.#used += 2
      bytes += (places[n + 1] ?? 0) >>> 8
    }
    return bytes
  }

  #makeRoom(entries: number): void {
    if (entries <= this.#pool.length) return
    const larger = new Int32Array(2 * entries)
    larger.set(this.#pool)
    this.#pool = larger
  }

  /** The definition of the instance at `at`: of this chunk, from the cache, or compiled now. */
  #definition(at: number, to: number): CompiledTemplate | undefined {
    if (at + INSTANCE_HEAD > to) {
      this.#truncated(at, INSTANCE_HEAD, to)
      return undefined
    }
    const definitionAt = this.chunk.view.getUint32(at + 6, true)
    const known = this.chunk.templates.get(definitionAt)
    if (known !== undefined && (!this.#recovering || this.#isOwn(at, definitionAt))) return known
    const made = this.#recovering ? this.#recover(definitionAt, at, to) : this.#own(definitionAt, at)
    if (!('code' in made)) return made
    this.#fail({ ...made, templateId: this.chunk.view.getUint32(at + 2, true) })
    return undefined
  }

  /** Whether the definition at an offset is the one that the instance at `at` names. */
  #isOwn(at: number, definitionAt: number): boolean {
    const { view, length } = this.chunk
    return (
      definitionAt + 8 <= length && view.getUint32(at + 2, true) === view.getUint32(definitionAt + 4, true)
    )
  }

  /** The definition that stands in this chunk. */
  #own(definitionAt: number, at: number): CompiledTemplate | ChunkFault {
    const lost = this.chunk.lost.get(definitionAt)
    if (lost !== undefined) return lost
    const made = this.#compile(definitionAt, at)
    if ('code' in made) this.chunk.lost.set(definitionAt, made)
    else this.chunk.templates.set(definitionAt, made)
    return made
  }

  /** The definition of this chunk if it is still the one meant, else one of another chunk with the same id. */
  #recover(definitionAt: number, at: number, to: number): CompiledTemplate | ChunkFault {
    const { view } = this.chunk
    const made: CompiledTemplate | ChunkFault = this.#isOwn(at, definitionAt)
      ? this.#compile(definitionAt, at)
      : { code: 'template-offset', at, need: view.getUint32(at + 2, true), have: definitionAt }
    if (!('code' in made)) {
      this.lender?.add(view.getUint32(at + 2, true), made)
      return made
    }
    const countAt = this.#countAt(at, to)
    const count = countAt + 4 > to ? 0 : view.getUint32(countAt, true)
    const borrowed = this.lender?.borrow(view.getUint32(at + 2, true), count)
    if (borrowed === undefined) return made
    this.borrowed = true
    return borrowed
  }

  /** Where the count of values of the instance at `at` stands. */
  #countAt(at: number, to: number): number {
    const { view } = this.chunk
    const next = at + INSTANCE_HEAD
    if (view.getUint32(at + 6, true) !== next || next + DEFINITION_HEAD > to) return next
    return next + DEFINITION_HEAD + view.getUint32(next + 20, true)
  }

  #compile(at: number, from: number): CompiledTemplate | ChunkFault {
    const { chunk, cache } = this
    const bodyAt = at + DEFINITION_HEAD
    if (bodyAt > chunk.length) return { code: 'template-offset', at: from, need: chunk.length, have: at }
    const size = chunk.view.getUint32(at + 20, true)
    if (bodyAt + size > chunk.length) {
      return { code: 'template-offset', at: at + 20, need: chunk.length - bodyAt, have: size }
    }
    chunk.definitionBytes += size
    if (chunk.definitionBytes > MAX_DEFINITION_BYTES) {
      return {
        code: 'definitions-overlap',
        at: at + 20,
        need: MAX_DEFINITION_BYTES,
        have: chunk.definitionBytes,
      }
    }
    const cached = cache.find(chunk, at, size)
    if (cached !== undefined) return cached
    const walker = this.#walker
    const fault = walker.walk(bodyAt, bodyAt + size, true)
    if (fault !== undefined) return fault
    const template = buildTree(walker.steps, { number: cache.nextNumber(), embedded: walker.embedded })
    // An embedded instance is an offset in this chunk, so such a template cannot serve another.
    if (template.embedded.length === 0) cache.keep(chunk, at, size, { template, names: walker.names })
    return template
  }

  /** The shape of a fragment without a template. */
  #shape(from: number, to: number): CompiledTemplate | undefined {
    const walker = this.#walker
    const fault = walker.walk(from, to, false)
    if (fault !== undefined) {
      this.#fail(fault)
      return undefined
    }
    const { hash, steps } = walker
    const known = this.cache.findShape(hash, steps)
    if (known !== undefined) return known
    const template = buildTree(steps, { number: this.cache.nextNumber(), embedded: [] })
    if (steps.length <= MAX_SHAPE_TOKENS) this.cache.keepShape(hash, steps, template)
    return template
  }

  /** Counts what an instance adds to the record. A rough bound is enough for all but freak records. */
  #unfold(instance: number, template: CompiledTemplate, bytes: number, times: number, at: number): boolean {
    let by = times * (template.weight + template.mostUses * bytes)
    if (by > ROUGH) {
      by = times * template.weight
      for (const [slot, uses] of template.uses.entries())
        by += times * uses * (this.shapeOf(instance, slot) >>> 8)
    }
    by += this.#counts[instance] ?? 0
    this.#unfolded += by
    this.chunk.unfolded += by
    if (this.#unfolded > MAX_UNFOLDED) {
      return this.#fail({ code: 'unfolds-too-far', at, need: MAX_UNFOLDED, have: this.#unfolded })
    }
    if (this.chunk.unfolded > MAX_UNFOLDED_PER_CHUNK) {
      return this.#fail({
        code: 'unfolds-too-far',
        at,
        need: MAX_UNFOLDED_PER_CHUNK,
        have: this.chunk.unfolded,
      })
    }
    return true
  }

  #truncated(at: number, need: number, to: number): -1 {
    this.#fail({ code: 'binxml-truncated', at, need, have: to - at })
    return -1
  }

  #fail(fault: ChunkFault): false {
    this.#fault ??= fault
    return false
  }
}
