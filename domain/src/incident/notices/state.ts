import type { ContactRole, RoleId } from '../../people/index.ts'
import type { TextRef } from '../event-head.ts'
import type {
  AnswerChannel,
  ListedContact,
  NoticeCause,
  NoticeSubject,
  SendChannel,
  SendFate,
  SendReason,
} from './events.ts'
import { DEFAULT_POLICY } from './policy.ts'
import type { NoticePolicy, NoticeRule } from './policy.ts'

/** All that the record holds of notices. */
export interface NoticesState {
  readonly policy: NoticePolicy
  /** Null: never set, the built-in policy holds. */
  readonly policySetAt: string | null
  readonly contacts: readonly ListedContact[]
  /** Null: no call tree was imported. */
  readonly contactsImportedAt: string | null
  /** What the kept list must hash to; null: none. */
  readonly contactsDigest: string | null
  readonly channels: readonly SendChannel[]
  /** The latest instant that any entry has, since the clock was last set back; null: no entry. */
  readonly clockAt: string | null
  /** By number, in order. */
  readonly all: ReadonlyMap<string, Notice>
  /** When messages came in that answered nothing, the last hour of them at least. */
  readonly strangersAt: readonly string[]
}

/** A notice as its entries have it. Instants named `…RunAt` are moved when the clock is set back; others are as recorded. */
export interface Notice {
  readonly notice: string
  readonly entry: number
  readonly raisedAt: string
  readonly subject: NoticeSubject
  readonly hash: string
  readonly cause: NoticeCause
  readonly rule: NoticeRule
  readonly first: readonly string[]
  /** Steps reached so far; step numbers count from 0. */
  readonly reached: number
  /** What the next delay counts from: when it was raised, then the last step. */
  readonly chainRunAt: string
  readonly steps: readonly ReachedStep[]
  readonly attempts: readonly Attempt[]
  readonly heldBack: readonly { readonly step: number; readonly contact: string }[]
  readonly reads: readonly Reading[]
  readonly acknowledgements: readonly Acknowledgement[]
  readonly decided: Decided | null
  readonly handedOver: readonly HandOver[]
  readonly closedBy: number | null
}

/** A step that the chain has gone up to. */
export interface ReachedStep {
  readonly step: number
  readonly round: number
  readonly at: string
  readonly entry: number
  readonly roles: readonly ContactRole[]
  readonly contacts: readonly string[]
  readonly outside: boolean
}

/** One attempt to reach one person on one channel. */
export interface Attempt {
  readonly attempt: number
  readonly step: number
  readonly contact: string
  readonly channel: SendChannel
  readonly at: string
  readonly runAt: string
  /** Null: not known yet; on paper: the sheet waits to be carried. */
  readonly fate: SendFate | null
  readonly reason: SendReason | null
  readonly endedAt: string | null
}

/** Somebody opened it. */
export interface Reading {
  readonly role: ContactRole
  readonly at: string
  readonly entry: number
  readonly byName: TextRef | null
}

/** Somebody has it. */
export interface Acknowledgement {
  readonly role: ContactRole
  readonly contact: string | null
  readonly channel: AnswerChannel
  readonly at: string
  readonly entry: number
  readonly byName: TextRef | null
  readonly untilRunAt: string
  readonly holds: boolean
  /** Entry that says that it ran out; null: not yet. */
  readonly expiredBy: number | null
}

/** Somebody decided. */
export interface Decided {
  readonly role: RoleId
  readonly at: string
  readonly entry: number
  readonly byName: TextRef | null
  readonly decision: TextRef
}

/** A sheet in somebody's hand. */
export interface HandOver {
  readonly role: ContactRole
  readonly contact: string | null
  readonly handedBy: TextRef
  readonly receivedBy: TextRef
  readonly handedAt: string
  readonly entry: number
}

/** Nothing was raised; the built-in policy holds. */
export const NO_NOTICES: NoticesState = {
  policy: DEFAULT_POLICY,
  policySetAt: null,
  contacts: [],
  contactsImportedAt: null,
  contactsDigest: null,
  channels: [],
  clockAt: null,
  all: new Map(),
  strangersAt: [],
}
