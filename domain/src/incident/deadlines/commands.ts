import type { RoleId } from '../../people/index.ts'
import type { DeadlineRule } from './rules.ts'

/** What somebody, or the program that watches the clock, wants recorded of deadlines. Texts are plain. */
export type DeadlineCommand =
  | {
      readonly type: 'SetAwareness'
      readonly awareAt: string
      readonly decidedBy: string
      readonly role?: RoleId | undefined
      readonly reason: string
    }
  | (Decided & { readonly type: 'SetDeadlineScope'; readonly deadline: string; readonly applies: boolean })
  | {
      readonly type: 'RequestDeadline'
      readonly deadline: string
      readonly requestedAt: string
      readonly requestedBy: string
    }
  | {
      readonly type: 'SubmitDeadline'
      readonly deadline: string
      readonly submittedAt: string
      readonly submittedBy: string
      readonly reference: string
    }
  | {
      readonly type: 'WithdrawSubmission'
      readonly deadline: string
      /** Index of its entry, from 0. */
      readonly submission: number
      readonly reason: string
    }
  | (Decided & { readonly type: 'SetIncidentHandled'; readonly handledAt: string | null })
  /** Replaces the hospital's own deadlines. */
  | { readonly type: 'SetOwnDeadlines'; readonly rules: readonly DeadlineRule[] }
  /** Whatever warning is due now; nothing due is no entry and no refusal. `zone`: whose months are counted. */
  | { readonly type: 'TickDeadlines'; readonly zone: string }

interface Decided {
  readonly decidedBy: string
  readonly reason: string
}

/** Why a command on deadlines is not recorded. */
export type DeadlineRefusal =
  | { readonly code: 'no-such-deadline'; readonly deadline: string }
  | { readonly code: 'no-awareness' }
  | { readonly code: 'not-on-request'; readonly deadline: string }
  | { readonly code: 'no-such-submission'; readonly entry: number }
  | { readonly code: 'before-awareness'; readonly field: string }
  | { readonly code: 'same-awareness' }

/** A refusal as a whole sentence. */
export function describeDeadlineRefusal(refusal: DeadlineRefusal): string {
  switch (refusal.code) {
    case 'no-such-deadline':
      return `There is no deadline ${refusal.deadline}.`
    case 'no-awareness':
      return 'Since when the hospital is aware is not decided yet: decide that first.'
    case 'not-on-request':
      return `${refusal.deadline} does not wait for a request.`
    case 'no-such-submission':
      return `Entry ${refusal.entry + 1} is no submission of it that stands.`
    case 'before-awareness':
      return `${refusal.field} lies before the hospital was aware.`
    case 'same-awareness':
      return 'The hospital is aware from that very instant already.'
  }
}

const TYPES: ReadonlySet<string> = new Set<DeadlineCommand['type']>([
  'SetAwareness',
  'SetDeadlineScope',
  'RequestDeadline',
  'SubmitDeadline',
  'WithdrawSubmission',
  'SetIncidentHandled',
  'SetOwnDeadlines',
  'TickDeadlines',
])

/** Whether a command is one on deadlines. */
export function isDeadlineCommand<Command extends { readonly type: string }>(
  command: Command,
): command is Extract<Command, DeadlineCommand> {
  return TYPES.has(command.type)
}
