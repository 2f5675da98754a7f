import { SECURITY, SYSTEM, sameChannel } from './channel-stats.ts'
import { parseInstant } from './instant.ts'
import {
  MAX_CLOCK_CHANGES,
  MAX_COMPUTERS_PER_FILE,
  MAX_FACT_CHARS,
  MAX_SPANS_PER_FILE,
  SPAN_GAP_MS,
} from './limits.ts'
import type { ReadableRecord } from './record-facts.ts'

/**
 * Contacts between computers that follow each other closely: one line for a monitoring account that comes every minute, and
 * one for an attacker who comes once. Source of the events: `spec/bitlocker-evidence.md` 5.2.
 */
export interface ContactSpan {
  /**
   * `in`: somebody logged on here over the network (4624 type 3). `desktop`: by remote desktop (type 10).
   * `out`: an account was used from here against `peer` (4648). `ticket`: this domain controller gave `account`, who sat at
   * `via`, a ticket for the computer `peer` (4769).
   */
  readonly kind: 'in' | 'desktop' | 'out' | 'ticket'
  /** Address or name as the record says it; where it came from, or for `out` and `ticket` whom it went to. */
  readonly peer: string
  /** For `ticket`: the address of who asked. */
  readonly via: string
  /** Account without its domain, in lower case. */
  readonly account: string
  /** Whether the logon had the rights of an administrator (4672). */
  readonly elevated: boolean
  readonly firstAt: string
  readonly lastAt: string
  readonly count: number
}

/** The clock of the computer was set (System Kernel-General 1, Security 4616). */
export interface ClockChange {
  readonly at: string
  /** Positive: set forward. */
  readonly byMs: number
}

/** What one file tells of the dealings of one computer with others, and of what its audit policy records. */
export interface Traces {
  readonly computer: string
  readonly spans: readonly ContactSpan[]
  /** Whether there were more spans than are kept. */
  readonly cut: boolean
  readonly clocks: readonly ClockChange[]
  /** Records of logons (4624), of processes (4688), and those of processes with a command line. */
  readonly logons: number
  readonly processes: number
  readonly commandLines: number
  /** Records of the Security channel in all. */
  readonly security: number
}

interface OpenSpan {
  kind: ContactSpan['kind']
  peer: string
  via: string
  account: string
  elevated: boolean
  firstAt: string
  lastAt: string
  count: number
}

/** Clock changes smaller than this are ordinary corrections of the time service. */
const CLOCK_CHANGE_MS = 1_000

/** Gathers the traces of one file, record by record, in memory that does not grow with the file. */
export class TraceMeter {
  readonly #computers = new Map<string, Gathered>()
  #last: Gathered | undefined

  /** Takes one record, in the order of the file. */
  add(record: ReadableRecord): void {
    if (sameChannel(record.channel, SECURITY)) this.#of(record.computer)?.security(record)
    else if (sameChannel(record.channel, SYSTEM) && record.eventId === 1 && isKernelGeneral(record))
      this.#of(record.computer)?.clock(record, record.field('OldTime'), record.field('NewTime'))
  }

