import {
  checkOf,
  deadlinesView,
  draftOf,
  factsOf,
  kindsOf,
  localDay,
  localTime,
  searchesView,
  statementsView,
  type BoardInput,
  type DeadlinesView,
  type ReadText,
  type SearchesView,
  type StatementsView,
} from '@codedark/domain/board'
import {
  checkDraft,
  draftText,
  dueWarnings,
  laterContradictions,
  newNoteAnswers,
  spokespersonCard,
  wallTime,
  type ClaimChoice,
  type DeadlineDraft,
  type IncidentCommand,
  type SpokespersonCard,
  type StatementCheck,
  type StatementLanguage,
} from '@codedark/domain/incident'
import type { RoleId } from '@codedark/domain/people'
import { failed, ok, type Result } from '@codedark/domain/result'
import type { CommandLedger } from '../tasks/ledger/index.ts'
import { drawCard, drawDeadlineDraft, type SheetPrint } from '../tasks/record/statement-sheets.ts'
import type { Who } from './commands.ts'
import { notRecorded } from './sentences.ts'

/** Times that a check is made again because an entry came in between. */
const MAX_CHECKS = 10

/** A draft as it is sent to be checked. */
export interface DraftToCheck {
  readonly text: string
  readonly language: StatementLanguage
  readonly choice: ClaimChoice
}

/** A release as it is asked for. */
export interface ReleaseAsked extends DraftToCheck {
  readonly statement?: string | undefined
  readonly approvedBy: string
  readonly approverRole: RoleId
  readonly approverContact?: string | undefined
  readonly reason?: string | undefined
}

type Recorded = Result<{ readonly entry: number }, string>

/** What the board may ask and do about searches, statements and deadlines. Refusals are sentences. */
export interface StatementsDesk {
  searches(): SearchesView
  statements(): StatementsView
  deadlines(): DeadlinesView
  check(draft: DraftToCheck): StatementCheck
  card(language: StatementLanguage): SpokespersonCard
  cardPdf(language: StatementLanguage): Promise<Uint8Array>
  /** Null for an id of no deadline. */
  draft(id: string): { readonly draft: DeadlineDraft; readonly text: string } | null
  draftPdf(id: string): Promise<Uint8Array | null>
  record(command: IncidentCommand, who: Who): Promise<Recorded>
  /** Checked anew against the record at the very entry at which it is released. */
  release(asked: ReleaseAsked, who: Who): Promise<Recorded>
  /** Warnings of deadlines that are due, each once; gives how many entries. The fault is a sentence. */
  warn(): Result<number, string>
  /** The same, what triage searched for notes, and what contradicts released statements: each once. */
  watch(): Result<number, string>
}

/** What the desk for them needs of the program around it. */
export interface StatementsDeskNeeds {
  readonly ledger: CommandLedger
  /** What the board's views are made from, as of now. */
  readonly input: () => BoardInput
  /** The same moment, without all the rest. */
  readonly clock: () => Pick<BoardInput, 'now' | 'timeZone'>
  readonly submit: (command: IncidentCommand, who: Who) => Promise<Recorded>
}

/** The desk for them, over a record. */
export function statementsDesk(needs: StatementsDeskNeeds): StatementsDesk {
  const { ledger, input, submit } = needs
  const textOf = textReader(ledger)
  const state = () => ledger.state()
  const kinds = () => kindsOf(state(), textOf).kinds
  const check = (draft: DraftToCheck): StatementCheck => checkDraft(draft, factsOf(input(), state()), kinds())
  const card = (language: StatementLanguage): SpokespersonCard =>
    spokespersonCard(factsOf(input(), state()), kinds(), language)
  const draft = (id: string): DeadlineDraft | null => draftOf(input(), state(), { id, textOf })
  return {
    searches: () => searchesView(input(), state(), textOf),
    statements: () => statementsView(input(), state(), textOf),
    deadlines: () => deadlinesView(input(), state(), textOf),
    ...{ check, card },
    cardPdf: async (language) => {
      const now = input()
      // Digits only: the card has four languages.
      const { day, seconds } = wallTime(now.now, now.timeZone)
      const moment = `${day} ${new Date(seconds * 1000).toISOString().slice(11, 16)}`
      return (await drawCard(card(language), { ...printOf(now), moment })).bytes
    },
    draft: (id) => {
      const found = draft(id)
      if (found === null) return null
      const { hospital, moment } = printOf(input())
      return { draft: found, text: draftText(found, [hospital, `Filled from the record as of ${moment}.`]) }
    },
    draftPdf: async (id) => {
      const found = draft(id)
      return found === null ? null : (await drawDeadlineDraft(found, printOf(input()))).bytes
    },
    record: submit,
    release: async (asked, who) => {
      const { choice, ...rest } = asked
      let last: Recorded = failed('Not recorded: others were writing all the time. Try again.')
      for (let attempt = 0; attempt < MAX_CHECKS; attempt += 1) {
        ledger.refresh()
        const basis = state().log.length
        const checked = check({ text: asked.text, language: asked.language, choice })
        last = await submit({ type: 'ReleaseStatement', ...rest, check: checked, basis }, who)
        if (last.ok || state().log.length === basis) return last
      }
      return last
    },
    warn: () => warn(ledger, needs.clock()),
    watch: () => watch(ledger, needs, textOf),
  }
}

