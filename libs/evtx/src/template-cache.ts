import type { Chunk } from './chunk.ts'
import { MAX_CACHED_TEMPLATES, MAX_SAME_GUID } from './limits.ts'
import type { CompiledTemplate } from './tree.ts'

/** What a compile tells the cache: the template, and where its names stood. */
interface Compiled {
  readonly template: CompiledTemplate
  readonly names: readonly { readonly at: number; readonly inline: boolean; readonly name: string }[]
}

interface Entry {
  readonly bytes: Uint8Array
  /** Places of the names relative to the definition's body, in order. */
  readonly names: readonly { readonly at: number; readonly inline: boolean; readonly name: string }[]
  readonly template: CompiledTemplate
}

/**
 * Compiled templates for all chunks and files that are read with it. A definition is recalled by GUID and size, and
 * only if it is the same byte for byte where a place in the chunk does not show and name for name where it does: a
 * log that lies about a GUID gets what its own bytes say.
 */
export interface TemplateCache {
  /** The template of the definition at `at`, if it was compiled before. */
  find(chunk: Chunk, at: number, size: number): CompiledTemplate | undefined
  /** Keeps a template for later. */
  keep(chunk: Chunk, at: number, size: number, compiled: Compiled): void
}

const BODY = 24

/** An empty cache. Hand one to several `readEvtx` calls, so that templates common to files are compiled once. */
export function createTemplateCache(): TemplateCache {
  const entries = new Map<string, Entry[]>()
  let count = 0
  return {
    find(chunk, at, size) {
      const same = entries.get(keyOf(chunk, at, size))
      return same?.find((entry) => isSame(entry, chunk, at + BODY))?.template
    },
    keep(chunk, at, size, compiled) {
      if (count >= MAX_CACHED_TEMPLATES) {
        entries.clear()
        count = 0
      }
      const key = keyOf(chunk, at, size)
      const same = entries.get(key) ?? []
      if (same.length >= MAX_SAME_GUID) return
      const from = at + BODY
      const names = compiled.names.map((place) => ({ ...place, at: place.at - from }))
      same.push({ bytes: chunk.bytes.slice(from, from + size), names, template: compiled.template })
      entries.set(key, same)
      count += 1
    },
  }
}

function keyOf(chunk: Chunk, at: number, size: number): string {
  const { view } = chunk
  return `${view.getUint32(at + 4, true)} ${view.getUint32(at + 8, true)} ${view.getUint32(at + 12, true)} ${view.getUint32(at + 16, true)} ${size}`
}

function isSame(entry: Entry, chunk: Chunk, body: number): boolean {
  let at = 0
  for (const place of entry.names) {
    if (!sameBytes(entry, chunk, body, at, place.at)) return false
    const nameAt = chunk.view.getUint32(body + place.at, true)
    const inline = nameAt === body + place.at + 4
    if (inline !== place.inline || chunk.name(nameAt) !== place.name) return false
    // An inline name begins with the offset of the next in its bucket, which differs from chunk to chunk.
    at = place.at + (inline ? 8 : 4)
  }
  return sameBytes(entry, chunk, body, at, entry.bytes.length)
}

function sameBytes(entry: Entry, chunk: Chunk, body: number, from: number, to: number): boolean {
  for (let n = from; n < to; n += 1) {
    if (entry.bytes[n] !== chunk.bytes[body + n]) return false
  }
  return true
}
