import type { PlannedCorrelation, Source } from './correlation-plan.ts'
import type { CorrelationFinding, CorrelationLoss } from './correlation-finding.ts'
import { EpisodeLog, type Episode } from './episode.ts'
import { fold } from './fold.ts'
import { SWEEP_MATCHES, WINDOW_MATCHES_MAX } from './limits.ts'
import type { Bound, CorrelationRule } from './rule.ts'
import { textsOf } from './evaluate.ts'
import type { FieldValue } from './view.ts'
import { CountWindow, OrderedWindow, type Entry, type Window } from './window.ts'

/** A match of a rule or of a correlation, as a correlation above it takes it. */
export interface Item<Ref> {
  readonly atMs: number
  /** When the first of what it stands on was. */
  readonly firstAtMs: number
  readonly record: string
  readonly servers: readonly string[]
  readonly refs: readonly Ref[]
  /** How many matches it stands on; `refs` names at most so many. */
  readonly refCount: number
  /** As how many `event_count` counts it: a finding of a correlation is one, whatever it stands on. */
  readonly weight: number
  /** The finding of a correlation that goes on: a later item of it takes the place of an earlier one. */
  readonly episode: object | undefined
  field(name: string): FieldValue
}

/** Where a correlation says what it found. */
export interface Report<Ref> {
  /** The condition holds at this item; null where no correlation stands on this one. */
  readonly holds: ((item: Item<Ref>) => void) | null
  /** A finding that is complete. */
  found(finding: CorrelationFinding<Ref>): void
}

interface Group<Ref> {
  readonly key: string
  readonly values: CorrelationFinding<Ref>['group']
  window: Window<Ref>
  episode: Episode<Ref> | undefined
  /** Of a condition with an upper bound: when the window that is open now will be judged. */
  settlesAtMs: number
  lastAtMs: number
  /** The last item, whose fields a correlation above may group by. */
  last: Item<Ref>
}

/** One correlation over items in order of time. */
export class Correlator<Ref> {
  readonly #rule: CorrelationRule
  readonly #sources: readonly Source[]
  readonly #report: Report<Ref>
  /** Whether the condition has an upper bound, which no single match can reach. */
  readonly #judgedAtEnd: boolean
  /** Least recently used first. */
  readonly #groups = new Map<string, Group<Ref>>()
  /** Groups with an open window that will be judged, in the order of that time. */
  #open: Group<Ref>[] = []
  #held = 0
  #nowMs = Number.NEGATIVE_INFINITY
  #sinceSweep = 0
  #ungrouped = 0
  #givenUp = 0

  constructor(planned: PlannedCorrelation, report: Report<Ref>) {
    this.#rule = planned.rule
    this.#sources = planned.sources
    this.#report = report
    this.#judgedAtEnd = planned.rule.bounds.some(({ how }) => how !== 'gt' && how !== 'gte')
  }

  take(item: Item<Ref>, source: number): void {
    // What a correlation below judged at the end of its window may come a moment late.
    const atMs = Math.max(item.atMs, this.#nowMs)
    this.#nowMs = atMs
    const entry = this.#entry(item, source, atMs)
    const values = this.#valuesOf(item, source)
    if (entry === null || values === null) {
      this.#ungrouped += 1
      return
    }
    const group = this.#group(values, item)
    const fromMs = this.#judgedAtEnd ? Number.NEGATIVE_INFINITY : atMs - this.#rule.timespanMs
    // Nothing came for a whole timespan: what held before has ended, even where this one alone makes it hold again.
    if (group.lastAtMs < fromMs) this.#end(group)
    const before = group.window.size
    const completed = group.window.add(entry, fromMs)
    this.#held += group.window.size - before
    group.last = item
    group.lastAtMs = atMs
    if (this.#judgedAtEnd) {
      if (group.settlesAtMs === Number.POSITIVE_INFINITY) {
        group.settlesAtMs = atMs + this.#rule.timespanMs
        this.#open.push(group)
      }
    } else this.#judge(group, completed)
    this.#bound(group)
    this.#sinceSweep += 1
    if (this.#sinceSweep >= SWEEP_MATCHES) this.#sweep()
  }

  /** Judges the windows with an upper bound that have run their time before `atMs`. */
  settle(atMs: number): void {
    let done = 0
    for (const group of this.#open) {
      if (group.settlesAtMs >= atMs) break
      done += 1
      if (this.#groups.get(group.key) !== group) continue
      if (this.#holds(group.window.count())) {
        const episode = EpisodeLog.start(group.window.entries())
        episode.count = group.window.count()
        this.#tell(group, episode, group.settlesAtMs)
        this.#close(group, episode)
      }
      this.#forget(group)
    }
    if (done > 0) this.#open = this.#open.slice(done)
  }

  /** Ends what still goes on. */
  finish(): void {
    for (const group of this.#groups.values()) this.#end(group)
    this.#groups.clear()
  }

  loss(): CorrelationLoss {
    return { rule: this.#rule, ungrouped: this.#ungrouped, givenUp: this.#givenUp }
  }

  #judge(group: Group<Ref>, completed: readonly Entry<Ref>[] | null): void {
    if (this.#rule.type === 'temporal_ordered') {
      if (completed !== null) this.#ordered(group, completed)
      return
    }
    const count = group.window.count()
    if (!this.#holds(count)) {
      this.#end(group)
      return
    }
    group.episode ??= EpisodeLog.start(group.window.entries().slice(0, -1))
    EpisodeLog.add(group.episode, group.window.latest())
    group.episode.count = Math.max(group.episode.count, count)
    this.#tell(group, group.episode, group.lastAtMs)
  }

  /** A chain that begins before the last one ended goes on with it. */
  #ordered(group: Group<Ref>, chain: readonly Entry<Ref>[]): void {
    const firstAtMs = chain[0]?.atMs ?? 0
    if (group.episode !== undefined && firstAtMs > group.episode.lastAtMs) this.#end(group)
    if (group.episode === undefined) group.episode = EpisodeLog.start(chain)
    else
      for (const entry of chain) if (entry.atMs > group.episode.lastAtMs) EpisodeLog.add(group.episode, entry)
    group.episode.count = this.#sources.length
    this.#tell(group, group.episode, group.lastAtMs)
  }

  #holds(count: number): boolean {
    return this.#rule.bounds.every((bound) => isWithin(count, bound))
  }

  #tell(group: Group<Ref>, episode: Episode<Ref>, atMs: number): void {
    if (this.#report.holds === null) return
    const { last } = group
    const values = new Map(group.values.map(({ field, value }) => [field, value]))
    this.#report.holds({
      atMs,
      firstAtMs: episode.firstAtMs,
      record: last.record,
      servers: [...episode.servers],
      refs: EpisodeLog.refs(episode),
      refCount: episode.refCount,
      weight: 1,
      episode,
      field: (name) => values.get(name) ?? last.field(name),
    })
  }

