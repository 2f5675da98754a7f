import { PROGRAMS_MAX } from '../limits.ts'
import { prepareRules, type RuleOptions } from '../prepare.ts'
import type { RuleSet } from '../rule-set.ts'
import type { SigmaEvent, SigmaRule } from '../rule.ts'
import type { Current } from './atoms.ts'
import type { Candidate } from './build-program.ts'
import { Program } from './program.ts'
import { ScanText } from './scan-text.ts'

/** What compiling came to, for those who measure. */
export interface CompiledSize {
  /** Channel and event ids met so far. */
  readonly programs: number
  /** Bytes of the tables of all scanners. */
  readonly bytes: number
  /** The largest program: its rules, and how many of them are evaluated for every record. */
  readonly largest: { readonly rules: number; readonly always: number }
}

/** A rule set that is compiled as records come. */
export interface CompiledRuleSet extends RuleSet {
  size(): CompiledSize
  /**
   * Compiles the log sources with many rules now, one at each step, and not when their first record comes: for those who are ended
   * when a record takes long.
   */
  ahead(): Generator<void>
}

/** The last number that a record can have: they are kept in 32 bits. */
const STAMP_MAX = 0x7fffffff

const NOTHING: readonly SigmaRule[] = []

/** Rules of one channel and event id that take a while to compile. */
const MANY_RULES = 100

/**
 * Compiles rules into one matcher, which finds what `buildRuleSet` finds. The rules of one channel and event id become a program
 * when the first such record comes; `docs/matching.md` says how. At most `PROGRAMS_MAX` programs are kept.
 */
export function compileRuleSet(given: readonly SigmaRule[], options: RuleOptions = {}): CompiledRuleSet {
  const { rules, refused } = prepareRules(given, options)
  const matcher = new Matcher(
    rules.flatMap((prepared, order) => prepared.routes.map((route) => ({ prepared, order, route }))),
    rules.map(({ rule }) => rule),
  )
  return {
    rules: rules.map(({ rule }) => rule),
    refused,
    match: (event) => matcher.match(event),
    size: () => matcher.size(),
    ahead: () => matcher.ahead(),
  }
}

const NO_EVENT: SigmaEvent = {
  channel: undefined,
  eventId: undefined,
  field: () => undefined,
  strings: () => [],
}

class Matcher {
  readonly #current: Current = { event: NO_EVENT, stamp: 0, text: new ScanText(), filters: new Map() }
  readonly #byChannel: ReadonlyMap<string | null, readonly Candidate[]>
  readonly #rules: readonly SigmaRule[]
  readonly #programs = new Map<string, Map<number, Program>>()
  readonly #found: number[] = []
  #programCount = 0

  constructor(candidates: readonly Candidate[], rules: readonly SigmaRule[]) {
    this.#rules = rules
    this.#byChannel = Map.groupBy(candidates, ({ route }) => route.channel?.toLowerCase() ?? null)
  }

  match(event: SigmaEvent): readonly SigmaRule[] {
    // What is not there has a key of its own: no channel is called so, and no event id is no number.
    const { channel = '\0', eventId = Number.NaN } = event
    const program = this.#programs.get(channel)?.get(eventId) ?? this.#make(event, channel, eventId)
    if (program.isEmpty) return NOTHING
    this.#current.event = event
    this.#current.stamp += 1
    if (this.#current.stamp > STAMP_MAX) return this.#restart(event)
    const found = this.#found
    found.length = 0
    program.run(found)
    this.#current.event = NO_EVENT
    if (found.length === 0) return NOTHING
    found.sort((a, b) => a - b)
    const rules: SigmaRule[] = []
    for (const order of found) {
      const rule = this.#rules[order]
      if (rule !== undefined) rules.push(rule)
    }
    return rules
  }

  /** Programs remember records by their number; once the numbers begin again, so do programs. */
  #restart(event: SigmaEvent): readonly SigmaRule[] {
    this.#programs.clear()
    this.#programCount = 0
    this.#current.stamp = 0
    return this.match(event)
  }

  *ahead(): Generator<void> {
    for (const candidates of this.#byChannel.values()) {
      const byId = new Map<number, number>()
      for (const { route } of candidates)
        for (const id of route.eventIds ?? []) byId.set(id, (byId.get(id) ?? 0) + 1)
      const channel = candidates[0]?.route.channel
      if (channel === null || channel === undefined) continue
      for (const [eventId, count] of byId) {
        if (count < MANY_RULES) continue
        this.#make({ ...NO_EVENT, channel, eventId }, channel, eventId)
        yield
      }
    }
  }

  size(): CompiledSize {
    let bytes = 0
    let largest = { rules: 0, always: 0 }
    let programs = 0
    for (const byId of this.#programs.values())
      for (const program of byId.values()) {
        programs += 1
        bytes += program.bytes
        if (program.size.rules > largest.rules) largest = program.size
      }
    return { programs, bytes, largest }
  }

  #make(event: SigmaEvent, channel: string, eventId: number): Program {
    if (this.#programCount >= PROGRAMS_MAX) {
      this.#programs.clear()
      this.#programCount = 0
    }
    const candidates = [channel.toLowerCase(), null].flatMap((name) =>
      (this.#byChannel.get(name) ?? []).filter(
        ({ route }) => route.eventIds === null || route.eventIds.includes(eventId),
      ),
    )
    const known = { channel: event.channel, eventId: event.eventId }
    const program = new Program(this.#current, candidates, known)
    const byId = this.#programs.get(channel) ?? new Map<number, Program>()
    byId.set(eventId, program)
    this.#programs.set(channel, byId)
    this.#programCount += 1
    return program
  }
}
