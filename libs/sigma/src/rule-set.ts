import { testOf } from './evaluate.ts'
import { prepareRules, type RuleOptions } from './prepare.ts'
import type { Refusal, SigmaEvent, SigmaRule, Test } from './rule.ts'
import { seenThrough, textIsOneOf, type Route, type View } from './view.ts'

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
 * Makes the plain rule set. The evaluation is plain on purpose: each rule of the record's log source is evaluated as it is
 * written, so that faster ways can be held against it. A rule that cannot be compiled, or whose log source no event log has,
 * is refused with the reason.
 */
export function buildRuleSet(given: readonly SigmaRule[], options: RuleOptions = {}): RuleSet {
  const { rules, refused } = prepareRules(given, options)
  const channels = new Map<string | null, Channel>()
  for (const [order, { rule, tree, routes }] of rules.entries()) {
    const test = testOf(tree)
    for (const route of routes) place(channels, { rule, order, test, route })
  }
  return { rules: rules.map(({ rule }) => rule), refused, match: (event) => matchIn(channels, event) }
}

function place(channels: Map<string | null, Channel>, placed: Placed): void {
  const name = placed.route.channel?.toLowerCase() ?? null
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

function matchIn(channels: ReadonlyMap<string | null, Channel>, event: SigmaEvent): readonly SigmaRule[] {
  const found: Placed[] = []
  const seen = new Map<View | undefined, SigmaEvent>()
  for (const name of [event.channel?.toLowerCase() ?? '', null]) {
    const channel = channels.get(name)
    if (channel === undefined) continue
    for (const placed of [...(channel.byId.get(event.eventId ?? -1) ?? []), ...channel.always]) {
      const { view, only } = placed.route
      if (only !== undefined && !textIsOneOf(event.field(only.field), only.values)) continue
      const through = seen.get(view) ?? seenThrough(event, view)
      seen.set(view, through)
      if (placed.test(through) === true) found.push(placed)
    }
  }
  return found.sort((a, b) => a.order - b.order).map(({ rule }) => rule)
}
