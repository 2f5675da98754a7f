import type { LogLine } from '@codedark/domain/board'
import type { LoggedEntry } from '@codedark/domain/incident'
import type { CommandLedger } from '../tasks/ledger/index.ts'
import { logLine, recorderOf } from './board-input.ts'

/** Entries whose words are read from the texts for one request: the loop must not stand still. Read once, they are kept. */
const READ_AT_ONCE = 1_500

/** What of the log is asked for. */
export interface LogFilter {
  readonly kinds?: readonly string[] | undefined
  readonly by?: string | undefined
  /** Part of the recorder's name or account; without regard to case. */
  readonly who?: string | undefined
  readonly server?: string | undefined
  readonly from?: string | undefined
  readonly until?: string | undefined
  /** Words that must stand in the entry's sentence or its recorder; without regard to case. */
  readonly words?: string | undefined
  /** Only what was recorded up to then: the log as it stood. */
  readonly asOf?: string | undefined
}

/** A page of the log. */
export interface LogPage {
  readonly lines: readonly LogLine[]
  /** Whether there may be more below. */
  readonly more: boolean
  /** Number of the oldest entry that was looked at; from there a search goes on. */
  readonly searchedTo: number
  /** Entries that the log had, as it stood. */
  readonly size: number
}

/** How many entries had been recorded by an instant, by the order of the record: the first later one ends it. */
export function sizeAt(log: readonly LoggedEntry[], at: string): number {
  const limit = Date.parse(at)
  const end = log.findIndex((entry) => Date.parse(entry.at) > limit)
  return end === -1 ? log.length : end
}

/** Reads pages of the log with filters, newest first. Texts that were taken out are not found by their words. */
export class LogReader {
  readonly #ledger: CommandLedger
  readonly #words = new Map<number, string>()
  readonly #names = new Map<number, string>()
  #takenOut = 0

  constructor(ledger: CommandLedger) {
    this.#ledger = ledger
  }

  /** The newest `limit` entries below number `before` (null: the newest of all) that the filter lets through. */
  page(before: number | null, limit: number, filter: LogFilter = {}): LogPage {
    const { log, takenOut } = this.#ledger.state()
    if (takenOut.size !== this.#takenOut) {
      this.#words.clear()
      this.#names.clear()
    }
    this.#takenOut = takenOut.size
    const size = filter.asOf === undefined ? log.length : sizeAt(log, filter.asOf)
    const lines: LogLine[] = []
    let index = Math.min(before === null ? size : before - 1, size) - 1
    let read = 0
    for (; index >= 0 && lines.length < limit && read < READ_AT_ONCE; index -= 1) {
      const entry = log[index]
      if (entry === undefined || !fits(entry, filter)) continue
      if (filter.who !== undefined) {
        if (!this.#names.has(index)) read += 1
        if (!this.#nameOf(entry).includes(filter.who.toLowerCase())) continue
      }
      if (filter.words !== undefined) {
        if (!this.#words.has(index)) read += 1
        if (!this.#wordsOf(entry).includes(filter.words.toLowerCase())) continue
      }
      lines.push({ ...logLine(this.#ledger, entry), byName: recorderOf(this.#ledger, entry) })
    }
    return { lines, more: index >= 0, searchedTo: index + 2, size }
  }

  /** Account and name of who recorded it. */
  #nameOf(entry: LoggedEntry): string {
    const known = this.#names.get(entry.index)
    if (known !== undefined) return known
    const name = `${entry.by} ${recorderOf(this.#ledger, entry) ?? ''}`.toLowerCase()
    this.#names.set(entry.index, name)
    return name
  }

  #wordsOf(entry: LoggedEntry): string {
    const known = this.#words.get(entry.index)
    if (known !== undefined) return known
    const said = this.#ledger.describe(entry.index)
    const words = `${said} ${this.#nameOf(entry)} ${entry.server ?? ''}`.toLowerCase()
    this.#words.set(entry.index, words)
    return words
  }
}

function fits(entry: LoggedEntry, { kinds, by, server, from, until }: LogFilter): boolean {
  if (kinds !== undefined && !kinds.includes(entry.type)) return false
  if (by !== undefined && entry.by !== by) return false
  if (server !== undefined && entry.server !== server) return false
  if (from !== undefined && Date.parse(entry.at) < Date.parse(from)) return false
  return until === undefined || Date.parse(entry.at) <= Date.parse(until)
}
