import type { ChannelStats } from '@codedark/domain/triage'
import { MAX_SAME_TEXTS } from './limits.ts'

/** An empty list that all have who have none: of a hundred thousand logs nearly each has five of them. */
export const NONE: readonly never[] = Object.freeze([])

/** The list, or the one empty list. */
export const orNone = <Item>(list: readonly Item[]): readonly Item[] => (list.length === 0 ? NONE : list)

/** Texts that come again and again, names of computers and channels, are kept once. */
export class SameTexts {
  readonly #known = new Map<string, string>()

  /** What one file holds of a channel, in as little memory as it takes. */
  compact(file: string, stats: Omit<ChannelStats, 'file'>): ChannelStats {
    return {
      file,
      computer: this.#same(stats.computer),
      channel: this.#same(stats.channel),
      records: stats.records,
      runs: orNone(stats.runs),
      runsCut: stats.runsCut,
      clears: orNone(stats.clears),
      unreadable: orNone(stats.unreadable),
      keyBackups: orNone(stats.keyBackups),
      ...(stats.silences === undefined ? {} : { silences: orNone(stats.silences) }),
    }
  }

  #same(text: string): string {
    const known = this.#known.get(text)
    if (known !== undefined) return known
    if (this.#known.size < MAX_SAME_TEXTS) this.#known.set(text, text)
    return text
  }
}
