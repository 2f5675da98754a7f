import type { EventHead, TextRef } from '../event-head.ts'
import type { DiversionService, DiversionWant } from './kinds.ts'

/** What can happen with where patients are sent. No patient is in it. */
export type DiversionEvent = DiversionAsked | DiversionConfirmed

/** The hospital asks for it. Asked is not confirmed. */
export interface DiversionAsked extends EventHead {
  readonly type: 'DiversionAsked'
  readonly site: string
  readonly service: DiversionService
  readonly wanted: DiversionWant
  readonly statedBy: TextRef
  readonly statedAt: string
  /** When it is looked at again, and confirmed anew. */
  readonly reviewAt: string
  readonly text?: TextRef
}

/** The dispatcher, by name, says that it is so from a time on. */
export interface DiversionConfirmed extends EventHead {
  readonly type: 'DiversionConfirmed'
  readonly site: string
  readonly service: DiversionService
  /** Entry of what was asked, from 0: a later request is not confirmed by it. */
  readonly asked: number
  readonly dispatcher: TextRef
  readonly confirmedAt: string
  readonly reviewAt: string
}
