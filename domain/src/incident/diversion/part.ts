import type { TextRef } from '../event-head.ts'
import { DIVERSION_SERVICES } from './kinds.ts'
import type { DiversionService, DiversionWant } from './kinds.ts'
import { diversionKey, diversionWord } from './state.ts'
import type { DiversionState, DiversionWord } from './state.ts'

/** One service of one site. */
export interface DiversionCell {
  readonly site: string
  readonly service: DiversionService
  readonly word: DiversionWord
  /** Null: not declared. */
  readonly wanted: DiversionWant | null
  /** Entry of what was asked, from 0: a confirmation names it. */
  readonly asked: number | null
  readonly askedBy: string | null
  readonly askedAt: string | null
  /** The dispatcher's name; null: nobody confirmed. */
  readonly dispatcher: string | null
  readonly confirmedAt: string | null
  readonly reviewAt: string | null
  /** It was to be looked at again before now. */
  readonly overdue: boolean
  /** What the dispatcher still works by while something else is only asked. */
  readonly before: { readonly wanted: DiversionWant; readonly at: string } | null
  readonly text: string | null
}

/** All of it as the board has it. */
export interface DiversionPart {
  readonly sites: readonly string[]
  /** Every service of every site, services in their order. */
  readonly cells: readonly DiversionCell[]
  readonly counts: Readonly<Record<DiversionWord, number>>
}

/** Every service of every site of the list, and of those that were asked for. */
export function diversionPart(said: {
  readonly state: DiversionState
  readonly sites: readonly string[]
  readonly now: string
  readonly textOf: (ref: TextRef) => string | null
}): DiversionPart {
  const { state, now, textOf } = said
  const sites = [...new Set([...said.sites, ...[...state.values()].map(({ site }) => site)])].toSorted(
    (one, other) => one.localeCompare(other),
  )
  const name = (ref: TextRef): string => textOf(ref) ?? '[name not there]'
  const cells = DIVERSION_SERVICES.flatMap((service) =>
    sites.map((site): DiversionCell => {
      const held = state.get(diversionKey(site, service))
      const confirmed = held?.confirmed ?? null
      return {
        ...{ site, service, word: diversionWord(held, now) },
        wanted: held?.wanted ?? null,
        asked: held?.entry ?? null,
        askedBy: held === undefined ? null : name(held.askedBy),
        askedAt: held?.askedAt ?? null,
        dispatcher: confirmed === null ? null : name(confirmed.by),
        confirmedAt: confirmed?.at ?? null,
        reviewAt: held?.reviewAt ?? null,
        overdue: held !== undefined && Date.parse(now) > Date.parse(held.reviewAt),
        before: held?.before ?? null,
        text: held?.text === undefined || held.text === null ? null : textOf(held.text),
      }
    }),
  )
  const counts = { 'not-declared': 0, asked: 0, confirmed: 0, 'not-confirmed-since': 0 }
  for (const { word } of cells) counts[word] += 1
  return { sites, cells, counts }
}
