import type { RoleId } from '../../people/index.ts'
import type { TextRef } from '../event-head.ts'
import type { ClaimAnswer } from './claims.ts'
import type { RecordedClaim, StatementEvent } from './events.ts'
import type { StatementLanguage } from './languages.ts'

/** What the record holds of statements. */
export interface StatementsState {
  /** By number, in order. */
  readonly all: ReadonlyMap<string, StatementHeld>
  /** The hospital's own claims; null: none were set. */
  readonly claims: { readonly entry: number; readonly count: number; readonly text: TextRef } | null
}

/** One statement as its entries have it. */
export interface StatementHeld {
  readonly statement: string
  readonly language: StatementLanguage
  readonly text: TextRef
  readonly changedAt: string
  readonly entry: number
  readonly release: ReleaseOfStatement | null
  readonly contradictions: readonly Contradiction[]
  readonly takenBack: {
    readonly entry: number
    readonly at: string
    readonly by: TextRef
    readonly reason: TextRef
  } | null
}

/** How a statement went out. */
export interface ReleaseOfStatement {
  readonly entry: number
  readonly at: string
  readonly answer: ClaimAnswer
  readonly claims: readonly RecordedClaim[]
  readonly unchecked: number
  readonly check: TextRef
  readonly approvedBy: TextRef
  readonly approverRole: RoleId
  readonly approverContact: string | null
  readonly reason: TextRef | null
}

/** What contradicted it later. */
export interface Contradiction {
  readonly entry: number
  readonly at: string
  readonly claims: readonly RecordedClaim[]
  readonly check: TextRef
}

/** No statement. */
export const NO_STATEMENTS: StatementsState = { all: new Map(), claims: null }

/** The statements after one more event. */
export function evolveStatements(
  state: StatementsState,
  event: StatementEvent,
  entry: number,
): StatementsState {
  if (event.type === 'ClaimsSet')
    return { ...state, claims: { entry, count: event.count, text: event.claims } }
  const after = statementAfter(state.all.get(event.statement), event, entry)
  return after === null ? state : { ...state, all: new Map(state.all).set(event.statement, after) }
}

function statementAfter(
  held: StatementHeld | undefined,
  event: Exclude<StatementEvent, { type: 'ClaimsSet' }>,
  entry: number,
): StatementHeld | null {
  const { at, statement } = event
  switch (event.type) {
    case 'StatementDrafted': {
      const { language, text } = event
      const fresh = { statement, language, text, changedAt: at, entry }
      return { ...fresh, release: null, contradictions: [], takenBack: null }
    }
    case 'StatementReleased': {
      const { language, text, answer, claims, unchecked, check, approvedBy, approverRole } = event
      const release = { entry, at, answer, claims, unchecked, check, approvedBy, approverRole }
      const more = { approverContact: event.approverContact ?? null, reason: event.reason ?? null }
      const base = { statement, language, text, changedAt: at, entry: held?.entry ?? entry }
      return { ...base, release: { ...release, ...more }, contradictions: [], takenBack: null }
    }
    case 'StatementContradicted': {
      if (held === undefined) return null
      const { claims, check } = event
      return {
        ...held,
        changedAt: at,
        contradictions: [...held.contradictions, { entry, at, claims, check }],
      }
    }
    case 'StatementTakenBack': {
      if (held === undefined) return null
      const { takenBackBy: by, reason } = event
      return { ...held, changedAt: at, takenBack: { entry, at, by, reason } }
    }
  }
}
