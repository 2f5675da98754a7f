import type { Chunk } from './chunk.ts'
import { LayoutNode } from './layout.ts'
import {
  DEFINITION_BLOCK_BYTES,
  MAX_CACHED_LAYOUTS,
  MAX_CACHED_SHAPES,
  MAX_CACHED_TEMPLATES,
  MAX_SAME_GUID,
} from './limits.ts'
import { sameText, StringReader } from './text.ts'
import { DEFINITION_HEAD } from './tokens.ts'
import type { CompiledTemplate } from './tree.ts'
import { ValueTexts } from './value-texts.ts'

/** Where a name stood in a definition: for telling a cached definition from another with the same GUID and size. */
export interface NamePlace {
  readonly at: number
  readonly inline: boolean
  readonly name: string
}

interface Entry {
  /** The bytes of the definition: `size` of them from `at`. */
  readonly view: DataView
  readonly at: number
  readonly size: number
  /** Places of the names relative to the definition's body, in order. */
  readonly names: readonly NamePlace[]
  readonly template: CompiledTemplate
}

/** One shape of a record without a template: its steps in order. */
interface ShapeEntry {
  readonly steps: readonly (number | string)[]
  readonly template: CompiledTemplate
}

/** What one process knows of templates, whatever the file. */
export class ReaderCache {
  readonly strings = new StringReader()
  readonly values = new ValueTexts()
  /** The layouts known, as a tree of the templates that make them up. */
  layouts = new LayoutNode(undefined, 0, undefined)
  readonly #entries = new Map<number, Entry[]>()
  readonly #digests = new WeakMap<CompiledTemplate, string>()
  readonly #shapes = new Map<number, ShapeEntry[]>()
  /** Bytes of definitions lie in large blocks: a buffer for each would cost more than the definition. */
  #block = new Uint8Array(0)
  #blockUsed = 0
  #templateCount = 0
  #shapeCount = 0
  #layoutCount = 0
  #numbers = 0

  /** A number for one more template. */
  nextNumber(): number {
    this.#numbers += 1
    return this.#numbers
  }

  /**
   * The template of the definition at `at`, if it was compiled before. It is recalled by GUID and size, and only if it
   * is the same byte for byte where a place in the chunk does not show and name for name where it does: a log that
   * lies about a GUID gets what its own bytes say.
   */
  find(chunk: Chunk, at: number, size: number): CompiledTemplate | undefined {
    const same = this.#entries.get(keyOf(chunk, at, size))
    if (same === undefined) return undefined
    for (const entry of same) if (isSame(entry, chunk, at + DEFINITION_HEAD, size)) return entry.template
    return undefined
  }

