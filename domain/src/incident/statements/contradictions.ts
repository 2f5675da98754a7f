import type { ClaimKind } from './claims.ts'
import type { RecordedClaim } from './events.ts'
import type { StatementFacts } from './facts.ts'
import { MAX_CHECK_IDS } from './limits.ts'
import type { CheckLine } from './outcome.ts'
import { checkRule } from './rules.ts'
import type { StatementHeld, StatementsState } from './state.ts'

/** What the record says now against a statement that went out, and did not say then. */
export interface LaterContradiction {
  readonly statement: string
  readonly claims: readonly (RecordedClaim & { readonly because: readonly CheckLine[] })[]
}

/**
 * Claims of released statements that are contradicted now and were not at their release, or by items of evidence that nobody
 * had then. Each is found once: what a contradiction named before is known. Statements taken back are left alone.
 */
export function laterContradictions(
  state: StatementsState,
  facts: StatementFacts,
  given: {
    readonly kinds: readonly ClaimKind[]
    /** The numbers that a released claim stated, by statement and claim. */
    readonly numbersOf: (statement: StatementHeld, claim: string) => Readonly<Record<string, number>>
  },
): readonly LaterContradiction[] {
  return [...state.all.values()].flatMap((statement) => {
    if (statement.release === null || statement.takenBack !== null) return []
    const claims = statement.release.claims.flatMap(({ claim }) => {
      const kind = given.kinds.find(({ id }) => id === claim)
      if (kind === undefined) return []
      const now = checkRule(kind.rule, facts, given.numbersOf(statement, claim))
      if (now.answer !== 'contradicted') return []
      const recorded = recordedClaim({ claim, ...now })
      return isNews(statement, recorded) ? [{ ...recorded, because: now.because }] : []
    })
    return claims.length === 0 ? [] : [{ statement: statement.statement, claims }]
  })
}

function isNews({ release, contradictions }: StatementHeld, now: RecordedClaim): boolean {
  const before = [...(release?.claims ?? []), ...contradictions.flatMap(({ claims }) => claims)].filter(
    ({ claim, answer }) => claim === now.claim && answer === 'contradicted',
  )
  const known = new Set(before.flatMap(({ items }) => items))
  return before.length === 0 || now.items.some((item) => !known.has(item))
}

/** A claim as an entry has it. */
export function recordedClaim(one: {
  readonly claim: string
  readonly answer: RecordedClaim['answer']
  readonly because: readonly CheckLine[]
  readonly notLooked: readonly CheckLine[]
}): RecordedClaim {
  const lines = one.because
  const items = lines.filter(({ kind }) => kind === 'item').flatMap(({ ids }) => ids)
  const entries = [...new Set(lines.flatMap((line) => line.entries))]
  return {
    claim: one.claim,
    answer: one.answer,
    items: [...new Set(items)].slice(-MAX_CHECK_IDS),
    entries: entries.slice(-MAX_CHECK_IDS),
    notLooked: one.notLooked.length,
  }
}
