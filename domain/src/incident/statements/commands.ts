import type { RoleId } from '../../people/index.ts'
import type { StatementCheck } from './check.ts'
import type { ClaimKind } from './claims.ts'
import type { LaterContradiction } from './contradictions.ts'
import type { StatementLanguage } from './languages.ts'

/** What somebody, or the program that checks again, wants recorded of statements. Texts are plain. */
export type StatementCommand =
  | { readonly type: 'SetClaims'; readonly claims: readonly ClaimKind[] }
  | {
      readonly type: 'DraftStatement'
      /** Absent: a new one. */
      readonly statement?: string | undefined
      readonly language: StatementLanguage
      readonly text: string
    }
  | {
      readonly type: 'ReleaseStatement'
      /** Absent: it was never saved as a draft. */
      readonly statement?: string | undefined
      readonly language: StatementLanguage
      readonly text: string
      readonly check: StatementCheck
      /** Entries of the record that it was checked against: where there are more by now it is checked again first. */
      readonly basis: number
      readonly approvedBy: string
      readonly approverRole: RoleId
      readonly approverContact?: string | undefined
      readonly reason?: string | undefined
    }
  | {
      readonly type: 'RecordContradictions'
      readonly found: readonly LaterContradiction[]
      readonly basis: number
    }
  | {
      readonly type: 'TakeStatementBack'
      readonly statement: string
      readonly takenBackBy: string
      readonly reason: string
    }

/** Why a command on statements is not recorded. */
export type StatementRefusal =
  | { readonly code: 'no-such-statement'; readonly statement: string }
  | { readonly code: 'released-already'; readonly statement: string; readonly entry: number }
  | { readonly code: 'not-released'; readonly statement: string }
  | {
      readonly code: 'reason-needed'
      readonly contradicted: number
      readonly notKnown: number
      readonly unchecked: number
    }
  | { readonly code: 'no-such-contact'; readonly contact: string }

/** A refusal as a whole sentence. */
export function describeStatementRefusal(refusal: StatementRefusal): string {
  switch (refusal.code) {
    case 'no-such-statement':
      return `There is no statement ${refusal.statement}.`
    case 'released-already':
      return `${refusal.statement} was released with entry ${refusal.entry + 1}: write a new statement.`
    case 'not-released':
      return `${refusal.statement} was not released, or was taken back already.`
    case 'reason-needed': {
      const { contradicted, notKnown, unchecked } = refusal
      return `The record does not support all of it (${contradicted} contradicted, ${notKnown} not known, ${unchecked} not checked): it can be released with the reason why.`
    }
    case 'no-such-contact':
      return `${refusal.contact} is not in the call tree.`
  }
}

const TYPES: ReadonlySet<string> = new Set<StatementCommand['type']>([
  'SetClaims',
  'DraftStatement',
  'ReleaseStatement',
  'RecordContradictions',
  'TakeStatementBack',
])

/** Whether a command is one on statements. */
export function isStatementCommand<Command extends { readonly type: string }>(
  command: Command,
): command is Extract<Command, StatementCommand> {
  return TYPES.has(command.type)
}
