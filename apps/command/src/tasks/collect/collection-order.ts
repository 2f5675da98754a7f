import type { Estate, Server } from '@codedark/domain/estate'

/** What is known of a server when its logs are to be fetched. */
export interface CollectionState {
  /** Of its verdict, where there was a triage: `blind` servers need logs, others have given theirs. */
  readonly verdict: 'hit' | 'suspect' | 'blind' | 'no-sign' | null
  /** Whole sentences of the verdict: what would have to be seen. */
  readonly missing: readonly string[]
  /** How many records of other servers name it. */
  readonly named: number
}

/** One line of the list that people with sticks carry. */
export interface CollectionLine {
  /** 1, 2, …: the order to go in. */
  readonly number: number
  readonly server: string
  readonly site: string
  readonly service: string
  /** Why it comes where it comes. */
  readonly reason: string
  readonly group: string
  /** Which logs; all, where none was read. */
  readonly what: string
}

/** The groups of the order, first to last, and the words by which a server is known to be of one. Source: issue "Triage", part 2. */
const GROUPS: readonly (readonly [string, RegExp, string])[] = [
  ['Domain controllers', /^(ad|dc)\b|\bdomain controllers?\b|directory/i, 'all logons pass here'],
  [
    'Log collectors',
    /\b(siem|logs?|log collectors?|wec|event collectors?|server monitoring)\b/i,
    'may hold copies of other servers’ logs',
  ],
  ['Backup', /\bbackups?\b/i, 'tells whether the way back exists'],
  ['Hypervisor management', /hypervisor|vcenter|virtuali[sz]ation|scvmm/i, 'console of the virtual machines'],
  ['Jump hosts', /\b(jump|bastion|terminal|rdp)\b/i, 'administrators pass here, attackers too'],
  ['File servers', /\b(files?|nas)\b/i, 'files are what was encrypted elsewhere'],
]
const REST = 'All others'
const POINTED_AT = 'Blind, and other servers’ logs point at them'

/**
 * The order in which people fetch logs: blind servers that the logs of others name, then domain controllers, log collectors,
 * backup, hypervisor management, jump hosts, file servers, the rest; within a group by care rank of the service, then by name.
 * After a triage only servers whose answer is not known are on it; before one, all. Servers without Windows keep no such logs and
 * are left out.
 */
export function collectionOrder(
  estate: Estate,
  stateOf: (server: string) => CollectionState | null,
): readonly CollectionLine[] {
  const services = new Map(estate.services.map((service) => [service.id, service]))
  const lines = estate.servers
    .filter((server) => server.os === '' || /windows/i.test(server.os))
    .flatMap((server) => {
      const state = stateOf(server.id)
      if (state !== null && state.verdict !== 'blind' && state.verdict !== null && state.missing.length === 0)
        return []
      const service = services.get(server.service)
      const place = placeOf(server, service?.name ?? '', state)
      return [{ server, place, careRank: service?.careRank ?? Number.MAX_SAFE_INTEGER, service, state }]
    })
    .sort(
      (a, b) =>
        a.place.rank - b.place.rank ||
        (b.place.rank === 0 ? (b.state?.named ?? 0) - (a.state?.named ?? 0) : 0) ||
        a.careRank - b.careRank ||
        (a.server.id < b.server.id ? -1 : 1),
    )
  return lines.map(({ server, place, service, state }, index) => ({
    number: index + 1,
    server: server.id,
    site: server.site,
    service: service?.name ?? server.service,
    reason: place.reason,
    group: place.group,
    what: whatOf(state),
  }))
}

function placeOf(
  server: Server,
  serviceName: string,
  state: CollectionState | null,
): { readonly rank: number; readonly group: string; readonly reason: string } {
  const named = state?.named ?? 0
  if (named > 0 && (state?.verdict ?? 'blind') === 'blind')
    return { rank: 0, group: POINTED_AT, reason: `${named} traces on other servers lead to it` }
  const index = GROUPS.findIndex(([, pattern]) =>
    [server.role, server.service, serviceName].some((text) => pattern.test(text)),
  )
  const found = GROUPS[index]
  return found === undefined
    ? { rank: GROUPS.length + 1, group: REST, reason: 'no log of it was seen' }
    : { rank: index + 1, group: found[0], reason: found[2] }
}

function whatOf(state: CollectionState | null): string {
  const missing = state?.missing ?? []
  return missing.length === 0
    ? 'the whole folder C:\\Windows\\System32\\winevt\\Logs'
    : `the whole folder C:\\Windows\\System32\\winevt\\Logs; asked for: ${missing[0] ?? ''}`
}
