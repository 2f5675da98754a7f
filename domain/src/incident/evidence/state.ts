import type { TextRef } from '../event-head.ts'
import type { EvidenceItemEvent } from './events.ts'
import type { HandlingAct, ItemKind, ItemSource } from './kinds.ts'

/** Items of evidence by number. */
export type EvidenceItems = ReadonlyMap<string, EvidenceItem>

/** An item as its entries have it. */
export interface EvidenceItem {
  readonly item: string
  readonly entry: number
  readonly at: string
  readonly kind: ItemKind
  readonly source: ItemSource
  readonly hash: string
  readonly hasFile: boolean
  readonly mayShowPatients: boolean
  /** Entry that let it into bundles; null: none did. */
  readonly releasedBy: number | null
  /** Where it was found, each server once, in order. */
  readonly servers: readonly string[]
  readonly seenBy: TextRef | null
  readonly seenAt: string | null
  readonly text: TextRef | null
  readonly form: TextRef | null
  /** How often it was found again. */
  readonly again: number
  /** Entry that closed it; null: it is open. */
  readonly closedBy: number | null
  /** Every hand it passed through, in order of entries. */
  readonly handling: readonly Handling[]
}

/** One line of a handling record. */
export interface Handling {
  readonly entry: number
  readonly at: string
  readonly by: string
  readonly byName: TextRef | null
  readonly act: HandlingAct | 'taken-in' | 'seen-again' | 'kind-changed' | 'closed' | 'marked' | 'released'
  /** To whom it went, or the second of two people. */
  readonly other: TextRef | null
}

/** No item is held. */
export const NO_ITEMS: EvidenceItems = new Map()

/** Puts one more event on the items; `items` is changed. */
export function evolveItems(items: Map<string, EvidenceItem>, event: EvidenceItemEvent, entry: number): void {
  const held = items.get(event.item)
  if (event.type === 'EvidenceItemFiled') {
    const { item, at, kind, source, hash, hasFile, mayShowPatients, server } = event
    const { seenBy = null, seenAt = null, text = null, form = null } = event
    items.set(item, {
      ...{ item, entry, at, kind, source, hash, hasFile, mayShowPatients, seenBy, seenAt, text, form },
      servers: server === undefined ? [] : [server],
      releasedBy: null,
      again: 0,
      closedBy: null,
      handling: [handled(event, entry, 'taken-in')],
    })
    return
  }
  if (held !== undefined) items.set(event.item, itemAfter(held, event, entry))
}

function itemAfter(
  held: EvidenceItem,
  event: Exclude<EvidenceItemEvent, { type: 'EvidenceItemFiled' }>,
  entry: number,
): EvidenceItem {
  const after = (act: Handling['act'], other?: TextRef): EvidenceItem => ({
    ...held,
    handling: [...held.handling, handled(event, entry, act, other)],
  })
  switch (event.type) {
    case 'EvidenceSeenAgain': {
      const { server } = event
      const servers =
        server === undefined || held.servers.includes(server) ? held.servers : [...held.servers, server]
      return { ...after('seen-again', event.seenBy), servers, again: held.again + 1 }
    }
    case 'EvidenceKindChanged':
      return { ...after('kind-changed', event.secondName), kind: event.to }
    case 'EvidenceItemClosed':
      return { ...after('closed', event.secondName), closedBy: entry }
    case 'EvidenceHandled':
      return after(event.act, event.to)
    case 'EvidenceMarked':
      return { ...after('marked'), mayShowPatients: true, releasedBy: null }
    case 'EvidenceReleased':
      return { ...after('released'), releasedBy: entry }
  }
}

function handled(
  { at, by, byName }: EvidenceItemEvent,
  entry: number,
  act: Handling['act'],
  other: TextRef | null = null,
): Handling {
  return { entry, at, by, byName: byName ?? null, act, other }
}
