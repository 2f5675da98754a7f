import type {
  BoardInput,
  LogView,
  RecordCommentBody,
  RecordConnectionBody,
  RecordPowerBody,
  RecordSightingBody,
  StoryInput,
} from '@codedark/domain/board'
import type { Result } from '@codedark/domain/result'

/** What a person may do at the board, once the data folder is open. Refusals are sentences. */
export interface Desk {
  /** Number of entries of the ledger as this process knows it. */
  size(): number
  /** Everything the views are made from, as of now. */
  input(): BoardInput
  /** Whether a server of this id is on the list or in a log. */
  knows(server: string): boolean
  /** Null for a server that is neither on the list nor in a log. */
  story(server: string): StoryInput | null
  /** The newest `limit` entries with a number below `before`. */
  log(before: number | null, limit: number): LogView
  /** Each resolves only when the entry is synced. */
  recordSighting(body: RecordSightingBody): Promise<Result<{ readonly entry: number }, string>>
  recordConnection(body: RecordConnectionBody): Promise<Result<{ readonly entry: number }, string>>
  recordPower(body: RecordPowerBody): Promise<Result<{ readonly entry: number }, string>>
  recordComment(body: RecordCommentBody): Promise<Result<{ readonly entry: number }, string>>
  /** Calls back after each change, its own and those of other writers. */
  onChange(listen: (size: number) => void): void
  close(): Promise<void>
}
