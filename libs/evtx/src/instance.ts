import type { Chunk } from './chunk.ts'
import { compileFragment, readInstance, TOKEN } from './compile.ts'
import type { ChunkFault } from './fault.ts'
import { MAX_ELEMENT_DEPTH, MAX_NESTING, MAX_UNFOLDED } from './limits.ts'
import type { TemplateCache } from './template-cache.ts'
import type { CompiledTemplate } from './tree.ts'
import { VALUE_TYPE } from './values.ts'

/** A template with the values of one record: where each value stands is in the reader's pool. */
export interface Instance {
  readonly template: CompiledTemplate
  /** First entry of its values in the pool; each value takes two: offset in the chunk, size × 256 + type. */
  readonly base: number
  readonly count: number
  /** Values that are fragments, and instances written in place (slots below 0). */
  readonly nested: { readonly slot: number; readonly instance: Instance }[]
}

/** The instance at a slot, where the slot holds a fragment. */
export function nestedAt(instance: Instance, slot: number): Instance | undefined {
  if (instance.nested.length === 0) return undefined
  return instance.nested.find((one) => one.slot === slot)?.instance
}

/**
 * Reads the frame of values of one record after another: every count, offset, depth and the size of what the record
 * unfolds to are checked here, before anything is decoded. What passes can be decoded without further checks.
 */
export class InstanceReader {
  readonly chunk: Chunk
  readonly #cache: TemplateCache
  #pool = new Int32Array(1024)
  #used = 0
  #unfolded = 0
  #fault: ChunkFault | undefined

  constructor(chunk: Chunk, cache: TemplateCache) {
    this.chunk = chunk
    this.#cache = cache
  }

  /** The fragment in `from`..`to` of the chunk as an instance, or undefined: then `fault` says why. */
  read(from: number, to: number): Instance | undefined {
    this.#used = 0
    this.#unfolded = 0
    this.#fault = undefined
    return this.#fragment(from, to, { nesting: 0, depth: 0, times: 1 })
  }

  /** Why the last read gave nothing. */
  get fault(): ChunkFault | undefined {
    return this.#fault
  }

  /** Offset in the chunk of a value; -1 where the instance has no such value. */
  offsetOf(instance: Instance, slot: number): number {
    return slot >= 0 && slot < instance.count ? (this.#pool[instance.base + 2 * slot] ?? -1) : -1
  }

  /** Size × 256 + type of a value; 0 (a NULL of no size) where the instance has no such value. */
  shapeOf(instance: Instance, slot: number): number {
    return slot >= 0 && slot < instance.count ? (this.#pool[instance.base + 2 * slot + 1] ?? 0) : 0
  }

  #fragment(from: number, to: number, within: Within): Instance | undefined {
    if (within.nesting > MAX_NESTING) {
      return this.#fail({ code: 'nesting-depth', at: from, need: MAX_NESTING, have: within.nesting })
    }
    const { view } = this.chunk
    let at = from
    if (at + 4 <= to && (view.getUint8(at) & 0x3f) === TOKEN.fragmentHeader) at += 4
    if (at < to && (view.getUint8(at) & 0x3f) === TOKEN.instance) {
      const found = readInstance(this.chunk, this.#cache, at, to)
      if (!found.ok) return this.#fail(found.fault)
      return this.#instance(found.instance.template, found.instance.valuesAt, within)
    }
    const compiled = compileFragment(this.chunk, this.#cache, { from: at, to, definition: false })
    if (!compiled.ok) return this.#fail(compiled.fault)
    return this.#instance(compiled.template, -1, within)
  }

  #instance(template: CompiledTemplate, valuesAt: number, within: Within): Instance | undefined {
    const depth = within.depth + template.depth
    if (depth > MAX_ELEMENT_DEPTH) {
      return this.#fail({ code: 'binxml-depth', at: valuesAt, need: MAX_ELEMENT_DEPTH, have: depth })
    }
    if (!this.#unfold(within.times * template.weight, valuesAt)) return undefined
    const base = this.#used
    const count = valuesAt < 0 ? 0 : this.chunk.view.getUint32(valuesAt, true)
    const instance: Instance = { template, base, count, nested: [] }
    this.#place(valuesAt, count)
    for (let slot = 0; slot < template.uses.length && slot < count; slot += 1) {
      const uses = template.uses[slot] ?? 0
      if (uses === 0) continue
      const shape = this.shapeOf(instance, slot)
      if (!this.#unfold(within.times * uses * (shape >>> 8), valuesAt)) return undefined
      if ((shape & 0xff) !== VALUE_TYPE.fragment) continue
      const at = this.offsetOf(instance, slot)
      const inner = { nesting: within.nesting + 1, depth, times: within.times * uses }
      const nested = this.#fragment(at, at + (shape >>> 8), inner)
      if (nested === undefined) return undefined
      instance.nested.push({ slot, instance: nested })
    }
    return this.#inPlace(instance, { ...within, nesting: within.nesting + 1, depth }) ? instance : undefined
  }

  /** The instances that are written in the template itself. */
  #inPlace(instance: Instance, within: Within): boolean {
    const { embedded } = instance.template
    if (embedded.length === 0) return true
    if (within.nesting > MAX_NESTING) {
      this.#fail({ code: 'nesting-depth', at: 0, need: MAX_NESTING, have: within.nesting })
      return false
    }
    for (let n = 0; n < embedded.length; n += 1) {
      const one = embedded[n]
      const nested = one && this.#instance(one.template, one.valuesAt, within)
      if (nested === undefined) return false
      instance.nested.push({ slot: -1 - n, instance: nested })
    }
    return true
  }

  /** Sums the sizes of the values up; their end was checked when the instance was found. */
  #place(valuesAt: number, count: number): void {
    const { view } = this.chunk
    if (this.#used + 2 * count > this.#pool.length) {
      const larger = new Int32Array(2 * (this.#used + 2 * count))
      larger.set(this.#pool)
      this.#pool = larger
    }
    const pool = this.#pool
    let at = valuesAt + 4 + 4 * count
    let entry = this.#used
    for (let n = 0, p = valuesAt + 4; n < count; n += 1, p += 4) {
      const size = view.getUint16(p, true)
      pool[entry] = at
      pool[entry + 1] = (size << 8) | view.getUint8(p + 2)
      entry += 2
      at += size
    }
    this.#used = entry
    this.#unfolded += count
  }

  #unfold(by: number, at: number): boolean {
    this.#unfolded += by
    if (this.#unfolded <= MAX_UNFOLDED) return true
    this.#fail({ code: 'unfolds-too-far', at: Math.max(at, 0), need: MAX_UNFOLDED, have: this.#unfolded })
    return false
  }

  #fail(fault: ChunkFault): undefined {
    this.#fault ??= fault
    return undefined
  }
}

interface Within {
  readonly nesting: number
  readonly depth: number
  /** How often the surrounding templates name this place. */
  readonly times: number
}
