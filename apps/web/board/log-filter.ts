/** How many entries a page of the log has. */
const LIMIT = 200

/** What of the log is shown. */
export interface LogFilter {
  readonly words: string
  /** Name of a group of kinds; empty: all. */
  readonly group: string
  readonly server: string
}

/** Nothing is left out. */
export const EMPTY_FILTER: LogFilter = { words: '', group: '', server: '' }

/** Kinds of entries, as people look for them. */
export const KIND_GROUPS: readonly { readonly name: string; readonly kinds: readonly string[] }[] = [
  { name: 'what people saw', kinds: ['SightingRecorded', 'CommentMade'] },
  { name: 'verdicts and triage', kinds: ['TriageRunRecorded', 'VerdictChanged'] },
  { name: 'network and power', kinds: ['ConnectionChanged', 'PowerChanged', 'ServiceStateChanged'] },
  {
    name: 'links and releases',
    kinds: [
      'LinksImported',
      'LinkRegistered',
      'LinkReported',
      'LinkProbed',
      'LinkCutAgreed',
      'LinkConditionSet',
      'LinkReopened',
      'LinkWatchEnded',
      'ServerReleased',
      'ReleaseWithdrawn',
    ],
  },
  {
    name: 'shifts, tasks, decisions',
    kinds: ['ShiftStarted', 'ShiftEnded', 'TaskOpened', 'TaskChanged', 'DecisionMade', 'DecisionReviewed'],
  },
  {
    name: 'evidence',
    kinds: [
      'EvidenceRecorded',
      'EvidenceItemFiled',
      'EvidenceSeenAgain',
      'EvidenceKindChanged',
      'EvidenceItemClosed',
      'EvidenceHandled',
      'EvidenceMarked',
      'EvidenceReleased',
    ],
  },
  {
    name: 'lists and copies',
    kinds: ['EstateImported', 'ServersListed', 'DowntimeCopyTaken', 'SheetsWritten', 'WardStateSaid'],
  },
  { name: 'the record itself', kinds: ['IncidentOpened', 'TextTakenOut', 'HandedOver'] },
]

/** The address of a page of the log. `before`: below this number; `asOf`: as it stood then. */
export function logPath(filter: LogFilter, before: number | null, asOf: string | null): string {
  const query = new URLSearchParams({ limit: String(LIMIT) })
  const kinds = KIND_GROUPS.find(({ name }) => name === filter.group)?.kinds
  if (kinds !== undefined) query.set('kinds', kinds.join(','))
  if (filter.words.trim() !== '') query.set('words', filter.words.trim())
  if (filter.server.trim() !== '') query.set('server', filter.server.trim())
  if (before !== null) query.set('before', String(before))
  if (asOf !== null) query.set('asOf', asOf)
  return `/api/log?${query.toString()}`
}
