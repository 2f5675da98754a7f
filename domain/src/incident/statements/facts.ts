import type { Estate, ServiceImpact } from '../../estate/index.ts'
import type { Answer } from '../../triage/index.ts'
import type { EvidenceItem } from '../evidence/state.ts'
import { linkStanding } from '../links/standing.ts'
import type { LinkStateWord } from '../links/standing.ts'
import { SEARCH_CHANNELS } from '../searches/kinds.ts'
import type { SearchChannel } from '../searches/kinds.ts'
import { searchStanding } from '../searches/state.ts'
import type { SearchStanding } from '../searches/state.ts'
import type { IncidentState, StatedState } from '../state.ts'
import type { ServiceState } from '../event.ts'

/** Everything that claims are held against, as of one moment. */
export interface StatementFacts {
  readonly now: string
  /** Null: when the attack was is not recorded. */
  readonly attackAt: string | null
  /** Every server of the list, and every one that only a log, a person or a search names. */
  readonly servers: readonly ServerFact[]
  /** Whether a list of servers was imported. */
  readonly listKnown: boolean
  readonly channels: ReadonlyMap<SearchChannel, SearchStanding>
  /** Items that are open. */
  readonly items: readonly EvidenceItem[]
  /** Notes that people saw. */
  readonly noteSightings: readonly { readonly server: string; readonly entry: number }[]
  /** Links that the register lists; null: there is no register. */
  readonly links: readonly LinkFactNow[] | null
  /** Services that are the patient record; empty: the list names none. */
  readonly records: readonly RecordService[]
  /** The earliest sign of somebody in a server; null: none is known. */
  readonly firstAccessAt: string | null
}

/** One server as claims see it. */
export interface ServerFact {
  readonly id: string
  readonly listed: boolean
  readonly verdict: Answer
  readonly encryption: Answer
  readonly intrusion: Answer
  readonly search: SearchStanding
  readonly holds: 'patient-data' | 'none' | 'not-said'
  readonly entry: number | null
}

/** One link as claims see it. */
export interface LinkFactNow {
  readonly id: string
  readonly state: LinkStateWord
  readonly entry: number | null
  readonly since: string | null
}

/** A service that is the patient record. */
export interface RecordService {
  readonly id: string
  readonly name: string
  /** What follows from the list of dependencies. */
  readonly reckoned: ServiceImpact['state']
  /** What people last said or tested of it. */
  readonly said: StatedState<ServiceState> | null
}

/** What stands beside the record: the list, and what follows from it. */
export interface BesideRecord {
  readonly now: string
  readonly estate: Estate | null
  /** Names in logs that fit no server of the list. */
  readonly unassigned: readonly string[]
  readonly impacts: readonly Pick<ServiceImpact, 'service' | 'state'>[]
}

/** Gathers the facts. What the record says nothing of is blind, not searched, not said. */
export function statementFacts(state: IncidentState, beside: BesideRecord): StatementFacts {
  const attackAt = state.incident?.attackAt ?? null
  const { register, links } = state.links
  const firsts = [...state.servers.values()].flatMap(({ verdict }) => verdict?.firstAt ?? [])
  return {
    now: beside.now,
    attackAt,
    servers: serversOf(state, beside, attackAt),
    listKnown: state.estate !== null,
    channels: new Map(
      SEARCH_CHANNELS.map((one) => [one, searchStanding(state.searches.channels.get(one) ?? [], attackAt)]),
    ),
    items: [...state.items.values()].filter(({ closedBy }) => closedBy === null),
    noteSightings: [...state.servers].flatMap(([server, { sightings }]) =>
      sightings.filter(({ kind }) => kind === 'ransom-note').map(({ entry }) => ({ server, entry })),
    ),
    links:
      register === null
        ? null
        : [...links.values()]
            .filter(({ listed }) => listed)
            .map((record) => {
              const standing = linkStanding(record)
              const { fact } = standing
              return {
                id: record.link,
                state: standing.state,
                entry: fact?.entry ?? null,
                since: fact?.at ?? null,
              }
            }),
    records: recordsOf(state, beside),
    firstAccessAt: firsts.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null,
  }
}

function serversOf(
  state: IncidentState,
  { estate, unassigned }: BesideRecord,
  attackAt: string | null,
): readonly ServerFact[] {
  const listed = state.estate?.servers ?? new Set<string>()
  const ids = new Set([...listed, ...state.servers.keys(), ...state.searches.servers.keys(), ...unassigned])
  const serviceOf = new Map(estate?.servers.map(({ id, service }) => [id, service]))
  const holdsOf = new Map(estate?.services.map(({ id, holds }) => [id, holds]))
  return [...ids].toSorted().map((id) => {
    const verdict = state.servers.get(id)?.verdict ?? null
    const holds = holdsOf.get(serviceOf.get(id) ?? '')
    return {
      id,
      listed: listed.has(id),
      verdict: verdict?.verdict ?? 'blind',
      encryption: verdict?.encryption ?? 'blind',
      intrusion: verdict?.intrusion ?? 'blind',
      search: searchStanding(state.searches.servers.get(id) ?? [], attackAt),
      holds: holds === undefined ? 'not-said' : holds === 'none' ? 'none' : 'patient-data',
      entry: verdict?.entry ?? null,
    }
  })
}

function recordsOf(state: IncidentState, { estate, impacts }: BesideRecord): readonly RecordService[] {
  const reckoned = new Map(impacts.map((one) => [one.service, one.state]))
  return (estate?.services ?? [])
    .filter(({ holds }) => holds === 'patient-record')
    .map(({ id, name }) => ({
      ...{ id, name, reckoned: reckoned.get(id) ?? 'unknown' },
      said: state.services.get(id) ?? null,
    }))
}
