import { readSettings, type DataFolder, type Keys, type WitnessSetting } from '@codedark/files'
import { sha256, verifySignature } from '@codedark/ledger'
import { askWitness, type AskFault } from '@codedark/witness-store'
import type { CommandLedger } from '../ledger/index.ts'
import { ASK_ROUND_MS, ASK_SOON_MS, ASK_TIMEOUT_MS, UNCOVERED_MS } from './limits.ts'
import { readWitnessed, writeWitnessed, type WitnessedCheckpoint } from './witnessed.ts'

/** What the head of every page says of witnesses. */
export interface WitnessStanding {
  /** The furthest checkpoint that somebody outside cosigned. */
  readonly witnessed: { readonly entry: number; readonly by: string; readonly at: string } | null
  /** Since when entries are held by nobody outside; null: it is all held, or only minutes old. */
  readonly uncoveredSince: string | null
  /** Why a witness does not cosign, where that is a sign of another history; null: none does. A whole sentence. */
  readonly alarm: string | null
}

/** The handing of checkpoints to witnesses, while the board is served. */
export interface Witnessing {
  standing(now: string): WitnessStanding
  /** How each witness of the settings stands, one sentence each. */
  sentences(): readonly string[]
  /** Something was recorded: ask within a second. */
  touch(): void
  stop(): void
}

/** What it needs of the program around it. */
export interface KeepWitnessed {
  readonly folder: DataFolder
  readonly keys: Keys
  readonly ledger: CommandLedger
  readonly now: () => string
  readonly onChange: () => void
  readonly onNote: (sentence: string) => void
}

/**
 * Starts to hand each new checkpoint to the witnesses that the settings name, in the background: no append waits for one, and
 * one that cannot be reached is tried again without end. A changed setting is followed at the next round.
 */
export function keepWitnessed(options: KeepWitnessed): Witnessing {
  return new Keeper(options)
}

class Keeper implements Witnessing {
  readonly #options: KeepWitnessed
  readonly #round: NodeJS.Timeout
  readonly #ending = new AbortController()
  readonly #asking = new Set<string>()
  /** Why each witness gave none the last time, by key. */
  readonly #faults = new Map<string, AskFault>()
  #held: readonly WitnessedCheckpoint[]
  #soon: NodeJS.Timeout | undefined
  #stopped = false
  #told = ''

  constructor(options: KeepWitnessed) {
    this.#options = options
    const held = readWitnessed(options.folder, options.keys)
    if (!held.ok) options.onNote(held.fault)
    this.#held = held.ok ? held.value : []
    this.#round = setInterval(() => this.#look(), ASK_ROUND_MS)
    this.#round.unref()
    this.touch()
  }

