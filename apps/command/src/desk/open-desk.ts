import {
  pageHeader,
  serverIds,
  type BoardInput,
  type FindingsView,
  type FindingView,
  type LogView,
  type RecordView,
  type StoryInput,
} from '@codedark/domain/board'
import type { EventType, IncidentCommand } from '@codedark/domain/incident'
import { failed, ok, type Result } from '@codedark/domain/result'
import type { ServerVerdict } from '@codedark/domain/triage'
import { keepSecondCopy, type SecondCopy } from '../tasks/copy/index.ts'
import { systemTimeZone } from '@codedark/files'
import { takeHandovers } from '../tasks/ledger/index.ts'
import { keepCheckpointSheets, keepWitnessed, type Witnessing } from '../tasks/witness/index.ts'
import { boardInput } from './board-input.ts'
import type { Who } from './commands.ts'
import { connectionOf, powerOf, serviceOf, sightingOf } from './commands.ts'
import type { Desk } from './desk.ts'
import { findingsView, findingView, recordView, type FindingsAsked } from './finding-views.ts'
import { readHoldings, type DeskHoldings } from './holdings.ts'
import { formPdf } from './form-pdf.ts'
import { diversionDesk, type DiversionDesk } from './diversion.ts'
import { linksDesk, type LinksDesk } from './links.ts'
import { LogReader, type LogFilter } from './log-reader.ts'
import { staffDesk, type FormAsked, type StaffDesk } from './staff.ts'
import { judgeNow, recordVerdicts } from './judging.ts'
import { NoticeDesk } from './notice-desk.ts'
import { pastDesk, type PastDesk } from './past.ts'
import type { OpenedCommand } from './open-command.ts'
import { reconcile } from './reconcile.ts'
import { notRecorded } from './sentences.ts'
import { statementsDesk, type StatementsDesk } from './statements.ts'
import { storyInput } from './story-input.ts'

/** How often entries of other writers and handovers of care are looked for, in milliseconds. */
const REFRESH_MS = 1_000

/** Within this time, and without a change, what the board shows is the same; in milliseconds. */
const SAME_MOMENT_MS = 250

/** How long after a change it is looked at for deadlines and statements: the answer to who made it goes out first. */
const WATCH_AFTER_MS = 50

/** What verdicts rest on: after an entry of these kinds they are judged again. */
const MOVES_VERDICTS: ReadonlySet<EventType> = new Set<EventType>([
  'SightingRecorded',
  'ConnectionChanged',
  'PowerChanged',
  'TextTakenOut',
  'EstateImported',
  'ServersListed',
  'TriageRunRecorded',
])

/** What the desk needs of the program around it. */
export interface DeskOptions {
  readonly now: () => string
  /** The program that makes the second copy, where it does not lie as in a clone (the kit). */
  readonly copyChildPath?: string | undefined
  /** The program that reads a record again, likewise. */
  readonly triageChildPath?: string | undefined
  /** Told what start-up put in order, and which handovers cannot be taken: whole sentences. */
  readonly onNote?: ((sentence: string) => void) | undefined
}

/**
 * The desk over an opened data folder: what the board's server works on. It puts in order what a stopped program left, keeps
 * the second copy and takes in handovers while it is open. The fault is a sentence.
 */
export function openDesk(opened: OpenedCommand, options: DeskOptions): Result<Desk, string> {
  const { folder, keys, findings } = opened
  const held = readHoldings(folder, keys, findings)
  if (!held.ok) return held
  const put = reconcile(opened, held.value)
  // A record that was handed over can be read; nothing in it can be put in order.
  if (put.ok) for (const sentence of put.value) options.onNote?.(sentence)
  else options.onNote?.(put.fault)
  return ok(new LiveDesk(opened, options, held.value))
}

class LiveDesk implements Desk {
  readonly statements: StatementsDesk
  readonly links: LinksDesk
  readonly diversion: DiversionDesk
  readonly staff: StaffDesk
  readonly #log: LogReader
  readonly #opened: OpenedCommand
  readonly #now: () => string
  readonly #note: (sentence: string) => void
  readonly #copy: SecondCopy
  readonly #witnessing: Witnessing
  readonly #timer: NodeJS.Timeout
  readonly #stopSheets: () => void
  readonly #listeners = new Set<(size: number) => void>()
  readonly notices: NoticeDesk
  readonly #triageChildPath: string | undefined
  #reading: Promise<unknown> = Promise.resolve()
  readonly #badHandovers = new Set<string>()
  #held: DeskHoldings
  #heldAs: string
  #verdicts: readonly ServerVerdict[] | null = null
  #seen: number
  #judging = false
  /** How often listeners were told of a change. */
  #told = 0
  #made: { readonly size: number; readonly told: number; readonly input: BoardInput } | null = null
  #watching: NodeJS.Timeout | null = null
  #past: { readonly mark: string; readonly desk: PastDesk } | null = null
  #closed = false

