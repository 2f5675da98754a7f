import { pressing } from '@codedark/domain/board'
import type { BoardInput, LogLine, NoticeView, SaidOrTested } from '@codedark/domain/board'
import type { IncidentState, LoggedEntry, TextRef } from '@codedark/domain/incident'
import { firstEvilAt, noteReport } from '@codedark/domain/triage'
import type { NoteInput, NoteReport, ServerVerdict } from '@codedark/domain/triage'
import { systemTimeZone } from '@codedark/files'
import type { CopyStanding } from '../tasks/copy/index.ts'
import type { CommandLedger } from '../tasks/ledger/index.ts'
import type { WitnessStanding } from '../tasks/witness/index.ts'
import { hashedNotes } from '../tasks/triage/index.ts'
import type { DeskHoldings } from './holdings.ts'
import { nameReader, sightingsOf } from './judging.ts'
import { diversionHeld } from './diversion.ts'
import { linkNeeds, linksHeld } from './links.ts'

/** How many entries the first page folds into its last lines: a run of triage records one per server. */
const RECENT_MAX = 400

/** Ticks on the bar of one server: more would be one black line. */
const MARKS_MAX = 200

/** What of the desk changes from moment to moment. */
export interface DeskNow {
  readonly now: string
  readonly copy: CopyStanding
  readonly witness: WitnessStanding
  /** Judged by everything recorded up to now. */
  readonly verdicts: readonly ServerVerdict[]
  readonly notices: readonly NoticeView[]
}

/** Everything the board's views are made from. */
export function boardInput(
  ledger: CommandLedger,
  held: DeskHoldings,
  { now, copy, witness, verdicts, notices }: DeskNow,
): BoardInput {
  const state = ledger.state()
  const textOf = nameReader(ledger)
  const last = state.log.at(-1)
  const { incident, downtimeCopy } = state
  const timeZone = held.settings?.timeZone ?? systemTimeZone()
  const powers = stated(state, textOf, 'power')
  const sightings = sightingsOf(ledger, state)
  return {
    kind: held.kind,
    hospital: held.settings?.hospital ?? (incident === null ? 'Hospital not set' : textOf(incident.name)),
    timeZone,
    now,
    incident:
      incident === null
        ? null
        : {
            openedAt: incident.openedAt,
            ...(incident.attackAt === null ? {} : { attackAt: incident.attackAt }),
          },
    lastEntry: last === undefined ? null : { number: last.index + 1, at: last.at },
    oneCopyOnlySince: copy.fresh ? null : (copy.lastAt ?? state.log[0]?.at ?? now),
    copyNote: copy.note,
    witness,
    estate: held.estate,
    estateImportedAt: held.heldEstate?.importedAt ?? null,
    triage: triageHeld(held, verdicts, notesOf(held, { verdicts, sightings, powers })),
    verdicts: new Map(verdicts.map((one) => [one.server, one])),
    changedAt: new Map([...state.servers].map(([id, { changedAt }]) => [id, changedAt])),
    connections: stated(state, textOf, 'connection'),
    powers,
    sightings,
    downtime:
      downtimeCopy === null
        ? null
        : {
            asOf: downtimeCopy.asOf,
            takenAt: downtimeCopy.takenAt,
            wards: downtimeCopy.wards,
            inpatients: downtimeCopy.inpatients,
            generation: downtimeCopy.generation,
            faults: downtimeCopy.faults,
          },
    sheets: [...state.sheets].map(([ward, written]) => ({
      ward,
      at: written.writtenAt,
      sheets: written.sheets,
      patients: written.patients,
      generation: written.generation,
      firstSerial: written.firstSerial,
      lastSerial: written.lastSerial,
    })),
    notices,
    callTreeAt: state.notices.contactsImportedAt,
    links: linksHeld(ledger, { now, timeZone }),
    diversion: diversionHeld(ledger, {
      now,
      sites: [...new Set(held.estate?.care.map(({ site }) => site) ?? [])],
    }),
    linkNeeds: linkNeeds(ledger),
    pressing: pressing(state, { now: latest(now, state.latestAt), zone: timeZone, kind: held.kind }),
    recent: logLines(ledger, state.log.length, RECENT_MAX),
  }
}

