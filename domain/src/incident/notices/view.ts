import type { ContactRole, RoleId } from '../../people/index.ts'
import type { TextRef } from '../event-head.ts'
import { ITEM_KIND_WORDS } from '../evidence/kinds.ts'
import type { EvidenceItems } from '../evidence/state.ts'
import { addressedRoles, chainStep, holding, nextStepAt } from './chain.ts'
import { roleName } from './describe.ts'
import type { NoticeCause, NoticeSubject, SendChannel } from './events.ts'
import type { Attempt, Notice, NoticesState } from './state.ts'

/** A role with what it is called. */
export interface NamedRole<Role extends ContactRole = ContactRole> {
  readonly role: Role
  readonly name: string
}

/** One person, or one role that nobody is listed for, and how far a notice has come with them. Null: not yet. */
export interface NoticePerson {
  readonly role: ContactRole
  readonly roleName: string
  /** Null: nobody is listed for this role. */
  readonly contact: string | null
  readonly name: string | null
  readonly outside: boolean
  readonly sent: { readonly at: string; readonly channel: SendChannel } | null
  /** A sheet waits to be printed and carried. */
  readonly onPaper: boolean
  /** Attempts that failed, or of which nobody knows whether they left. */
  readonly lost: number
  readonly heldBack: boolean
  readonly readAt: string | null
  readonly acknowledged: { readonly at: string; readonly until: string; readonly expired: boolean } | null
  readonly decidedAt: string | null
}

/** A notice with its clock running. */
export interface NoticeView {
  readonly notice: string
  readonly raisedAt: string
  readonly subject: NoticeSubject
  /** What it is about, in words; what the item says is on its own page. */
  readonly about: string
  readonly cause: NoticeCause
  readonly hash: string
  readonly state: 'climbs' | 'held' | 'decided' | 'closed'
  /** The next step up; null: somebody decided. */
  readonly next: {
    readonly at: string
    readonly roles: readonly string[]
    readonly outside: boolean
    /** Who holds it until then; null: nobody. */
    readonly heldBy: string | null
  } | null
  readonly steps: number
  readonly emptySteps: number
  readonly people: readonly NoticePerson[]
  /** Whoever may answer, for the choice at the board. */
  readonly roles: readonly NamedRole[]
  readonly decides: readonly NamedRole<RoleId>[]
  readonly decided: {
    readonly at: string
    readonly role: string
    readonly by: string | null
    readonly text: string
  } | null
  readonly closedEntry: number | null
}

/** What a view takes from beside the log. */
export interface NoticeNames {
  readonly textOf: (ref: TextRef) => string
  /** The name of a contact; null: not on the list that is kept. */
  readonly nameOf: (contact: string) => string | null
}

/** All notices: those that climb first, the newest first among them; then decided, then closed ones. */
export function noticeViews(
  state: { readonly notices: NoticesState; readonly items: EvidenceItems },
  names: NoticeNames,
  now: string,
): readonly NoticeView[] {
  const order = { climbs: 0, held: 1, decided: 2, closed: 3 } as const
  return [...state.notices.all.values()]
    .toReversed()
    .map((notice) => noticeView(notice, state, { names, now }))
    .toSorted((a, b) => order[a.state] - order[b.state])
}

/** One notice. */
export function noticeView(
  notice: Notice,
  state: { readonly notices: NoticesState; readonly items: EvidenceItems },
  { names, now }: { readonly names: NoticeNames; readonly now: string },
): NoticeView {
  const { contacts } = state.notices
  const at = nextStepAt(notice)
  const step = chainStep(notice.rule, notice.reached)
  const held = notice.decided === null ? holding(notice, now) : null
  const { decided } = notice
  return {
    notice: notice.notice,
    raisedAt: notice.raisedAt,
    subject: notice.subject,
    about: aboutOf(notice, state.items),
    cause: notice.cause,
    hash: notice.hash,
    state:
      notice.closedBy !== null ? 'closed' : decided !== null ? 'decided' : held === null ? 'climbs' : 'held',
    next:
      at === null
        ? null
        : {
            at,
            roles: step.roles.map(roleName),
            outside: step.outside,
            heldBy: held === null ? null : roleName(held.role),
          },
    steps: notice.steps.length,
    emptySteps: notice.steps.filter((one) => one.contacts.length === 0).length,
    people: peopleOf(notice, state.notices, names, now),
    roles: addressedRoles(notice, contacts).map((role) => ({ role, name: roleName(role) })),
    decides: notice.rule.decides.map((role) => ({ role, name: roleName(role) })),
    decided:
      decided === null
        ? null
        : {
            at: decided.at,
            role: roleName(decided.role),
            by: decided.byName === null ? null : names.textOf(decided.byName),
            text: names.textOf(decided.decision),
          },
    closedEntry: notice.closedBy === null ? null : notice.closedBy + 1,
  }
}

