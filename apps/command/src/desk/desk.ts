import type {
  BoardInput,
  FindingsView,
  FindingView,
  LogView,
  RecordView,
  RecordCommentBody,
  RecordConnectionBody,
  RecordPowerBody,
  RecordSightingBody,
  StoryInput,
} from '@codedark/domain/board'
import type { Result } from '@codedark/domain/result'
import type { AccessFact } from '@codedark/domain/incident'
import type { RecordServiceBody, TakeTextOutBody, Who } from './commands.ts'
import type { NoticeDesk } from './notice-desk.ts'
import type { FindingsAsked } from './finding-views.ts'
import type { StatementsDesk } from './statements.ts'
import type { DiversionDesk } from './diversion.ts'
import type { LinksDesk } from './links.ts'
import type { LogFilter } from './log-reader.ts'
import type { PastDesk } from './past.ts'
import type { FormAsked, StaffDesk } from './staff.ts'

/** What a person may do at the board, once the data folder is open. Refusals are sentences. */
export interface Desk {
  /** Number of entries of the ledger as this process knows it. */
  size(): number
  /** Everything the views are made from, as of now. */
  input(): BoardInput
  /** Everything that can be shown as the record stood at an instant (UTC); null: it is not over yet. */
  past(at: string): PastDesk | null
  /** Whether a server of this id is on the list or in a log. */
  knows(server: string): boolean
  /** Null for a server that is neither on the list nor in a log. */
  story(server: string): StoryInput | null
  /** A page of the kept findings; null for a mark of a page that is none. */
  findings(asked: FindingsAsked): FindingsView | null
  /** Null where no finding is kept under this id. */
  finding(id: string): FindingView | null
  /** Its record, read again from its file in a child; null where no such finding is kept. */
  record(id: string): Promise<RecordView | null>
  /** The newest `limit` entries with a number below `before`. */
  log(before: number | null, limit: number, filter?: LogFilter): LogView
  /** Each resolves only when the entry is synced. */
  recordSighting(body: RecordSightingBody, who: Who): Promise<Result<{ readonly entry: number }, string>>
  recordConnection(body: RecordConnectionBody, who: Who): Promise<Result<{ readonly entry: number }, string>>
  recordPower(body: RecordPowerBody, who: Who): Promise<Result<{ readonly entry: number }, string>>
  recordComment(body: RecordCommentBody, who: Who): Promise<Result<{ readonly entry: number }, string>>
  recordService(body: RecordServiceBody, who: Who): Promise<Result<{ readonly entry: number }, string>>
  takeTextOut(body: TakeTextOutBody, who: Who): Promise<Result<{ readonly entry: number }, string>>
  /** Records who came in; `who` is null where nobody did. */
  recordAccess(facts: readonly AccessFact[], who: Who | null): Result<null, string>
  /** Evidence and notices. */
  readonly notices: NoticeDesk
  /** Calls back after each change, its own and those of other writers. */
  onChange(listen: (size: number) => void): void
  /** Searches, statements to the public, deadlines. */
  readonly statements: StatementsDesk
  /** Where patients are sent. */
  readonly diversion: DiversionDesk
  /** The register of links, and releases of servers. */
  readonly links: LinksDesk
  /** Shifts, tasks, decisions, reports and forms. */
  readonly staff: StaffDesk
  /** A form as PDF on A4. */
  formPdf(asked: FormAsked): Promise<Uint8Array>
  close(): Promise<void>
}