/** Deadlines are counted by the record where the clock was set back. */
const latest = (now: string, at: string | null): string =>
  at !== null && Date.parse(at) > Date.parse(now) ? at : now

/** The last run, with the findings that moved a verdict as ticks. */
function triageHeld(
  held: DeskHoldings,
  verdicts: readonly ServerVerdict[],
  notes: NoteReport | undefined,
): BoardInput['triage'] {
  if (held.triage === null) return null
  const window = verdicts.find((one) => one.window !== null)?.window ?? null
  const { at, packs } = held.triage
  return {
    at,
    window,
    firstEvilAt: firstEvilAt(verdicts),
    packs,
    changed: held.triage.changed ?? null,
    unassigned: held.unassigned,
    volumes: held.volumes,
    ...(notes === undefined ? {} : { notes }),
    evidence: new Map(
      [...held.moversOf].map(([server, moving]) => [
        server,
        moving
          .slice(0, MARKS_MAX)
          .map(({ finding: { channel, time, eventId }, kind }) => ({ channel, time, eventId, kind })),
      ]),
    ),
  }
}

/** Ransom notes as of now: what the runs found, with what people have said and seen since. Undefined: nobody has looked. */
function notesOf(
  { names, noteFindings, triage }: DeskHoldings,
  now: Pick<NoteInput, 'verdicts' | 'sightings' | 'powers'>,
): NoteReport | undefined {
  const search = triage?.noteSearch
  if (search === undefined) return undefined
  return hashedNotes(noteReport({ ...now, names, search, findings: noteFindings }))
}

/** Lines that were made for a record, by index: a text changes only by being taken out, and every page asks for the last lines. */
const made = new WeakMap<
  CommandLedger,
  { readonly takenOut: unknown; readonly lines: Map<number, LogLine> }
>()

/** The entries below index `before`, newest first. */
export function logLines(ledger: CommandLedger, before: number, limit: number): readonly LogLine[] {
  const { log, takenOut } = ledger.state()
  let kept = made.get(ledger)
  if (kept === undefined || kept.takenOut !== takenOut || kept.lines.size > 3 * limit)
    kept = { takenOut, lines: new Map() }
  made.set(ledger, kept)
  const { lines } = kept
  return log
    .slice(Math.max(before - limit, 0), before)
    .toReversed()
    .map((entry) => {
      const line = lines.get(entry.index) ?? logLine(ledger, entry)
      lines.set(entry.index, line)
      return line
    })
}

/** One entry as the log shows it. */
export function logLine(ledger: CommandLedger, entry: LoggedEntry): LogLine {
  const states = entry.texts.map(({ ref }) => textState(ledger, ledger.state(), ref))
  return {
    number: entry.index + 1,
    at: entry.at,
    kind: entry.type,
    by: entry.by,
    text: ledger.describe(entry.index),
    server: entry.server,
    textState: states.find((one) => one !== 'present') ?? (states.length === 0 ? 'none' : 'present'),
  }
}

/** The name of who recorded an entry, as it was typed or as the account has it; null: none is kept, or it was taken out. */
export function recorderOf(ledger: CommandLedger, { index }: LoggedEntry): string | null {
  const name = ledger.event(index)?.byName
  const said = name === undefined ? null : ledger.textOf(name.commitment)
  return said?.state === 'present' ? said.text : null
}

function textState(ledger: CommandLedger, state: IncidentState, ref: TextRef): LogLine['textState'] {
  const takenOutBy = state.takenOut.get(ref.commitment)
  if (takenOutBy !== undefined) return { takenOutBy: takenOutBy + 1 }
  return ledger.textOf(ref.commitment).state === 'present' ? 'present' : 'missing'
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
