import { BITLOCKER, SYSTEM, sameChannel } from './channel-stats.ts'
import { parseInstant } from './instant.ts'
import { MAX_FACTS_PER_FILE, MAX_FACT_CHARS } from './limits.ts'

/** What a record says of a volume under BitLocker. Source: `spec/bitlocker-evidence.md` 5.2. */
export type VolumeFactKind =
  | 'encryption-started'
  | 'encryption-paused'
  | 'encryption-resumed'
  | 'encryption-finished'
  | 'decryption-started'
  | 'protector-made'
  | 'protector-removed'
  | 'key-backed-up'
  | 'key-backup-failed'
  | 'protection-suspended'
  | 'protection-resumed'
  | 'reverted'
  | 'erased'
  | 'locked'
  | 'unlocked'

/** What a record says of the power of the whole computer. */
export type PowerFactKind =
  /** 1074: somebody asked for it; it may have been called off. */
  | 'stop-asked'
  /** 1075: what was asked for was called off. */
  | 'stop-called-off'
  /** 6006, Kernel-General 13, Kernel-Power 109: it went down. */
  | 'stopped'
  /** 6005, Kernel-General 12: it came up, so it was down before. */
  | 'started'
  /** 6008, Kernel-Power 41: it had gone down without saying so. */
  | 'stopped-unexpectedly'
  /** Kernel-Power 42. */
  | 'sleeping'

/** What one record says that findings do not carry: state of volumes and of power. Small, and kept in memory. */
export interface RecordFact {
  readonly kind: VolumeFactKind | PowerFactKind
  /** As the record names it. */
  readonly computer: string
  readonly channel: string
  readonly eventId: number
  readonly recordId: number
  /** UTC, by the computer's own clock. */
  readonly at: string
  /** `\\?\Volume{…}\` or a device path; empty where the record does not say. */
  readonly volume: string
  /** `E:`; empty where the record does not say. */
  readonly mountPoint: string
  /** Of 775, 776, 783, 784, 785, 845; empty elsewhere. */
  readonly protector: string
  /** Numbering of Win32_EncryptableVolume; null where the record does not say. */
  readonly protectorType: number | null
  /** For `stop-asked`: by whom, with what, and whether a restart or a shutdown; empty elsewhere. */
  readonly detail: string
}

/** One record as facts are read from it. */
export interface ReadableRecord {
  readonly computer: string
  readonly channel: string
  readonly provider: string
  readonly eventId: number
  readonly recordId: number
  readonly time: string
  /** A field by its name; undefined where the record has none of that name. */
  field(name: string): string | null | readonly string[] | undefined
}

const API: ReadonlyMap<number, VolumeFactKind> = new Map([
  [768, 'encryption-started'],
  [770, 'decryption-started'],
  [771, 'encryption-paused'],
  [772, 'encryption-resumed'],
  [773, 'protection-suspended'],
  [774, 'protection-resumed'],
  [775, 'protector-made'],
  [776, 'protector-removed'],
  [778, 'reverted'],
  [779, 'erased'],
  [781, 'locked'],
  [782, 'unlocked'],
  [783, 'key-backed-up'],
  [784, 'key-backed-up'],
  [785, 'key-backup-failed'],
  [845, 'key-backed-up'],
])

const DRIVER: ReadonlyMap<number, VolumeFactKind> = new Map([
  [24_577, 'encryption-started'],
  [24_578, 'encryption-paused'],
  [24_579, 'encryption-finished'],
  [24_580, 'decryption-started'],
  [24_646, 'encryption-started'],
  [24_648, 'encryption-finished'],
])

const POWER: ReadonlyMap<string, PowerFactKind> = new Map([
  ['user32 1074', 'stop-asked'],
  ['user32 1075', 'stop-called-off'],
  ['eventlog 6005', 'started'],
  ['eventlog 6006', 'stopped'],
  ['eventlog 6008', 'stopped-unexpectedly'],
  ['microsoft-windows-kernel-general 12', 'started'],
  ['microsoft-windows-kernel-general 13', 'stopped'],
  ['microsoft-windows-kernel-power 41', 'stopped-unexpectedly'],
  ['microsoft-windows-kernel-power 42', 'sleeping'],
  ['microsoft-windows-kernel-power 109', 'stopped'],
])
const POWER_IDS = new Set([12, 13, 41, 42, 109, 1074, 1075, 6005, 6006, 6008])

/** The fact that one record holds; null for all others, which are nearly all. Bad instants hold none. */
export function readFact(record: ReadableRecord): RecordFact | null {
  const kind = kindOf(record)
  const at = kind === undefined ? null : parseInstant(record.time)
  if (kind === undefined || at === null) return null
  const say = (name: string): string => textOf(record.field(name))
  const { computer, channel, eventId, recordId } = record
  const type = say('ProtectorType')
  return {
    kind,
    computer,
    channel,
    eventId,
    recordId,
    at,
    volume: sameChannel(channel, SYSTEM) ? say('Volume') : say('VolumeName'),
    mountPoint: say('VolumeMountPoint'),
    protector: say('ProtectorGUID')
      .replaceAll(/[{}\s]/g, '')
      .toUpperCase(),
    protectorType: /^(0x[0-9a-f]{1,8}|\d{1,9})$/i.test(type) ? Number(type) : null,
    detail: kind === 'stop-asked' ? askedBy(say) : '',
  }
}

function kindOf(record: ReadableRecord): RecordFact['kind'] | undefined {
  const { eventId, channel } = record
  if (sameChannel(channel, BITLOCKER)) return API.get(eventId)
  if (!sameChannel(channel, SYSTEM)) return undefined
  const driver = DRIVER.get(eventId)
  if (driver !== undefined)
    return record.provider.toLowerCase() === 'microsoft-windows-bitlocker-driver' ? driver : undefined
  return POWER_IDS.has(eventId) ? POWER.get(`${record.provider.toLowerCase()} ${eventId}`) : undefined
}

/** param1 program, param5 restart or shutdown in the system's language, param7 account. */
function askedBy(say: (name: string) => string): string {
  const [what, who, program] = [say('param5'), say('param7'), say('param1')]
  return [what, who === '' ? '' : `by ${who}`, program === '' ? '' : `with ${program}`]
    .filter((part) => part !== '')
    .join(' ')
}

function textOf(value: string | null | readonly string[] | undefined): string {
  if (value === undefined || value === null) return ''
  const text = typeof value === 'string' ? value : value.join(' ')
  return text.trim().slice(0, MAX_FACT_CHARS)
}

/** Gathers the facts of one file, in memory that does not grow with the file. */
export class FactMeter {
  readonly #facts: RecordFact[] = []
  #dropped = 0

  /** Facts that were not kept, the file having more than `MAX_FACTS_PER_FILE`. */
  get dropped(): number {
    return this.#dropped
  }

  /** Takes one record, in the order of the file. */
  add(record: ReadableRecord): void {
    const fact = readFact(record)
    if (fact === null) return
    if (this.#facts.length < MAX_FACTS_PER_FILE) this.#facts.push(fact)
    else this.#dropped += 1
  }

  /** What was gathered. */
  finish(): readonly RecordFact[] {
    return this.#facts
  }
}
