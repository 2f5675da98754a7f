import { coverageOf } from './collection.ts'
import type { DrillServer, Hospital } from './hospital.ts'
import { addSeconds, ALARM_AT, FIRST_EVIL_AT, STOLEN_ACCOUNT } from './night.ts'
import type { DrillSighting, Night, Role, ServerNight, Step } from './night.ts'
import { giveOddities, herrings, NOTHING_ODD } from './oddities.ts'
import type { Random } from './random.ts'

const NOTE = 'C:\\ransom.txt'
const SCRIPT = 'C:\\Windows\\Temp\\svcupd.ps1'

/** The night of a hospital: same hospital and stream, same night. */
export function inventNight(hospital: Hospital, random: Random): Night {
  const roles = giveRoles(hospital, random.split('roles'))
  const entry = hospital.servers.find((server) => roles.get(server.id) === 'entry')?.id ?? ''
  const servers = hospital.servers.map((server): ServerNight => {
    const own = random.split(server.id)
    const role = roles.get(server.id) ?? 'none'
    const isolatedAt = addSeconds(ALARM_AT, own.between(0, 44 * 60))
    const steps = stepsOf({ server, role, entry }, own.split('steps'))
    return {
      server,
      role,
      steps,
      isolatedAt,
      isolation: own.chance(0.4) ? 'tested' : 'said',
      oddities: NOTHING_ODD,
      logs: null,
    }
  })
  const lively = herrings(servers, { entry, random: random.split('herrings') })
  const logged = giveOddities(coverageOf(lively, random.split('collection')), random.split('oddities'))
  return {
    date: '2021-01-17',
    account: STOLEN_ACCOUNT,
    entry,
    servers: logged,
    stranger: inventStranger(random.split('stranger')),
    sightings: inventSightings(logged),
  }
}

/** An old computer that nobody put on the list; some nights it was the first to be entered. */
function inventStranger(random: Random): Night['stranger'] {
  if (random.chance(0.4)) return null
  return {
    computer: `OLD-FAX-${random.between(10, 99)}`,
    evilAt: random.chance(0.4) ? addSeconds(FIRST_EVIL_AT, -random.between(600, 3000)) : null,
  }
}

/** One jump host, lateral servers, the encrypted ones of each service, and one honest administrator. */
function giveRoles(hospital: Hospital, random: Random): ReadonlyMap<string, Role> {
  const roles = new Map<string, Role>([
    ['srv-hop-02', 'entry'],
    ['srv-hop-03', 'honest-encryption'],
    ['srv-dir-01', 'lateral'],
    ['srv-dir-02', 'lateral'],
    ['srv-guard-01', 'lateral'],
    ['srv-vmgr-01', 'lateral'],
  ])
  for (const service of hospital.services) {
    const members = hospital.servers.filter(
      ({ service: id, id: server }) => id === service.id && !roles.has(server),
    )
    for (const server of random.shuffle(members).slice(0, service.encrypted))
      roles.set(server.id, 'encrypted')
  }
  const free = hospital.servers.filter(({ id, platform }) => platform === 'windows' && !roles.has(id))
  for (const server of random.shuffle(free).slice(0, 8)) roles.set(server.id, 'lateral')
  return roles
}

interface Scene {
  readonly server: DrillServer
  readonly role: Role
  readonly entry: string
}

function stepsOf(scene: Scene, random: Random): readonly Step[] {
  switch (scene.role) {
    case 'none':
    case 'admin-tool':
    case 'visited':
      return []
    case 'entry':
      return entrySteps()
    case 'lateral':
      return lateralSteps(scene, random)
    case 'encrypted':
      return encryptedSteps(scene, random)
    case 'honest-encryption':
      return honestSteps()
    default:
      return scene.role satisfies never
  }
}

function entrySteps(): readonly Step[] {
  return [
    { kind: 'logon', at: addSeconds(FIRST_EVIL_AT, -25), from: '10.41.250.9', type: 10 },
    { kind: 'remote-service', at: FIRST_EVIL_AT, service: 'PSEXESVC', path: '%SystemRoot%\\PSEXESVC.exe' },
    {
      kind: 'process',
      at: addSeconds(FIRST_EVIL_AT, 95),
      image: 'C:\\Windows\\System32\\net.exe',
      command: 'net group "Domain Admins" /domain',
    },
  ]
}

function lateralSteps({ entry }: Scene, random: Random): readonly Step[] {
  const at = addSeconds(FIRST_EVIL_AT, random.between(180, 1500))
  return [
    { kind: 'logon', at, from: entry, type: 3 },
    {
      kind: 'remote-service',
      at: addSeconds(at, random.between(1, 4)),
      service: 'PSEXESVC',
      path: '%SystemRoot%\\PSEXESVC.exe',
    },
  ]
}

