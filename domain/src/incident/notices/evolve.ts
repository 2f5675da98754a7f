import type { TextRef } from '../event-head.ts'
import type { NoticeEvent } from './events.ts'
import type { Acknowledgement, Attempt, Notice, NoticesState } from './state.ts'

/** A state of notices that is being built; nobody else holds it. */
export type NoticesDraft = {
  -readonly [Field in keyof NoticesState]: NoticesState[Field]
} & { all: Map<string, Notice> }

/** A copy to build on. */
export const noticesDraft = (state: NoticesState): NoticesDraft => ({ ...state, all: new Map(state.all) })

/** Follows the clock of the record: every entry tells how far it had come. */
export function followClock(draft: NoticesDraft, at: string): void {
  if (draft.clockAt === null || Date.parse(at) > Date.parse(draft.clockAt)) draft.clockAt = at
}

/** Puts one more event on the notices. */
export function evolveNotices(draft: NoticesDraft, event: NoticeEvent, entry: number): void {
  switch (event.type) {
    case 'NoticePolicySet':
      draft.policy = event.policy
      draft.policySetAt = event.at
      return
    case 'ContactsImported':
      draft.contacts = event.contacts
      draft.contactsImportedAt = event.at
      draft.contactsDigest = event.digest
      return
    case 'NoticeChannelsSet':
      draft.channels = event.channels
      return
    case 'ClockSetBack':
      for (const [id, notice] of draft.all) draft.all.set(id, movedBack(notice, event.shiftMs))
      draft.clockAt = event.at
      return
    case 'InboundRefused': {
      const hourAgo = Date.parse(event.at) - 3_600_000
      draft.strangersAt = [...draft.strangersAt.filter((at) => Date.parse(at) > hourAgo), event.at]
      return
    }
    case 'NoticeRaised': {
      const { notice, at: raisedAt, subject, hash, cause, rule, first } = event
      draft.all.set(notice, {
        ...{ notice, entry, raisedAt, subject, hash, cause, rule, first, reached: 0, chainRunAt: raisedAt },
        ...{ steps: [], attempts: [], heldBack: [], reads: [], acknowledgements: [], handedOver: [] },
        decided: null,
        closedBy: null,
      })
      return
    }
    case 'NoticeStepReached':
    case 'NoticeSendBegun':
    case 'NoticeSendEnded':
    case 'NoticeHeldBack':
    case 'NoticeRead':
    case 'NoticeAcknowledged':
    case 'NoticeAckExpired':
    case 'NoticeDecided':
    case 'NoticeClosed':
    case 'NoticeHandedOver': {
      const held = draft.all.get(event.notice)
      if (held !== undefined) draft.all.set(event.notice, noticeAfter(held, event, entry))
    }
  }
}

type OfNotice = Exclude<Extract<NoticeEvent, { readonly notice: string }>, { type: 'NoticeRaised' }>

function noticeAfter(held: Notice, event: OfNotice, entry: number): Notice {
  const { at } = event
  const byName: TextRef | null = event.byName ?? null
  switch (event.type) {
    case 'NoticeStepReached': {
      const { step, round, roles, contacts, outside } = event
      const steps = [...held.steps, { step, round, at, entry, roles, contacts, outside }]
      return { ...held, steps, reached: step + 1, chainRunAt: at }
    }
    case 'NoticeSendBegun': {
      const { attempt, step, contact, channel } = event
      const begun: Attempt = {
        ...{ attempt, step, contact, channel, at, runAt: at, fate: null, reason: null, endedAt: null },
      }
      return { ...held, attempts: [...held.attempts, begun] }
    }
    case 'NoticeSendEnded': {
      const attempts = held.attempts.map((one) =>
        one.attempt === event.attempt
          ? { ...one, fate: event.fate, reason: event.reason ?? null, endedAt: at }
          : one,
      )
      return { ...held, attempts }
    }
    case 'NoticeHeldBack':
      return { ...held, heldBack: [...held.heldBack, { step: event.step, contact: event.contact }] }
    case 'NoticeRead':
      return { ...held, reads: [...held.reads, { role: event.role, at, entry, byName }] }
    case 'NoticeAcknowledged': {
      const { role, contact = null, channel, until, holds } = event
      const one: Acknowledgement = {
        ...{ role, contact, channel, at, entry, byName, untilRunAt: until, holds, expiredBy: null },
      }
      return { ...held, acknowledgements: [...held.acknowledgements, one] }
    }
    case 'NoticeAckExpired': {
      const acknowledgements = held.acknowledgements.map((one) =>
        one.entry === event.acknowledgement ? { ...one, expiredBy: entry } : one,
      )
      return { ...held, acknowledgements }
    }
    case 'NoticeDecided':
      return { ...held, decided: { role: event.role, at, entry, byName, decision: event.decision } }
    case 'NoticeClosed':
      return { ...held, closedBy: entry }
    case 'NoticeHandedOver': {
      const { role, contact = null, handedBy, receivedBy, handedAt } = event
      const one = { role, contact, handedBy, receivedBy, handedAt, entry }
      return { ...held, handedOver: [...held.handedOver, one] }
    }
  }
}

/** What runs keeps its rest: an interval of ten minutes of which four are gone has six left, whatever the clock shows now. */
function movedBack(notice: Notice, shiftMs: number): Notice {
  if (notice.decided !== null) return notice
  const move = (at: string): string => new Date(Date.parse(at) - shiftMs).toISOString()
  return {
    ...notice,
    chainRunAt: move(notice.chainRunAt),
    attempts: notice.attempts.map((one) => ({ ...one, runAt: move(one.runAt) })),
    acknowledgements: notice.acknowledgements.map((one) => ({ ...one, untilRunAt: move(one.untilRunAt) })),
  }
}
