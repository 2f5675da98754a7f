import {
  SHOWN_IN,
  type CollectedChannel,
  type DrillChannel,
  type Night,
  type Oddities,
  type ServerNight,
  type Step,
} from './night.ts'

/** What is true of a server that night, whatever its logs show. */
export interface ServerTruth {
  readonly server: string
  /** What the attackers did with it. */
  readonly role: ServerNight['role']
  /** Whether its disks were being encrypted with the owner locked out, or with a key that can still be had. */
  readonly encrypted: 'locked out' | 'key in reach' | 'by its owner' | 'no'
  /** Steps that the collected logs show: those whose channel was collected, retained and not cleared afterwards. */
  readonly shown: readonly Step['kind'][]
  readonly seenByPerson: boolean
  readonly isolatedAt: string
  /** Every step that a log which we have shows, with its true time; the collector's file counts. */
  readonly steps: readonly { readonly kind: Step['kind']; readonly at: string }[]
  /** What its logs hold, by the true time; null: none were collected. */
  readonly logs: readonly CollectedChannel[] | null
  readonly oddities: Oddities
}

/** The truth of a night, told from the scenario alone: nothing of the product's own judging is asked. */
export function truthOf(night: Night): readonly ServerTruth[] {
  const seen = new Set(night.sightings.map(({ server }) => server))
  return night.servers.map((one) => ({
    server: one.server.id,
    role: one.role,
    encrypted: encryptionOf(one),
    shown: [...new Set(shownSteps(one).map(({ kind }) => kind))],
    seenByPerson: seen.has(one.server.id),
    isolatedAt: one.isolatedAt,
    steps: shownSteps(one).map(({ kind, at }) => ({ kind, at })),
    logs: one.logs?.channels ?? null,
    oddities: one.oddities,
  }))
}

function encryptionOf({ role, steps }: ServerNight): ServerTruth['encrypted'] {
  if (role === 'honest-encryption') return 'by its owner'
  if (role !== 'encrypted') return 'no'
  return steps.some(({ kind }) => kind === 'protector-removed') ? 'locked out' : 'key in reach'
}

/** What the collector took of a server whose own logs nobody has. */
const FORWARDED: ReadonlySet<Step['kind']> = new Set([
  'logon',
  'remote-service',
  'scheduled-task',
  'protector-made',
  'encryption-started',
  'protector-removed',
])

function shownSteps({ steps, logs, oddities }: ServerNight): readonly Step[] {
  const channels = logs?.channels ?? []
  return steps.filter(
    (step) =>
      (oddities.forwarded && FORWARDED.has(step.kind)) ||
      SHOWN_IN[step.kind].some((name) =>
        channels.some((channel) => holds(channel, name, step, steps) && !isLost(name, step, oddities)),
      ),
  )
}

function isLost(name: DrillChannel, step: Step, { hole, auditOff }: Oddities): boolean {
  if (auditOff && step.kind === 'logon') return true
  return hole !== null && hole.channel === name && step.at >= hole.from && step.at <= hole.until
}

/** Whether a collected channel still holds a step. */
function holds(
  channel: CollectedChannel,
  name: CollectedChannel['channel'],
  step: Step,
  steps: readonly Step[],
): boolean {
  if (channel.channel !== name || step.at < channel.firstAt) return false
  if (step.kind === 'log-cleared') return step.channel === name
  return !steps.some((other) => other.kind === 'log-cleared' && other.channel === name && other.at > step.at)
}
