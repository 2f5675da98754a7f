import type { Chunk } from './chunk.ts'
import { MAX_SAME_ID, MAX_STOCKED_TEMPLATES } from './limits.ts'
import type { Lender } from './instance.ts'
import type { ReaderCache } from './reader-cache.ts'
import type { TemplateCache } from './template-cache.ts'
import { workshopOf } from './template-cache.ts'
import type { CompiledTemplate } from './tree.ts'

/** A definition of a template, as a file holds it: where it stands, and what tells it from others. */
export interface MetTemplate {
  /** What records name it by: the first four bytes of its GUID. */
  readonly id: number
  /** 16 hexadecimal digits; equal where GUID, size and content are, wherever the definition stands. Not proof against forgery. */
  readonly digest: string
  /** The chunk that holds it: bytes from the start of the file. */
  readonly chunkOffset: number
}

/**
 * Definitions that may stand in for those that a chunk has lost: of the log that is read, and of all that were read with the
 * same stock before. What it lends depends on nothing else, whatever the cache has seen. Opaque: `createTemplateStock`.
 */
export interface TemplateStock {
  readonly kind: 'evtx-template-stock'
}

/** An empty stock for readers with this cache; with another it is of no use, and reading with it is a bug that throws. */
export function createTemplateStock(templates: TemplateCache): TemplateStock {
  return new Stock(workshopOf(templates).cache)
}

/** The stock behind the handle; one that was made for another cache is a bug of the caller. */
export function stockOf(stock: TemplateStock | undefined, cache: ReaderCache): Stock {
  if (stock === undefined) return new Stock(cache)
  if (stock instanceof Stock && stock.cache === cache) return stock
  throw new TypeError('a template stock comes from createTemplateStock() with the cache that it is used with')
}

/** What TemplateStock hides. */
export class Stock implements TemplateStock, Lender {
  readonly kind = 'evtx-template-stock'
  readonly cache: ReaderCache
  readonly #byId = new Map<number, CompiledTemplate[]>()
  readonly #known = new Set<CompiledTemplate>()

  constructor(cache: ReaderCache) {
    this.cache = cache
  }

  /** Takes what a chunk holds, before the next one is loaded; gives those that the stock did not have. */
  take(chunk: Chunk): readonly MetTemplate[] {
    const met: MetTemplate[] = []
    for (const [at, template] of chunk.templates) {
      const digest = this.#known.has(template) ? undefined : this.cache.digestOf(template)
      if (digest === undefined) continue
      const id = chunk.view.getUint32(at + 4, true)
      this.add(id, template)
      met.push({ id, digest, chunkOffset: chunk.offset })
    }
    return met
  }

  add(id: number, template: CompiledTemplate): void {
    // One that the cache did not keep holds offsets of its chunk.
    if (this.#known.has(template) || this.cache.digestOf(template) === undefined) return
    if (this.#known.size >= MAX_STOCKED_TEMPLATES) return
    this.#known.add(template)
    const sameId = this.#byId.get(id) ?? []
    if (sameId.length < MAX_SAME_ID) sameId.push(template)
    this.#byId.set(id, sameId)
  }

  /**
   * The template that an instance means whose own definition is lost: the only one known with its id that has no more slots
   * than the instance has values, or else the only one with just as many. With two that fit there is none: a wrong name
   * for a value would be worse than no record.
   */
  borrow(id: number, count: number): CompiledTemplate | undefined {
    const fitting = (this.#byId.get(id) ?? []).filter((one) => one.uses.length <= count)
    if (fitting.length <= 1) return fitting[0]
    const exact = fitting.filter((one) => one.uses.length === count)
    return exact.length === 1 ? exact[0] : undefined
  }
}
