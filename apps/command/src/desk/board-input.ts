import { BAR_CHANNELS, type BoardInput, type LogLine, type SaidOrTested } from '@codedark/domain/board'
import type { Estate } from '@codedark/domain/estate'
import type { IncidentState, TextRef } from '@codedark/domain/incident'
import type { ServerVerdict } from '@codedark/domain/triage'
import type { CommandLedger } from '../tasks/ledger/index.ts'
import type { HeldTriage } from './held.ts'

/** What the desk holds beside the ledger. */
export interface DeskHoldings {
  readonly kind: 'real' | 'drill'
  readonly estate: Estate | null
  readonly estateImportedAt: string | null
  readonly triage: HeldTriage | null
}

/** How many entries the first page shows as new. */
const RECENT_MAX = 12

/** Everything the board's views are made from. */
export function boardInput(ledger: CommandLedger, held: DeskHoldings, now: string): BoardInput {
  const state = ledger.state()
  const textOf = textReader(ledger)
  const verdicts = verdictsNow(held.triage?.verdicts ?? [], state, textOf)
  const last = state.log.at(-1)
  const copy = state.downtimeCopy
  return {
    kind: held.kind,
    hospital: state.incident === null ? 'No incident is opened' : textOf(state.incident.name),
    timeZone: 'Europe/Brussels',
    now,
    incident: state.incident === null ? null : { openedAt: state.incident.openedAt },
    lastEntry: last === undefined ? null : { number: last.index + 1, at: last.at },
    // No second copy is made by this server yet: every page says so.
    oneCopyOnlySince: state.log[0]?.at ?? now,
    estate: held.estate,
    estateImportedAt: held.estateImportedAt,
    triage:
      held.triage === null
        ? null
        : {
            at: held.triage.at,
            window: held.triage.verdicts.find(({ window }) => window !== null)?.window ?? null,
            firstEvilAt: held.triage.verdicts.find(({ window }) => window !== null)?.window?.from ?? null,
            packs: held.triage.packs,
            unassigned: held.triage.unassigned,
            volumes: held.triage.volumes ?? [],
            evidence: new Map(held.triage.verdicts.map((one) => [one.server, evidenceMarks(one)])),
          },
    verdicts,
    changedAt: new Map([...state.servers].map(([id, { changedAt }]) => [id, changedAt])),
    connections: stated(state, textOf, 'connection'),
    powers: stated(state, textOf, 'power'),
    sightings: seenByPeople(state, textOf),
    downtime:
      copy === null
        ? null
        : { asOf: copy.asOf, takenAt: copy.takenAt, wards: copy.wards, inpatients: copy.inpatients },
    sheets: [],
    recent: logLines(ledger, state.log.length, RECENT_MAX),
  }
}

/** The entries below index `before`, newest first. */
export function logLines(ledger: CommandLedger, before: number, limit: number): readonly LogLine[] {
  const state = ledger.state()
  return state.log
    .slice(Math.max(before - limit, 0), before)
    .toReversed()
    .map((entry) => {
      const states = entry.texts.map(({ ref }) => textState(ledger, state, ref))
      return {
        number: entry.index + 1,
        at: entry.at,
        kind: entry.type,
        by: entry.by,
        text: ledger.describe(entry.index),
        server: entry.server,
        textState: states.find((one) => one !== 'present') ?? (states.length === 0 ? 'none' : 'present'),
      }
    })
}

function textState(ledger: CommandLedger, state: IncidentState, ref: TextRef): LogLine['textState'] {
  const takenOutBy = state.takenOut.get(ref.commitment)
  if (takenOutBy !== undefined) return { takenOutBy: takenOutBy + 1 }
  return ledger.textOf(ref.commitment).state === 'present' ? 'present' : 'missing'
}

const textReader =
  (ledger: CommandLedger) =>
  (ref: TextRef): string => {
    const found = ledger.textOf(ref.commitment)
    return found.state === 'present' ? found.text : '[text not there]'
  }

function seenByPeople(
  state: IncidentState,
  textOf: (ref: TextRef) => string,
): NonNullable<BoardInput['sightings']> {
  return [...state.servers].flatMap(([server, { sightings }]) =>
    sightings.map(({ kind, seenBy, seenAt }) => ({ server, kind, seenBy: textOf(seenBy), seenAt })),
  )
}

function stated(
  state: IncidentState,
  textOf: (ref: TextRef) => string,
  what: 'connection' | 'power',
): Map<string, SaidOrTested> {
  const found = new Map<string, SaidOrTested>()
  for (const [id, record] of state.servers) {
    const one = record[what]
    if (one !== null)
      found.set(id, { state: one.state, confidence: one.confidence, by: textOf(one.by), at: one.at })
  }
  return found
}

/** Verdicts of triage, with the sightings told since: a named person's sighting makes a hit alone. */
function verdictsNow(
  verdicts: readonly ServerVerdict[],
  state: IncidentState,
  textOf: (ref: TextRef) => string,
): Map<string, ServerVerdict> {
  const now = new Map(verdicts.map((one) => [one.server, one]))
  for (const [server, { sightings }] of state.servers) {
    const seen = sightings.find(({ kind }) => kind !== 'other' && kind !== 'unknown-account')
    if (seen === undefined) continue
    const held = now.get(server) ?? nothingHeld(server)
    const reason = `${textOf(seen.seenBy)} saw it: ${seen.kind.replaceAll('-', ' ')}.`
    now.set(server, {
      ...held,
      verdict: 'hit',
      encryption: 'hit',
      seenByPerson: true,
      firstAt: held.firstAt ?? seen.seenAt,
      lastAt: held.lastAt ?? seen.seenAt,
      reasons: held.seenByPerson ? held.reasons : [reason, ...held.reasons],
    })
  }
  return now
}

const nothingHeld = (server: string): ServerVerdict => ({
  server,
  verdict: 'blind',
  encryption: 'blind',
  intrusion: 'blind',
  seenByPerson: false,
  firstAt: null,
  lastAt: null,
  window: null,
  channels: [],
  reasons: [],
  missing: ['No log received.'],
})

/** First and last evidence as ticks; which channel showed it stands in the findings. */
function evidenceMarks(
  verdict: ServerVerdict,
): { channel: string; time: string; eventId: number; kind: 'hit' | 'suspect' }[] {
  const kind = verdict.verdict === 'hit' ? 'hit' : 'suspect'
  if (verdict.verdict !== 'hit' && verdict.verdict !== 'suspect') return []
  const channel =
    verdict.encryption === 'blind' || verdict.encryption === 'no-sign' ? BAR_CHANNELS[2] : BAR_CHANNELS[1]
  return [verdict.firstAt, verdict.lastAt].flatMap((time) =>
    time === null ? [] : [{ channel, time, eventId: 0, kind }],
  )
}
