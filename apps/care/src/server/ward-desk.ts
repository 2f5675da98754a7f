import type {
  Access,
  CopySource,
  PatientEvent,
  PatientSaying,
  WardSaid,
  WardStanding,
  WrittenPacket,
} from '@codedark/domain/downtime'
import { quietFeeds } from '@codedark/domain/downtime'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { CareLog } from '../tasks/care-log.ts'
import { copySource } from '../tasks/copy-source.ts'
import { keepCareCopy } from '../tasks/copy/keep-copy.ts'
import { oneCopyOnlySince } from '../tasks/copy/standing.ts'
import { handOver } from '../tasks/handovers.ts'
import { readHeldCopy } from '../tasks/held-copy.ts'
import type { HeldCopy } from '../tasks/held-copy.ts'
import { clockOffsetMs, onCareClock } from '../tasks/drill-clock.ts'
import { localWords } from '../tasks/local-words.ts'
import type { OpenedCare } from '../tasks/open-care.ts'
import { Press } from '../tasks/print/press.ts'
import { ordersKept } from '../tasks/print/orders-kept.ts'
import type { ReprintAsked } from '../tasks/print/reprint.ts'
import { sayPatient } from '../tasks/census.ts'
import type { PatientSayer } from '../tasks/census.ts'
import { careSettings } from '../tasks/settings.ts'
import { sayWard } from '../tasks/ward-state.ts'
import type { WardSayer } from '../tasks/ward-state.ts'
import { writePacket } from '../tasks/print/write-packet.ts'
import { vaultSentence } from '../tasks/sentences.ts'

/** How often it is looked whether another program wrote to the vault, in milliseconds. */
const REFRESH_MS = 400

/** The same look of the same person is noted once in so long: pages read anew whenever something changes. */
const SAME_LOOK_MS = 10 * 60_000
/** Looks that are remembered for that. */
const LOOKS_REMEMBERED = 5_000

/** Whom a look was at; ids. */
export interface LookedAt {
  readonly ward: string | null
  readonly patient: string | null
}

/** What the ward pages' server works on, once the vault is open. */
export interface WardDesk {
  /** What all views are made from, now. The fault is a sentence. */
  source(): Result<CopySource, string>
  /** Grows whenever pages have something new to read. */
  version(): number
  onChange(listen: (version: number) => void): void
  /** The vault and its folder, opened. */
  readonly care: OpenedCare
  /** What people of the wards said or did: who appends calls `told` after it. */
  readonly log: CareLog
  /** Something was written that pages show. */
  told(): void
  /** Notes who looked. That it could not be noted keeps nobody from a patient's page: `troubles` says so. */
  note(what: Access['what'], by: string | null, at: readonly LookedAt[]): void
  /** Notes who came in or failed to; each time. */
  noteAccess(what: Access['what'], by: string): void
  /** Writes the packet of a ward. The fault is a sentence. */
  write(ward: string, by: string | null, reprint?: ReprintAsked): Promise<Result<WrittenPacket, string>>
  /** Keeps what somebody says of a patient; pages are told. The fault is a sentence. */
  sayPatient(saying: PatientSaying, sayer: PatientSayer): Result<PatientEvent, string>
  /** Keeps what somebody says that a ward works from; pages are told. The fault is a sentence. */
  sayWard(said: WardSaid, sayer: Omit<WardSayer, 'at'>): Result<WardStanding, string>
  /** The PDF of a packet; null: unknown, or dropped for room. Refused: orders of a ward on paper. The fault is a sentence. */
  pdf(firstSerial: string): Result<Uint8Array | null, string>
  /** What does not work now, in sentences. */
  troubles(): readonly string[]
  close(): void
}

/** What the desk needs of the program around it. */
export interface DeskOptions {
  readonly now: () => string
  readonly printChild: string | undefined
  readonly copyChild: string | undefined
}

/** Opens the desk over an open vault: reads the copy in use, and from then on follows it. The fault is a sentence. */
export async function openWardDesk(
  care: OpenedCare,
  options: DeskOptions,
): Promise<Result<WardDesk, string>> {
  const held = await readHeldCopy(care)
  if (!held.ok) return held
  const log = CareLog.open(care.vault)
  return log.ok ? ok(new Desk(care, options, held.value, log.value)) : log
}

class Desk implements WardDesk {
  readonly log: CareLog
  readonly care: OpenedCare
  readonly #care: OpenedCare
  readonly #options: DeskOptions
  readonly #press: Press
  readonly #copy: ReturnType<typeof keepCareCopy>
  readonly #listeners = new Set<(version: number) => void>()
  readonly #timer: NodeJS.Timeout
  readonly #looks = new Map<string, number>()
  #held: HeldCopy
  #version = 1
  #mark = -1
  #state = ''
  #reading = false
  #noteFault: string | null = null
  #readFault: string | null = null
  #handFault: string | null = null
  #logFault: string | null = null

