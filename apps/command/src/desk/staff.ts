import {
  activityLog,
  assignmentList,
  careView,
  communicationsList,
  generalMessage,
  handoverSheet,
  incidentBriefing,
  linksPart,
  pageHeader,
  reportOnPaper,
  situationReport,
  staffPart,
  type ActivityLine,
  type BoardInput,
  type FormInput,
  type HicsForm,
  type PageHeader,
  type PaperForm,
  type SituationReport,
  type StaffPart,
} from '@codedark/domain/board'
import { evolveAll, initialState } from '@codedark/domain/incident'
import type {
  IncidentCommand,
  IncidentEvent,
  IncidentState,
  StaffCommand,
  TextRef,
} from '@codedark/domain/incident'
import { localTime } from '@codedark/domain/board'
import type { RoleId } from '@codedark/domain/people'
import type { Result } from '@codedark/domain/result'
import type { CommandLedger } from '../tasks/ledger/index.ts'
import type { Who } from './commands.ts'
import { sizeAt } from './log-reader.ts'

/** Last entries that a report shows. */
const LAST_MAX = 12

/** Entries of an activity log or a handover on paper: beyond that it is a book. */
const LINES_MAX = 400

/** Who does what, with the frame of the page. */
export interface StaffView extends StaffPart {
  readonly header: PageHeader
}

/** A situation report with the frame of the page; `past` where it is not of now. */
export interface ReportView {
  readonly header: PageHeader
  readonly past: boolean
  readonly report: SituationReport
}

/** A form that is asked for, with what is filled in by hand. */
export interface FormAsked {
  readonly form: HicsForm | 'handover' | 'report'
  readonly role?: RoleId | undefined
  /** Nothing is filled in: for the box beside the printer. */
  readonly blank?: boolean | undefined
  readonly to?: string | undefined
  readonly from?: string | undefined
  readonly subject?: string | undefined
  readonly text?: string | undefined
  /** Of a handover: since when; of a report: at which minute. UTC. */
  readonly at?: string | undefined
}

/** What the board may ask and do about who does what. */
export interface StaffDesk {
  view(): StaffView
  /** The situation as it was recorded at an instant (UTC); null: now. */
  report(at: string | null): ReportView
  form(asked: FormAsked): PaperForm
  record(command: StaffCommand, who: Who): Promise<Result<{ readonly entry: number }, string>>
}

/** The desk's part for shifts, tasks, decisions, reports and forms. */
export function staffDesk(
  ledger: CommandLedger,
  input: () => BoardInput,
  submit: (command: IncidentCommand, who: Who) => Promise<Result<{ readonly entry: number }, string>>,
): StaffDesk {
  const view = (): StaffView => {
    const board = input()
    return { header: pageHeader(board), ...staffAt(ledger, ledger.state(), board.now) }
  }
  const report = (at: string | null): ReportView => {
    const board = input()
    const past = at !== null && Date.parse(at) < Date.parse(board.now)
    const when = past && at !== null ? at : board.now
    return { header: pageHeader(board), past, report: reportAt(ledger, when, board.timeZone) }
  }
  return {
    view,
    report,
    record: submit,
    form: (asked) => formOf(ledger, input(), asked),
  }
}

/** The text of a commitment; null where it is taken out or missing. */
function textReader(ledger: CommandLedger) {
  return ({ commitment }: TextRef): string | null => {
    const found = ledger.textOf(commitment)
    return found.state === 'present' ? found.text : null
  }
}

const staffAt = (ledger: CommandLedger, state: IncidentState, now: string): StaffPart =>
  staffPart({ state: state.staff, textOf: textReader(ledger), now })

/** The state as it stood: the entries recorded by then, replayed. */
function stateAt(ledger: CommandLedger, at: string): IncidentState {
  const { log } = ledger.state()
  const size = sizeAt(log, at)
  if (size === log.length) return ledger.state()
  const events: IncidentEvent[] = []
  for (let index = 0; index < size; index += 1) {
    const event = ledger.event(index)
    if (event !== undefined) events.push(event)
  }
  return evolveAll(initialState, events)
}

