import type { DiversionService, DiversionWant } from './kinds.ts'

/** What somebody wants recorded of diversion. Texts are plain. */
export type DiversionCommand =
  | {
      readonly type: 'AskDiversion'
      readonly site: string
      readonly service: DiversionService
      readonly wanted: DiversionWant
      readonly statedBy: string
      readonly statedAt: string
      readonly reviewAt: string
      readonly text?: string | undefined
    }
  | {
      readonly type: 'ConfirmDiversion'
      readonly site: string
      readonly service: DiversionService
      /** Entry of what was asked, from 0. */
      readonly asked: number
      readonly dispatcher: string
      readonly confirmedAt: string
      readonly reviewAt: string
    }

/** Why something of diversion is not recorded. */
export type DiversionRefusal =
  | { readonly code: 'not-asked' }
  | { readonly code: 'asked-anew'; readonly entry: number }
  | { readonly code: 'confirmed-before-asked' }
  | { readonly code: 'review-not-after' }
  | { readonly code: 'review-too-far'; readonly hours: number }

/** Nobody believes for longer than this that nothing has changed, in hours. */
export const MAX_REVIEW_HOURS = 24

/** A refusal as a whole sentence. */
export function describeDiversionRefusal(refusal: DiversionRefusal): string {
  switch (refusal.code) {
    case 'not-asked':
      return 'Nothing was asked of the dispatcher for this: ask first, then record who confirmed.'
    case 'asked-anew':
      return `Something else was asked since (entry ${refusal.entry + 1}): that is not what was confirmed.`
    case 'confirmed-before-asked':
      return 'It cannot have been confirmed before it was asked.'
    case 'review-not-after':
      return 'It must be looked at again later than it was said.'
    case 'review-too-far':
      return `It must be looked at again within ${refusal.hours} hours.`
  }
}

const TYPES: ReadonlySet<string> = new Set<DiversionCommand['type']>(['AskDiversion', 'ConfirmDiversion'])

/** Whether a command is one on diversion. */
export function isDiversionCommand<Command extends { readonly type: string }>(
  command: Command,
): command is Extract<Command, DiversionCommand> {
  return TYPES.has(command.type)
}
