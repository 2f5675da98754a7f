import type { TextRef } from '../event-head.ts'
import { noticesOfItem } from '../notices/raise.ts'
import type { NoticesState } from '../notices/state.ts'
import type { EvidenceHeld } from '../state.ts'
import { ITEM_KIND_WORDS } from './kinds.ts'
import type { ItemKind, ItemSource } from './kinds.ts'
import type { EvidenceItem, EvidenceItems, Handling } from './state.ts'

/** An item as the list shows it. Every text in it was written by somebody else: it is shown as text, never as anything more. */
export interface EvidenceItemView {
  readonly item: string
  readonly entry: number
  readonly at: string
  readonly kind: ItemKind
  readonly kindName: string
  readonly source: ItemSource
  readonly hash: string
  readonly hasFile: boolean
  readonly fileName: string | null
  readonly bytes: number | null
  readonly mayShowPatients: boolean
  /** Marked, and nobody released it. */
  readonly staysOut: boolean
  readonly servers: readonly string[]
  /** Null: it came without a name. */
  readonly seenBy: string | null
  readonly seenAt: string | null
  readonly text: string | null
  readonly form: string | null
  readonly again: number
  readonly closedEntry: number | null
  /** Numbers of the notices about it. */
  readonly notices: readonly string[]
}

/** One line of a handling record. */
export interface HandlingLine {
  readonly entry: number
  readonly at: string
  readonly act: Handling['act']
  readonly who: string
  readonly other: string | null
}

/** What the views are made from. */
export interface EvidenceParts {
  readonly items: EvidenceItems
  readonly evidence: ReadonlyMap<string, EvidenceHeld>
  readonly notices: NoticesState
}

/** All items, open ones first, the newest first. */
export function evidenceViews(
  state: EvidenceParts,
  textOf: (ref: TextRef) => string,
): readonly EvidenceItemView[] {
  return [...state.items.values()]
    .toReversed()
    .map((item) => evidenceItemView(item, state, textOf))
    .toSorted((a, b) => Number(a.closedEntry !== null) - Number(b.closedEntry !== null))
}

/** One item. */
export function evidenceItemView(
  item: EvidenceItem,
  state: EvidenceParts,
  textOf: (ref: TextRef) => string,
): EvidenceItemView {
  const file = item.hasFile ? state.evidence.get(item.hash) : undefined
  const said = (ref: TextRef | null): string | null => (ref === null ? null : textOf(ref))
  const { entry, closedBy, mayShowPatients } = item
  return {
    item: item.item,
    entry: entry + 1,
    at: item.at,
    kind: item.kind,
    kindName: ITEM_KIND_WORDS[item.kind],
    source: item.source,
    hash: item.hash,
    hasFile: item.hasFile,
    fileName: said(file?.fileName ?? null),
    bytes: file?.bytes ?? null,
    mayShowPatients,
    staysOut: (mayShowPatients || file?.mayShowPatients === true) && item.releasedBy === null,
    servers: item.servers,
    seenBy: said(item.seenBy),
    seenAt: item.seenAt,
    text: said(item.text),
    form: said(item.form),
    again: item.again,
    closedEntry: closedBy === null ? null : closedBy + 1,
    notices: noticesOfItem(state.notices, item.item).map(({ notice }) => notice),
  }
}

/** Every hand an item passed through, in order. */
export function handlingLines(item: EvidenceItem, textOf: (ref: TextRef) => string): readonly HandlingLine[] {
  return item.handling.map(({ entry, at, by, byName, act, other }) => ({
    entry: entry + 1,
    at,
    act,
    who: byName === null ? by : textOf(byName),
    other: other === null ? null : textOf(other),
  }))
}