/** The text of a commitment; null where it is taken out or missing. */
function textReader(ledger: CommandLedger): ReadText {
  return ({ commitment }) => {
    const found = ledger.textOf(commitment)
    return found.state === 'present' ? found.text : null
  }
}

function printOf({ kind, hospital, now, timeZone }: BoardInput): SheetPrint {
  const moment = `${localDay(now, timeZone)} ${localTime(now, now, timeZone)}`
  return { kind, hospital, moment, printedAt: now }
}

function watch(
  ledger: CommandLedger,
  needs: Pick<StatementsDeskNeeds, 'clock' | 'input'>,
  textOf: ReadText,
): Result<number, string> {
  const { clock, input } = needs
  const warned = warn(ledger, clock())
  if (!warned.ok) return warned
  // What the board shows is made only where something rests on it: with many servers it costs more than all the rest.
  const searched = ledger.state().lastTriage === null ? ok(0) : recordNoteSearch(ledger, input())
  if (!searched.ok) return searched
  const contradicted = recordContradictions(ledger, input, textOf)
  return contradicted.ok ? ok(warned.value + searched.value + contradicted.value) : contradicted
}

/** Nothing is due most of the time: then nothing is read from disk. */
function warn(
  ledger: CommandLedger,
  { now, timeZone: zone }: Pick<BoardInput, 'now' | 'timeZone'>,
): Result<number, string> {
  const { incident, deadlines, latestAt } = ledger.state()
  if (incident === null) return ok(0)
  const counted = latestAt !== null && Date.parse(latestAt) > Date.parse(now) ? latestAt : now
  if (dueWarnings(deadlines, { now: counted, zone, kind: incident.kind }).length === 0) return ok(0)
  const done = ledger.submit({ type: 'TickDeadlines', zone }, 'deadlines')
  return done.ok ? ok(done.value.until - done.value.from) : failed(notRecorded(done.fault))
}

/** What triage's search for notes came to, as far as it tells more than before. */
function recordNoteSearch(ledger: CommandLedger, { triage }: BoardInput): Result<number, string> {
  const answers = triage?.notes?.servers ?? []
  if (triage === null || newNoteAnswers(ledger.state(), answers).length === 0) return ok(0)
  const done = ledger.submit({ type: 'RecordNoteSearch', searchedAt: triage.at, answers }, 'triage')
  return done.ok ? ok(done.value.until - done.value.from) : failed(notRecorded(done.fault))
}

function recordContradictions(
  ledger: CommandLedger,
  input: () => BoardInput,
  textOf: ReadText,
): Result<number, string> {
  for (let attempt = 0; attempt < MAX_CHECKS; attempt += 1) {
    const state = ledger.state()
    const released = [...state.statements.all.values()].some(({ release }) => release !== null)
    if (!released) return ok(0)
    const found = laterContradictions(state.statements, factsOf(input(), state), {
      kinds: kindsOf(state, textOf).kinds,
      numbersOf: ({ release }, claim) =>
        (release && checkOf(textOf(release.check))?.claims.find((one) => one.claim === claim)?.numbers) ?? {},
    })
    if (found.length === 0) return ok(0)
    const basis = state.log.length
    const done = ledger.submit({ type: 'RecordContradictions', found, basis }, 'statements')
    if (done.ok) return ok(done.value.until - done.value.from)
    if (done.fault.code !== 'refused' || done.fault.refusal.code !== 'judged-earlier')
      return failed(notRecorded(done.fault))
  }
  return failed('What contradicts released statements was not recorded: entries came in all the time.')
}
