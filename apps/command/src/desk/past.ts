import { pageHeader, type BoardInput, type NoticesPage } from '@codedark/domain/board'
import { evolveAll, initialState, type IncidentEvent, type IncidentState } from '@codedark/domain/incident'
import { failed, type Result } from '@codedark/domain/result'
import type { ServerVerdict } from '@codedark/domain/triage'
import { systemTimeZone } from '@codedark/files'
import type { CopyStanding } from '../tasks/copy/index.ts'
import type { CommandLedger } from '../tasks/ledger/index.ts'
import type { WitnessStanding } from '../tasks/witness/index.ts'
import { boardInput } from './board-input.ts'
import type { DeskHoldings } from './holdings.ts'
import { judgeNow } from './judging.ts'
import { linksDesk, type LinksDesk } from './links.ts'
import { sizeAt } from './log-reader.ts'
import type { NoticeDesk } from './notice-desk.ts'
import { staffDesk, type StaffDesk } from './staff.ts'
import { statementsDesk, type StatementsDesk } from './statements.ts'

/** What the board shows of a minute of the past: by the entries that had been recorded then. Nothing can be recorded in it. */
export interface PastDesk {
  input(): BoardInput
  notices(): NoticesPage
  readonly links: Pick<LinksDesk, 'view' | 'cost'>
  readonly staff: Pick<StaffDesk, 'view'>
  readonly statements: Pick<StatementsDesk, 'searches' | 'statements' | 'deadlines'>
}

/** What the past is made from. `at` is UTC. */
export interface PastNeeds {
  readonly ledger: CommandLedger
  readonly held: DeskHoldings
  readonly noticeDesk: NoticeDesk
  /** Whether there is a second copy, and who outside holds what: as of now, since that is what can be done something about. */
  readonly copy: CopyStanding
  readonly witness: WitnessStanding
  readonly at: string
}

/** The board as the record stood at an instant: entries recorded later are not in it, texts that were taken out since are not there. */
export function pastDesk(needs: PastNeeds): PastDesk {
  const { at, noticeDesk } = needs
  const ledger = ledgerAt(needs.ledger, at)
  const held = heldAt(needs.held, needs.ledger.state(), ledger.state())
  const input = (): BoardInput =>
    boardInput(ledger, held, {
      ...{ now: at, copy: needs.copy, witness: needs.witness },
      notices: noticeDesk.viewsOf(ledger.state(), at),
      verdicts: held.triage === null ? verdictsOf(ledger.state()) : judgeNow(ledger, held),
    })
  const submit = async (): Promise<Result<{ readonly entry: number }, string>> => failed(NOTHING_IN_THE_PAST)
  return {
    input,
    notices: () => noticeDesk.pageOf(pageHeader(input()), ledger.state(), at),
    links: linksDesk(ledger, input, submit),
    staff: staffDesk(ledger, input, submit),
    statements: statementsDesk({
      ...{ ledger, input, submit },
      clock: () => ({ now: at, timeZone: held.settings?.timeZone ?? systemTimeZone() }),
    }),
  }
}

const NOTHING_IN_THE_PAST = 'Not recorded: this is the past.'

/** The record as it stood: its first entries, by the order of the record. It is read, never written. */
function ledgerAt(ledger: CommandLedger, at: string): CommandLedger {
  const size = sizeAt(ledger.state().log, at)
  const events: IncidentEvent[] = []
  for (let index = 0; index < size; index += 1) {
    const event = ledger.event(index)
    if (event !== undefined) events.push(event)
  }
  // What was taken out since is gone from every copy: that is no fault of the past.
  const then = evolveAll(initialState, events)
  const state: IncidentState = { ...then, takenOut: ledger.state().takenOut }
  return {
    ...{ verifierKey: ledger.verifierKey, origin: ledger.origin },
    state: () => state,
    event: (index) => (index < size ? ledger.event(index) : undefined),
    describe: (index) => (index < size ? ledger.describe(index) : ''),
    textOf: (commitment) => ledger.textOf(commitment),
    saltedText: (commitment) => ledger.saltedText(commitment),
    head: () => ledger.head(),
    verify: (options) => ledger.verify(options),
    proveGrowth: (oldSize, newSize) => ledger.proveGrowth(oldSize, newSize),
    checkpoint: () => ledger.checkpointAt(size),
    checkpointAt: (wanted) => ledger.checkpointAt(wanted),
    prove: (index) => ledger.prove(index),
    onChange: () => () => undefined,
    refresh: () => ({ ok: true, value: state }),
    submit: () => {
      throw new Error('Nothing is recorded in the past: its desk refuses before it comes here.')
    },
    close: () => undefined,
  }
}

/**
 * What lay beside the record then. Of triage only the last run is kept: where that run was not recorded yet, its logs and
 * findings are not of that minute, and the verdicts are those that the record holds.
 */
function heldAt(held: DeskHoldings, now: IncidentState, then: IncidentState): DeskHoldings {
  const sameRun = then.lastTriage?.entry === now.lastTriage?.entry
  const estate = then.estate === null ? null : held.estate
  const lists = { estate, heldEstate: estate === null ? null : held.heldEstate }
  if (sameRun) return { ...held, ...lists }
  return {
    ...held,
    ...lists,
    triage: null,
    unassigned: [],
    volumes: [],
    noteFindings: [],
    movers: [],
    moversOf: new Map(),
  }
}

/** The verdicts that the record held, without logs and reasons: those are not in it. */
function verdictsOf(state: IncidentState): readonly ServerVerdict[] {
  return [...state.servers].flatMap(([server, { verdict: held }]) => {
    if (held === null) return []
    const { verdict, encryption, intrusion, seenByPerson, firstAt, lastAt, window, entry } = held
    return [
      {
        ...{ server, verdict, encryption, intrusion, seenByPerson, firstAt, lastAt, window },
        channels: [],
        reasons: [`As judged then, entry ${entry + 1}; no log of that run is kept any more, so not why.`],
        missing: [],
      },
    ]
  })
}
