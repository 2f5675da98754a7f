import type { AccessEvent } from './access/events.ts'
import { isAccessEvent } from './access/fields.ts'
import type { EvidenceItemEvent } from './evidence/events.ts'
import { isEvidenceItemEvent } from './evidence/fields.ts'
import { evolveItems } from './evidence/state.ts'
import type { EvidenceItem } from './evidence/state.ts'
import type { NoticeEvent } from './notices/events.ts'
import { evolveNotices, followClock, noticesDraft } from './notices/evolve.ts'
import type { NoticesDraft } from './notices/evolve.ts'
import { isNoticeEvent } from './notices/fields.ts'
import type { Confidence, IncidentEvent, ServersListed, TextRef } from './event.ts'
import type { LinkEvent } from './links/events.ts'
import { evolveLinks } from './links/evolve.ts'
import { isLinkEvent } from './links/fields.ts'
import type { DeadlineEvent } from './deadlines/events.ts'
import { isDeadlineEvent } from './deadlines/fields.ts'
import { evolveDeadlines } from './deadlines/state.ts'
import type { DiversionEvent } from './diversion/events.ts'
import { isDiversionEvent } from './diversion/fields.ts'
import { evolveDiversion } from './diversion/state.ts'
import type { SearchEvent } from './searches/events.ts'
import { isSearchEvent } from './searches/fields.ts'
import { evolveSearches } from './searches/state.ts'
import type { StatementEvent } from './statements/events.ts'
import { isStatementEvent } from './statements/fields.ts'
import { evolveStatements } from './statements/state.ts'
import type { StaffEvent } from './staff/events.ts'
import { isStaffEvent } from './staff/fields.ts'
import { evolveStaff } from './staff/state.ts'
import { serverOf, textRefsOf } from './refs.ts'
import type {
  EvidenceHeld,
  IncidentState,
  LoggedEntry,
  SaidWardState,
  ServerRecord,
  StatedState,
} from './state.ts'

/** A state being built; nobody else holds it. */
interface Draft {
  incident: IncidentState['incident']
  estate: { digest: string; importedAt: string; servers: Set<string> } | null
  servers: Map<string, ServerRecord>
  services: Map<string, IncidentState['services'] extends ReadonlyMap<string, infer Value> ? Value : never>
  evidence: Map<string, EvidenceHeld>
  items: Map<string, EvidenceItem>
  notices: NoticesDraft
  lastTriage: IncidentState['lastTriage']
  downtimeCopy: IncidentState['downtimeCopy']
  wardStates: Map<string, SaidWardState>
  sheets: Map<string, IncidentState['sheets'] extends ReadonlyMap<string, infer Value> ? Value : never>
  handovers: Set<string>
  takenOut: Map<string, number>
  currentKey: string | null
  links: IncidentState['links']
  searches: IncidentState['searches']
  diversion: IncidentState['diversion']
  statements: IncidentState['statements']
  deadlines: IncidentState['deadlines']
  latestAt: string | null
  staff: IncidentState['staff']
  log: LoggedEntry[]
}

/** The state after one more event; the given state is left as it was. */
export function evolve(state: IncidentState, event: IncidentEvent): IncidentState {
  return evolveAll(state, [event])
}

/** The state after these events in order: one copy of the state, however many events there are. */
export function evolveAll(state: IncidentState, events: Iterable<IncidentEvent>): IncidentState {
  const draft = draftOf(state)
  for (const event of events) applyEvent(draft, event)
  return draft
}

function draftOf(state: IncidentState): Draft {
  return {
    ...state,
    estate: state.estate && { ...state.estate, servers: new Set(state.estate.servers) },
    servers: new Map(state.servers),
    services: new Map(state.services),
    sheets: new Map(state.sheets),
    wardStates: new Map(state.wardStates),
    evidence: new Map(state.evidence),
    items: new Map(state.items),
    notices: noticesDraft(state.notices),
    handovers: new Set(state.handovers),
    takenOut: new Map(state.takenOut),
    log: [...state.log],
  }
}

type OwnEvent = Exclude<
  IncidentEvent,
  | AccessEvent
  | EvidenceItemEvent
  | LinkEvent
  | NoticeEvent
  | StaffEvent
  | SearchEvent
  | DiversionEvent
  | StatementEvent
  | DeadlineEvent
>

function applyEvent(draft: Draft, event: IncidentEvent): void {
  const entry = draft.log.length
  draft.log.push({
    index: entry,
    at: event.at,
    type: event.type,
    by: event.by,
    server: serverOf(event),
    texts: textRefsOf(event),
  })
  followClock(draft.notices, event.at)
  if (draft.latestAt === null || Date.parse(event.at) > Date.parse(draft.latestAt)) draft.latestAt = event.at
  // Who came in is for the log to read; no state follows from it.
  if (isAccessEvent(event)) return
  if (isEvidenceItemEvent(event)) return evolveItems(draft.items, event, entry)
  if (isNoticeEvent(event)) return evolveNotices(draft.notices, event, entry)
  if (isSearchEvent(event)) draft.searches = evolveSearches(draft.searches, event, entry)
  else if (isDiversionEvent(event)) draft.diversion = evolveDiversion(draft.diversion, event, entry)
  else if (isStatementEvent(event)) draft.statements = evolveStatements(draft.statements, event, entry)
  else if (isDeadlineEvent(event)) draft.deadlines = evolveDeadlines(draft.deadlines, event, entry)
  else if (isLinkEvent(event)) draft.links = evolveLinks(draft.links, event, entry)
  else if (isStaffEvent(event)) draft.staff = evolveStaff(draft.staff, event, entry)
  else applyOwn(draft, event, entry)
}

