import type { EventHead, TextRef } from '../event-head.ts'
import type { HandlingAct, ItemKind, ItemSource } from './kinds.ts'

/** What can happen to an item of evidence. Its file, where it has one, is an `EvidenceRecorded` of its own. */
export type EvidenceItemEvent =
  | EvidenceItemFiled
  | EvidenceSeenAgain
  | EvidenceKindChanged
  | EvidenceItemClosed
  | EvidenceHandled
  | EvidenceMarked
  | EvidenceReleased

/** An item of evidence came in. Nothing says who brought it unless they wanted it said. */
export interface EvidenceItemFiled extends EventHead {
  readonly type: 'EvidenceItemFiled'
  /** `e-001`, by order. */
  readonly item: string
  readonly kind: ItemKind
  readonly source: ItemSource
  /** SHA-256 of the kept file; where there is none the commitment to `text`. Acknowledgements name it. */
  readonly hash: string
  readonly hasFile: boolean
  readonly mayShowPatients: boolean
  readonly server?: string
  /** Absent: without a name. */
  readonly seenBy?: TextRef
  readonly seenAt?: string
  /** What it says or shows, in the words of who brought it. */
  readonly text?: TextRef
  /** Number on the paper form 213. */
  readonly form?: TextRef
}

/** The same thing was found once more: it is no second item. */
export interface EvidenceSeenAgain extends EventHead {
  readonly type: 'EvidenceSeenAgain'
  readonly item: string
  readonly source: ItemSource
  readonly server?: string
  readonly seenBy?: TextRef
  readonly seenAt?: string
  readonly text?: TextRef
}

/** An item shows something else than was held. To a lesser kind it takes two people. */
export interface EvidenceKindChanged extends EventHead {
  readonly type: 'EvidenceKindChanged'
  readonly item: string
  readonly from: ItemKind
  readonly to: ItemKind
  readonly reason: TextRef
  /** The second of two; the first is `byName`. */
  readonly secondName?: TextRef
  /** Account of the second, where they signed in. */
  readonly secondBy?: string
}

/** Two people say that nothing more follows from an item; it stays in the record. */
export interface EvidenceItemClosed extends EventHead {
  readonly type: 'EvidenceItemClosed'
  readonly item: string
  readonly reason: TextRef
  readonly secondName: TextRef
  readonly secondBy?: string
}

/** Somebody looked at a kept file, took it out or printed it. */
export interface EvidenceHandled extends EventHead {
  readonly type: 'EvidenceHandled'
  readonly item: string
  readonly act: HandlingAct
  /** To whom it went, or where. */
  readonly to?: TextRef
}

/** It may show patients after all: it stays out of every bundle. */
export interface EvidenceMarked extends EventHead {
  readonly type: 'EvidenceMarked'
  readonly item: string
}

/** A person looked and says that it may go into bundles. */
export interface EvidenceReleased extends EventHead {
  readonly type: 'EvidenceReleased'
  readonly item: string
  readonly reason: TextRef
}
