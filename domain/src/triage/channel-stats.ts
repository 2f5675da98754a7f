import {
  MAX_CHANNELS_PER_FILE,
  MAX_CLEARS,
  MAX_KEY_BACKUPS,
  MAX_RUNS,
  MAX_SILENCES,
  MAX_UNREADABLE,
  SILENCE_MS,
} from './limits.ts'
import { parseInstant } from './instant.ts'

/** The three channels that a verdict needs; all names of channels compare without regard to case. */
export const SYSTEM = 'System'
/** Logons, processes and audit of the server. */
export const SECURITY = 'Security'
/** What the BitLocker API did; on by default. */
export const BITLOCKER = 'Microsoft-Windows-BitLocker/BitLocker Management'

/** What one file holds of one channel of one computer: all that coverage is judged from. Made where the file is read. */
export interface ChannelStats {
  readonly file: string
  /** As the records name it. */
  readonly computer: string
  readonly channel: string
  readonly records: number
  /** Runs of unbroken record numbers, in the order of the file. */
  readonly runs: readonly IdRun[]
  /** Whether there were more runs than are kept: the rest counts as broken. */
  readonly runsCut: boolean
  /** Every clearing of any channel that this channel tells of. */
  readonly clears: readonly ClearMark[]
  readonly unreadable: readonly UnreadablePart[]
  /** When a recovery key was in or went to a directory (783, 784, 845). */
  readonly keyBackups: readonly string[]
  /** Long silences between two records whose numbers follow each other; absent: none. System and Security only. */
  readonly silences?: readonly Silence[]
}

/** Nothing was recorded between two records, though no number is missing. */
export interface Silence {
  readonly from: string
  readonly until: string
}

/** Records with numbers from `firstId` to `lastId`, none missing; times are the earliest and latest among them. */
export interface IdRun {
  readonly firstId: number
  readonly lastId: number
  readonly firstAt: string
  readonly lastAt: string
}

/** A channel was cleared (Security 1102, System 104). */
export interface ClearMark {
  readonly channel: string
  readonly at: string
}

/** A part of the file that could not be read, between the records before and after it in the file. */
export interface UnreadablePart {
  readonly afterId: number | null
  readonly beforeId: number | null
  readonly text: string
}

/** The facts of one record that coverage needs. */
export interface MeteredRecord {
  readonly computer: string
  readonly channel: string
  readonly provider: string
  readonly recordId: number
  readonly time: string
  readonly eventId: number
  /** For System 104: the channel that was cleared; undefined where the record does not say. */
  readonly clearedChannel?: string | undefined
}

/** Event ids of BitLocker-API that tell of a key in a directory: already in AD, backed up to AD, backed up to Entra. */
const KEY_BACKUP_IDS = new Set([783, 784, 845])

/** Gathers the statistics of one file, record by record, in memory that does not grow with the file. */
export class ChannelMeter {
  readonly #file: string
  readonly #channels = new Map<string, Tally>()
  readonly #early: string[] = []
  #last: Tally | undefined
  #turnedAway = 0

  constructor(file: string) {
    this.#file = file
  }

  /** Records turned away: no usable time, or more computer and channel pairs than one file can honestly have. */
  get turnedAway(): number {
    return this.#turnedAway
  }

  /** Takes one record; in the order of the file. */
  add(record: MeteredRecord): void {
    const at = parseInstant(record.time)
    const tally = at === null ? undefined : this.#tally(record.computer, record.channel)
    if (at === null || tally === undefined) {
      this.#turnedAway += 1
      return
    }
    tally.take(record, at)
    this.#last = tally
  }