const BECAUSE: Readonly<Record<NoticeCause, string>> = {
  filed: '',
  'kind-changed': ', graver than before',
  lowered: ', made less of by two people',
  closed: ', closed by two people',
  contradicted: ', contradicted by evidence',
  due: ', its time comes',
}

function aboutOf({ subject, cause }: Notice, items: EvidenceItems): string {
  const item = subject.kind === 'evidence' ? items.get(subject.id) : undefined
  const [first] = item?.servers ?? []
  const more = (item?.servers.length ?? 0) - 1
  const where = first === undefined ? '' : ` on ${first}${more > 0 ? ` and ${more} more` : ''}`
  const what = item === undefined ? `${subject.kind} ${subject.id}` : `${ITEM_KIND_WORDS[item.kind]}${where}`
  return `${what}${BECAUSE[cause]}`
}

function peopleOf(
  notice: Notice,
  { contacts }: NoticesState,
  { nameOf }: NoticeNames,
  now: string,
): readonly NoticePerson[] {
  const people: NoticePerson[] = []
  const told = new Set<ContactRole>()
  const reached = new Set(notice.steps.flatMap((step) => step.contacts))
  for (const contact of reached) {
    // Somebody who left the call tree since keeps their line.
    const role = (contacts.find(({ id }) => id === contact)?.role ??
      contact.replace(/-\d+$/u, '')) as ContactRole
    // What was answered for a role stands at its first person, unless the answer names another.
    const first = !told.has(role)
    told.add(role)
    people.push({
      ...{ role, roleName: roleName(role), contact, name: nameOf(contact) },
      ...sendingOf(notice, contact),
      ...answersOf(notice, { role, contact, first, now }),
    })
  }
  const roles = [
    ...notice.steps.flatMap((step) => step.roles),
    ...notice.reads.map(({ role }) => role),
    ...notice.acknowledgements.map(({ role }) => role),
    ...(notice.decided === null ? [] : [notice.decided.role]),
  ]
  for (const role of new Set(roles)) {
    if (told.has(role)) continue
    people.push({
      ...{ role, roleName: roleName(role), contact: null, name: null },
      ...sendingOf(notice, null),
      ...answersOf(notice, { role, contact: null, first: true, now }),
    })
  }
  return people
}

function sendingOf(
  notice: Notice,
  contact: string | null,
): Pick<NoticePerson, 'sent' | 'onPaper' | 'lost' | 'heldBack' | 'outside'> {
  const own = notice.attempts.filter((one) => one.contact === contact)
  const sent = own.find(({ fate }) => fate === 'sent')
  const isLost = ({ fate }: Attempt): boolean => fate === 'failed' || fate === 'not-known'
  return {
    sent: sent === undefined ? null : { at: sent.endedAt ?? sent.at, channel: sent.channel },
    onPaper: own.some(({ channel, fate }) => channel === 'paper' && fate === null),
    lost: own.filter(isLost).length,
    heldBack: notice.heldBack.some((one) => one.contact === contact),
    outside: notice.steps.some((step) => step.outside && contact !== null && step.contacts.includes(contact)),
  }
}

interface Asked {
  readonly role: ContactRole
  readonly contact: string | null
  readonly first: boolean
  readonly now: string
}

function answersOf(
  notice: Notice,
  { role, contact, first, now }: Asked,
): Pick<NoticePerson, 'readAt' | 'acknowledged' | 'decidedAt'> {
  const acknowledged = notice.acknowledgements.findLast(
    (one) => one.role === role && (one.contact === null ? first : one.contact === contact),
  )
  return {
    readAt: first ? (notice.reads.find((one) => one.role === role)?.at ?? null) : null,
    acknowledged:
      acknowledged === undefined
        ? null
        : {
            at: acknowledged.at,
            until: acknowledged.untilRunAt,
            expired: Date.parse(acknowledged.untilRunAt) <= Date.parse(now),
          },
    decidedAt: first && notice.decided?.role === role ? notice.decided.at : null,
  }
}
