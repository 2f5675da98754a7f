import type { ContactRole, RoleId } from '../../people/index.ts'
import type { EventHead, TextRef } from '../event-head.ts'
import type { NoticePolicy, NoticeRule } from './policy.ts'

/** What can happen around notices. Names, numbers and what was said lie beside the log; contacts are ids here. */
export type NoticeEvent =
  | NoticePolicySet
  | ContactsImported
  | NoticeChannelsSet
  | ClockSetBack
  | NoticeRaised
  | NoticeStepReached
  | NoticeSendBegun
  | NoticeSendEnded
  | NoticeHeldBack
  | NoticeRead
  | NoticeAcknowledged
  | NoticeAckExpired
  | NoticeDecided
  | NoticeClosed
  | NoticeHandedOver
  | InboundRefused

/** What a notice can be about. */
export const SUBJECT_KINDS = ['evidence', 'statement', 'deadline'] as const
/** What a notice is about; `id` is the number of the item, statement or deadline. */
export interface NoticeSubject {
  readonly kind: (typeof SUBJECT_KINDS)[number]
  readonly id: string
}

/** Why a notice was raised. */
export const NOTICE_CAUSES = ['filed', 'kind-changed', 'lowered', 'closed', 'contradicted', 'due'] as const
/** Why a notice was raised. */
export type NoticeCause = (typeof NOTICE_CAUSES)[number]

/** Ways that reach a person. The board is one too, and always there; it is not sent to. */
export const SEND_CHANNELS = ['sms', 'mail', 'webhook', 'paper'] as const
/** A way that reaches a person. */
export type SendChannel = (typeof SEND_CHANNELS)[number]

/** Where an answer came from. */
export const ANSWER_CHANNELS = ['board', 'sms', 'paper', 'command-line'] as const
/** Where an answer came from. */
export type AnswerChannel = (typeof ANSWER_CHANNELS)[number]

/** What became of an attempt: `sent` says that the channel took it, never that anybody read it. */
export const SEND_FATES = ['sent', 'failed', 'not-known'] as const
/** What became of an attempt. */
export type SendFate = (typeof SEND_FATES)[number]

/** Why an attempt failed. */
export const SEND_REASONS = [
  'refused',
  'unreachable',
  'timed-out',
  'not-set-up',
  'no-address',
  'nobody-to-call',
  'disk',
  'stopped',
] as const
/** Why an attempt failed. */
export type SendReason = (typeof SEND_REASONS)[number]

/** The rules of notices are these from now on; notices that run keep theirs. */
export interface NoticePolicySet extends EventHead {
  readonly type: 'NoticePolicySet'
  readonly policy: NoticePolicy
}

/** A person of the call tree as the record knows one. */
export interface ListedContact {
  readonly id: string
  readonly role: ContactRole
  readonly deputy: string | null
  readonly mobile: boolean
  readonly mail: boolean
}

/** The call tree was imported; it replaces the one before. Names and numbers lie beside the log. */
export interface ContactsImported extends EventHead {
  readonly type: 'ContactsImported'
  /** SHA-256 of the list as it is kept, hex. */
  readonly digest: string
  readonly faults: number
  readonly contacts: readonly ListedContact[]
}

/** These channels are set up; paper always is. */
export interface NoticeChannelsSet extends EventHead {
  readonly type: 'NoticeChannelsSet'
  readonly channels: readonly SendChannel[]
}

/** The clock went back: what ran goes on as if it had not. */
export interface ClockSetBack extends EventHead {
  readonly type: 'ClockSetBack'
  /** The latest instant of the record before. */
  readonly before: string
  /** How far back, in whole milliseconds. */
  readonly shiftMs: number
}

