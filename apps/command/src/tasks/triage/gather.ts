import type { ChannelStats, Finding, FindingRule, RecordFact } from '@codedark/domain/triage'
import type { FindingsFault, FindingsStore } from '@codedark/findings'
import type { ChildFailure } from './child.ts'
import { BATCH } from './limits.ts'
import type { LoadedRule, RefusedRule, Reply } from './messages.ts'
import { faultOfFailure } from './read-logs.ts'
import type { FaultOfFile, LogFile, ReadListener } from './read-logs.ts'

/** How far a run is. */
export interface TriageProgress {
  readonly files: number
  readonly filesDone: number
  readonly records: number
  readonly bytes: number
  readonly bytesTotal: number
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

interface FileTally {
  records: number
  bytes: number
  done: boolean
}

/** Takes in what reading tells: findings go to the store in batches, the rest is small. */
export class Gathering implements ReadListener {
  readonly faults: TriageFault[] = []
  readonly coverage: ChannelStats[] = []
  readonly recordFacts: RecordFact[] = []
  readonly computers = new Set<string>()
  loaded: readonly LoadedRule[] = []
  refused: readonly RefusedRule[] = []
  givenUp = 0
  /** The first fault of the store: then the run cannot be whole. */
  storeFault: FindingsFault | undefined
  readonly #store: FindingsStore
  readonly #onProgress: ((progress: TriageProgress) => void) | undefined
  readonly #tallies = new Map<string, FileTally>()
  readonly #bytesTotal: number
  readonly #files: number
  #rules: readonly FindingRule[] = []
  #batch: Finding[] = []

  constructor(
    files: readonly LogFile[],
    store: FindingsStore,
    onProgress: ((progress: TriageProgress) => void) | undefined,
  ) {
    this.#store = store
    this.#onProgress = onProgress
    this.#files = files.length
    this.#bytesTotal = files.reduce((sum, file) => sum + file.bytes, 0)
  }

  get records(): number {
    return this.#sum('records')
  }

  get bytes(): number {
    return this.#sum('bytes')
  }

  rules(rules: readonly LoadedRule[], refused: readonly RefusedRule[]): void {
    this.loaded = rules
    this.refused = refused
    this.#rules = rules.map(({ id, title, author, level }) => ({ id, title, author, level }))
  }

  finding(file: LogFile, said: Extract<Reply, { is: 'finding' }>): void {
    this.computers.add(said.computer)
    const { computer, channel, eventId, recordId, time, offset, fields } = said
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
      })
    }
    if (this.#batch.length >= BATCH) this.flush()
  }

  fault(file: LogFile, fault: FaultOfFile): void {
    const { facts, code, text, offset } = fault
    this.faults.push({
      ...facts,
      code,
      file: file.path,
      ...(offset === null ? {} : { offset }),
      text: `${file.path}: ${text}`,
    })
  }

  progress(file: LogFile, records: number, bytes: number): void {
    this.#tally(file, records, bytes)
  }

  end(file: LogFile, end: Extract<Reply, { is: 'end' }>): void {
    for (const stats of end.stats) {
      this.coverage.push({ ...stats, file: file.path })
      this.computers.add(stats.computer)
    }
    for (const one of end.facts) this.recordFacts.push(one)
    this.#tally(file, end.records, end.bytes).done = true
    this.#report()
  }

  gaveUp(file: LogFile, failure: ChildFailure): void {
    this.givenUp += 1
    this.fault(file, faultOfFailure(failure))
    this.#tally(file, 0, 0).done = true
    this.#report()
  }

  /** Adds what is waiting. */
  flush(): void {
    if (this.#batch.length === 0) return
    const added = this.#store.add(this.#batch)
    if (!added.ok) this.storeFault ??= added.fault
    this.#batch = []
  }

  #tally(file: LogFile, records: number, bytes: number): FileTally {
    const tally = this.#tallies.get(file.path) ?? { records: 0, bytes: 0, done: false }
    // The second try of a file must not count less than the first got to.
    tally.records = Math.max(tally.records, records)
    tally.bytes = Math.max(tally.bytes, bytes)
    this.#tallies.set(file.path, tally)
    this.#report()
    return tally
  }

  #sum(what: 'records' | 'bytes'): number {
    let sum = 0
    for (const tally of this.#tallies.values()) sum += tally[what]
    return sum
  }

  #reportedAt = 0

  #report(): void {
    const now = performance.now()
    // Sums are over all files, so they are made for eyes only, not for every line of a child.
    if (this.#onProgress === undefined || now - this.#reportedAt < 100) return
    this.#reportedAt = now
    this.#onProgress({
      files: this.#files,
      filesDone: [...this.#tallies.values()].filter((tally) => tally.done).length,
      records: this.records,
      bytes: this.bytes,
      bytesTotal: this.#bytesTotal,
    })
  }
}
