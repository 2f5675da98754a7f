import { SHOWN_IN, type CollectedChannel, type Night, type ServerNight, type Step } from './night.ts'

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
}

/** The truth of a night, told from the scenario alone: nothing of the product's own judging is asked. */
export function truthOf(night: Night): readonly ServerTruth[] {
  const seen = new Set(night.sightings.map(({ server }) => server))
  return night.servers.map((one) => ({
    server: one.server.id,
    role: one.role,
    encrypted: encryptionOf(one),
    shown: shownSteps(one),
    seenByPerson: seen.has(one.server.id),
    isolatedAt: one.isolatedAt,
  }))
}

function encryptionOf({ role, steps }: ServerNight): ServerTruth['encrypted'] {
  if (role === 'honest-encryption') return 'by its owner'
  if (role !== 'encrypted') return 'no'
  return steps.some(({ kind }) => kind === 'protector-removed') ? 'locked out' : 'key in reach'
}

function shownSteps({ steps, logs }: ServerNight): Step['kind'][] {
  const channels = logs?.channels ?? []
  const kinds = steps
    .filter((step) =>
      SHOWN_IN[step.kind].some((name) => channels.some((channel) => holds(channel, name, step, steps))),
    )
    .map(({ kind }) => kind)
  return [...new Set(kinds)]
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
