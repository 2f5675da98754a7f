import { addSeconds } from './night.ts'
import type { DrillChannel, Oddities, ServerNight, Step } from './night.ts'
import type { Random } from './random.ts'

/** A server to which nothing odd happens. */
export const NOTHING_ODD: Oddities = {
  skewMs: 0,
  hole: null,
  clockSet: null,
  auditOff: false,
  oldName: null,
  forwarded: false,
  copied: null,
}

/** The honest administrator’s use of PsExec, on the Thursday before: a red herring that opens the window for all. */
const HONEST_PSEXEC_AT = '2021-01-14T10:05:00.000Z'
/** Until when a renamed server bore its old name. */
export const RENAMED_AT = '2021-01-15T22:00:00.000Z'

/**
 * Gives some servers of the night their oddities, each of a kind that makes judging harder: clocks that are off, records
 * that are missing, a clock set in the night, logons that are not audited, old names, and logs that only a collector has.
 * Drawn from the seed; a night without any is as possible as one with all.
 */
export function giveOddities(servers: readonly ServerNight[], random: Random): readonly ServerNight[] {
  const odd = new Map<string, Oddities>()
  const give = (id: string, more: Partial<Oddities>): void =>
    void odd.set(id, { ...NOTHING_ODD, ...odd.get(id), ...more })
  const whole = random.shuffle(servers.filter(isWholeAndUntouched)).map(({ server }) => server.id)
  const next = (count: number): readonly string[] => whole.splice(0, count)
  for (const id of next(random.between(0, 3))) give(id, { skewMs: skewOf(random) })
  for (const id of next(random.between(0, 2))) give(id, { hole: holeIn(random) })
  for (const id of next(random.between(0, 2)))
    give(id, {
      clockSet: {
        at: minuteOfTheNight(random),
        byMs: random.pick([-1, 1]) * random.between(10, 90) * 60_000,
      },
    })
  for (const id of next(random.between(0, 2))) give(id, { auditOff: true })
  for (const id of next(random.between(0, 4))) give(id, { oldName: 'its first alias' })
  for (const role of ['encrypted', 'lateral'] as const) {
    const some = random.shuffle(servers.filter((one) => one.role === role && one.logs !== null))
    for (const { server } of some.slice(0, random.between(0, 2))) give(server.id, { skewMs: skewOf(random) })
  }
  const noted = servers.filter(
    ({ logs, steps }) => logs !== null && steps.some(({ kind }) => kind === 'note-written'),
  )
  for (const { server } of random.shuffle(noted).slice(0, random.between(2, 6)))
    give(server.id, { copied: random.pick(['en', 'fr'] as const) })
  for (const id of next(random.between(0, 3))) give(id, { copied: 'ordinary' })
  const dark = servers.filter((one) => one.role === 'encrypted' && one.logs === null)
  for (const { server } of random.shuffle(dark).slice(0, random.between(0, 3)))
    give(server.id, { forwarded: true })
  return servers.map((one) => {
    const given = odd.get(one.server.id)
    if (given === undefined) return one
    const { aliases, computer, id } = one.server
    const other = [...aliases, id].find((name) => name !== computer) ?? null
    const oldName = given.oldName === null ? null : other
    return { ...one, oddities: { ...given, oldName } }
  })
}

/** Steps of untouched servers that look like an attack, and one that is. */
export function herrings(
  servers: readonly ServerNight[],
  { entry, random }: { readonly entry: string; readonly random: Random },
): readonly ServerNight[] {
  const quiet = random
    .shuffle(servers.filter(({ role, server }) => role === 'none' && server.platform === 'windows'))
    .map(({ server }) => server.id)
  const steps = new Map<string, { role: ServerNight['role']; steps: readonly Step[] }>()
  for (const id of quiet.splice(0, random.between(0, 2)))
    steps.set(id, {
      role: 'admin-tool',
      steps: [
        { kind: 'logon', at: addSeconds(HONEST_PSEXEC_AT, -3), from: '10.41.0.12', type: 3 },
        {
          kind: 'remote-service',
          at: HONEST_PSEXEC_AT,
          service: 'PSEXESVC',
          path: '%SystemRoot%\\PSEXESVC.exe',
        },
      ],
    })
  // The stolen account looked around here and left nothing but its logon.
  for (const id of quiet.splice(0, random.between(1, 4)))
    steps.set(id, {
      role: 'visited',
      steps: [
        {
          kind: 'logon',
          at: addSeconds('2021-01-17T19:30:00.000Z', random.between(0, 600)),
          from: entry,
          type: 3,
        },
      ],
    })
  return servers.map((one) => ({ ...one, ...steps.get(one.server.id) }))
}

function isWholeAndUntouched({ role, logs }: ServerNight): boolean {
  const first = (name: DrillChannel): string =>
    logs?.channels.find(({ channel }) => channel === name)?.firstAt ?? '9'
  return role === 'none' && first('System') < '2021-01-16' && first('Security') < '2021-01-16'
}

function skewOf(random: Random): number {
  return random.pick([-1, 1]) * random.between(4, 150) * 60_000
}

function minuteOfTheNight(random: Random): string {
  return addSeconds('2021-01-17T18:58:00.000Z', random.between(0, 40) * 60)
}

/** Most holes lie in the night, some long before it, where they matter to nobody. */
function holeIn(random: Random): NonNullable<Oddities['hole']> {
  const inTheNight = random.chance(0.6)
  const from = inTheNight
    ? addSeconds('2021-01-17T17:20:00.000Z', random.between(0, 20) * 60)
    : addSeconds('2021-01-13T12:00:00.000Z', random.between(0, 10) * 60)
  return { channel: random.pick(['System', 'Security'] as const), from, until: addSeconds(from, 3 * 3600) }
}
