import type { LogFile } from './log-file.ts'
import { MAX_LENT, MAX_LENT_PER_ID, MAX_TEMPLATES_KNOWN } from './limits.ts'
import type { LogPlace, Reply, TemplatePlace } from './messages.ts'

type End = Extract<Reply, { is: 'end' }>

/** Where a definition stands: in the log whose path sorts first among those that hold it. */
interface Known {
  readonly path: string
  readonly place: TemplatePlace
}

/**
 * Which templates the logs hold and which they have lost: 300 servers share theirs, so what the chunk of one has lost another
 * still has. What is lent does not depend on the order in which logs are read.
 */
export class LostTemplates {
  /** By id, then by digest. */
  readonly #known = new Map<number, Map<string, Known>>()
  readonly #lost = new Map<LogFile, readonly number[]>()
  #count = 0

  /** Takes what reading a log has told. */
  take(file: LogFile, place: LogPlace, { templates, lost }: Pick<End, 'templates' | 'lost'>): void {
    if (lost.length > 0) this.#lost.set(file, lost)
    else this.#lost.delete(file)
    for (const { id, digest, chunkOffset } of templates)
      this.#learn(id, digest, { path: file.path, place: { ...place, chunkOffset } })
  }

  /** The logs that have lost templates which others hold, in order of path, each with the places of those. */
  borrowers(): readonly { readonly file: LogFile; readonly lend: readonly TemplatePlace[] }[] {
    return [...this.#lost]
      .map(([file, ids]) => ({ file, lend: this.#placesOf(ids) }))
      .filter(({ lend }) => lend.length > 0)
      .sort((a, b) => (a.file.path < b.file.path ? -1 : 1))
  }

  #learn(id: number, digest: string, known: Known): void {
    const sameId = this.#known.get(id) ?? new Map<string, Known>()
    const before = sameId.get(digest)
    if (before === undefined) {
      if (this.#count >= MAX_TEMPLATES_KNOWN) return
      this.#count += 1
    }
    if (before === undefined || known.path < before.path) sameId.set(digest, known)
    this.#known.set(id, sameId)
  }

  #placesOf(ids: readonly number[]): readonly TemplatePlace[] {
    const places = [...new Set(ids)]
      .sort((a, b) => a - b)
      .flatMap((id) =>
        [...(this.#known.get(id) ?? [])]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .slice(0, MAX_LENT_PER_ID)
          .map(([, { place }]) => place),
      )
    const once = new Map(places.map((place) => [JSON.stringify(place), place]))
    return [...once.values()].slice(0, MAX_LENT)
  }
}
