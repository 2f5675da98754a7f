import type { ChannelStats } from './channel-stats.ts'
import { SYSTEM, sameChannel } from './channel-stats.ts'
import { joinServer } from './coverage.ts'
import { later, sayInstant } from './instant.ts'
import { MAX_PROTECTORS, MAX_VOLUMES_PER_SERVER } from './limits.ts'
import type { NameMap } from './names.ts'
import type { PowerFactKind, RecordFact } from './record-facts.ts'

/** What the logs of one server tell of one volume. Instants are UTC, by the server's own clock; null: not seen. */
export interface VolumeState {
  /** Estate id; null where the log's computer maps to none or to two. */
  readonly server: string | null
  readonly computer: string
  /** `\\?\Volume{…}\` or what the record says; empty where only a letter is known. */
  readonly volume: string
  readonly mountPoint: string
  readonly startedAt: string | null
  readonly finishedAt: string | null
  /** The latest record that shows that the volume was open: it was written to, changed or unlocked. */
  readonly openAt: string | null
  /** The latest record that says that this volume was locked or its key data erased. */
  readonly lockedAt: string | null
  readonly lockedBy: 'locked' | 'erased' | null
  readonly protectors: readonly ProtectorState[]
  /** When the last protector that we know of was removed, none made since. */
  readonly lastProtectorRemovedAt: string | null
  /** Protection was suspended and not resumed: Windows keeps the key in clear meanwhile. */
  readonly suspendedAt: string | null
  readonly decryptionStartedAt: string | null
  readonly power: ServerPower
}

/** One key protector and what became of it. */
export interface ProtectorState {
  /** Upper case, without braces; empty where the record does not say. */
  readonly id: string
  readonly type: string
  readonly madeAt: string | null
  readonly removedAt: string | null
  readonly backedUpAt: string | null
  readonly backupFailedAt: string | null
}

/** What the System log of the server tells of restarts, and where it cannot tell. */
export interface ServerPower {
  /** Every stop or start that was seen, in order of time. */
  readonly events: readonly { readonly kind: PowerFactKind; readonly at: string; readonly detail: string }[]
  /** The last record of the System log; null where no System log was read: then a restart would not have been seen. */
  readonly seenUpTo: string | null
  /** Whole sentences: where a restart could hide. */
  readonly unseen: readonly string[]
}

/** Names of ProtectorType. Source: Win32_EncryptableVolume; that the events use the same numbers is not documented. */
const TYPES: readonly string[] = [
  'type not known',
  'TPM',
  'external key',
  'recovery password',
  'TPM and PIN',
  'TPM and start-up key',
  'TPM, PIN and start-up key',
  'public key',
  'passphrase',
  'TPM certificate',
  'CryptoAPI next generation',
]

const OPEN = new Set<RecordFact['kind']>([
  'encryption-started',
  'encryption-paused',
  'encryption-resumed',
  'encryption-finished',
  'decryption-started',
  'protector-made',
  'protector-removed',
  'unlocked',
  'protection-suspended',
  'protection-resumed',
])

/** All that volumes are told from. The order of nothing in it matters; the same record twice counts once. */
export interface VolumeInput {
  readonly facts: readonly RecordFact[]
  readonly coverage: readonly ChannelStats[]
  readonly names: NameMap
}

/**
 * The state of every volume that BitLocker records speak of, in order of server and volume. Logs that speak for no server
 * are told by their computer name. A computer under two names is one server; records of both are put together.
 */
export function volumeStates({ facts, coverage, names }: VolumeInput): readonly VolumeState[] {
  const place = (computer: string): string => names.serverOf(computer) ?? `\u0000${computer.toLowerCase()}`
  const stats = Map.groupBy(coverage, (one) => place(one.computer))
  const states = [...Map.groupBy(facts, (fact) => place(fact.computer))].flatMap(([key, own]) => {
    const unique = withoutCopies(own)
    const computer = unique.map((fact) => fact.computer).sort()[0] ?? ''
    const server = names.serverOf(computer)
    const power = powerOf(unique, stats.get(key) ?? [])
    return volumesOf(unique).map((volume) => stateOf(volume, { server, computer, power }))
  })
  return states.sort((a, b) => compare(keyOf(a), keyOf(b)))
}

