import type { ContactRole } from '../../people/index.ts'
import type { DecisionDraft } from '../decision-draft.ts'
import { MAX_NAME_CHARS, MAX_TEXT_CHARS } from '../limits.ts'
import { addressedRoles } from './chain.ts'
import type { NoticeCommand } from './commands.ts'
import { MAX_STRANGERS_PER_HOUR } from './limits.ts'
import { parsePolicy } from './policy.ts'
import { raiseNotice } from './raise.ts'
import type { NoticeRefusal } from './refusals.ts'
import type { Notice } from './state.ts'
import { tickNotices } from './tick.ts'

type Command<Type extends NoticeCommand['type']> = Extract<NoticeCommand, { type: Type }>

/** What a command on notices leads to. */
export function decideNotices(command: NoticeCommand, draft: DecisionDraft): void {
  const { notices } = draft.state
  switch (command.type) {
    case 'SetNoticePolicy': {
      const policy = parsePolicy(command.policy)
      if (!policy.ok) return refuse(draft, { code: 'bad-policy', ...policy.fault })
      return draft.event({ type: 'NoticePolicySet', policy: policy.value })
    }
    case 'ImportContacts': {
      const { digest, faults, contacts } = command
      return draft.event({ type: 'ContactsImported', digest, faults, contacts })
    }
    case 'SetNoticeChannels': {
      const same =
        command.channels.length === notices.channels.length &&
        command.channels.every((one) => notices.channels.includes(one))
      return same ? undefined : draft.event({ type: 'NoticeChannelsSet', channels: command.channels })
    }
    case 'RaiseNotice':
      draft.needsIncident()
      return raiseNotice(draft, command)
    case 'TickNotices':
      for (const body of tickNotices(notices, draft.context.now, command.expected ?? null)) draft.event(body)
      return
    case 'EndSend':
      return endSend(command, draft)
    case 'ReadNotice':
      return readNotice(command, draft)
    case 'AcknowledgeNotice':
      return acknowledge(command, draft)
    case 'DecideNotice':
      return decideNotice(command, draft)
    case 'CloseNotice':
      return closeNotice(command, draft)
    case 'HandOverNotice':
      return handOver(command, draft)
    case 'RefuseInbound':
      return refuseInbound(command, draft)
  }
}

const refuse = (draft: DecisionDraft, why: NoticeRefusal): void => draft.refuse({ code: 'notice', why })

function held(draft: DecisionDraft, notice: string): Notice | null {
  const one = draft.state.notices.all.get(notice)
  if (one === undefined) refuse(draft, { code: 'no-such-notice', notice })
  return one ?? null
}

/** A notice that `role` is asked by; null and a refusal where it is not. */
function addressed(
  draft: DecisionDraft,
  { notice, role, contact }: { notice: string; role: ContactRole; contact?: string | undefined },
): Notice | null {
  const one = held(draft, notice)
  if (one === null) return null
  const { contacts } = draft.state.notices
  if (contact !== undefined && contacts.every(({ id }) => id !== contact)) {
    refuse(draft, { code: 'no-such-contact', contact })
    return null
  }
  const roles = addressedRoles(one, contacts)
  if (roles.includes(role)) return one
  refuse(draft, { code: 'not-addressed', role, roles })
  return null
}

function endSend({ notice, attempt, fate, reason }: Command<'EndSend'>, draft: DecisionDraft): void {
  const one = held(draft, notice)
  const begun = one?.attempts.find((made) => made.attempt === attempt)
  if (one === null) return
  if (begun === undefined) return refuse(draft, { code: 'no-such-attempt', attempt })
  // What was given up as not known may still turn out to have gone: that is news, the rest is not.
  const isNews = begun.fate === null || (begun.fate === 'not-known' && fate !== 'not-known')
  if (!isNews) return refuse(draft, { code: 'fate-known', attempt })
  draft.event({
    type: 'NoticeSendEnded',
    notice,
    attempt,
    fate,
    ...(reason === undefined ? {} : { reason }),
  })
}

function readNotice(command: Command<'ReadNotice'>, draft: DecisionDraft): void {
  const one = addressed(draft, command)
  if (one === null || one.reads.some(({ role }) => role === command.role)) return
  const { notice, role, contact } = command
  draft.event({ type: 'NoticeRead', notice, role, ...(contact === undefined ? {} : { contact }) })
}