  /** Notes that something could not be read at this place of the file. */
  fault(text: string): void {
    if (this.#channels.size === 0) {
      if (this.#early.length < MAX_UNREADABLE) this.#early.push(text)
    } else for (const tally of this.#channels.values()) tally.fault(text)
  }

  /** The statistics, one for each computer and channel, in order of first appearance. */
  finish(): readonly ChannelStats[] {
    return [...this.#channels.values()].map((tally) => tally.finish())
  }

  #tally(computer: string, channel: string): Tally | undefined {
    // Most files hold one channel of one computer: no key is built for the same pair again.
    if (this.#last?.computer === computer && this.#last.channel === channel) return this.#last
    const key = `${computer}\u0000${channel}`
    const known = this.#channels.get(key)
    if (known !== undefined) return known
    if (this.#channels.size >= MAX_CHANNELS_PER_FILE) return undefined
    const made = new Tally(this.#file, computer, channel)
    for (const text of this.#early) made.fault(text)
    this.#channels.set(key, made)
    return made
  }
}

interface OpenRun {
  firstId: number
  lastId: number
  firstAt: string
  lastAt: string
}

class Tally {
  readonly computer: string
  readonly channel: string
  readonly #file: string
  readonly #runs: OpenRun[] = []
  readonly #clears: ClearMark[] = []
  readonly #unreadable: { afterId: number | null; beforeId: number | null; text: string }[] = []
  readonly #keyBackups: string[] = []
  readonly #silences: Silence[] = []
  readonly #longMs: number
  #lastAt = ''
  #records = 0
  #runsCut = false
  #openFault = false

  constructor(file: string, computer: string, channel: string) {
    this.#file = file
    this.computer = computer
    this.channel = channel
    this.#longMs = longSilenceMs(channel)
  }

  take(record: MeteredRecord, at: string): void {
    this.#records += 1
    this.#run(record.recordId, at)
    if (this.#openFault) {
      for (const part of this.#unreadable) part.beforeId ??= record.recordId
      this.#openFault = false
    }
    const cleared = clearedBy(record)
    if (cleared !== undefined && this.#clears.length < MAX_CLEARS) this.#clears.push({ channel: cleared, at })
    if (isKeyBackup(record) && this.#keyBackups.length < MAX_KEY_BACKUPS) this.#keyBackups.push(at)
  }

  fault(text: string): void {
    if (this.#unreadable.length >= MAX_UNREADABLE) return
    this.#unreadable.push({ afterId: this.#runs.at(-1)?.lastId ?? null, beforeId: null, text })
    this.#openFault = true
  }

  finish(): ChannelStats {
    return {
      file: this.#file,
      computer: this.computer,
      channel: this.channel,
      records: this.#records,
      runs: this.#runs,
      runsCut: this.#runsCut,
      clears: this.#clears,
      unreadable: this.#unreadable,
      keyBackups: this.#keyBackups,
      ...(this.#silences.length === 0 ? {} : { silences: this.#silences }),
    }
  }

  #run(id: number, at: string): void {
    const run = this.#runs.at(-1)
    if (run !== undefined && id === run.lastId + 1) {
      if (Date.parse(at) - Date.parse(this.#lastAt) > this.#longMs && this.#silences.length < MAX_SILENCES)
        this.#silences.push({ from: this.#lastAt, until: at })
      run.lastId = id
      if (at < run.firstAt) run.firstAt = at
      if (at > run.lastAt) run.lastAt = at
    } else if (this.#runs.length < MAX_RUNS)
      this.#runs.push({ firstId: id, lastId: id, firstAt: at, lastAt: at })
    else this.#runsCut = true
    this.#lastAt = at
  }
}

function longSilenceMs(channel: string): number {
  if (sameChannel(channel, SYSTEM)) return SILENCE_MS.system
  return sameChannel(channel, SECURITY) ? SILENCE_MS.security : Number.POSITIVE_INFINITY
}

function clearedBy(record: MeteredRecord): string | undefined {
  const provider = record.provider.toLowerCase()
  if (provider !== 'microsoft-windows-eventlog' && provider !== 'eventlog') return undefined
  if (record.eventId === 1102 && sameChannel(record.channel, SECURITY)) return SECURITY
  if (record.eventId !== 104 || !sameChannel(record.channel, SYSTEM)) return undefined
  // A 104 that does not say of which log it speaks is held against System itself, whose record it is.
  return record.clearedChannel ?? SYSTEM
}

function isKeyBackup(record: MeteredRecord): boolean {
  return KEY_BACKUP_IDS.has(record.eventId) && sameChannel(record.channel, BITLOCKER)
}

/** Whether two names mean one channel. */
export function sameChannel(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase()
}