  standing(now: string): WitnessStanding {
    const { log } = this.#options.ledger.state()
    const last = this.#held.reduce<WitnessedCheckpoint | null>(
      (most, one) => (most === null || one.size > most.size ? one : most),
      null,
    )
    const firstUncovered = log[last?.size ?? 0]
    const old = firstUncovered !== undefined && Date.parse(now) - Date.parse(firstUncovered.at) > UNCOVERED_MS
    const [alarm] = [...this.#faults].flatMap(([key, fault]) => {
      const sentence = alarmOf(nameOf(key), fault)
      return sentence === null ? [] : [sentence]
    })
    return {
      witnessed: last === null ? null : { entry: last.size, by: last.by, at: last.at },
      uncoveredSince: old || (last === null && firstUncovered !== undefined) ? firstUncovered.at : null,
      alarm: alarm ?? null,
    }
  }

  sentences(): readonly string[] {
    return this.#witnesses().map(({ key, url }) => {
      const held = this.#held.find((one) => one.key === key)
      const fault = this.#faults.get(key)
      const has = held === undefined ? 'holds nothing yet' : `holds entry 1 to ${held.size}, since ${held.at}`
      return `${nameOf(key)} at ${url} ${has}${fault === undefined ? '' : `; ${reasonOf(fault)}`}.`
    })
  }

  touch(): void {
    if (this.#stopped || this.#soon !== undefined) return
    this.#soon = setTimeout(() => {
      this.#soon = undefined
      this.#look()
    }, ASK_SOON_MS)
    this.#soon.unref()
  }

  stop(): void {
    this.#stopped = true
    clearInterval(this.#round)
    clearTimeout(this.#soon)
    this.#ending.abort()
  }

  #witnesses(): readonly WitnessSetting[] {
    const settings = readSettings(this.#options.folder)
    return settings.ok ? (settings.value.witnesses ?? []) : []
  }

  #look(): void {
    if (this.#stopped) return
    const witnesses = this.#witnesses()
    for (const key of this.#faults.keys())
      if (witnesses.every((one) => one.key !== key)) this.#faults.delete(key)
    for (const witness of witnesses) if (!this.#asking.has(witness.key)) void this.#ask(witness)
    this.#tell()
  }

  async #ask(witness: WitnessSetting): Promise<void> {
    const { ledger } = this.#options
    const head = ledger.head()
    const note = head.ok ? ledger.checkpointAt(head.value.size) : null
    if (!head.ok || note === null) return
    const { size } = head.value
    const before = this.#held.find(({ key }) => key === witness.key)
    // What it has, it has; it is asked again only for more, or when it refused.
    if (before?.note === note && !this.#faults.has(witness.key)) return
    this.#asking.add(witness.key)
    const submitted = { checkpoint: note, size, proof: (old: number) => ledger.proveGrowth(old, size) }
    const tools = { sha256, verify: verifySignature, timeoutMs: ASK_TIMEOUT_MS, signal: this.#ending.signal }
    const asked = await askWitness(witness, submitted, before?.size ?? 0, tools)
    this.#asking.delete(witness.key)
    if (this.#stopped) return
    if (asked.ok) {
      this.#faults.delete(witness.key)
      this.#keep({ key: witness.key, ...asked.value, size, note })
    } else {
      const sentence = alarmOf(nameOf(witness.key), asked.fault)
      if (sentence !== null && !this.#faults.has(witness.key)) this.#options.onNote(sentence)
      this.#faults.set(witness.key, asked.fault)
    }
    this.#tell()
  }

  #keep(cosigned: WitnessedCheckpoint): void {
    const { folder, keys, onNote } = this.#options
    const next = [...this.#held.filter(({ key }) => key !== cosigned.key), cosigned]
    const written = writeWitnessed(folder, keys, next)
    if (!written.ok) onNote(written.fault)
    this.#held = next
  }

  #tell(): void {
    const standing = JSON.stringify(this.standing(this.#options.now()))
    if (standing === this.#told) return
    this.#told = standing
    this.#options.onChange()
  }
}

const nameOf = (key: string): string => key.slice(0, Math.max(key.indexOf('+'), 0))

/** The answers that mean more than that nobody is there. */
function alarmOf(name: string, fault: AskFault): string | null {
  if (fault.code === 'another-history')
    return `${name} does not cosign: what it holds (${fault.held} entries) is not the beginning of this record. It was rewritten or forked.`
  if (fault.code === 'witness-is-ahead')
    return `${name} does not cosign: it holds ${fault.held} entries, more than this record has. It was cut or put back.`
  return null
}

function reasonOf(fault: AskFault): string {
  switch (fault.code) {
    case 'bad-key':
      return 'the key that is set for it is none'
    case 'unreachable':
      return `not reached (${fault.reason}), tried again`
    case 'strange-answer':
      return `it answers what no witness answers (status ${fault.status})`
    case 'not-watched':
      return fault.status === 404
        ? 'it does not watch this record: codedark witness add there'
        : 'it does not know the key that signs here: codedark witness add there'
    case 'witness-is-ahead':
      return `it holds ${fault.held} entries, more than this record has: it was cut or put back`
    case 'another-history':
      return 'what it holds is not the beginning of this record: it was rewritten or forked'
  }
}