  constructor(opened: OpenedCommand, options: DeskOptions, held: DeskHoldings) {
    const { folder, keys, ledger } = opened
    this.#opened = opened
    this.#now = options.now
    this.#triageChildPath = options.triageChildPath
    this.#note = options.onNote ?? (() => undefined)
    this.#held = held
    this.#heldAs = this.#holdingsMark()
    this.#seen = ledger.state().log.length
    this.#copy = keepSecondCopy({
      folder,
      keys,
      origin: ledger.origin,
      now: options.now,
      onChange: () => this.#tell(),
      ...(options.copyChildPath === undefined ? {} : { childPath: options.copyChildPath }),
    })
    this.#witnessing = keepWitnessed({
      ...{ folder, keys, ledger, now: options.now },
      onChange: () => this.#tell(),
      onNote: this.#note,
    })
    this.#stopSheets = keepCheckpointSheets({ folder, ledger, now: options.now, onNote: this.#note })
    const input = (): BoardInput => this.input()
    const submit = (command: IncidentCommand, who: Who) => this.#submit(command, who)
    this.diversion = diversionDesk(input, submit)
    this.links = linksDesk(ledger, input, submit)
    this.staff = staffDesk(ledger, input, submit)
    this.#log = new LogReader(ledger)
    this.statements = statementsDesk({
      ledger,
      ...{ input, submit },
      clock: () => ({ now: this.#now(), timeZone: this.#held.settings?.timeZone ?? systemTimeZone() }),
    })
    ledger.onChange(() => this.#changed())
    this.notices = new NoticeDesk(opened, options.now, this.#note)
    this.#takeHandovers()
    this.#timer = setInterval(() => {
      ledger.refresh()
      this.#takeHandovers()
      this.#say(this.statements.warn())
      this.notices.refresh()
    }, REFRESH_MS)
    this.#timer.unref()
  }

  /** Made once for all that ask within a moment: after a change every open board does. */
  input(): BoardInput {
    const now = this.#now()
    const made = this.#made
    const same = made !== null && made.size === this.size() && made.told === this.#told
    if (same && Math.abs(Date.parse(now) - Date.parse(made.input.now)) < SAME_MOMENT_MS) return made.input
    const told = this.#told
    const input = this.#inputAt(now)
    this.#made = { size: this.size(), told, input }
    return input
  }

  #inputAt(now: string): BoardInput {
    const copy = this.#copy.standing(now)
    const witness = this.#witnessing.standing(now)
    const notices = this.notices.views()
    return boardInput(this.#opened.ledger, this.#held, {
      ...{ now, copy, witness, notices },
      verdicts: this.#judged(),
    })
  }

  past(at: string): PastDesk | null {
    const now = this.#now()
    if (Date.parse(at) > Date.parse(now)) return null
    // A page asks for several views of one minute, and a text that is taken out makes another past.
    const mark = `${at} ${this.size()}`
    if (this.#past?.mark === mark) return this.#past.desk
    const desk = pastDesk({
      ...{ ledger: this.#opened.ledger, held: this.#held, noticeDesk: this.notices, at },
      copy: this.#copy.standing(now),
      witness: this.#witnessing.standing(now),
    })
    this.#past = { mark, desk }
    return desk
  }

  size(): number {
    return this.#opened.ledger.state().log.length
  }

  knows(server: string): boolean {
    return serverIds(this.input()).includes(server)
  }

  story(server: string): StoryInput | null {
    const { ledger, findings } = this.#opened
    return this.knows(server) ? storyInput(ledger, this.#held, findings, server) : null
  }

  findings(asked: FindingsAsked): FindingsView | null {
    return findingsView(this.input(), this.#opened.findings, asked)
  }

  finding(id: string): FindingView | null {
    return findingView(this.input(), this.#opened.findings, id)
  }

  /** One after another: each reads a whole log through, to see whether it is still the same. */
  async record(id: string): Promise<RecordView | null> {
    const finding = this.#opened.findings.find(id)
    if (finding === null) return null
    const logs = this.#held.triage?.logs ?? []
    const made = this.#reading.then(() => recordView(finding, logs, this.#triageChildPath))
    this.#reading = made.catch(() => null)
    return made
  }

  log(before: number | null, limit: number, filter: LogFilter = {}): LogView {
    const { ledger } = this.#opened
    const page = this.#log.page(before, limit, filter)
    return {
      header: pageHeader(this.input()),
      root: ledger.checkpoint()?.split('\n')[2] ?? '',
      ...page,
      asOf: filter.asOf ?? null,
    }
  }

  async formPdf(asked: FormAsked): Promise<Uint8Array> {
    const drawn = await formPdf(this.staff.form(asked), this.input())
    return drawn.bytes
  }

  readonly recordSighting: Desk['recordSighting'] = (body, who) => this.#submit(sightingOf(body), who)
  readonly recordConnection: Desk['recordConnection'] = (body, who) => this.#submit(connectionOf(body), who)
  readonly recordPower: Desk['recordPower'] = (body, who) => this.#submit(powerOf(body), who)
  readonly recordComment: Desk['recordComment'] = ({ text, server }, who) =>
    this.#submit({ type: 'MakeComment', text, server }, who)

  readonly recordService: Desk['recordService'] = async (body, who) => {
    const { estate } = this.#held
    if (estate !== null && estate.services.every(({ id }) => id !== body.service))
      return failed(`Not recorded: ${body.service} is not on the list of services.`)
    return this.#submit(serviceOf(body), who)
  }

  readonly takeTextOut: Desk['takeTextOut'] = ({ entry, reason, second }, who) =>
    this.#submit(
      { type: 'TakeTextOut', entry: entry - 1, reason, secondName: second.name, secondBy: second.account },
      who,
    )

  readonly recordAccess: Desk['recordAccess'] = (facts, who) => {
    const { ledger } = this.#opened
    const recorded = ledger.submit({ type: 'RecordAccess', facts }, who?.account ?? 'board', who?.name)
    return recorded.ok ? ok(null) : failed(notRecorded(recorded.fault))
  }

  onChange(listen: (size: number) => void): void {
    this.#listeners.add(listen)
  }

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#timer)
    if (this.#watching !== null) {
      clearTimeout(this.#watching)
      // What was recorded last may contradict what was said in public.
      this.#say(this.statements.watch())
    }
    await this.notices.close()
    this.#copy.stop()
    this.#witnessing.stop()
    this.#stopSheets()
    this.#opened.close()
  }

  async #submit(command: IncidentCommand, who: Who): Promise<Result<{ readonly entry: number }, string>> {
    const recorded = this.#opened.ledger.submit(command, who.account, who.name)
    if (!recorded.ok) return failed(notRecorded(recorded.fault))
    this.#judgeAgain()
    return ok({ entry: recorded.value.from + 1 })
  }

  /** The verdicts by everything recorded up to now. */
  #judged(): readonly ServerVerdict[] {
    this.#verdicts ??= judgeNow(this.#opened.ledger, this.#held)
    return this.#verdicts
  }

  /** Records what became another verdict. What cannot be recorded now is with the next entry, or at the next start. */
  #judgeAgain(): void {
    if (this.#closed || !this.#judging) return
    this.#judging = false
    const judged = recordVerdicts(this.#opened.ledger, this.#held, () => this.#judged())
    if (!judged.ok) this.#note(judged.fault)
  }

  #changed(): void {
    const { log } = this.#opened.ledger.state()
    const moved = log.slice(this.#seen).some(({ type }) => MOVES_VERDICTS.has(type))
    this.#seen = log.length
    this.#copy.touch()
    this.#witnessing.touch()
    this.#readAgain()
    if (moved) {
      this.#verdicts = null
      this.#judging = true
      // Not within the reading that tells of it. Its writer judges again as well; whoever is second finds nothing to record.
      setImmediate(() => this.#judgeAgain())
    }
    this.#watchSoon()
    this.#tell()
  }

  /** What follows from a change for deadlines and statements: once for a burst of them, and after whoever made it has the answer. */
  #watchSoon(): void {
    if (this.#closed) return
    this.#watching ??= setTimeout(() => {
      this.#watching = null
      this.#say(this.statements.watch())
    }, WATCH_AFTER_MS)
  }

  /** What cannot be recorded now is tried again with the next entry. */
  #say(done: Result<number, string>): void {
    if (!done.ok) this.#note(done.fault)
  }

  /** They are written before their entry, so an entry of an import or a run is the time to read them again. */
  #readAgain(): void {
    const mark = this.#holdingsMark()
    if (mark === this.#heldAs) return
    const { folder, keys, findings } = this.#opened
    const fresh = readHoldings(folder, keys, findings)
    if (!fresh.ok) return this.#note(fresh.fault)
    this.#held = fresh.value
    this.#heldAs = mark
    this.#verdicts = null
  }

  #holdingsMark(): string {
    const { estate, lastTriage } = this.#opened.ledger.state()
    return `${estate?.importedAt ?? ''} ${estate?.digest ?? ''} ${lastTriage?.entry ?? ''}`
  }

  #takeHandovers(): void {
    const taken = takeHandovers(this.#opened.folder, this.#opened.ledger)
    if (!taken.ok) return
    for (const { file, outcome } of taken.value) {
      if (outcome.ok || this.#badHandovers.has(file)) continue
      this.#badHandovers.add(file)
      this.#note(`The handover ${file} is not taken (${outcome.fault.code}); it stays where it lies.`)
    }
  }

  #tell(): void {
    this.#told += 1
    for (const listen of this.#listeners) listen(this.size())
  }
}
