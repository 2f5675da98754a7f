import { Chunk } from './chunk.ts'
import { InstanceReader } from './instance.ts'
import { MAX_IDLE_READERS } from './limits.ts'
import { ReaderCache } from './reader-cache.ts'
import { RecordContext } from './record.ts'

/**
 * What readers keep from chunk to chunk and file to file: compiled templates, shapes of records without one, layouts,
 * short strings, buffers. Bounded (limits.ts), and opaque: make one with `createTemplateCache`, hand it to `readEvtx`.
 */
export interface TemplateCache {
  readonly kind: 'evtx-template-cache'
}

/** An empty cache. Hand one to several `readEvtx` calls, so that templates common to files are compiled once. */
export function createTemplateCache(): TemplateCache {
  return new Workshop()
}

/** The workshop behind a cache; a cache that createTemplateCache did not make is a bug of the caller. */
export function workshopOf(cache: TemplateCache | undefined): Workshop {
  if (cache === undefined) return new Workshop()
  if (cache instanceof Workshop) return cache
  throw new TypeError('a template cache comes from createTemplateCache()')
}

/** What TemplateCache hides: the cache, and the buffers of readers that are done, for those to come. */
export class Workshop implements TemplateCache {
  readonly kind = 'evtx-template-cache'
  readonly cache = new ReaderCache()
  readonly #idle: RecordContext[] = []

  /** Buffers for one reader. Several can read at once, each with its own. */
  take(): RecordContext {
    return this.#idle.pop() ?? new RecordContext(new InstanceReader(new Chunk(this.cache), this.cache))
  }

  /** Buffers of a reader that is done. Records that stand in them are over. */
  giveBack(context: RecordContext): void {
    context.current += 1
    if (this.#idle.length < MAX_IDLE_READERS) this.#idle.push(context)
  }
}
