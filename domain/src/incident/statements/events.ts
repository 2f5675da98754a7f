import type { RoleId } from '../../people/index.ts'
import type { EventHead, TextRef } from '../event-head.ts'
import type { ClaimAnswer } from './claims.ts'
import type { StatementLanguage } from './languages.ts'

/** What can happen around statements to the public. */
export type StatementEvent =
  | ClaimsSet
  | StatementDrafted
  | StatementReleased
  | StatementContradicted
  | StatementTakenBack

/** The hospital's own claims are these from now on. */
export interface ClaimsSet extends EventHead {
  readonly type: 'ClaimsSet'
  readonly count: number
  /** JSON of them. */
  readonly claims: TextRef
}

/** A draft was saved; a later one of the same number takes its place. */
export interface StatementDrafted extends EventHead {
  readonly type: 'StatementDrafted'
  /** `s-001`, by order. */
  readonly statement: string
  readonly language: StatementLanguage
  readonly text: TextRef
}

/** A claim as the entry of a check has it: the answer, and the items and entries behind it. */
export interface RecordedClaim {
  readonly claim: string
  readonly answer: ClaimAnswer
  readonly items: readonly string[]
  readonly entries: readonly number[]
  /** How many lines of what was not looked at. */
  readonly notLooked: number
}

/** A statement went out: with the check of that minute, who approved it, and why where the record did not support it. */
export interface StatementReleased extends EventHead {
  readonly type: 'StatementReleased'
  readonly statement: string
  readonly language: StatementLanguage
  readonly text: TextRef
  /** Entries of the record that it was checked against. */
  readonly basis: number
  readonly answer: ClaimAnswer
  readonly claims: readonly RecordedClaim[]
  /** Sentences that no rule knows. */
  readonly unchecked: number
  /** Claims that the wording shows and a person took out. */
  readonly dropped: number
  /** The whole check: JSON of a `StatementCheck`. */
  readonly check: TextRef
  readonly approvedBy: TextRef
  readonly approverRole: RoleId
  readonly approverContact?: string
  /** There whenever the record does not support all of it. */
  readonly reason?: TextRef
}

/** Evidence that came later contradicts what was released; a notice goes to the approver and to management. */
export interface StatementContradicted extends EventHead {
  readonly type: 'StatementContradicted'
  readonly statement: string
  readonly basis: number
  readonly claims: readonly RecordedClaim[]
  /** The lines of why: JSON. */
  readonly check: TextRef
}

/** The hospital took a statement back, or corrected it in public. */
export interface StatementTakenBack extends EventHead {
  readonly type: 'StatementTakenBack'
  readonly statement: string
  readonly takenBackBy: TextRef
  readonly reason: TextRef
}
