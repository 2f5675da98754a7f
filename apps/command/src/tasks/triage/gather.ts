import type { ChannelStats, Finding, FindingRule, RecordFact, Traces } from '@codedark/domain/triage'
import type { FindingsFault, FindingsStore, MatchRow, MatchStore } from '@codedark/findings'
import type { ChildFailure } from './child.ts'
import { NONE, orNone, SameTexts } from './compact.ts'
import { ChunkCounts } from './chunk-meter.ts'
import { BATCH, MAX_CHUNKS_NAMED, PROGRESS_MS } from './limits.ts'
import { spanOf } from './match-message.ts'
import type { MatchesReply } from './match-message.ts'
import type { FoundKind, LoadedRule, RefusedRule, Reply } from './messages.ts'
import { faultOfFailure, placeOf } from './read-logs.ts'
import type { KnownLog } from './record-again.ts'
import type { LogFile } from './log-file.ts'
import type { ReadNote } from './note-files.ts'
import type { NoteReply } from './note-message.ts'
import type { FaultOfFile, ReadListener } from './read-logs.ts'

/** How far a run is. */
export interface TriageProgress {
  readonly files: number
  readonly filesDone: number
  readonly records: number
  readonly bytes: number
  readonly bytesTotal: number
  /** Seconds since reading began. */
  readonly seconds: number
}

/** One line of `faults.jsonl`: what could not be read, where, and as a sentence. */
export interface TriageFault {
  readonly code: string
  readonly file: string
  readonly offset?: number
  readonly line?: number
  readonly column?: number
  readonly text: string
  readonly [fact: string]: unknown
}

/** What is known of one log so far. */
interface FileTally {
  records: number
  bytes: number
  done: boolean
  faults: readonly FaultOfFile[]
  stats: readonly ChannelStats[]
  facts: readonly RecordFact[]
  traces: readonly Traces[]
  found: FoundKind | undefined
  /** The log with the same bytes that was read instead. */
  as: LogFile | undefined
  gaveUp: boolean
  digest: string | undefined
  /** Names of chunks and counts of their records in turn, until the log is read to its end; null after. */
  chunks: readonly number[] | null
  recovered: number
  notRecovered: number
}

/** Who is told while a run goes on. */
export interface GatheringListener {
  /** Now and then. */
  progress(progress: TriageProgress): void
  /** The first pass is read; reading goes on when this is done. */
  firstPass(): Promise<void>
}

/** Takes in what reading tells: findings go to the store in batches, the rest is small. */
export class Gathering implements ReadListener {
  readonly computers = new Set<string>()
  loaded: readonly LoadedRule[] = []
  refused: readonly RefusedRule[] = []
  /** Correlations that were run over all findings, as rules. */
  correlations: readonly FindingRule[] = []
  /** Texts beside the logs that were found and not looked at. */
  notesLeft = 0
  /** The correlations of the packs and their rules, as the child that parsed them tells. */
  bundle = ''
  /** The first fault of the store: then the run cannot be whole. */
  storeFault: FindingsFault | undefined
  readonly #store: FindingsStore
  readonly #matches: MatchStore
  readonly #told: GatheringListener
  readonly #tallies = new Map<LogFile, FileTally>()
  readonly #notes: ReadNote[] = []
  readonly #zipFaults: TriageFault[] = []
  readonly #chunks = new ChunkCounts(MAX_CHUNKS_NAMED)
  readonly #texts = new SameTexts()
  readonly #startedMs = performance.now()
  #bytesTotal = 0
  #recalled = 0
  #files = 0
  #reportedAt = 0
  #rules: readonly FindingRule[] = []
  #batch: Finding[] = []

  constructor(store: FindingsStore, matches: MatchStore, told: GatheringListener) {
    this.#store = store
    this.#matches = matches
    this.#told = told
  }

  /** Logs found. */
  get files(): number {
    return this.#files
  }

  /** Live records; one that several copies of a log hold counts once. */
  get records(): number {
    return this.#sum('records') - this.#chunks.repeated
  }

  /** Records that were read again in another copy of their log. */
  get recordsRepeated(): number {
    return this.#chunks.repeated
  }