/** Events that no area of its own takes. */
function applyOwn(draft: Draft, event: OwnEvent, entry: number): void {
  switch (event.type) {
    case 'IncidentOpened':
      draft.incident = {
        id: event.incident,
        kind: event.kind,
        name: event.name,
        openedAt: event.at,
        attackAt: event.attackAt ?? null,
      }
      return
    case 'EstateImported':
      draft.estate = { digest: event.digest, importedAt: event.at, servers: new Set() }
      return
    case 'ServersListed':
      return listServers(draft, event)
    case 'SightingRecorded':
    case 'VerdictChanged':
    case 'ConnectionChanged':
    case 'PowerChanged':
      draft.servers.set(event.server, serverAfter(draft.servers.get(event.server), event, entry))
      return
    case 'ServiceStateChanged':
      draft.services.set(event.service, stated(draft.services.get(event.service) ?? null, event, entry))
      return
    case 'TriageRunRecorded': {
      const { at, digest, files, records, findings, faults, packs } = event
      draft.lastTriage = { entry, at, digest, files, records, findings, faults, packs }
      return
    }
    case 'DowntimeCopyTaken': {
      const { takenAt, generation, asOf, wards, inpatients, faults } = event
      draft.handovers.add(event.handover)
      draft.downtimeCopy = { entry, takenAt, generation, asOf, wards, inpatients, faults }
      return
    }
    case 'SheetsWritten': {
      const { writtenAt, generation, firstSerial, lastSerial, sheets, patients } = event
      draft.handovers.add(event.handover)
      const written = { entry, writtenAt, generation, firstSerial, lastSerial, sheets, patients }
      draft.sheets.set(event.ward, written)
      return
    }
    case 'WardStateSaid':
      draft.handovers.add(event.handover)
      draft.wardStates.set(event.ward, { entry, state: event.state, since: event.since })
      return
    case 'TextTakenOut':
      for (const commitment of event.commitments) draft.takenOut.set(commitment, entry)
      return
    case 'HandedOver':
      draft.currentKey = event.newKey
      return
    case 'EvidenceRecorded': {
      const { at, evidence, sha256, bytes, mayShowPatients, server = null, fileName = null } = event
      if (!draft.evidence.has(sha256))
        draft.evidence.set(sha256, { entry, at, evidence, bytes, mayShowPatients, server, fileName })
      return
    }
    case 'CommentMade':
      return
  }
}

function listServers(draft: Draft, event: ServersListed): void {
  for (const server of event.servers) draft.estate?.servers.add(server)
}

const NOTHING_RECORDED = {
  sightings: [],
  connection: null,
  power: null,
  verdict: null,
  isolatedSince: null,
  stoppedSince: null,
} as const

type ServerEvent = Extract<
  IncidentEvent,
  { type: 'SightingRecorded' | 'VerdictChanged' | 'ConnectionChanged' | 'PowerChanged' }
>

function serverAfter(before: ServerRecord | undefined, event: ServerEvent, entry: number): ServerRecord {
  const known = { ...(before ?? NOTHING_RECORDED), changedAt: event.at }
  switch (event.type) {
    case 'SightingRecorded': {
      const { sighting: kind, seenBy, seenAt, text = null } = event
      return { ...known, sightings: [...known.sightings, { entry, kind, seenBy, seenAt, text }] }
    }
    case 'VerdictChanged': {
      const { at, verdict, encryption, intrusion, seenByPerson, firstAt, lastAt, window, run } = event
      const held = { entry, at, verdict, encryption, intrusion, seenByPerson, firstAt, lastAt, window, run }
      return { ...known, verdict: held }
    }
    case 'ConnectionChanged':
      return {
        ...known,
        connection: { ...stated(known.connection, event, entry), cutByUs: event.cutByUs },
        isolatedSince: sinceWhen(
          event.state === 'isolated' || event.state === 'off',
          known.isolatedSince,
          event,
        ),
      }
    case 'PowerChanged':
      return {
        ...known,
        power: stated(known.power, event, entry),
        stoppedSince: sinceWhen(
          event.state === 'off' || event.state === 'suspended',
          known.stoppedSince,
          event,
        ),
      }
  }
}

/** The earliest of the statements that agree; one that does not agree ends them. */
function sinceWhen(holds: boolean, before: string | null, { statedAt }: { statedAt: string }): string | null {
  if (!holds) return null
  return before !== null && Date.parse(before) <= Date.parse(statedAt) ? before : statedAt
}

interface Statement<State> {
  readonly state: State
  readonly confidence: Confidence
  readonly statedBy: TextRef
  readonly statedAt: string
}

/** A new statement replaces the last one; what was last tested is kept beside it. */
function stated<State>(
  before: StatedState<State> | null,
  event: Statement<State>,
  entry: number,
): StatedState<State> {
  const { state, confidence, statedBy: by, statedAt: at } = event
  const lastTested = confidence === 'tested' ? { state, at, by } : (before?.lastTested ?? null)
  return { state, confidence, by, at, entry, lastTested }
}