  #end(group: Group<Ref>): void {
    if (group.episode !== undefined) this.#close(group, group.episode)
    group.episode = undefined
  }

  #close(group: Group<Ref>, episode: Episode<Ref>): void {
    this.#report.found({
      rule: this.#rule,
      group: group.values,
      firstAtMs: episode.firstAtMs,
      lastAtMs: episode.lastAtMs,
      count: episode.count,
      matches: EpisodeLog.refs(episode),
      matchCount: episode.refCount,
      servers: [...episode.servers].sort(),
    })
  }

  #entry(item: Item<Ref>, source: number, atMs: number): Entry<Ref> | null {
    let value = ''
    for (const field of this.#rule.fields) {
      const texts = textsOf(item.field(this.#fieldFor(field, source)))
      if (texts.length === 0) return null
      value += `${fold(texts.join('\n'))}\0`
    }
    const { record, servers, refs, refCount, weight, episode, firstAtMs } = item
    return { atMs, firstAtMs, source, value, record, servers, refs, refCount, weight, episode, isDead: false }
  }

  #valuesOf(item: Item<Ref>, source: number): CorrelationFinding<Ref>['group'] | null {
    const values: { field: string; value: string }[] = []
    for (const field of this.#rule.groupBy) {
      const texts = textsOf(item.field(this.#fieldFor(field, source)))
      if (texts.length === 0) return null
      values.push({ field, value: texts.join('\n') })
    }
    return values
  }

  /** The field that an alias means for one of the rules. */
  #fieldFor(field: string, source: number): string {
    const alias = this.#rule.aliases.get(field)
    const one = this.#sources[source]
    if (alias === undefined || one === undefined) return field
    for (const name of [one.called, one.of.name, one.of.id]) {
      const found = name === undefined ? undefined : alias.get(name)
      if (found !== undefined) return found
    }
    return field
  }

  #group(values: CorrelationFinding<Ref>['group'], item: Item<Ref>): Group<Ref> {
    const key = values.map(({ value }) => fold(value)).join('\0')
    const known = this.#groups.get(key)
    const group = known ?? {
      key,
      values,
      window:
        this.#rule.type === 'temporal_ordered'
          ? new OrderedWindow<Ref>(this.#sources.length)
          : new CountWindow<Ref>(this.#rule.type, this.#distinct()),
      episode: undefined,
      settlesAtMs: Number.POSITIVE_INFINITY,
      lastAtMs: item.atMs,
      last: item,
    }
    if (known === undefined) this.#held += group.window.size
    else this.#groups.delete(key)
    this.#groups.set(key, group)
    return group
  }

  /** For each source the first that is the same rule: a rule named twice is one. */
  #distinct(): readonly number[] {
    return this.#sources.map((one) => this.#sources.findIndex((other) => other.of === one.of))
  }

  /** Gives up what was longest not added to, when the windows hold too much. */
  #bound(current: Group<Ref>): void {
    while (this.#held > WINDOW_MATCHES_MAX) {
      const [oldest] = this.#groups.values()
      if (oldest === undefined) return
      if (oldest === current) {
        const dropped = current.window.dropOldest(Math.ceil(current.window.size / 2))
        this.#held -= dropped
        this.#givenUp += dropped
        return
      }
      this.#givenUp += oldest.window.size
      this.#end(oldest)
      this.#forget(oldest)
    }
  }

  /** Ends the groups to which nothing can be added any more. */
  #sweep(): void {
    this.#sinceSweep = 0
    if (this.#judgedAtEnd) return
    for (const group of this.#groups.values()) {
      if (group.lastAtMs >= this.#nowMs - this.#rule.timespanMs) break
      this.#end(group)
      this.#forget(group)
    }
  }

  #forget(group: Group<Ref>): void {
    this.#held -= group.window.size
    this.#groups.delete(group.key)
  }
}

function isWithin(count: number, bound: Bound): boolean {
  switch (bound.how) {
    case 'gt':
      return count > bound.count
    case 'gte':
      return count >= bound.count
    case 'lt':
      return count < bound.count
    case 'lte':
      return count <= bound.count
    case 'eq':
      return count === bound.count
    case 'neq':
      return count !== bound.count
  }
  return bound.how
}