/** 19:05 to 19:40 UTC: in, task, volume after volume, protectors away, note, and here and there logs and power as well. */
function encryptedSteps(scene: Scene, random: Random): readonly Step[] {
  const at = addSeconds('2021-01-17T19:05:00.000Z', random.between(0, 20 * 60))
  const steps: Step[] = [
    ...lateralAt(scene.entry, at),
    {
      kind: 'scheduled-task',
      at: addSeconds(at, 20),
      task: '\\Microsoft\\Windows\\Maintenance\\SvcUpd',
      command: `powershell.exe -NoProfile -ExecutionPolicy Bypass -File ${SCRIPT}`,
    },
    {
      kind: 'process',
      at: addSeconds(at, 40),
      image: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
      command: 'powershell.exe -Command "Install-WindowsFeature BitLocker -IncludeAllSubFeature"',
    },
  ]
  const volumes = random.pick([['D:'], ['D:', 'E:'], ['C:', 'D:']])
  const inTime = random.chance(0.08)
  // Some scripts take every protector away: then the key lies on the volume in clear until they come back for it.
  const bare = random.chance(0.1)
  for (const [index, volume] of volumes.entries()) {
    steps.push(...volumeSteps(volume, { at: addSeconds(at, 90 + index * 25), inTime, bare, random }))
  }
  if (!inTime) {
    steps.push({ kind: 'note-written', at: addSeconds(at, 200), path: NOTE })
    if (random.chance(0.15)) {
      steps.push({ kind: 'log-cleared', at: addSeconds(at, 260), channel: 'Security' })
      if (random.chance(0.5)) steps.push({ kind: 'log-cleared', at: addSeconds(at, 263), channel: 'System' })
    }
    if (random.chance(0.4)) steps.push({ kind: 'restart', at: addSeconds(at, 900 + random.between(0, 300)) })
  }
  return steps.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
}

function lateralAt(entry: string, at: string): readonly Step[] {
  const path = '%SystemRoot%\\PSEXESVC.exe'
  return [
    { kind: 'logon', at, from: entry, type: 3 },
    { kind: 'remote-service', at: addSeconds(at, 2), service: 'PSEXESVC', path },
  ]
}

/** `inTime`: the cable was out before the owner's protectors were removed. */
function volumeSteps(
  volume: string,
  { at, inTime, bare, random }: { at: string; inTime: boolean; bare: boolean; random: Random },
): readonly Step[] {
  const image = 'C:\\Windows\\System32\\manage-bde.exe'
  const on = inTime ? '-RecoveryPassword' : '-Password'
  const start: readonly Step[] = [
    {
      kind: 'process',
      at,
      image,
      command: `manage-bde -on ${volume} ${on} -UsedSpaceOnly -SkipHardwareTest`,
    },
    {
      kind: 'protector-made',
      at: addSeconds(at, 1),
      volume,
      protector: inTime ? 'numerical-password' : 'passphrase',
    },
    { kind: 'encryption-started', at: addSeconds(at, 2), volume },
  ]
  if (inTime) return start
  return [
    ...start,
    {
      kind: 'process',
      at: addSeconds(at, 29),
      image,
      command: `manage-bde -protectors -delete ${volume} -Type TPM`,
    },
    { kind: 'protector-removed', at: addSeconds(at, 30), volume, protector: 'numerical-password' },
    ...(bare
      ? [
          {
            kind: 'protector-removed' as const,
            at: addSeconds(at, 31),
            volume,
            protector: 'passphrase' as const,
          },
        ]
      : []),
    { kind: 'encryption-finished', at: addSeconds(at, random.between(240, 800)), volume },
  ]
}

/** Thursday before: a jump host gets BitLocker as it should, TPM and recovery password, the key in the directory. */
function honestSteps(): readonly Step[] {
  const at = '2021-01-14T09:20:00.000Z'
  const volume = 'C:'
  return [
    { kind: 'protector-made', at, volume, protector: 'tpm' },
    { kind: 'protector-made', at: addSeconds(at, 3), volume, protector: 'numerical-password' },
    { kind: 'key-backed-up', at: addSeconds(at, 5), volume },
    { kind: 'encryption-started', at: addSeconds(at, 9), volume },
    { kind: 'encryption-finished', at: addSeconds(at, 2400), volume },
  ]
}

/** Six people said what they saw: four on servers whose logs nobody has yet. */
function inventSightings(servers: readonly ServerNight[]): readonly DrillSighting[] {
  const dark = servers.filter(({ role, logs }) => role === 'encrypted' && logs === null)
  const lit = servers.find(({ role, logs }) => role === 'encrypted' && logs !== null)
  const entry = servers.find(({ role }) => role === 'entry')
  const scenes = [
    {
      kind: 'recovery-screen',
      seenBy: 'Ilse Vandamme, system administrator',
      seenAt: '2021-01-17T20:12:00.000Z',
    },
    { kind: 'locked-volume', seenBy: 'Karim Bensalah, storage', seenAt: '2021-01-17T20:25:00.000Z' },
    { kind: 'ransom-note', seenBy: 'Joëlle Marchand, service desk', seenAt: '2021-01-17T20:31:00.000Z' },
    { kind: 'files-unreadable', seenBy: 'Pieter De Wulf, imaging', seenAt: '2021-01-17T20:44:00.000Z' },
  ] as const
  const seen = scenes.flatMap((scene, index): DrillSighting[] => {
    const place = dark[index]
    return place === undefined ? [] : [{ server: place.server.id, ...scene }]
  })
  if (lit !== undefined) {
    const seenBy = 'Ilse Vandamme, system administrator'
    seen.push({ server: lit.server.id, kind: 'ransom-note', seenBy, seenAt: '2021-01-17T20:05:00.000Z' })
  }
  if (entry !== undefined) {
    const seenBy = 'Tomasz Wiśniewski, network'
    seen.push({
      server: entry.server.id,
      kind: 'unknown-account',
      seenBy,
      seenAt: '2021-01-17T20:50:00.000Z',
    })
  }
  return seen
}