function withoutCopies(facts: readonly RecordFact[]): RecordFact[] {
  const seen = new Map<string, RecordFact>()
  for (const fact of facts) {
    const { computer, channel, recordId, at } = fact
    seen.set(`${computer.toLowerCase()} ${channel.toLowerCase()} ${recordId} ${at}`, fact)
  }
  return [...seen.values()].sort((a, b) => compare(a.at, b.at) || a.recordId - b.recordId)
}

function powerOf(facts: readonly RecordFact[], stats: readonly ChannelStats[]): ServerPower {
  const events = facts.flatMap(({ kind, at, detail }) => (isPower(kind) ? [{ kind, at, detail }] : []))
  const system = joinServer(stats).timelines.find((one) => sameChannel(one.channel, SYSTEM))
  if (system === undefined)
    return {
      events,
      seenUpTo: null,
      unseen: ['No System log of this server was read: a restart would not have been seen.'],
    }
  const gaps = system.gaps.filter((gap) => gap.kind !== 'rolled-over').map((gap) => gap.text)
  const seenUpTo = system.segments
    .map((run) => run.lastAt)
    .sort()
    .at(-1)
  return { events, seenUpTo: seenUpTo ?? null, unseen: gaps }
}

function isPower(kind: RecordFact['kind']): kind is PowerFactKind {
  return (
    kind === 'stop-asked' ||
    kind === 'stop-called-off' ||
    kind === 'stopped' ||
    kind === 'started' ||
    kind === 'stopped-unexpectedly' ||
    kind === 'sleeping'
  )
}

interface VolumeFacts {
  readonly volume: string
  readonly mountPoint: string
  readonly facts: RecordFact[]
}

/**
 * Puts records of one volume together: by volume name, and a record that has only a letter goes to the one volume that bears
 * it. Where two volumes have borne the letter, the record goes to the one that bore it last before.
 */
function volumesOf(facts: readonly RecordFact[]): readonly VolumeFacts[] {
  const volumes: { volume: string; mountPoint: string; facts: RecordFact[] }[] = []
  for (const fact of facts) {
    if (isPower(fact.kind)) continue
    const name = bare(fact.volume)
    const letter = bare(fact.mountPoint) || (/^[a-z]:$/.test(name) ? name : '')
    const isName = name !== '' && name !== letter
    const found = volumes.findLast((one) =>
      isName && bare(one.volume) !== ''
        ? bare(one.volume) === name
        : letter !== '' && bare(one.mountPoint) === letter,
    )
    if (found === undefined) {
      if (volumes.length >= MAX_VOLUMES_PER_SERVER) continue
      const mountPoint = fact.mountPoint === '' && !isName ? fact.volume : fact.mountPoint
      volumes.push({
        volume: isName ? fact.volume : '',
        mountPoint: mountPoint.replace(/\\$/, ''),
        facts: [fact],
      })
      continue
    }
    found.facts.push(fact)
    if (isName && found.volume === '') found.volume = fact.volume
    if (fact.mountPoint !== '') found.mountPoint = fact.mountPoint.replace(/\\$/, '')
  }
  return volumes
}

/** A name as it compares: without the trailing backslash, in lower case. */
function bare(name: string): string {
  return name.replace(/\\+$/, '').toLowerCase()
}

interface Of {
  readonly server: string | null
  readonly computer: string
  readonly power: ServerPower
}

