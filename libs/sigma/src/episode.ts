import { NAMED_MATCHES_MAX, NAMED_SERVERS_MAX } from './limits.ts'
import type { Entry } from './window.ts'

/** A finding that still goes on. */
export interface Episode<Ref> {
  firstAtMs: number
  lastAtMs: number
  count: number
  refCount: number
  readonly first: Set<Ref>
  readonly latest: Set<Ref>
  /** Of correlations below that go on: how many matches they have brought so far. */
  readonly brought: Map<object, number>
  readonly servers: Set<string>
}

const HALF = NAMED_MATCHES_MAX / 2

/** What an episode keeps: times, the first and latest matches, servers. */
export const EpisodeLog = {
  start<Ref>(entries: readonly Entry<Ref>[]): Episode<Ref> {
    const episode: Episode<Ref> = {
      firstAtMs: Number.POSITIVE_INFINITY,
      lastAtMs: Number.NEGATIVE_INFINITY,
      count: 0,
      refCount: 0,
      first: new Set(),
      latest: new Set(),
      brought: new Map(),
      servers: new Set(),
    }
    for (const entry of entries) EpisodeLog.add(episode, entry)
    return episode
  },

  add<Ref>(episode: Episode<Ref>, entry: Entry<Ref>): void {
    episode.firstAtMs = Math.min(episode.firstAtMs, entry.firstAtMs)
    episode.lastAtMs = Math.max(episode.lastAtMs, entry.atMs)
    episode.refCount += entry.refCount
    if (entry.episode !== undefined) {
      episode.refCount -= episode.brought.get(entry.episode) ?? 0
      episode.brought.set(entry.episode, entry.refCount)
    }
    for (const ref of entry.refs) name(episode, ref)
    for (const server of entry.servers)
      if (episode.servers.size < NAMED_SERVERS_MAX) episode.servers.add(server)
  },

  refs<Ref>(episode: Episode<Ref>): readonly Ref[] {
    return [...episode.first, ...episode.latest]
  },
}

function name<Ref>({ first, latest }: Episode<Ref>, ref: Ref): void {
  if (first.has(ref) || latest.has(ref)) return
  if (first.size < HALF) first.add(ref)
  else {
    latest.add(ref)
    if (latest.size <= HALF) return
    for (const oldest of latest) {
      latest.delete(oldest)
      return
    }
  }
}
