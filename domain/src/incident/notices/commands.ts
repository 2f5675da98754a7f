import type { ContactRole, RoleId } from '../../people/index.ts'
import type {
  AnswerChannel,
  InboundRefused,
  ListedContact,
  NoticeCause,
  NoticeSubject,
  SendChannel,
  SendFate,
  SendReason,
} from './events.ts'
import type { NoticePolicy } from './policy.ts'

/** What somebody, or the program that watches the clock, wants recorded of notices. Texts are plain. */
export type NoticeCommand =
  | { readonly type: 'SetNoticePolicy'; readonly policy: NoticePolicy }
  | {
      readonly type: 'ImportContacts'
      readonly digest: string
      readonly faults: number
      readonly contacts: readonly ListedContact[]
    }
  /** Recorded only where they are others than before. */
  | { readonly type: 'SetNoticeChannels'; readonly channels: readonly SendChannel[] }
  | RaiseNotice
  /** Whatever is due now; nothing due is no entry and no refusal. */
  | {
      readonly type: 'TickNotices'
      /** What a clock that nobody sets says now, counted on from the last look; absent: there was none. */
      readonly expected?: string | undefined
    }
  | {
      readonly type: 'EndSend'
      readonly notice: string
      readonly attempt: number
      readonly fate: SendFate
      readonly reason?: SendReason | undefined
    }
  | (Answer & { readonly type: 'ReadNotice' })
  | (Answer & { readonly type: 'AcknowledgeNotice'; readonly hash: string; readonly channel: AnswerChannel })
  | {
      readonly type: 'DecideNotice'
      readonly notice: string
      readonly hash: string
      readonly role: RoleId
      readonly channel: AnswerChannel
      readonly decision: string
    }
  | {
      readonly type: 'CloseNotice'
      readonly notice: string
      readonly reason: string
      readonly secondName: string
      readonly secondBy?: string | undefined
    }
  | (Answer & {
      readonly type: 'HandOverNotice'
      readonly handedBy: string
      readonly receivedBy: string
      readonly handedAt: string
    })
  | {
      readonly type: 'RefuseInbound'
      readonly channel: AnswerChannel
      readonly reason: InboundRefused['reason']
      readonly from?: string | undefined
      readonly text?: string | undefined
    }

/** Named people must know of something: the door for statements and deadlines (`raiseNotice` within a decision of theirs). */
export interface RaiseNotice {
  readonly type: 'RaiseNotice'
  readonly subject: NoticeSubject
  /** What an acknowledgement must name: SHA-256 or a commitment, hex. */
  readonly hash: string
  readonly cause: NoticeCause
  /** Contacts who are asked at the start of each round besides the rule's roles. */
  readonly first?: readonly string[] | undefined
}

interface Answer {
  readonly notice: string
  readonly role: ContactRole
  readonly contact?: string | undefined
}

const TYPES: ReadonlySet<string> = new Set<NoticeCommand['type']>([
  'SetNoticePolicy',
  'ImportContacts',
  'SetNoticeChannels',
  'RaiseNotice',
  'TickNotices',
  'EndSend',
  'ReadNotice',
  'AcknowledgeNotice',
  'DecideNotice',
  'CloseNotice',
  'HandOverNotice',
  'RefuseInbound',
])

/** Whether a command is one on notices. */
export function isNoticeCommand<Command extends { readonly type: string }>(
  command: Command,
): command is Extract<Command, NoticeCommand> {
  return TYPES.has(command.type)
}
