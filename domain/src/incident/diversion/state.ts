import type { TextRef } from '../event-head.ts'
import type { DiversionEvent } from './events.ts'
import type { DiversionService, DiversionWant } from './kinds.ts'

/** What was last asked for one service of one site, and whether the dispatcher confirmed that. */
export interface DiversionHeld {
  readonly site: string
  readonly service: DiversionService
  readonly wanted: DiversionWant
  readonly entry: number
  readonly askedBy: TextRef
  readonly askedAt: string
  readonly reviewAt: string
  readonly text: TextRef | null
  /** Null: asked, and nobody confirmed it. */
  readonly confirmed: { readonly by: TextRef; readonly at: string; readonly entry: number } | null
  /** What was confirmed before it, while this is only asked: the dispatcher still works by that. Null: nothing was. */
  readonly before: { readonly wanted: DiversionWant; readonly at: string } | null
}

/** By `diversionKey`; of what is not in it nothing was declared. */
export type DiversionState = ReadonlyMap<string, DiversionHeld>

/** Nothing was declared. */
export const NO_DIVERSION: DiversionState = new Map()

/** Site and service as one word. */
export const diversionKey = (site: string, service: DiversionService): string =>
  JSON.stringify([site, service])

/** The state after one more event; a confirmation of what was not asked changes nothing. */
export function evolveDiversion(state: DiversionState, event: DiversionEvent, entry: number): DiversionState {
  const { site, service } = event
  const key = diversionKey(site, service)
  const held = state.get(key)
  if (event.type === 'DiversionAsked') {
    const { wanted, statedBy: askedBy, statedAt: askedAt, reviewAt, text = null } = event
    const confirmed = held?.confirmed ?? null
    const before =
      held === undefined ? null : confirmed === null ? held.before : { wanted: held.wanted, at: confirmed.at }
    const now = { site, service, wanted, entry, askedBy, askedAt, reviewAt, text, before }
    return new Map(state).set(key, { ...now, confirmed: null })
  }
  if (held === undefined || held.entry !== event.asked) return state
  const confirmed = { by: event.dispatcher, at: event.confirmedAt, entry }
  return new Map(state).set(key, { ...held, confirmed, reviewAt: event.reviewAt, before: null })
}

/** Where a service of a site stands. Not declared is never open. */
export type DiversionWord = 'not-declared' | 'asked' | 'confirmed' | 'not-confirmed-since'

/** The standing at an instant: a confirmation is worth something until it was to be looked at again. */
export function diversionWord(held: DiversionHeld | undefined, now: string): DiversionWord {
  if (held === undefined) return 'not-declared'
  if (held.confirmed === null) return 'asked'
  return Date.parse(now) > Date.parse(held.reviewAt) ? 'not-confirmed-since' : 'confirmed'
}
