import type { EventHead } from '../event-head.ts'
import type { AccessEvent } from './events.ts'

/** An access event without what every event of a decision shares. */
export type AccessFact = AccessEvent extends infer Event
  ? Event extends AccessEvent
    ? Omit<Event, keyof EventHead>
    : never
  : never

/** Somebody came in, or did something to accounts, cards or keys: it has happened, so it is never refused but for its form. */
export interface RecordAccess {
  readonly type: 'RecordAccess'
  readonly facts: readonly AccessFact[]
}