function reportAt(ledger: CommandLedger, at: string, timeZone: string): SituationReport {
  const state = stateAt(ledger, at)
  const last = state.log
    .slice(-LAST_MAX)
    .toReversed()
    .map(({ index, at: when }) => ({ number: index + 1, at: when, text: ledger.describe(index) }))
  return situationReport({ state, textOf: textReader(ledger), at, timeZone, last })
}

function formOf(ledger: CommandLedger, board: BoardInput, asked: FormAsked): PaperForm {
  const { form, role = null, at } = asked
  const input = formInput(ledger, board, form === 'report' ? (at ?? board.now) : board.now)
  const blank = asked.blank === true
  const filled = blank ? { ...input, staff: { ...input.staff, onDuty: [], tasks: [], decisions: [] } } : input
  switch (form) {
    case '201':
      return incidentBriefing(filled)
    case '203':
      return assignmentList(filled)
    case '205A':
      return communicationsList(filled)
    case '213': {
      const { to, from, subject, text } = asked
      return generalMessage(filled, blank ? {} : { to, from, subject, text })
    }
    case '214':
      return activityLog(filled, { role, lines: blank || role === null ? [] : linesOfRole(ledger, role) })
    case 'handover': {
      const from = at ?? new Date(Date.parse(board.now) - SHIFT_MS).toISOString()
      return handoverSheet(filled, { from, lines: linesSince(ledger, from) })
    }
    case 'report':
      return reportOnPaper(filled)
  }
}

/** A shift, where nobody says since when. */
const SHIFT_MS = 12 * 3_600_000

function formInput(ledger: CommandLedger, board: BoardInput, at: string): FormInput {
  const state = stateAt(ledger, at)
  const textOf = textReader(ledger)
  const { timeZone } = board
  const links = linksPart({ state: state.links, textOf, now: at, timeZone, verdictOf: () => null })
  const { incident } = pageHeader(board)
  return {
    hospital: board.hospital,
    incident:
      incident === null || board.incident === null
        ? incident
        : `${incident}, opened ${localTime(board.incident.openedAt, at, timeZone)}`,
    now: at,
    timeZone,
    report: reportAt(ledger, at, timeZone),
    staff: staffAt(ledger, state, at),
    linkOwners: links.rows.map(({ id, partner, owner, phone }) => ({
      what: `${id} (${partner})`,
      who: owner,
      phone,
    })),
    carePhones: careView(board).rows.map(({ care, phone }) => ({ what: care, phone })),
  }
}

const line = (ledger: CommandLedger, index: number, at: string): ActivityLine => ({
  number: index + 1,
  at,
  text: ledger.describe(index),
})

function linesSince(ledger: CommandLedger, from: string): readonly ActivityLine[] {
  return ledger
    .state()
    .log.filter(({ at, type }) => Date.parse(at) >= Date.parse(from) && !BULK.has(type))
    .slice(-LINES_MAX)
    .map(({ index, at }) => line(ledger, index, at))
}

/** Entries that programs make by the hundred. */
const BULK: ReadonlySet<string> = new Set(['VerdictChanged', 'ServersListed', 'LinkRegistered'])

/** Entries that a role made: those that name it, and those recorded by a person of it while they had it. */
function linesOfRole(ledger: CommandLedger, role: RoleId): readonly ActivityLine[] {
  const { log, staff } = ledger.state()
  const textOf = textReader(ledger)
  const shifts = [...staff.shifts.values()]
    .filter((shift) => shift.role === role)
    .map((shift) => ({ ...shift, name: textOf(shift.person)?.toLowerCase() ?? null }))
  const isTheirs = (event: IncidentEvent): boolean => {
    if ('role' in event && event.role === role) return true
    const name = event.byName === undefined ? null : (textOf(event.byName)?.toLowerCase() ?? null)
    return (
      name !== null &&
      shifts.some(
        (shift) =>
          shift.name === name &&
          Date.parse(shift.startedAt) <= Date.parse(event.at) &&
          (shift.endedAt === null || Date.parse(event.at) <= Date.parse(shift.endedAt)),
      )
    )
  }
  return log
    .filter(({ index }) => {
      const event = ledger.event(index)
      return event !== undefined && isTheirs(event)
    })
    .slice(-LINES_MAX)
    .map(({ index, at }) => line(ledger, index, at))
}
