import type { NoticeView } from '@codedark/domain/board'
import { formDay, instantOf, timeOf } from '../parts/clock.ts'
import {
  missing,
  secondFields,
  secondOf,
  typed,
  type Act,
  type ActDraft,
  type ActRequest,
} from './act-form.ts'

/** What can be done with a notice, in the order in which it happens. */
export const ANSWERS = [
  { value: 'read', label: 'I have read it' },
  { value: 'acknowledge', label: 'I have it: acknowledge' },
  { value: 'decide', label: 'Decide' },
  { value: 'handover', label: 'A sheet was handed over' },
  { value: 'close', label: 'Put it away, decided' },
] as const

/** What a panel is opened with. */
export interface Opened {
  readonly now: string
  readonly zone: string
}

const is =
  (...values: readonly string[]) =>
  ({ answer }: ActDraft): boolean =>
    values.includes(answer ?? '')

/** The panel in which somebody answers a notice. */
export function answerAct(notice: NoticeView, { now, zone }: Opened, own: readonly string[]): Act {
  const { roles, decides, decided } = notice
  const words = (list: NoticeView['roles']) => list.map(({ role: value, name: label }) => ({ value, label }))
  return {
    title: `${notice.notice}, ${notice.about}`,
    note:
      decided === null
        ? `Read, acknowledged and decided are three things. The chain ends when ${decides.map(({ name }) => name).join(' or ')} decided.`
        : `Decided by ${decided.role}. Putting it away takes two people.`,
    start: {
      answer: decided === null ? 'acknowledge' : 'close',
      role: only(roles, own),
      decider: only(decides, own),
      receiver: '',
      day: formDay(now, zone),
      time: timeOf(now, zone),
    },
    send: 'Record',
    fields: [
      { name: 'answer', label: 'What', kind: 'choice', options: ANSWERS },
      {
        name: 'role',
        label: 'In which role',
        kind: 'choice',
        options: [{ value: '', label: 'Choose' }, ...words(mine(roles, own))],
        when: is('read', 'acknowledge'),
      },
      {
        name: 'receiver',
        label: 'For which role',
        kind: 'choice',
        options: [{ value: '', label: 'Choose' }, ...words(roles)],
        when: is('handover'),
      },
      {
        name: 'decider',
        label: 'In which role',
        kind: 'choice',
        options: [{ value: '', label: 'Choose' }, ...words(mine(decides, own))],
        when: is('decide'),
      },
      { name: 'decision', label: 'What is decided', kind: 'lines', when: is('decide') },
      { name: 'handedBy', label: 'Handed over by', kind: 'line', when: is('handover') },
      { name: 'receivedBy', label: 'Received by', kind: 'line', when: is('handover') },
      { name: 'day', label: 'Day', kind: 'line', when: is('handover') },
      { name: 'time', label: 'Time', kind: 'line', when: is('handover') },
      {
        name: 'signed',
        label: 'They ticked: I have read it and I have it',
        kind: 'tick',
        when: is('handover'),
      },
      { name: 'reason', label: 'Why', kind: 'lines', when: is('close') },
      ...secondFields(is('close')),
    ],
    request: (draft) => answerRequest(notice, draft, zone),
  }
}

/** Whoever answers does so in a role of their own. */
const mine = (list: NoticeView['roles'], own: readonly string[]): NoticeView['roles'] =>
  list.filter(({ role }) => own.includes(role))

/** The only one that it can be; else nothing is chosen. */
function only(list: NoticeView['roles'], own: readonly string[]): string {
  const [first, ...more] = mine(list, own)
  return first === undefined || more.length > 0 ? '' : first.role
}

/** What an answer asks to record; a text says what is missing. */
export function answerRequest(notice: NoticeView, draft: ActDraft, zone: string): ActRequest {
  const base = `/api/notices/${notice.notice}`
  const { hash } = notice
  switch (draft['answer'] ?? 'acknowledge') {
    case 'decide': {
      const fault = missing(draft, { decider: 'A role', decision: 'What is decided' })
      const body = { role: draft['decider'], hash, decision: typed(draft, 'decision') }
      return fault ?? { path: `${base}/decide`, body }
    }
    case 'close': {
      const fault = missing(draft, { reason: 'A reason', secondUser: 'The sign-in of a second person' })
      const body = { reason: typed(draft, 'reason'), second: secondOf(draft) }
      return fault ?? { path: `${base}/close`, body }
    }
    case 'handover': {
      const fault = missing(draft, {
        receiver: 'A role',
        handedBy: 'Who handed it over',
        receivedBy: 'Who received it',
      })
      const handedAt = instantOf(draft['day'] ?? '', draft['time'] ?? '', zone)
      if (handedAt === null) return 'a day as 2021-01-17 and a time as 22:12 are needed.'
      const person = notice.people.find(({ role, onPaper }) => onPaper && role === draft['receiver'])
      const body = {
        role: draft['receiver'],
        ...(person?.contact === null || person === undefined ? {} : { contact: person.contact }),
        handedBy: typed(draft, 'handedBy'),
        receivedBy: typed(draft, 'receivedBy'),
        handedAt,
        ...(draft['signed'] === 'yes' ? { acknowledged: hash } : {}),
      }
      return fault ?? { path: `${base}/handover`, body }
    }
    default: {
      const read = draft['answer'] === 'read'
      const body = { role: draft['role'], ...(read ? {} : { hash }) }
      return missing(draft, { role: 'A role' }) ?? { path: `${base}/${read ? 'read' : 'acknowledge'}`, body }
    }
  }
}

/** Where a person stands with a notice: one word for each of the four, or what is not known of it. */
export function sentWords(person: NoticeView['people'][number], time: (at: string) => string): string {
  const { sent, onPaper, lost, heldBack, contact } = person
  if (contact === null) return 'nobody listed'
  if (sent !== null)
    return `${sent.channel === 'paper' ? 'handed over' : WAYS[sent.channel]} ${time(sent.at)}`
  const words = [
    ...(lost > 0 ? [`${lost} ${lost === 1 ? 'attempt' : 'attempts'} lost`] : []),
    ...(heldBack ? ['held back: limit'] : []),
    ...(onPaper ? ['sheet waits: print and carry'] : []),
  ]
  return words.length === 0 ? 'on its way' : words.join(', ')
}

const WAYS = { sms: 'SMS', mail: 'mail', webhook: 'pager' } as const
