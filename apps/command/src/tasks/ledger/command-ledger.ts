import { hash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import {
  decide,
  decodeEntryText,
  describeEntry,
  encodeEntry,
  evolveAll,
  initialState,
} from '@codedark/domain/incident'
import type {
  Decision,
  EntryFault,
  IncidentCommand,
  IncidentEvent,
  IncidentState,
  LedgerFault,
  LedgerHead,
  Refusal,
  TextLookup,
} from '@codedark/domain/incident'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import type { DataFolder, Keys } from '@codedark/files'
import { openLedger } from '@codedark/ledger'
import type { Ledger, LedgerReport, OpenFault, VerifyOptions } from '@codedark/ledger'
import { MAX_ATTEMPTS } from './limits.ts'

/** Why the record cannot be read on. */
export type ReadFault =
  | LedgerFault
  /** Its hash fits, yet it is no entry that this version knows. */
  | { readonly code: 'unreadable-entry'; readonly entry: number; readonly fault: EntryFault }

/** Why a command was not acknowledged. */
export type SubmitFault =
  | ReadFault
  | { readonly code: 'refused'; readonly refusal: Refusal }
  /** A drill's folder records no real incident, nor the other way round. */
  | { readonly code: 'wrong-kind'; readonly folder: 'real' | 'drill' }
  /** The record was handed over: another key signs it at another place, and an entry here would fork it. */
  | { readonly code: 'handed-over'; readonly to: string }

/** What was recorded: the indexes [from, until) of its entries. */
export interface Recorded {
  readonly from: number
  readonly until: number
}

/** The record as the command server uses it. */
export interface CommandLedger {
  /** What all entries read so far add up to. */
  state(): IncidentState
  /** Takes in what other processes recorded. */
  refresh(): Result<IncidentState, ReadFault>
  /**
   * Decides and records; ok only when it is on disk and synced. `by` is an account id (`board`, `command-line`, `triage`,
   * `care`), `byName` the name that the person gave. When another writer was first, it is decided again.
   */
  submit(command: IncidentCommand, by: string, byName?: string): Result<Recorded, SubmitFault>
  /** The text of a commitment; `missing` is a fault unless `state().takenOut` has it. */
  textOf(commitment: string): TextLookup
  /** An entry's event; undefined for an index that is none. */
  event(index: number): IncidentEvent | undefined
  /** An entry as one English sentence, with what is there of its texts; empty for an index that is none. */
  describe(index: number): string
  /** The latest signed checkpoint; null while the record is empty. */
  checkpoint(): string | null
  /** The verifier key (C2SP vkey) to be written down outside. */
  readonly verifierKey: string
  /** What names this record in every checkpoint. */
  readonly origin: string
  /** Where the record stands on disk. */
  head(): Result<LedgerHead, LedgerFault>
  verify(options?: VerifyOptions): LedgerReport
  /** Consistency proof from `oldSize` to `newSize` entries; null where the record has fewer. */
  proveGrowth(oldSize: number, newSize: number): readonly Uint8Array[] | null
  /** A text with its salt; null where it is not there or does not fit. */
  saltedText(commitment: string): { readonly salt: Uint8Array; readonly text: string } | null
  /** The signed checkpoint of exactly this size; null where none was signed. */
  checkpointAt(size: number): string | null
  /** A proof file (C2SP tlog-proof) of entry `index`, from 0; null for an index that is none. */
  prove(index: number): Result<string | null, LedgerFault>
  /** Called after the state has changed; returns how to stop that. */
  onChange(listener: (state: IncidentState) => void): () => void
  close(): void
}

/** Opens the record of a data folder. `now` gives the instant of an entry; it is there for tests and drills. */
export function openCommandLedger(
  folder: DataFolder,
  keys: Keys,
  now: () => string = () => new Date().toISOString(),
): Result<CommandLedger, OpenFault | ReadFault> {
  const opened = openLedger(join(folder.commandFolder, 'ledger.db'), keys, folder.kind)
  if (!opened.ok) return opened
  const ledger = new LiveLedger(opened.value, folder.kind, now)
  const read = ledger.refresh()
  if (read.ok) return ok(ledger)
  ledger.close()
  return read
}

const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer')

class LiveLedger implements CommandLedger {
  readonly verifierKey: string
  readonly origin: string
  readonly #ledger: Ledger
  readonly #kind: DataFolder['kind']
  readonly #now: () => string
  readonly #listeners = new Set<(state: IncidentState) => void>()
  #state = initialState
  readonly #events: IncidentEvent[] = []

  constructor(ledger: Ledger, kind: DataFolder['kind'], now: () => string) {
    this.#ledger = ledger
    this.#kind = kind
    this.#now = now
    this.verifierKey = ledger.verifierKey
    this.origin = ledger.verifierKey.slice(0, ledger.verifierKey.indexOf('+'))
  }

  head(): Result<LedgerHead, LedgerFault> {
    return this.#ledger.head()
  }

  state(): IncidentState {
    return this.#state
  }

  refresh(): Result<IncidentState, ReadFault> {
    const from = this.#state.log.length
    const read = this.#ledger.read(from)
    if (!read.ok) return read
    const events: IncidentEvent[] = []
    for (const bytes of read.value) {
      const entry = from + events.length
      const text = utf8TextOf(bytes)
      if (text === undefined) return failed({ code: 'unreadable-entry', entry, fault: { code: 'not-json' } })
      const event = decodeEntryText(text, entry)
      if (!event.ok) return failed({ code: 'unreadable-entry', entry, fault: event.fault })
      events.push(event.value)
    }
    if (events.length > 0) {
      this.#state = evolveAll(this.#state, events)
      for (const event of events) this.#events.push(event)
      for (const listener of this.#listeners) listener(this.#state)
    }
    return ok(this.#state)
  }

  submit(command: IncidentCommand, by: string, byName?: string): Result<Recorded, SubmitFault> {
    if (command.type === 'OpenIncident' && command.kind !== this.#kind)
      return failed({ code: 'wrong-kind', folder: this.#kind })
    let last: Result<Recorded, SubmitFault> | undefined
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      last = this.#submitOnce(command, by, byName)
      if (last.ok || last.fault.code !== 'moved') return last
    }
    return last ?? failed({ code: 'storage', reason: 'no attempt was made', full: false })
  }

  textOf(commitment: string): TextLookup {
    return this.#ledger.text(commitment)
  }

  event(index: number): IncidentEvent | undefined {
    return this.#events[index]
  }

  describe(index: number): string {
    const event = this.#events[index]
    if (event === undefined) return ''
    return describeEntry(event, (ref) => {
      const found = this.textOf(ref.commitment)
      return found.state === 'present' ? found.text : null
    })
  }

  checkpoint(): string | null {
    return this.#ledger.checkpoint()
  }

  verify(options: VerifyOptions = {}): LedgerReport {
    return this.#ledger.verify(options)
  }

  proveGrowth(oldSize: number, newSize: number): readonly Uint8Array[] | null {
    return this.#ledger.proveGrowth(oldSize, newSize)
  }

  saltedText(commitment: string): { readonly salt: Uint8Array; readonly text: string } | null {
    return this.#ledger.saltedText(commitment)
  }

  checkpointAt(size: number): string | null {
    return this.#ledger.checkpointAt(size)
  }

  prove(index: number): Result<string | null, LedgerFault> {
    return this.#ledger.prove(index)
  }

  onChange(listener: (state: IncidentState) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): void {
    this.#listeners.clear()
    this.#ledger.close()
  }

  #submitOnce(command: IncidentCommand, by: string, byName?: string): Result<Recorded, SubmitFault> {
    // Head first: what is read after it may be more, and then the append finds that it moved.
    const head = this.#ledger.head()
    if (!head.ok) return head
    const state = this.refresh()
    if (!state.ok) return state
    const { currentKey } = state.value
    const takesOver = command.type === 'HandOver' && command.newKey === this.verifierKey
    if (currentKey !== null && currentKey !== this.verifierKey && !takesOver)
      return failed({ code: 'handed-over', to: currentKey })
    const context = { now: this.#now(), by, byName, random: randomBytes, sha256 }
    const decision = decide(command, state.value, context)
    if (!decision.ok) return failed({ code: 'refused', refusal: decision.fault })
    return this.#append(head.value, decision.value, state.value.log.length)
  }

  #append(head: LedgerHead, decision: Decision, from: number): Result<Recorded, SubmitFault> {
    const entries: Uint8Array[] = []
    for (const event of decision.events) {
      const bytes = encodeEntry(event, from + entries.length)
      if (!bytes.ok) return failed(encodingFault(bytes.fault, from + entries.length))
      entries.push(bytes.value)
    }
    if (entries.length === 0) return ok({ from, until: from })
    const appended = this.#ledger.append(head, { entries, texts: decision.texts, remove: decision.remove })
    if (!appended.ok) return appended
    // It is recorded: should reading it back fail now, the next reading will say so.
    this.refresh()
    return ok({ from, until: from + entries.length })
  }
}

const encodingFault = (fault: EntryFault, entry: number): ReadFault =>
  fault.code === 'entry-too-long' ? fault : { code: 'unreadable-entry', entry, fault }

/** Native and strict: at start thousands of entries are read. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function utf8TextOf(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}
