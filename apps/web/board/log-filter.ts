import type { EventType } from '@codedark/domain/incident'

/** How many entries a page of the log has. */
const LIMIT = 200

/** What of the log is shown. */
export interface LogFilter {
  readonly words: string
  /** Name of a group of kinds; empty: all. */
  readonly group: string
  readonly server: string
  /** Part of a name or of an account's id; empty: anybody. */
  readonly who: string
  /** UTC; null: from the first entry, to the newest. */
  readonly from: string | null
  readonly until: string | null
}

/** Nothing is left out. */
export const EMPTY_FILTER: LogFilter = {
  ...{ words: '', group: '', server: '', who: '' },
  from: null,
  until: null,
}

/** Every kind of entry with the area that people look for it in. A new kind has to be given one: it would else be in no filter. */
const AREA_OF: Readonly<Record<EventType, string>> = {
  SightingRecorded: 'what people saw',
  CommentMade: 'what people saw',
  TriageRunRecorded: 'verdicts and triage',
  VerdictChanged: 'verdicts and triage',
  ConnectionChanged: 'network and power',
  PowerChanged: 'network and power',
  ServiceStateChanged: 'network and power',
  LinksImported: 'links and releases',
  LinkRegistered: 'links and releases',
  LinkReported: 'links and releases',
  LinkProbed: 'links and releases',
  DiversionAsked: 'where patients are sent',
  DiversionConfirmed: 'where patients are sent',
  LinkCutAgreed: 'links and releases',
  LinkConditionSet: 'links and releases',
  LinkReopened: 'links and releases',
  LinkWatchEnded: 'links and releases',
  ServerReleased: 'links and releases',
  ReleaseWithdrawn: 'links and releases',
  ShiftStarted: 'shifts, tasks, decisions',
  ShiftEnded: 'shifts, tasks, decisions',
  TaskOpened: 'shifts, tasks, decisions',
  TaskChanged: 'shifts, tasks, decisions',
  DecisionMade: 'shifts, tasks, decisions',
  DecisionReviewed: 'shifts, tasks, decisions',
  EvidenceRecorded: 'evidence',
  EvidenceItemFiled: 'evidence',
  EvidenceSeenAgain: 'evidence',
  EvidenceKindChanged: 'evidence',
  EvidenceItemClosed: 'evidence',
  EvidenceHandled: 'evidence',
  EvidenceMarked: 'evidence',
  EvidenceReleased: 'evidence',
  NoticePolicySet: 'notices',
  ContactsImported: 'notices',
  NoticeChannelsSet: 'notices',
  NoticeRaised: 'notices',
  NoticeStepReached: 'notices',
  NoticeSendBegun: 'notices',
  NoticeSendEnded: 'notices',
  NoticeHeldBack: 'notices',
  NoticeRead: 'notices',
  NoticeAcknowledged: 'notices',
  NoticeAckExpired: 'notices',
  NoticeDecided: 'notices',
  NoticeClosed: 'notices',
  NoticeHandedOver: 'notices',
  InboundRefused: 'notices',
  SearchRecorded: 'searches',
  ServersSearched: 'searches',
  SearchWithdrawn: 'searches',
  ClaimsSet: 'statements',
  StatementDrafted: 'statements',
  StatementReleased: 'statements',
  StatementContradicted: 'statements',
  StatementTakenBack: 'statements',
  AwarenessSet: 'deadlines',
  DeadlineScopeSet: 'deadlines',
  DeadlineRequested: 'deadlines',
  DeadlineSubmitted: 'deadlines',
  SubmissionWithdrawn: 'deadlines',
  IncidentHandledSet: 'deadlines',
  OwnDeadlinesSet: 'deadlines',
  DeadlineWarned: 'deadlines',
  EstateImported: 'lists and copies',
  ServersListed: 'lists and copies',
  DowntimeCopyTaken: 'lists and copies',
  SheetsWritten: 'lists and copies',
  WardStateSaid: 'lists and copies',
  SignedIn: 'people, cards, keys',
  SignedOut: 'people, cards, keys',
  SignInsFailed: 'people, cards, keys',
  RoleCardsPrinted: 'people, cards, keys',
  RoleCardsVoided: 'people, cards, keys',
  RoleCardOpened: 'people, cards, keys',
  AccountAdded: 'people, cards, keys',
  AccountRolesSet: 'people, cards, keys',
  AccountReset: 'people, cards, keys',
  AccountRemoved: 'people, cards, keys',
  KeySharesMade: 'people, cards, keys',
  KeysOpenedByShares: 'people, cards, keys',
  PassphraseReplaced: 'people, cards, keys',
  EnvelopeOpened: 'people, cards, keys',
  IncidentOpened: 'the record itself',
  TextTakenOut: 'the record itself',
  HandedOver: 'the record itself',
  ClockSetBack: 'the record itself',
}

/** Kinds of entries by area, in the order of the filter. */
export const KIND_GROUPS: readonly { readonly name: string; readonly kinds: readonly string[] }[] = [
  ...Map.groupBy(Object.entries(AREA_OF), ([, area]) => area),
].map(([name, kinds]) => ({ name, kinds: kinds.map(([kind]) => kind) }))

/** The address of a page of the log. `before`: below this number; `asOf`: as it stood then. */
export function logPath(filter: LogFilter, before: number | null, asOf: string | null): string {
  const query = new URLSearchParams({ limit: String(LIMIT) })
  const kinds = KIND_GROUPS.find(({ name }) => name === filter.group)?.kinds
  if (kinds !== undefined) query.set('kinds', kinds.join(','))
  for (const name of ['words', 'server', 'who'] as const)
    if (filter[name].trim() !== '') query.set(name, filter[name].trim())
  if (filter.from !== null) query.set('from', filter.from)
  if (filter.until !== null) query.set('until', filter.until)
  if (before !== null) query.set('before', String(before))
  if (asOf !== null) query.set('asOf', asOf)
  return `/api/log?${query.toString()}`
}
