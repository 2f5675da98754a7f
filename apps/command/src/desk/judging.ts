import type { IncidentState, TextRef } from '@codedark/domain/incident'
import { failed, ok, type Result } from '@codedark/domain/result'
import { judge, type RescueInput, type ServerVerdict, type Sighting } from '@codedark/domain/triage'
import type { CommandLedger } from '../tasks/ledger/index.ts'
import { ANSWER_OF } from '../tasks/record/read-record.ts'
import type { DeskHoldings } from './holdings.ts'
import { notRecorded } from './sentences.ts'

/** Times that verdicts are judged again because an entry came in between. */
const MAX_JUDGINGS = 10

/** Every verdict by what logs were read and what people recorded up to now: one way to judge, for the first run and later. */
export function judgeNow(ledger: CommandLedger, held: DeskHoldings): readonly ServerVerdict[] {
  const state = ledger.state()
  return judge({
    coverage: [],
    ...held.triage?.basis,
    estate: held.estate,
    findings: held.movers,
    sightings: sightingsOf(ledger, state),
    isolation: isolationOf(state),
  })
}

/** Judges, and records each verdict that is another now. Gives how many. The fault is a sentence. */
export function recordVerdicts(
  ledger: CommandLedger,
  held: DeskHoldings,
  judged: () => readonly ServerVerdict[] = () => judgeNow(ledger, held),
): Result<number, string> {
  for (let attempt = 0; attempt < MAX_JUDGINGS; attempt += 1) {
    const read = ledger.refresh()
    if (!read.ok) return failed(notRecorded(read.fault))
    const basis = read.value.log.length
    const done = ledger.submit({ type: 'RecordVerdicts', verdicts: judged(), basis }, 'triage')
    if (done.ok) return ok(done.value.until - done.value.from)
    if (done.fault.code !== 'refused' || done.fault.refusal.code !== 'judged-earlier')
      return failed(notRecorded(done.fault))
  }
  return failed(
    'The verdicts were not recorded: entries came in all the time. They are judged again with the next one.',
  )
}

/** The text of a name beside the log, for sentences. */
export function nameReader(ledger: CommandLedger): (ref: TextRef) => string {
  return (ref) => {
    const found = ledger.textOf(ref.commitment)
    return found.state === 'present' ? found.text : '[text not there]'
  }
}

/** What people saw, with the names that are still there: a name that was taken out is in no reason any more. */
export function sightingsOf(ledger: CommandLedger, state: IncidentState): readonly Sighting[] {
  const textOf = nameReader(ledger)
  return [...state.servers].flatMap(([server, { sightings }]) =>
    sightings.map(({ kind, seenBy, seenAt }) => ({
      server,
      kind,
      seenBy: textOf(seenBy),
      seenAt,
      answer: ANSWER_OF[kind],
    })),
  )
}

/** What somebody said of the power of each server, the latest. */
export function powersOf(ledger: CommandLedger, state: IncidentState): RescueInput['powers'] {
  const textOf = nameReader(ledger)
  return new Map(
    [...state.servers].flatMap(([id, { power }]) =>
      power === null ? [] : [[id, { state: power.state, by: textOf(power.by), at: power.at }] as const],
    ),
  )
}

/** Since when each server can have been reached no more: off the network, or not running. */
export function isolationOf(state: IncidentState): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [server, { isolatedSince, stoppedSince }] of state.servers) {
    const at = [isolatedSince, stoppedSince].filter((one) => one !== null)
    const [first] = at.toSorted((a, b) => Date.parse(a) - Date.parse(b))
    if (first !== undefined) found.set(server, first)
  }
  return found
}