/** Named roles must know of something. */
export interface NoticeRaised extends EventHead {
  readonly type: 'NoticeRaised'
  /** `n-001`, by order. */
  readonly notice: string
  readonly subject: NoticeSubject
  /** What an acknowledgement must name. */
  readonly hash: string
  readonly cause: NoticeCause
  /** The rule as it stood; later changes of the policy do not touch it. */
  readonly rule: NoticeRule
  /** People who are asked at the first step besides its roles: those who got the first notice of an item. */
  readonly first: readonly string[]
}

/** The chain went up. `contacts` empty: nobody is listed for these roles, and it went straight on. */
export interface NoticeStepReached extends EventHead {
  readonly type: 'NoticeStepReached'
  readonly notice: string
  /** Counts on without end, from 0. */
  readonly step: number
  /** How often the chain began anew. */
  readonly round: number
  readonly roles: readonly ContactRole[]
  readonly contacts: readonly string[]
  readonly outside: boolean
}

/** An attempt begins: recorded before anything leaves. On paper: a sheet waits to be printed and carried. */
export interface NoticeSendBegun extends EventHead {
  readonly type: 'NoticeSendBegun'
  readonly notice: string
  /** Counts the attempts of this notice, from 1. */
  readonly attempt: number
  readonly step: number
  readonly contact: string
  readonly channel: SendChannel
}

/** What became of an attempt. */
export interface NoticeSendEnded extends EventHead {
  readonly type: 'NoticeSendEnded'
  readonly notice: string
  readonly attempt: number
  readonly fate: SendFate
  readonly reason?: SendReason
}

/** No further message went to this person at this step: they had had as many as the limit allows. */
export interface NoticeHeldBack extends EventHead {
  readonly type: 'NoticeHeldBack'
  readonly notice: string
  readonly step: number
  readonly contact: string
}

/** Somebody in this role opened it. Read is not acknowledged. */
export interface NoticeRead extends EventHead {
  readonly type: 'NoticeRead'
  readonly notice: string
  readonly role: ContactRole
  readonly contact?: string
}

/** Somebody in this role says: I have it, this very item. It holds the chain until `until`, unless they had held it before. */
export interface NoticeAcknowledged extends EventHead {
  readonly type: 'NoticeAcknowledged'
  readonly notice: string
  readonly hash: string
  readonly role: ContactRole
  readonly channel: AnswerChannel
  readonly contact?: string
  readonly until: string
  /** False: this role had held the chain once already; it climbs on. */
  readonly holds: boolean
}

/** An acknowledgement ran out without a decision; the chain goes on. */
export interface NoticeAckExpired extends EventHead {
  readonly type: 'NoticeAckExpired'
  readonly notice: string
  /** Entry of the acknowledgement. */
  readonly acknowledgement: number
}

/** Somebody who may decided; the chain ends. */
export interface NoticeDecided extends EventHead {
  readonly type: 'NoticeDecided'
  readonly notice: string
  readonly hash: string
  readonly role: RoleId
  readonly channel: AnswerChannel
  readonly decision: TextRef
}

/** Two people put a decided notice away. */
export interface NoticeClosed extends EventHead {
  readonly type: 'NoticeClosed'
  readonly notice: string
  readonly reason: TextRef
  readonly secondName: TextRef
  readonly secondBy?: string
}

/** A sheet was put into somebody's hand, and they signed for it. */
export interface NoticeHandedOver extends EventHead {
  readonly type: 'NoticeHandedOver'
  readonly notice: string
  readonly role: ContactRole
  readonly contact?: string
  readonly handedBy: TextRef
  readonly receivedBy: TextRef
  readonly handedAt: string
}

/** Why a message that came in answers nothing. */
export const INBOUND_REASONS = ['unknown-number', 'unknown-code', 'other-person', 'not-read'] as const

/** A message came in that answers nothing. */
export interface InboundRefused extends EventHead {
  readonly type: 'InboundRefused'
  readonly channel: AnswerChannel
  readonly reason: (typeof INBOUND_REASONS)[number]
  readonly from?: TextRef
  readonly text?: TextRef
}
