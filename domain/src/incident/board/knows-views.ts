import type { EvidenceItemView, HandlingLine } from '../evidence/view.ts'
import type { SendChannel } from '../notices/events.ts'
import type { NamedRole, NoticeView } from '../notices/view.ts'
import type { PageHeader } from './views.ts'

/** GET /api/notices */
export interface NoticesPage {
  readonly header: PageHeader
  readonly notices: readonly NoticeView[]
  readonly callTree: {
    readonly importedAt: string | null
    readonly people: number
    /** True: the names and numbers beside the record are not those of its last import. */
    readonly misfit: boolean
  }
  readonly channels: readonly SendChannel[]
  /** Null: the built-in policy holds. */
  readonly policySetAt: string | null
  /** Every role that somebody at the board may have. */
  readonly roles: readonly NamedRole[]
}

/** GET /api/evidence */
export interface EvidencePage {
  readonly header: PageHeader
  readonly items: readonly EvidenceItemView[]
  /** Kept files that belong to no item. */
  readonly otherFiles: number
}

/** GET /api/evidence/:item */
export interface EvidenceItemPage {
  readonly header: PageHeader
  readonly item: EvidenceItemView
  readonly handling: readonly HandlingLine[]
  readonly notices: readonly NoticeView[]
}

/** GET /api/evidence/:item/text: the start of a kept file, read as text. */
export interface FileTextView {
  readonly text: string
  /** Bytes that were read, and that there are. */
  readonly shown: number
  readonly bytes: number
}
