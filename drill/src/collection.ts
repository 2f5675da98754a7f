import type { CollectedChannel, DrillChannel, ServerNight } from './night.ts'
import type { Random } from './random.ts'

/** How much of a server's logs was got hold of by the end of the evening. */
type Harvest = 'whole' | 'security-rolled-over' | 'system-rolled-over' | 'none'

/** How many of the servers that the attackers left alone are in each state; all others were not reached yet. */
const UNTOUCHED: readonly (readonly [Harvest, number])[] = [
  ['whole', 45],
  ['security-rolled-over', 22],
  ['system-rolled-over', 4],
]
/** Encrypted servers whose logs nobody has yet: their volumes are locked. */
const ENCRYPTED_DARK = 8

/** Says of each server which logs were collected. Only Windows keeps the logs that triage reads. */
export function coverageOf(servers: readonly ServerNight[], random: Random): readonly ServerNight[] {
  const harvest = new Map<string, Harvest>()
  const windows = random.shuffle(servers.filter(({ server }) => server.platform === 'windows'))
  const encrypted = windows.filter(({ role }) => role === 'encrypted')
  for (const [index, { server }] of encrypted.entries())
    harvest.set(server.id, index < ENCRYPTED_DARK ? 'none' : 'whole')
  for (const { server, role } of windows) {
    if (role !== 'none' && role !== 'encrypted') harvest.set(server.id, 'whole')
  }
  const rest = windows.filter(({ role }) => role === 'none')
  let next = 0
  for (const [kind, count] of UNTOUCHED) {
    for (const { server } of rest.slice(next, next + count)) harvest.set(server.id, kind)
    next += count
  }
  return servers.map((one) => {
    const kind = harvest.get(one.server.id) ?? 'none'
    if (kind === 'none') return one
    return { ...one, logs: collect(one, kind, random.split(one.server.id)) }
  })
}

function collect(one: ServerNight, kind: Harvest, random: Random): NonNullable<ServerNight['logs']> {
  const minutes = (at: string, count: number): string =>
    new Date(Date.parse(at) + count * 60_000).toISOString()
  const collectedAt = minutes(one.isolatedAt, random.between(20, 150))
  const lastAt = minutes(collectedAt, -1)
  const channel = (name: DrillChannel, firstAt: string, fromRecordOne: boolean): CollectedChannel => ({
    channel: name,
    firstAt,
    lastAt: name === 'BitLocker' ? lastOfBitLocker(one, firstAt) : lastAt,
    fromRecordOne,
  })
  const early = minutes('2021-01-12T05:00:00.000Z', random.between(0, 900))
  const late = minutes('2021-01-17T19:04:00.000Z', random.between(0, 35))
  const channels = [
    channel('System', kind === 'system-rolled-over' ? late : early, false),
    channel('Security', kind === 'whole' ? minutes(early, 700) : late, false),
    channel('BitLocker', minutes('2020-11-03T08:00:00.000Z', random.between(0, 20_000)), true),
  ]
  if (random.chance(0.12)) channels.push(channel('Sysmon', minutes(early, 300), false))
  return { collectedAt, channels }
}

function lastOfBitLocker(one: ServerNight, firstAt: string): string {
  const kinds = new Set(['protector-made', 'encryption-started', 'protector-removed', 'key-backed-up'])
  return one.steps.findLast(({ kind }) => kinds.has(kind))?.at ?? firstAt
}
