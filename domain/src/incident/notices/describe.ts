import { OUTSIDE_WORDS, ROLE_WORDS, isRoleId } from '../../people/index.ts'
import type { ContactRole } from '../../people/index.ts'
import type { TextRef } from '../event-head.ts'
import type { InboundRefused, NoticeCause, NoticeEvent, SendChannel, SendReason } from './events.ts'

/** A role in English words. */
export const roleName = (role: ContactRole): string =>
  isRoleId(role) ? ROLE_WORDS[role].en : OUTSIDE_WORDS[role]

const CAUSES: Readonly<Record<NoticeCause, string>> = {
  filed: 'it came in',
  'kind-changed': 'it became graver',
  lowered: 'two people made less of it',
  closed: 'two people closed it',
  contradicted: 'evidence contradicts it',
  due: 'its time comes',
}

const CHANNELS: Readonly<Record<SendChannel, string>> = {
  sms: 'SMS',
  mail: 'mail',
  webhook: 'pager',
  paper: 'paper form 213',
}

const REASONS: Readonly<Record<SendReason, string>> = {
  refused: 'it was refused',
  unreachable: 'nothing answered',
  'timed-out': 'no answer came in time',
  'not-set-up': 'the channel is not set up',
  'no-address': 'no address is listed',
  'nobody-to-call': 'nobody with a number can be named',
  disk: 'it could not be written',
  stopped: 'the program was stopped meanwhile',
}

const INBOUND: Readonly<Record<InboundRefused['reason'], string>> = {
  'unknown-number': 'its number is in no call tree',
  'unknown-code': 'its code belongs to no notice',
  'other-person': 'its code is another person’s',
  'not-read': 'it is no answer',
}

/** An event of notices as one sentence; people are named by their role and place, as the record has them. */
export function describeNotice(event: NoticeEvent, said: (ref: TextRef) => string): string {
  switch (event.type) {
    case 'NoticePolicySet':
      return 'The policy of notices was set; notices that run keep theirs.'
    case 'ContactsImported':
      return `Call tree imported: ${event.contacts.length} people${event.faults > 0 ? `, ${event.faults} faults` : ''}.`
    case 'NoticeChannelsSet':
      return `Channels of notices: ${['board', ...event.channels.map((one) => CHANNELS[one]), 'paper form 213'].join(', ')}.`
    case 'ClockSetBack':
      return `The clock was set back by ${Math.round(event.shiftMs / 60_000)} minutes; what runs goes on as if it had not.`
    case 'NoticeRaised':
      return `${event.notice} raised about ${event.subject.kind} ${event.subject.id}: ${CAUSES[event.cause]}.`
    case 'NoticeStepReached': {
      const roles = event.roles.map(roleName).join(', ')
      const round = event.round === 0 ? '' : `, round ${event.round + 1}`
      return event.contacts.length === 0
        ? `${event.notice}: step ${event.step + 1}${round} is empty, nobody is listed as ${roles}; it went straight on.`
        : `${event.notice} goes to step ${event.step + 1}${round}: ${roles}${event.outside ? ', outside the hospital' : ''}.`
    }
    case 'NoticeSendBegun':
      return event.channel === 'paper'
        ? `${event.notice}: a sheet for ${event.contact} waits to be printed and carried.`
        : `${event.notice} goes to ${event.contact} by ${CHANNELS[event.channel]} (attempt ${event.attempt}).`
    case 'NoticeSendEnded': {
      const why = event.reason === undefined ? '' : `: ${REASONS[event.reason]}`
      const fate = event.fate === 'not-known' ? 'it is not known whether it left' : event.fate
      return `${event.notice}, attempt ${event.attempt}: ${fate}${why}.`
    }
    case 'NoticeHeldBack':
      return `${event.notice}: no further message to ${event.contact} for now, they had as many as the limit allows.`
    case 'InboundRefused':
      return `A message by ${event.channel}${event.from === undefined ? '' : ` from ${said(event.from)}`} answers nothing: ${INBOUND[event.reason]}.`
    case 'NoticeRead':
    case 'NoticeAcknowledged':
    case 'NoticeAckExpired':
    case 'NoticeDecided':
    case 'NoticeClosed':
    case 'NoticeHandedOver':
      return describeAnswer(event, said)
  }
}

type AnswerEvent = Extract<
  NoticeEvent,
  {
    type:
      | 'NoticeRead'
      | 'NoticeAcknowledged'
      | 'NoticeAckExpired'
      | 'NoticeDecided'
      | 'NoticeClosed'
      | 'NoticeHandedOver'
  }
>

function describeAnswer(event: AnswerEvent, said: (ref: TextRef) => string): string {
  const by = event.byName === undefined ? '' : ` (${said(event.byName)})`
  switch (event.type) {
    case 'NoticeRead':
      return `${event.notice} read by ${roleName(event.role)}${by}.`
    case 'NoticeAcknowledged':
      return `${event.notice} acknowledged by ${roleName(event.role)}${by} by ${event.channel}, item ${event.hash.slice(0, 8)}…${event.holds ? '' : '; they had held the chain before, it climbs on'}.`
    case 'NoticeAckExpired':
      return `${event.notice}: the acknowledgement of entry ${event.acknowledgement + 1} ran out without a decision; the chain goes on.`
    case 'NoticeDecided':
      return `${event.notice} decided by ${roleName(event.role)}${by}: ${said(event.decision)}.`
    case 'NoticeClosed':
      return `${event.notice} closed, second person ${said(event.secondName)}: ${said(event.reason)}.`
    case 'NoticeHandedOver':
      return `${event.notice} handed over on paper by ${said(event.handedBy)}, received by ${said(event.receivedBy)} for ${roleName(event.role)}.`
  }
}
