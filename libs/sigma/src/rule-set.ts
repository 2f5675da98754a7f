import { compileCondition } from './condition.ts'
import { or } from './logic.ts'
import { routesOf, seenThrough, type Route } from './log-source.ts'
import { compiled, type Compiled, type Refusal, type SigmaEvent, type SigmaRule, type Test } from './rule.ts'
import { compileSearch } from './search.ts'

/** Rules ready to be matched. */
export interface RuleSet {
  /** In the order given. */
  readonly rules: readonly SigmaRule[]
  readonly refused: readonly Refusal[]
  /** The rules that this record matches, in the order of `rules`. Only rules of its channel and event id are tried. */
  match(event: SigmaEvent): readonly SigmaRule[]
}

interface Placed {
  readonly rule: SigmaRule
  readonly order: number
  readonly test: Test
  readonly route: Route
}

/** Candidates of one channel: by event id, and those for every id. */
interface Channel {
  readonly byId: Map<number, Placed[]>
  readonly always: Placed[]
}

/**
 * Compiles rules. The evaluation is plain on purpose: each candidate rule of the record's log source is evaluated as it is
 * written, so that faster ways can be held against it. A rule that cannot be compiled, or whose log source no event log has,
 * is refused with the reason.
 */
export function buildRuleSet(given: readonly SigmaRule[]): RuleSet {
  const channels = new Map<string, Channel>()
  const rules: SigmaRule[] = []
  const refused: Refusal[] = []
  for (const rule of given) {
    const routes = routesOf(rule.logsource)
    const test = routes === null ? null : compileRule(rule)
    if (routes === null || test === null) {
      const { product = 'any product', category, service } = rule.logsource
      refused.push(
        refusalOf(rule, {
          code: 'log-source',
          reason: `no event log is known for ${product}, ${category ?? service ?? 'no source'}`,
        }),
      )
    } else if (!test.ok) refused.push(refusalOf(rule, test.problem))
    else {
      for (const route of routes) place(channels, { rule, order: rules.length, test: test.value, route })
      rules.push(rule)
    }
  }
  return { rules, refused, match: (event) => matchIn(channels, event) }
}

/** The test of one rule, whatever its log source. */
export function compileRule(rule: SigmaRule): Compiled<Test> {
  const searches = new Map<string, Test>()
  for (const [name, search] of rule.searches) {
    const one = compileSearch(search)
    if (!one.ok) return { ok: false, problem: { ...one.problem, reason: `${name}: ${one.problem.reason}` } }
    searches.set(name, one.value)
  }
  const conditions: Test[] = []
  for (const text of rule.conditions) {
    const one = compileCondition(text, searches)
    if (!one.ok) return one
    conditions.push(one.value)
  }
  return compiled(or(conditions))
}

function refusalOf(rule: SigmaRule, problem: { code: Refusal['code']; reason: string }): Refusal {
  return {
    path: rule.path,
    line: rule.line,
    ...(rule.id === undefined ? {} : { id: rule.id }),
    ...(rule.title === undefined ? {} : { title: rule.title }),
    ...problem,
  }
}

function place(channels: Map<string, Channel>, placed: Placed): void {
  const name = placed.route.channel.toLowerCase()
  const channel = channels.get(name) ?? { byId: new Map<number, Placed[]>(), always: [] }
  channels.set(name, channel)
  if (placed.route.eventIds === null) channel.always.push(placed)
  else {
    for (const id of placed.route.eventIds) {
      const list = channel.byId.get(id) ?? []
      channel.byId.set(id, list)
      list.push(placed)
    }
  }
}

function matchIn(channels: ReadonlyMap<string, Channel>, event: SigmaEvent): readonly SigmaRule[] {
  const channel = channels.get(event.channel?.toLowerCase() ?? '')
  if (channel === undefined) return []
  const found: Placed[] = []
  const candidates = [...(channel.byId.get(event.eventId ?? -1) ?? []), ...channel.always]
  const seen = new Map<Route['fields'], SigmaEvent>()
  for (const placed of candidates) {
    const { fields, eventTypes } = placed.route
    if (eventTypes !== undefined && !isOneOf(event.field('EventType'), eventTypes)) continue
    const view = seen.get(fields) ?? seenThrough(event, placed.route)
    seen.set(fields, view)
    if (placed.test(view) === true) found.push(placed)
  }
  return found.sort((a, b) => a.order - b.order).map(({ rule }) => rule)
}

const isOneOf = (value: ReturnType<SigmaEvent['field']>, wanted: readonly string[]): boolean =>
  typeof value === 'string' && wanted.some((one) => one.toLowerCase() === value.toLowerCase())