function stateOf({ volume, mountPoint, facts }: VolumeFacts, of: Of): VolumeState {
  const last = (...kinds: RecordFact['kind'][]): RecordFact | undefined =>
    facts.findLast((fact) => kinds.includes(fact.kind))
  const protectors = protectorsOf(facts)
  const removed = last('protector-removed')
  const allGone =
    removed !== undefined && protectors.every((one) => one.removedAt !== null && !isMadeAfter(one))
  const suspended = last('protection-suspended')
  const resumed = last('protection-resumed')
  const locked = last('locked', 'erased')
  return {
    ...of,
    volume,
    mountPoint,
    ...latestRun(facts),
    openAt: facts.findLast((fact) => OPEN.has(fact.kind))?.at ?? null,
    lockedAt: locked?.at ?? null,
    lockedBy: locked === undefined ? null : locked.kind === 'erased' ? 'erased' : 'locked',
    protectors,
    lastProtectorRemovedAt: allGone ? removed.at : null,
    suspendedAt: suspended !== undefined && suspended.at > (resumed?.at ?? '') ? suspended.at : null,
    decryptionStartedAt: last('decryption-started')?.at ?? null,
  }
}

/** Start and end of the latest encryption: API and driver both tell of one start, so a second one counts only after an end. */
function latestRun(facts: readonly RecordFact[]): Pick<VolumeState, 'startedAt' | 'finishedAt'> {
  let run: { startedAt: string | null; finishedAt: string | null } = { startedAt: null, finishedAt: null }
  for (const { kind, at } of facts) {
    if (kind === 'encryption-finished') run = { ...run, finishedAt: at }
    if (kind === 'encryption-started' && (run.startedAt === null || run.finishedAt !== null))
      run = { startedAt: at, finishedAt: null }
  }
  return run
}

function isMadeAfter({ madeAt, removedAt }: ProtectorState): boolean {
  return madeAt !== null && removedAt !== null && madeAt > removedAt
}

/** Matched by GUID: 775, 776, 783, 784, 785, 845. */
function protectorsOf(facts: readonly RecordFact[]): readonly ProtectorState[] {
  const states = new Map<string, ProtectorState>()
  for (const fact of facts) {
    const moved = movedBy(fact)
    if (moved === null) continue
    const id = fact.protector
    const known = states.get(id)
    if (known === undefined && states.size >= MAX_PROTECTORS) continue
    const type = fact.protectorType === null ? known?.type : TYPES[fact.protectorType]
    states.set(id, {
      id,
      madeAt: null,
      removedAt: null,
      backedUpAt: null,
      backupFailedAt: null,
      ...known,
      ...moved,
      type: type ?? (fact.protectorType === null ? 'type not known' : `type ${fact.protectorType}`),
    })
  }
  return [...states.values()]
}

function movedBy({ kind, at }: RecordFact): Partial<ProtectorState> | null {
  if (kind === 'protector-made') return { madeAt: at }
  if (kind === 'protector-removed') return { removedAt: at }
  if (kind === 'key-backed-up') return { backedUpAt: at }
  return kind === 'key-backup-failed' ? { backupFailedAt: at } : null
}

function keyOf(state: VolumeState): string {
  return `${state.server ?? `~${state.computer}`}\u0000${state.mountPoint}\u0000${state.volume}`
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** What came to an end at the power of the server after an instant: the first stop or start seen, as a clause; null: none. */
export function downAfter(
  power: ServerPower,
  after: string,
): { readonly at: string; readonly text: string } | null {
  for (const { kind, at } of power.events) {
    if (at <= after) continue
    if (kind === 'stopped') return { at, text: `the server went down at ${sayInstant(at)}` }
    if (kind === 'started')
      return { at, text: `the server came up at ${sayInstant(at)}, so it had been down` }
    if (kind === 'stopped-unexpectedly')
      return { at, text: `at ${sayInstant(at)} the server said that it had gone down unexpectedly` }
  }
  return null
}

/** A stop that was asked for after an instant, neither called off nor seen to happen; null: none. */
export function pendingStop(
  power: ServerPower,
  after: string,
): { readonly at: string; readonly detail: string } | null {
  let pending: { at: string; detail: string } | null = null
  for (const { kind, at, detail } of power.events) {
    if (at <= after) continue
    if (kind === 'stop-asked') pending = { at, detail }
    else if (kind !== 'sleeping') pending = null
  }
  return pending
}

/** The latest instant that any record of the volume has. */
export function lastSeen(state: VolumeState): string | null {
  return later(later(state.openAt, state.lockedAt), later(state.finishedAt, state.startedAt))
}