  constructor(care: OpenedCare, options: DeskOptions, held: HeldCopy, log: CareLog) {
    this.log = log
    this.#care = care
    this.care = care
    this.#options = options
    this.#held = held
    this.#press = new Press(options.printChild)
    this.#state = this.#stateNow()
    this.#copy = keepCareCopy({
      folder: care.folder,
      vaultKey: care.keys.vaultKey,
      mark: () => this.#markNow(),
      childPath: options.copyChild,
      now: options.now,
      onChange: () => this.#tell(),
    })
    this.#hand()
    this.#timer = setInterval(() => void this.#refresh(), REFRESH_MS)
    this.#timer.unref()
  }

  source(): Result<CopySource, string> {
    const now = this.#options.now()
    const generations = this.#care.vault.generations()
    if (!generations.ok) return failed(vaultSentence(generations.fault))
    const since = oneCopyOnlySince({
      made: this.#copy.made(),
      mark: this.#markNow(),
      generations: generations.value,
      now,
    })
    return copySource(this.#care, this.#held, { now, oneCopyOnlySince: since, said: this.log.state })
  }

  version(): number {
    return this.#version
  }

  onChange(listen: (version: number) => void): void {
    this.#listeners.add(listen)
  }

  note(what: Access['what'], by: string | null, looked: readonly LookedAt[]): void {
    const at = this.#options.now()
    const fresh = looked.filter((of) => this.#isNew(JSON.stringify([what, by, of.ward, of.patient]), at))
    if (fresh.length === 0) return
    const noted = this.#care.vault.note(fresh.map((of) => ({ at, by, what, ...of })))
    if (!noted.ok) this.#looks.clear()
    this.#noteFault = noted.ok ? null : `Who looks is not noted: ${vaultSentence(noted.fault)}`
  }

  noteAccess(what: Access['what'], by: string): void {
    const noted = this.#care.vault.note([{ at: this.#options.now(), by, what, ward: null, patient: null }])
    this.#noteFault = noted.ok ? null : `Who signs in is not noted: ${vaultSentence(noted.fault)}`
  }

  sayPatient(saying: PatientSaying, sayer: PatientSayer): Result<PatientEvent, string> {
    const source = this.source()
    if (!source.ok) return source
    const { now, timeZone } = source.value.header
    const beside = { copy: this.#held.copy, now, timeZone }
    const kept = sayPatient({ care: this.#care, log: this.log }, saying, sayer, beside)
    if (kept.ok) this.told()
    return kept
  }

  sayWard(said: WardSaid, sayer: Omit<WardSayer, 'at'>): Result<WardStanding, string> {
    const source = this.source()
    if (!source.ok) return source
    const kept = sayWard(this.log, source.value, said, { ...sayer, at: this.#options.now() })
    if (kept.ok) this.told()
    return kept
  }

  async write(
    ward: string,
    by: string | null,
    reprint?: ReprintAsked,
  ): Promise<Result<WrittenPacket, string>> {
    const source = this.source()
    if (!source.ok) return source
    const at = this.#options.now()
    const done = await writePacket(this.#care, source.value, this.#press, {
      ...{ ward, at, by },
      ...(reprint === undefined ? {} : { reprint }),
    })
    if (!done.ok) return done
    await this.#refresh()
    return ok(done.value.written)
  }

  pdf(firstSerial: string): Result<Uint8Array | null, string> {
    const kept = ordersKept(this.#care, this.log.state, firstSerial)
    if (kept !== null) return failed(kept)
    const read = this.#care.vault.pdf(firstSerial)
    return read.ok ? read : failed(vaultSentence(read.fault))
  }

  troubles(): readonly string[] {
    const all = [
      this.#readFault,
      this.#noteFault,
      this.#handFault,
      this.#logFault,
      this.#unreadable(),
      this.#quiet(),
      this.#copy.fault(),
    ]
    return all.filter((one) => one !== null)
  }

  told(): void {
    this.#hand()
    this.#tell()
  }

  close(): void {
    clearInterval(this.#timer)
    this.#copy.stop()
    this.#press.close()
    this.#care.vault.close()
  }

  /** Another program may have taken a generation in, accepted one, or printed. */
  async #refresh(): Promise<void> {
    const mark = this.#markNow()
    if (mark === this.#mark || this.#reading) return
    this.#reading = true
    try {
      this.#mark = mark
      this.#hand()
      const logged = this.log.refresh()
      this.#logFault = logged.ok ? null : logged.fault
      const state = this.#stateNow()
      if (state === this.#state) {
        if (logged.ok && logged.value) this.#tell()
        return
      }
      const held = await readHeldCopy(this.#care)
      if (held.ok) this.#held = held.value
      this.#readFault = held.ok ? null : held.fault
      this.#state = state
      this.#tell()
    } finally {
      this.#reading = false
    }
  }

  #isNew(look: string, at: string): boolean {
    const ms = Date.parse(at)
    const before = this.#looks.get(look)
    if (before !== undefined && ms - before < SAME_LOOK_MS) return false
    if (this.#looks.size >= LOOKS_REMEMBERED) this.#looks.clear()
    this.#looks.set(look, ms)
    return true
  }

  /** Of the feeds of which nothing new has come. */
  #quiet(): string | null {
    const { copy, generation } = this.#held
    const now = onCareClock(this.#options.now(), clockOffsetMs(this.#care.folder.kind, generation))
    return quietFeeds(copy.asOf, now, localWords(careSettings(this.#care.folder).timeZone))
  }

  #unreadable(): string | null {
    const { length } = this.log.unreadable
    return length === 0
      ? null
      : `${length} ${length === 1 ? 'entry' : 'entries'} of what the wards said cannot be read by this version and ${length === 1 ? 'is' : 'are'} not shown.`
  }

  #hand(): void {
    const handed = handOver(this.#care)
    this.#handFault = handed.ok ? null : `Not handed to the record of the incident: ${handed.fault}`
  }

  #tell(): void {
    this.#version += 1
    for (const listen of this.#listeners) listen(this.#version)
  }

  #markNow(): number {
    const mark = this.#care.vault.mark()
    return mark.ok ? mark.value : -1
  }

  /** What pages show of the vault beside a patient's own page, as one word. */
  #stateNow(): string {
    const generations = this.#care.vault.generations()
    const packets = this.#care.vault.packets()
    return JSON.stringify([
      generations.ok ? generations.value.map((one) => [one.generation, one.state]) : generations.fault,
      packets.ok ? packets.value.map((one) => one.firstSerial) : packets.fault,
    ])
  }
}
