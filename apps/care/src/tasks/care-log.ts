import { EMPTY_CARE_STATE, evolveCare, parseCareEvent } from '@codedark/domain/downtime'
import type {
  CareEntry,
  CareEvent,
  CareLogRow,
  CareState,
  Outgoing,
  VaultPort,
} from '@codedark/domain/downtime'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { vaultSentence } from './sentences.ts'

/** How often a decision is made again because another program wrote first. */
const TRIES = 20

/** Who says or does something, and when. */
export interface CareActor {
  /** Id of the account, or a name as said on the command line. */
  readonly by: string
  readonly byName: string | null
  /** UTC ISO 8601. */
  readonly at: string
}

/** What a decision leads to: entries, and what of it is handed to command (counts and serials only). */
export interface CareDecision {
  readonly events: readonly CareEvent[]
  readonly outgoing?: readonly Outgoing[]
}

/**
 * The care log of a vault, followed: its state is made from its entries and nothing else. An entry that cannot be read (written
 * by a newer version, say) is counted in `unreadable` and left out; it stays in the vault.
 */
export class CareLog {
  readonly #vault: VaultPort
  readonly #entries: CareEntry[] = []
  readonly #unreadable: number[] = []
  #size = 0
  #state: CareState = EMPTY_CARE_STATE

  private constructor(vault: VaultPort) {
    this.#vault = vault
  }

  /** Reads the log from its beginning. The fault is a sentence. */
  static open(vault: VaultPort): Result<CareLog, string> {
    const log = new CareLog(vault)
    const read = log.refresh()
    return read.ok ? ok(log) : read
  }

  /** What follows from all entries read so far. */
  get state(): CareState {
    return this.#state
  }

  /** All entries that could be read, oldest first. */
  get entries(): readonly CareEntry[] {
    return this.#entries
  }

  /** Numbers of the entries that could not be read. */
  get unreadable(): readonly number[] {
    return this.#unreadable
  }

  /** Reads on; tells whether there was anything new. The fault is a sentence. */
  refresh(): Result<boolean, string> {
    const rows = this.#vault.careLog(this.#size)
    if (!rows.ok) return failed(vaultSentence(rows.fault))
    for (const row of rows.value) this.#take(row)
    return ok(rows.value.length > 0)
  }

  /**
   * Decides on the newest state and appends: done means on disk and synced. Where another program wrote in between, it reads on
   * and decides again. A decision without events appends nothing. The fault is a sentence; `decide` says its own.
   */
  append(
    { by, byName, at }: CareActor,
    decide: (state: CareState) => Result<CareDecision, string>,
  ): Result<CareState, string> {
    for (let tried = 0; tried < TRIES; tried += 1) {
      const read = this.refresh()
      if (!read.ok) return read
      const decided = decide(this.#state)
      if (!decided.ok) return decided
      const { events, outgoing = [] } = decided.value
      if (events.length === 0 && outgoing.length === 0) return ok(this.#state)
      const rows = events.map((event) => ({ at, by, byName, json: JSON.stringify(event) }))
      const appended = this.#vault.appendCareLog(this.#size, rows, outgoing)
      if (appended.ok) {
        const own = this.refresh()
        return own.ok ? ok(this.#state) : own
      }
      if (appended.fault.code !== 'log-moved-on') return failed(vaultSentence(appended.fault))
    }
    return failed('Not kept: others kept writing at the same time. Try again.')
  }

  #take(row: CareLogRow): void {
    this.#size = row.n
    const event = parseCareEvent(jsonOf(row.json))
    if (!event.ok) {
      this.#unreadable.push(row.n)
      return
    }
    const entry: CareEntry = { n: row.n, at: row.at, by: row.by, byName: row.byName, event: event.value }
    this.#entries.push(entry)
    this.#state = evolveCare(this.#state, entry)
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