  /** Records that are no longer live: matched as well, and those of them that cannot be read any more. */
  get recovered(): { readonly read: number; readonly lost: number } {
    return { read: this.#sum('recovered'), lost: this.#sum('notRecovered') }
  }

  get bytes(): number {
    return this.#sum('bytes')
  }

  get givenUp(): number {
    return [...this.#tallies.values()].filter((tally) => tally.gaveUp).length
  }

  /** Logs with the very bytes of another: their records count once. */
  get sameFiles(): number {
    return [...this.#tallies.values()].filter((tally) => tally.as !== undefined).length
  }

  /** Logs that an earlier run had read: nothing of them was read again but their digest. */
  get recalledFiles(): number {
    return this.#recalled
  }

  /** Files of JSON that hold no event record, in order of path. */
  get passedOver(): readonly string[] {
    return [...this.#tallies]
      .filter(([, tally]) => tally.found === 'none' && tally.faults.length === 0)
      .map(([file]) => file.path)
      .sort()
  }

  /** Faults of every log with their place, those of equal logs under each of their names. */
  get faults(): readonly TriageFault[] {
    const all = [...this.#zipFaults]
    for (const [file, tally] of this.#tallies) {
      const read = tally.as === undefined ? tally : this.#tallies.get(tally.as)
      for (const fault of read?.faults ?? []) all.push(faultIn(file, fault))
    }
    return all
  }

  /** What every log covers, in order of path; equal logs count once, under the path that sorts first. */
  get coverage(): readonly ChannelStats[] {
    const names = this.#firstNames()
    return [...this.#tallies]
      .flatMap(([file, tally]) =>
        names.has(file)
          ? tally.stats.map((stats) => ({ ...stats, file: names.get(file) ?? file.path }))
          : tally.stats,
      )
      .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0))
  }

  /** Texts beside the logs, in order of path. */
  get notes(): readonly ReadNote[] {
    return this.#notes.toSorted((a, b) => (a.path < b.path ? -1 : 1))
  }

  /** Where each log lies and the digest of its bytes, in order of path. */
  get logs(): readonly KnownLog[] {
    return [...this.#tallies]
      .flatMap(([file, { digest }]) =>
        digest === undefined ? [] : [{ path: file.path, place: placeOf(file), digest }],
      )
      .sort((a, b) => (a.path < b.path ? -1 : 1))
  }

  /** Facts for the rescue sheet, in order of the path of their log. */
  get recordFacts(): readonly RecordFact[] {
    return [...this.#tallies]
      .sort(([a], [b]) => (a.path < b.path ? -1 : 1))
      .flatMap(([, tally]) => tally.facts)
  }

  /** Contacts between computers and changed clocks, in order of the path of their log. */
  get traces(): readonly Traces[] {
    return [...this.#tallies]
      .sort(([a], [b]) => (a.path < b.path ? -1 : 1))
      .flatMap(([, tally]) => tally.traces)
  }

  rules({ rules, refused, correlations }: Extract<Reply, { is: 'rules' }>): void {
    this.loaded = rules
    this.refused = refused
    this.bundle = correlations
    this.#rules = rules.map(({ id, title, author, level }) => ({ id, title, author, level }))
  }

  /** The correlations that were run over all findings, and what they had to pass over. */
  correlated(rules: readonly FindingRule[], losses: readonly string[]): void {
    this.correlations = rules
    for (const text of losses) this.#zipFaults.push({ code: 'correlation-loss', file: '', text })
  }

  listed(files: readonly LogFile[]): void {
    this.#files = files.length
    this.#bytesTotal = files.reduce((sum, file) => sum + file.bytes, 0)
    for (const file of files) this.#tally(file)
  }

  hashed(file: LogFile, digest: string): void {
    this.#tally(file).digest = digest
  }

  begin(file: LogFile): void {
    const tally = this.#tally(file)
    tally.faults = NONE
    tally.stats = NONE
    tally.facts = NONE
    tally.traces = NONE
    if (tally.chunks !== null) tally.chunks = NONE
  }

  finding(file: LogFile, said: Extract<Reply, { is: 'finding' }>): void {
    this.computers.add(said.computer)
    const { computer, channel, eventId, recordId, time, offset, fields, recovery, borrowedTemplate } = said
    for (const number of said.rules) {
      const rule = this.#rules[number]
      // A number without a rule comes from a child that was taken over: there is nothing to say it of.
      if (rule === undefined) continue
      this.#batch.push({
        rule,
        server: null,
        computer,
        channel,
        eventId,
        recordId,
        time,
        file: file.path,
        offset,
        fields,
        ...(recovery === undefined ? {} : { recovery }),
        ...(borrowedTemplate === true ? { borrowedTemplate } : {}),
      })
    }
    if (this.#batch.length >= BATCH) this.flush()
  }

  matches(file: LogFile, said: MatchesReply): void {
    const rows = said.rows.flatMap((tuple): MatchRow[] => {
      const { rule, ...span } = spanOf(tuple)
      const ruleId = this.#rules[rule]?.id
      return ruleId === undefined ? [] : [{ ...span, ruleId, file: file.path, lastFile: file.path }]
    })
    for (const { computer } of rows) this.computers.add(computer)
    const added = this.#matches.add(rows)
    if (!added.ok) this.storeFault ??= added.fault
  }

  fault(file: LogFile, fault: FaultOfFile): void {
    const tally = this.#tallies.get(file)
    // A zip is no log: what is wrong with it, or with an entry that is not read, is kept apart.
    if (tally === undefined) this.#zipFaults.push(faultIn(file, fault))
    else tally.faults = [...tally.faults, fault]
  }

  progress(file: LogFile, records: number, bytes: number): void {
    const tally = this.#tally(file)
    // The second try of a file must not count less than the first got to.
    tally.records = Math.max(tally.records, records)
    tally.bytes = Math.max(tally.bytes, bytes)
    this.#report()
  }

  chunks(file: LogFile, seen: readonly number[]): void {
    const tally = this.#tally(file)
    if (tally.chunks !== null) tally.chunks = [...tally.chunks, ...seen]
  }

  end(file: LogFile, end: Extract<Reply, { is: 'end' }>): void {
    const tally = this.#tally(file)
    tally.stats = end.stats.map((stats) => this.#texts.compact(file.path, stats))
    tally.facts = orNone(end.facts)
    tally.traces = orNone(end.traces)
    tally.records = end.records
    tally.bytes = end.bytes
    tally.found = end.found
    tally.recovered = end.recovered
    tally.notRecovered = end.notRecovered
    // Once: a log that is read again for its lost templates holds the same chunks.
    if (tally.chunks !== null) this.#chunks.add(tally.chunks)
    tally.chunks = null
    tally.done = true
    for (const stats of end.stats) this.computers.add(stats.computer)
    this.#report()
  }

  recalled(_file: LogFile): void {
    this.#recalled += 1
  }

  same(file: LogFile, as: LogFile): void {
    const tally = this.#tally(file)
    tally.as = as
    tally.done = true
    this.#report()
  }

  gaveUp(file: LogFile, failure: ChildFailure): void {
    const fault = faultOfFailure(failure)
    const tally = this.#tallies.get(file)
    if (tally === undefined) {
      this.#zipFaults.push(faultIn(file, fault))
      return
    }
    tally.gaveUp = true
    tally.done = true
    tally.faults = [...tally.faults, fault]
    this.#report()
  }

  note({ path }: LogFile, said: NoteReply): void {
    this.#notes.push({ path, said })
  }

  notesLeftOut(count: number): void {
    this.notesLeft = count
  }

  async firstPass(): Promise<void> {
    this.flush()
    await this.#told.firstPass()
  }

  /** Adds what is waiting. */
  flush(): void {
    if (this.#batch.length === 0) return
    const added = this.#store.add(this.#batch)
    if (!added.ok) this.storeFault ??= added.fault
    this.#batch = []
  }

  /** Gives findings of a log the places of all logs with the same bytes. */
  addPlaces(): void {
    this.flush()
    for (const [file, tally] of this.#tallies) {
      if (tally.as === undefined) continue
      const added = this.#store.addPlaces(tally.as.path, file.path)
      if (!added.ok) this.storeFault ??= added.fault
    }
  }

  /** Of logs that were read for others as well: the name that sorts first among them. */
  #firstNames(): ReadonlyMap<LogFile, string> {
    const names = new Map<LogFile, string>()
    for (const [file, { as }] of this.#tallies) {
      if (as === undefined) continue
      const known = names.get(as) ?? as.path
      names.set(as, file.path < known ? file.path : known)
    }
    return names
  }

  #tally(file: LogFile): FileTally {
    const known = this.#tallies.get(file)
    if (known !== undefined) return known
    const made: FileTally = {
      records: 0,
      bytes: 0,
      done: false,
      faults: NONE,
      stats: NONE,
      facts: NONE,
      traces: NONE,
      found: undefined,
      as: undefined,
      gaveUp: false,
      digest: undefined,
      chunks: NONE,
      recovered: 0,
      notRecovered: 0,
    }
    this.#tallies.set(file, made)
    return made
  }

  #sum(what: 'records' | 'bytes' | 'recovered' | 'notRecovered'): number {
    let sum = 0
    for (const tally of this.#tallies.values()) sum += tally[what]
    return sum
  }

  #report(): void {
    const now = performance.now()
    // Sums are over all files, so they are made for eyes only, not for every line of a child.
    if (now - this.#reportedAt < PROGRESS_MS) return
    this.#reportedAt = now
    let filesDone = 0
    let records = 0
    let bytes = 0
    for (const [file, tally] of this.#tallies) {
      if (tally.done) filesDone += 1
      records += tally.records
      bytes += tally.done ? file.bytes : Math.min(tally.bytes, file.bytes)
    }
    this.#told.progress({
      files: this.#files,
      filesDone,
      records,
      bytes,
      bytesTotal: this.#bytesTotal,
      seconds: (now - this.#startedMs) / 1000,
    })
  }
}

function faultIn(file: LogFile, { facts, code, text, offset }: FaultOfFile): TriageFault {
  const { entry, ...rest } = facts
  const place = entry === undefined ? file.path : `${file.path}!${entry}`
  return { ...rest, code, file: place, ...(offset === null ? {} : { offset }), text: `${place}: ${text}` }
}
