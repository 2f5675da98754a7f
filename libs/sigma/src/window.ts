import type { CorrelationType } from './rule.ts'

/** One item in a window. */
export interface Entry<Ref> {
  readonly atMs: number
  readonly firstAtMs: number
  readonly source: number
  /** Of `value_count`: the value, folded. */
  readonly value: string
  readonly record: string
  readonly servers: readonly string[]
  readonly refs: readonly Ref[]
  readonly refCount: number
  /** As how many it counts. */
  readonly weight: number
  readonly episode: object | undefined
  /** A later item of the same episode took its place. */
  isDead: boolean
}

/** What one group holds of the last timespan. */
export interface Window<Ref> {
  /** How many entries are held. */
  readonly size: number
  /** Adds an entry and forgets those before `fromMs`; of an ordered window, the chain that the entry completes. */
  add(entry: Entry<Ref>, fromMs: number): readonly Entry<Ref>[] | null
  /** What the condition is about. */
  count(): number
  /** In order of time. */
  entries(): readonly Entry<Ref>[]
  latest(): Entry<Ref>
  /** Forgets so many of the oldest; gives how many. */
  dropOldest(count: number): number
}

/** Counts matches, distinct values or distinct rules. */
export class CountWindow<Ref> implements Window<Ref> {
  readonly #keyOf: (entry: Entry<Ref>) => string | number | null
  readonly #counts = new Map<string | number, number>()
  readonly #episodes = new Map<object, Entry<Ref>>()
  #entries: Entry<Ref>[] = []
  #head = 0
  #alive = 0

  constructor(type: CorrelationType, distinct: readonly number[]) {
    if (type === 'value_count') this.#keyOf = (entry) => entry.value
    else if (type === 'event_count') this.#keyOf = () => null
    else this.#keyOf = (entry) => distinct[entry.source] ?? entry.source
  }

  get size(): number {
    return this.#entries.length - this.#head
  }

  add(entry: Entry<Ref>, fromMs: number): null {
    if (entry.episode !== undefined) {
      const before = this.#episodes.get(entry.episode)
      if (before !== undefined && before.source === entry.source) this.#kill(before)
      this.#episodes.set(entry.episode, entry)
    }
    this.#entries.push(entry)
    this.#alive += entry.weight
    const key = this.#keyOf(entry)
    if (key !== null) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
    for (let first = this.#entries[this.#head]; first !== undefined; first = this.#entries[this.#head]) {
      if (first.atMs >= fromMs && !first.isDead) break
      this.#shift(first)
    }
    return null
  }

  count(): number {
    return this.#keyOf(this.latest()) === null ? this.#alive : this.#counts.size
  }

  entries(): readonly Entry<Ref>[] {
    return this.#entries.slice(this.#head).filter((entry) => !entry.isDead)
  }

  latest(): Entry<Ref> {
    const last = this.#entries.at(-1)
    if (last === undefined) throw new Error('the window is empty')
    return last
  }

  dropOldest(count: number): number {
    let dropped = 0
    while (dropped < count && this.size > 1) {
      const first = this.#entries[this.#head]
      if (first === undefined) break
      this.#shift(first)
      dropped += 1
    }
    return dropped
  }

  #shift(first: Entry<Ref>): void {
    this.#kill(first)
    this.#head += 1
    if (this.#head > 1024 && this.#head * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head)
      this.#head = 0
    }
  }

  #kill(entry: Entry<Ref>): void {
    if (entry.isDead) return
    entry.isDead = true
    this.#alive -= entry.weight
    if (entry.episode !== undefined && this.#episodes.get(entry.episode) === entry)
      this.#episodes.delete(entry.episode)
    const key = this.#keyOf(entry)
    if (key === null) return
    const left = (this.#counts.get(key) ?? 1) - 1
    if (left === 0) this.#counts.delete(key)
    else this.#counts.set(key, left)
  }
}

interface Link<Ref> {
  readonly entry: Entry<Ref>
  readonly startMs: number
  readonly before: Link<Ref> | undefined
}

/**
 * One match of each rule in the order of the rules: for each place, the chain up to it that began last, since the one that
 * began last has the longest time left.
 */
export class OrderedWindow<Ref> implements Window<Ref> {
  readonly #chains: (Link<Ref> | undefined)[]

  constructor(places: number) {
    this.#chains = Array.from({ length: places }, () => undefined)
  }

  get size(): number {
    return this.#chains.length
  }

  add(entry: Entry<Ref>, fromMs: number): readonly Entry<Ref>[] | null {
    const place = entry.source
    const before = place === 0 ? undefined : this.#chains[place - 1]
    if (place > 0) {
      if (before === undefined || before.startMs < fromMs) return null
      for (let link: Link<Ref> | undefined = before; link !== undefined; link = link.before)
        if (link.entry.record === entry.record) return null
    }
    const link: Link<Ref> = { entry, startMs: before?.startMs ?? entry.atMs, before }
    const known = this.#chains[place]
    if (known === undefined || known.startMs <= link.startMs) this.#chains[place] = link
    return place === this.#chains.length - 1 ? linked(link) : null
  }

  count(): number {
    return this.#chains.filter((link) => link !== undefined).length
  }

  entries(): readonly Entry<Ref>[] {
    return linked(this.#chains.at(-1))
  }

  latest(): Entry<Ref> {
    const last = this.entries().at(-1)
    if (last === undefined) throw new Error('the window is empty')
    return last
  }

  dropOldest(): number {
    return 0
  }
}

function linked<Ref>(last: Link<Ref> | undefined): readonly Entry<Ref>[] {
  const found: Entry<Ref>[] = []
  for (let link = last; link !== undefined; link = link.before) found.push(link.entry)
  return found.reverse()
}
