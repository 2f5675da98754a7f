import type { LinkCondition } from './kinds.ts'
import { LINK_CONDITIONS } from './kinds.ts'
import type { ConditionHeld, LinkFact, LinkRecord } from './state.ts'

/** The four states of a link. */
export const LINK_STATES = ['open', 'said-cut', 'tested-cut', 'reopened'] as const
/** State of a link. */
export type LinkStateWord = (typeof LINK_STATES)[number]

/** What state a link is in, and by what. */
export interface LinkStanding {
  readonly state: LinkStateWord
  /** The fact that put it in this state; null: it is open as the register lists it, and nobody has looked. */
  readonly fact: LinkFact | null
  /** A cut that was reported and does not hold: somebody found the link open after it. Null: none. */
  readonly contradicts: LinkFact | null
  /** Since when it is not cut, as far as anybody said: conditions met before that do not count. Null: never said open. */
  readonly lastOpenAt: string | null
}

/** Of one instant the worse news comes last and so decides: cut, reopened, open. */
const RANK: Readonly<Record<LinkFact['kind'], number>> = { cut: 0, reopened: 1, open: 2 }

/** The order of facts: by the instant that they speak of, then the worse last, then the better known first, then the entry. */
export function inOrder(one: LinkFact, other: LinkFact): number {
  return (
    Date.parse(one.at) - Date.parse(other.at) ||
    RANK[one.kind] - RANK[other.kind] ||
    Number(one.how === 'said') - Number(other.how === 'said') ||
    one.entry - other.entry
  )
}

/**
 * The state of a link by all that was said, tested, tried and signed, in whatever order it was told. `tested-cut` needs a test
 * after the link was last found or said open; a report that it is cut after that does not lower it. Whoever says that it is
 * open is believed. A probe that fails decides nothing. Only two signatures make `reopened`.
 */
export function linkStanding(record: Pick<LinkRecord, 'facts'>): LinkStanding {
  let standing: LinkStanding = { state: 'open', fact: null, contradicts: null, lastOpenAt: null }
  for (const fact of record.facts.toSorted(inOrder)) standing = after(standing, fact)
  return standing
}

function after(before: LinkStanding, fact: LinkFact): LinkStanding {
  const { state } = before
  if (fact.kind === 'cut') {
    if (fact.how === 'tested')
      return state === 'tested-cut' ? before : { ...before, state: 'tested-cut', fact, contradicts: null }
    // Said again after a test, or said twice: the first of them stands.
    if (state === 'tested-cut' || state === 'said-cut') return before
    return { ...before, state: 'said-cut', fact }
  }
  const lastOpenAt = fact.at
  if (fact.kind === 'reopened') return { state: 'reopened', fact, contradicts: null, lastOpenAt }
  if (state === 'reopened') return { ...before, lastOpenAt: before.lastOpenAt }
  const cut = state === 'said-cut' || state === 'tested-cut' ? before.fact : before.contradicts
  if (state !== 'open') return { state: 'open', fact, contradicts: cut, lastOpenAt }
  // Open already: what is better known of it stands.
  const keeps = before.fact !== null && before.fact.how !== 'said' && fact.how === 'said'
  return { state, fact: keeps ? before.fact : fact, contradicts: cut, lastOpenAt }
}

/** The conditions for reopening: what was said of each since the link was last open; null: nothing, or not since then. */
export function conditionsNow(
  record: Pick<LinkRecord, 'facts' | 'conditions'>,
): ReadonlyMap<LinkCondition, ConditionHeld | null> {
  const { lastOpenAt } = linkStanding(record)
  return new Map(
    LINK_CONDITIONS.map((condition) => {
      const held = record.conditions.get(condition) ?? null
      const stale = held !== null && lastOpenAt !== null && Date.parse(held.at) < Date.parse(lastOpenAt)
      return [condition, stale ? null : held]
    }),
  )
}

/** The conditions that are not met now. */
export function missingConditions(
  record: Pick<LinkRecord, 'facts' | 'conditions'>,
): readonly LinkCondition[] {
  return [...conditionsNow(record)].filter(([, held]) => held?.met !== true).map(([condition]) => condition)
}

/** Whether every link of a register is cut and tested: 'all links are cut'. Null: there is no register, or it is empty. */
export function allLinksTestedCut(links: Iterable<LinkRecord>): boolean | null {
  const listed = [...links].filter(({ listed: on }) => on)
  return listed.length === 0 ? null : listed.every((record) => linkStanding(record).state === 'tested-cut')
}
