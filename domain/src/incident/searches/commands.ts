import type { NoteAnswer } from '../../triage/index.ts'
import type { SearchAnswer, SearchChannel, SearchMethod } from './kinds.ts'

/** What somebody, or triage, wants recorded of searches. Texts are plain. */
export type SearchCommand =
  | {
      readonly type: 'RecordSearch'
      readonly place: { readonly server: string } | { readonly channel: SearchChannel }
      readonly answer: SearchAnswer
      readonly method: SearchMethod
      readonly searchedBy: string
      readonly searchedAt: string
      readonly coversFrom?: string | undefined
      readonly text?: string | undefined
    }
  /** All answers of triage's search for notes: those that tell more than it said before become an entry. */
  | {
      readonly type: 'RecordNoteSearch'
      readonly searchedAt: string
      readonly answers: readonly Pick<NoteAnswer, 'server' | 'answer'>[]
    }
  | {
      readonly type: 'WithdrawSearch'
      /** Index of its entry, from 0. */
      readonly search: number
      readonly reason: string
      readonly secondName?: string | undefined
      /** Their account, where they signed in. */
      readonly secondBy?: string | undefined
    }

/** Why a command on searches is not recorded. */
export type SearchRefusal =
  | { readonly code: 'no-such-search'; readonly entry: number }
  | { readonly code: 'covers-after-search' }
  | { readonly code: 'find-needs-two' }

/** A refusal as a whole sentence. */
export function describeSearchRefusal(refusal: SearchRefusal): string {
  switch (refusal.code) {
    case 'no-such-search':
      return `Entry ${refusal.entry + 1} is no search by a person that stands.`
    case 'covers-after-search':
      return 'What was searched cannot reach back to a time after the search.'
    case 'find-needs-two':
      return 'Taking a find back needs the names of two different people.'
  }
}

const TYPES: ReadonlySet<string> = new Set<SearchCommand['type']>([
  'RecordSearch',
  'RecordNoteSearch',
  'WithdrawSearch',
])

/** Whether a command is one on searches. */
export function isSearchCommand<Command extends { readonly type: string }>(
  command: Command,
): command is Extract<Command, SearchCommand> {
  return TYPES.has(command.type)
}