  /** The traces, one for each computer. */
  finish(): readonly Traces[] {
    return [...this.#computers.values()].map((one) => one.finish())
  }

  #of(computer: string): Gathered | undefined {
    if (this.#last?.computer === computer) return this.#last
    const known = this.#computers.get(computer)
    if (known === undefined && this.#computers.size >= MAX_COMPUTERS_PER_FILE) return undefined
    const one = known ?? new Gathered(computer)
    this.#computers.set(computer, one)
    this.#last = one
    return one
  }
}

class Gathered {
  readonly computer: string
  readonly #spans: OpenSpan[] = []
  readonly #open = new Map<string, OpenSpan>()
  readonly #byLogonId = new Map<string, OpenSpan>()
  readonly #clocks: ClockChange[] = []
  #cut = false
  #logons = 0
  #processes = 0
  #commandLines = 0
  #security = 0

  constructor(computer: string) {
    this.computer = computer
  }

  security(record: ReadableRecord): void {
    this.#security += 1
    switch (record.eventId) {
      case 4624:
        this.#logons += 1
        this.#logon(record)
        return
      case 4672:
        this.#elevate(say(record, 'SubjectLogonId'))
        return
      case 4648:
        this.#contact(record, 'out', say(record, 'TargetServerName'), say(record, 'TargetUserName'))
        return
      case 4769:
        this.#ticket(record)
        return
      case 4688:
        this.#processes += 1
        if (say(record, 'CommandLine') !== '') this.#commandLines += 1
        return
      case 4616:
        this.clock(record, record.field('PreviousTime'), record.field('NewTime'))
        return
      default:
    }
  }

  clock(record: ReadableRecord, before: unknown, after: unknown): void {
    const at = parseInstant(record.time)
    if (at === null || typeof before !== 'string' || typeof after !== 'string') return
    const byMs = Date.parse(after) - Date.parse(before)
    if (Number.isNaN(byMs) || Math.abs(byMs) < CLOCK_CHANGE_MS) return
    if (this.#clocks.length < MAX_CLOCK_CHANGES) this.#clocks.push({ at, byMs })
  }

  finish(): Traces {
    return {
      computer: this.computer,
      spans: this.#spans,
      cut: this.#cut,
      clocks: this.#clocks,
      logons: this.#logons,
      processes: this.#processes,
      commandLines: this.#commandLines,
      security: this.#security,
    }
  }

  #logon(record: ReadableRecord): void {
    const type = say(record, 'LogonType')
    if (type !== '3' && type !== '10') return
    const address = say(record, 'IpAddress')
    const peer = isHere(address) ? say(record, 'WorkstationName') : address
    const account = say(record, 'TargetUserName')
    if (isHere(peer) || !isPerson(account)) return
    const span = this.#contact(record, type === '10' ? 'desktop' : 'in', peer, account)
    const logonId = say(record, 'TargetLogonId')
    if (span === undefined || logonId === '') return
    // Windows writes 4672 next to its 4624: a short memory is enough.
    if (this.#byLogonId.size > 256) this.#byLogonId.clear()
    this.#byLogonId.set(logonId, span)
  }

  #elevate(logonId: string): void {
    const span = this.#byLogonId.get(logonId)
    if (span !== undefined) span.elevated = true
  }

  #ticket(record: ReadableRecord): void {
    const service = say(record, 'ServiceName')
    const account = say(record, 'TargetUserName').split('@')[0] ?? ''
    // Tickets for a computer end in $; those for the ticket service itself and for accounts tell of no server.
    if (!service.endsWith('$') || !isPerson(account)) return
    this.#contact(record, 'ticket', service.slice(0, -1), account, say(record, 'IpAddress'))
  }

  #contact(
    record: ReadableRecord,
    kind: ContactSpan['kind'],
    peer: string,
    account: string,
    from = '',
  ): OpenSpan | undefined {
    const at = parseInstant(record.time)
    if (at === null || isHere(peer) || account === '') return undefined
    const via = from.replace(/^::ffff:/i, '')
    const who = account.toLowerCase()
    const place = peer.replace(/^::ffff:/i, '')
    const key = `${kind} ${place.toLowerCase()} ${via} ${who}`
    const open = this.#open.get(key)
    if (open !== undefined && Math.abs(Date.parse(at) - Date.parse(open.lastAt)) <= SPAN_GAP_MS) {
      if (at > open.lastAt) open.lastAt = at
      if (at < open.firstAt) open.firstAt = at
      open.count += 1
      return open
    }
    if (this.#spans.length >= MAX_SPANS_PER_FILE) {
      this.#cut = true
      return undefined
    }
    const span = { kind, peer: place, via, account: who, elevated: false, firstAt: at, lastAt: at, count: 1 }
    this.#spans.push(span)
    this.#open.set(key, span)
    return span
  }
}

function say(record: ReadableRecord, name: string): string {
  const value = record.field(name)
  if (value === undefined || value === null) return ''
  return (typeof value === 'string' ? value : value.join(' ')).trim().slice(0, MAX_FACT_CHARS)
}

/** Whether a peer is no other computer. */
function isHere(peer: string): boolean {
  return /^(|-|::1|127\..*|localhost|local|0\.0\.0\.0)$/i.test(peer)
}

/** Accounts of computers and of the system itself come and go all day and tell nothing. */
function isPerson(account: string): boolean {
  return (
    account !== '' &&
    account !== '-' &&
    !account.endsWith('$') &&
    !/^(anonymous logon|system)$/i.test(account)
  )
}

function isKernelGeneral(record: ReadableRecord): boolean {
  return record.provider.toLowerCase() === 'microsoft-windows-kernel-general'
}
