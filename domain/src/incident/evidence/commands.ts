import type { HandlingAct, ItemKind, ItemSource } from './kinds.ts'

/** What somebody wants recorded of evidence. Texts are plain; `decide` turns each into a commitment. */
export type EvidenceItemCommand =
  | FileEvidenceItem
  | (SecondPerson & {
      readonly type: 'ChangeItemKind'
      readonly item: string
      /** Kind that the person saw: where it is another by now, they look again first. */
      readonly from: ItemKind
      readonly to: ItemKind
      readonly reason: string
    })
  | (SecondPerson & { readonly type: 'CloseItem'; readonly item: string; readonly reason: string })
  | {
      readonly type: 'HandleItem'
      readonly item: string
      readonly act: HandlingAct
      readonly to?: string | undefined
    }
  /** Another find of the same: a note that differs by a victim's number, say. It is no second item and no second notice. */
  | {
      readonly type: 'SeeItemAgain'
      readonly item: string
      readonly source: ItemSource
      readonly server?: string | undefined
    }
  | { readonly type: 'MarkItem'; readonly item: string }
  | { readonly type: 'ReleaseItem'; readonly item: string; readonly reason: string }

/** An item comes in: with a kept file, or as words. The same thing once more becomes a note on the item that is held. */
export interface FileEvidenceItem {
  readonly type: 'FileEvidenceItem'
  readonly kind: ItemKind
  readonly source: ItemSource
  /** SHA-256 of a file that an `EvidenceRecorded` speaks of; absent: `text` is all there is. */
  readonly sha256?: string | undefined
  readonly mayShowPatients: boolean
  readonly server?: string | undefined
  /** Absent or empty: without a name. */
  readonly seenBy?: string | undefined
  readonly seenAt?: string | undefined
  readonly text?: string | undefined
  readonly form?: string | undefined
}

/** The second of two people; the first is the one who records. */
export interface SecondPerson {
  readonly secondName?: string | undefined
  /** Their account, where they signed in. */
  readonly secondBy?: string | undefined
}

const TYPES: ReadonlySet<string> = new Set<EvidenceItemCommand['type']>([
  'FileEvidenceItem',
  'ChangeItemKind',
  'CloseItem',
  'HandleItem',
  'SeeItemAgain',
  'MarkItem',
  'ReleaseItem',
])

/** Whether a command is one on items of evidence. */
export function isEvidenceItemCommand<Command extends { readonly type: string }>(
  command: Command,
): command is Extract<Command, EvidenceItemCommand> {
  return TYPES.has(command.type)
}