  /** Keeps a template for later. `names` are places in the chunk. */
  keep(
    chunk: Chunk,
    at: number,
    size: number,
    compiled: { template: CompiledTemplate; names: readonly NamePlace[] },
  ): void {
    if (this.#templateCount >= MAX_CACHED_TEMPLATES) {
      this.#entries.clear()
      this.#templateCount = 0
    }
    const key = keyOf(chunk, at, size)
    const same = this.#entries.get(key) ?? []
    if (same.length >= MAX_SAME_GUID) return
    const from = at + DEFINITION_HEAD
    const names = compiled.names.map((place) => ({ ...place, at: place.at - from }))
    if (this.#blockUsed + size > this.#block.length) {
      this.#block = new Uint8Array(Math.max(DEFINITION_BLOCK_BYTES, size))
      this.#blockUsed = 0
    }
    this.#block.set(chunk.bytes.subarray(from, from + size), this.#blockUsed)
    const view = new DataView(this.#block.buffer)
    same.push({ view, at: this.#blockUsed, size, names, template: compiled.template })
    this.#blockUsed += size
    this.#entries.set(key, same)
    this.#templateCount += 1
    const guid = chunk.bytes.subarray(at + 4, at + DEFINITION_HEAD)
    this.#digests.set(compiled.template, digestOf(guid, chunk.bytes.subarray(from, from + size), names))
  }

  /** What tells a kept template from others in whatever process: see `MetTemplate`. */
  digestOf(template: CompiledTemplate): string | undefined {
    return this.#digests.get(template)
  }

  /** The shape of exactly these steps, if it was met before. */
  findShape(hash: number, steps: readonly (number | string)[]): CompiledTemplate | undefined {
    const same = this.#shapes.get(hash)
    if (same === undefined) return undefined
    for (const entry of same) if (sameSteps(entry.steps, steps)) return entry.template
    return undefined
  }

  /** Keeps a shape for later. */
  keepShape(hash: number, steps: readonly (number | string)[], template: CompiledTemplate): void {
    if (this.#shapeCount >= MAX_CACHED_SHAPES) {
      this.#shapes.clear()
      this.#shapeCount = 0
    }
    const same = this.#shapes.get(hash) ?? []
    if (same.length >= MAX_SAME_GUID) return
    same.push({ steps: [...steps], template })
    this.#shapes.set(hash, same)
    this.#shapeCount += 1
  }

  /** Counts one more node of the tree of layouts; past the bound a new tree begins with the next record. */
  countLayout(): void {
    this.#layoutCount += 1
    if (this.#layoutCount < MAX_CACHED_LAYOUTS) return
    this.layouts = new LayoutNode(undefined, 0, undefined)
    this.#layoutCount = 0
  }
}

function keyOf(chunk: Chunk, at: number, size: number): number {
  const { view } = chunk
  const first = view.getUint32(at + 4, true)
  const last = view.getUint32(at + 16, true)
  return (first ^ Math.imul(last, 0x9e3779b1) ^ Math.imul(size, 0x85ebca6b)) >>> 0
}

function sameSteps(a: readonly (number | string)[], b: readonly (number | string)[]): boolean {
  if (a.length !== b.length) return false
  for (let n = 0; n < a.length; n += 1) if (a[n] !== b[n]) return false
  return true
}

function isSame(entry: Entry, chunk: Chunk, body: number, size: number): boolean {
  if (entry.size !== size) return false
  let at = 0
  for (const place of entry.names) {
    if (!sameBytes(entry, chunk, body, at, place.at)) return false
    const nameAt = chunk.view.getUint32(body + place.at, true)
    const inline = nameAt === body + place.at + 4
    if (inline !== place.inline) return false
    // An inline name is part of the definition, so its bytes are compared; one elsewhere is looked at there.
    if (!inline && !isName(place.name, chunk, nameAt)) return false
    // An inline name begins with the offset of the next in its bucket, which differs from chunk to chunk.
    at = place.at + (inline ? 8 : 4)
  }
  return sameBytes(entry, chunk, body, at, size)
}

function isName(name: string, chunk: Chunk, at: number): boolean {
  if (at + 8 + 2 * name.length > chunk.length) return false
  return chunk.view.getUint16(at + 6, true) === name.length && sameText(name, chunk.view, at + 8)
}

function sameBytes(entry: Entry, chunk: Chunk, body: number, from: number, to: number): boolean {
  const { view, at } = entry
  let n = from
  for (; n + 4 <= to; n += 4) {
    if (view.getUint32(at + n, true) !== chunk.view.getUint32(body + n, true)) return false
  }
  for (; n < to; n += 1) if (view.getUint8(at + n) !== chunk.view.getUint8(body + n)) return false
  return true
}

/** Two sums over GUID, size, names and all bytes but the places of names, which differ from chunk to chunk. */
function digestOf(guid: Uint8Array, body: Uint8Array, names: readonly NamePlace[]): string {
  let a = body.length
  let b = 0x811c9dc5
  const add = (value: number): void => {
    a = Math.imul(a ^ value, 0x85ebca6b)
    a ^= a >>> 13
    b = Math.imul(b ^ value, 0x01000193)
  }
  for (const byte of guid) add(byte)
  let at = 0
  for (const place of names) {
    for (; at < place.at; at += 1) add(body[at] ?? 0)
    add(place.inline ? 1 : 0)
    for (let n = 0; n < place.name.length; n += 1) add(place.name.charCodeAt(n))
    at = place.at + (place.inline ? 8 : 4)
  }
  for (; at < body.length; at += 1) add(body[at] ?? 0)
  return (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0')
}
