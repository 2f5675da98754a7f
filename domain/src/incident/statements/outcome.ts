import type { ClaimAnswer } from './claims.ts'
import { MAX_NAMED } from './limits.ts'

/** One line of why: what is held, or what was not looked at. */
export interface CheckLine {
  readonly kind: 'server' | 'item' | 'sighting' | 'channel' | 'link' | 'service' | 'fact'
  /** What it is about, all of it: servers, items, links. */
  readonly ids: readonly string[]
  /** Entries of the record behind it, as indexes. */
  readonly entries: readonly number[]
  /** A whole sentence. */
  readonly text: string
}

/** What the record says of a claim. */
export interface Outcome {
  readonly answer: ClaimAnswer
  /** What is held: for and against. */
  readonly because: readonly CheckLine[]
  /** What would have to be looked at first. Never empty where the answer is not known; always empty where it is supported. */
  readonly notLooked: readonly CheckLine[]
  /** What the sentence says in its holes. */
  readonly holes: Readonly<Record<string, number | readonly string[]>>
}

/**
 * Contradicted, where anything held is against it; supported, where nothing was left unlooked; else not known. The one place
 * where the word *supported* is given.
 */
export function outcomeOf(found: {
  readonly against: readonly CheckLine[]
  readonly notLooked: readonly CheckLine[]
  readonly held?: readonly CheckLine[]
  readonly holes?: Outcome['holes']
}): Outcome {
  const { against, notLooked, held = [], holes = {} } = found
  if (against.length > 0) return { answer: 'contradicted', because: [...against, ...held], notLooked, holes }
  const answer = notLooked.length === 0 ? 'supported' : 'not-known'
  return { answer, because: held, notLooked, holes }
}

/** A line on some things of one sort; none where there are none. */
export function lineOf<Thing>(
  kind: CheckLine['kind'],
  things: readonly Thing[],
  told: {
    readonly id: (thing: Thing) => string
    readonly entry?: (thing: Thing) => number | null | undefined
    readonly text: (count: number, names: string) => string
  },
): readonly CheckLine[] {
  if (things.length === 0) return []
  const ids = things.map(told.id)
  const entries = things.flatMap((thing) => told.entry?.(thing) ?? [])
  return [{ kind, ids, entries: [...new Set(entries)], text: told.text(things.length, named(ids)) }]
}

/** A line that is no list. */
export const factLine = (text: string, entries: readonly number[] = []): CheckLine => ({
  ...{ kind: 'fact', ids: [], entries, text },
})

/** The first names, and how many more. */
export function named(ids: readonly string[]): string {
  const shown = [...new Set(ids)]
  const more = shown.length - MAX_NAMED
  return more > 0 ? `${shown.slice(0, MAX_NAMED).join(', ')} and ${more} more` : shown.join(', ')
}