function acknowledge(command: Command<'AcknowledgeNotice'>, draft: DecisionDraft): void {
  const one = addressed(draft, command)
  if (one === null) return
  const { notice, hash, role, channel, contact } = command
  if (hash !== one.hash) return refuse(draft, { code: 'other-hash', need: one.hash, have: hash })
  if (one.decided !== null) return refuse(draft, { code: 'decided-before', ...one.decided })
  const { now } = draft.context
  const before = one.acknowledgements.filter((made) => made.role === role)
  const running = before.find(({ untilRunAt }) => Date.parse(untilRunAt) > Date.parse(now))
  if (running !== undefined) return refuse(draft, { code: 'acknowledged-before', ...running })
  const until = new Date(Date.parse(now) + one.rule.ackMinutes * 60_000).toISOString()
  draft.event({
    type: 'NoticeAcknowledged',
    notice,
    hash,
    role,
    channel,
    ...(contact === undefined ? {} : { contact }),
    until,
    // Each role holds the chain once. Else one person who acknowledges every half hour keeps it from all others for ever.
    holds: before.length === 0,
  })
}

function decideNotice(command: Command<'DecideNotice'>, draft: DecisionDraft): void {
  const one = held(draft, command.notice)
  if (one === null) return
  const { notice, hash, role, channel } = command
  if (hash !== one.hash) return refuse(draft, { code: 'other-hash', need: one.hash, have: hash })
  if (one.decided !== null) return refuse(draft, { code: 'decided-before', ...one.decided })
  if (!one.rule.decides.includes(role))
    return refuse(draft, { code: 'not-decider', role, roles: one.rule.decides })
  const decision = draft.text('decision', command.decision, MAX_TEXT_CHARS)
  draft.event({ type: 'NoticeDecided', notice, hash, role, channel, decision })
}

function closeNotice(command: Command<'CloseNotice'>, draft: DecisionDraft): void {
  const one = held(draft, command.notice)
  if (one === null) return
  if (one.closedBy !== null) return refuse(draft, { code: 'closed-before', entry: one.closedBy })
  if (one.decided === null) return refuse(draft, { code: 'not-decided', notice: one.notice })
  if (!draft.twoPeople(command.secondName, command.secondBy))
    return refuse(draft, { code: 'needs-two', what: 'Closing a notice' })
  draft.event({
    type: 'NoticeClosed',
    notice: one.notice,
    reason: draft.text('reason', command.reason, MAX_TEXT_CHARS),
    secondName: draft.text('secondName', command.secondName, MAX_NAME_CHARS),
    ...(command.secondBy === undefined ? {} : { secondBy: command.secondBy }),
  })
}

function handOver(command: Command<'HandOverNotice'>, draft: DecisionDraft): void {
  const one = addressed(draft, command)
  if (one === null) return
  draft.past('handedAt', command.handedAt)
  const { notice, role, contact, handedAt } = command
  const handedBy = draft.text('handedBy', command.handedBy, MAX_NAME_CHARS)
  const receivedBy = draft.text('receivedBy', command.receivedBy, MAX_NAME_CHARS)
  const waiting = one.attempts.find(
    (made) => made.channel === 'paper' && made.fate === null && made.contact === contact,
  )
  draft.event({
    type: 'NoticeHandedOver',
    notice,
    role,
    ...(contact === undefined ? {} : { contact }),
    handedBy,
    receivedBy,
    handedAt,
  })
  if (waiting !== undefined)
    draft.event({ type: 'NoticeSendEnded', notice, attempt: waiting.attempt, fate: 'sent' })
}

function refuseInbound(command: Command<'RefuseInbound'>, draft: DecisionDraft): void {
  const hourAgo = Date.parse(draft.context.now) - 3_600_000
  const lately = draft.state.notices.strangersAt.filter((at) => Date.parse(at) > hourAgo)
  if (lately.length >= MAX_STRANGERS_PER_HOUR) return
  const { channel, reason } = command
  const from = draft.optionalText('from', command.from?.slice(0, MAX_NAME_CHARS), MAX_NAME_CHARS)
  const text = draft.optionalText('text', command.text?.slice(0, 500), MAX_TEXT_CHARS)
  draft.event({ type: 'InboundRefused', channel, reason, ...(from && { from }), ...(text && { text }) })
}
