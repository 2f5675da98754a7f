import type { CollectedChannel } from '../night.ts'
import type { Random } from '../random.ts'
import { draft, type Draft } from './record.ts'

/** Services that come and go on any server. */
const SERVICES = [
  'Windows Update',
  'WinHTTP Web Proxy Auto-Discovery Service',
  'Software Protection',
  'Windows Modules Installer',
]

/** Programs that run on any server, with the command line that they have there. */
const PROGRAMS: readonly (readonly [string, string])[] = [
  ['C:\\Windows\\System32\\svchost.exe', 'C:\\Windows\\system32\\svchost.exe -k netsvcs -p'],
  ['C:\\Windows\\System32\\taskhostw.exe', 'taskhostw.exe'],
  [
    'C:\\Windows\\System32\\wbem\\WmiPrvSE.exe',
    'C:\\Windows\\system32\\wbem\\wmiprvse.exe -secured -Embedding',
  ],
  ['C:\\Windows\\System32\\backgroundTaskHost.exe', 'backgroundTaskHost.exe'],
]

/** Mean minutes between two ordinary records. */
const PACE = { System: 55, Security: 11, BitLocker: Number.POSITIVE_INFINITY, Sysmon: 9 } as const

/** What an ordinary server writes into a channel over its span, first and last record included. */
export function noise(of: CollectedChannel, windowsDomain: string, random: Random): readonly Draft[] {
  const until = Date.parse(of.lastAt)
  const drafts: Draft[] = [ordinary(of, of.firstAt, windowsDomain, random)]
  const paceMs = PACE[of.channel] * 60_000
  for (let at = Date.parse(of.firstAt) + step(paceMs, random); at < until; at += step(paceMs, random)) {
    drafts.push(ordinary(of, new Date(at).toISOString(), windowsDomain, random))
  }
  if (until > Date.parse(of.firstAt)) drafts.push(ordinary(of, of.lastAt, windowsDomain, random))
  return drafts
}

const step = (paceMs: number, random: Random): number => Math.round(paceMs * (0.4 + 1.2 * random.next()))

function ordinary(of: CollectedChannel, at: string, windowsDomain: string, random: Random): Draft {
  switch (of.channel) {
    case 'System':
      return random.chance(0.15)
        ? draft('clock', 37, at, [['TimeSource', 'time.windows.example,0x8']])
        : draft('services', 7036, at, [
            ['param1', random.pick(SERVICES)],
            ['param2', random.pick(['running', 'stopped'])],
          ])
    case 'Security':
      return ordinarySecurity(at, windowsDomain, random)
    case 'BitLocker':
      // A server without BitLocker writes hardly anything here: that a volume has none is checked at boot.
      return draft('api', 4122, at, [])
    case 'Sysmon': {
      const [image, command] = random.pick(PROGRAMS)
      return draft('sysmon', 1, at, [
        ['RuleName', '-'],
        ['UtcTime', at.replace('T', ' ').replace('Z', '')],
        ['ProcessId', random.between(500, 9000)],
        ['Image', image],
        ['CommandLine', command],
        ['User', 'NT AUTHORITY\\SYSTEM'],
        ['IntegrityLevel', 'System'],
        ['ParentImage', 'C:\\Windows\\System32\\services.exe'],
        ['ParentCommandLine', 'C:\\Windows\\system32\\services.exe'],
      ])
    }
    default:
      return of.channel satisfies never
  }
}

function ordinarySecurity(at: string, windowsDomain: string, random: Random): Draft {
  const kind = random.next()
  const user = `svc.${random.pick(['backup', 'monitor', 'print', 'inventory'])}`
  if (kind < 0.4)
    return logon(
      at,
      { user, windowsDomain, type: random.pick([3, 5]), from: `10.41.0.${random.between(10, 90)}` },
      random,
    )
  if (kind < 0.6) {
    return draft('security', 4634, at, [
      ['TargetUserSid', 'S-1-5-18'],
      ['TargetUserName', user],
      ['TargetDomainName', windowsDomain],
      ['LogonType', 3],
    ])
  }
  const [image, command] = random.pick(PROGRAMS)
  return process(at, { image, command, user: 'SRV$', windowsDomain }, random)
}

/** 4624 as Windows writes it. */
export function logon(
  at: string,
  of: {
    readonly user: string
    readonly windowsDomain: string
    readonly type: number
    readonly from: string
    readonly logonId?: bigint
  },
  random: Random,
): Draft {
  return draft('security', 4624, at, [
    ['SubjectUserSid', 'S-1-0-0'],
    ['SubjectUserName', '-'],
    ['SubjectDomainName', '-'],
    ['TargetUserSid', `S-1-5-21-1004336348-1177238915-682003330-${1100 + of.user.length}`],
    ['TargetUserName', of.user],
    ['TargetDomainName', of.windowsDomain],
    ['TargetLogonId', { type: 'hex64', value: of.logonId ?? BigInt(random.between(0x10000, 0xffffff)) }],
    ['LogonType', of.type],
    ['LogonProcessName', of.type === 10 ? 'User32' : 'Kerberos'],
    ['AuthenticationPackageName', of.type === 10 ? 'Negotiate' : 'Kerberos'],
    ['WorkstationName', '-'],
    ['IpAddress', of.from],
    ['IpPort', random.between(49_152, 65_535)],
  ])
}

/** 4688 with its command line, as a server with the audit policy for it writes it. */
export function process(
  at: string,
  of: {
    readonly image: string
    readonly command: string
    readonly user: string
    readonly windowsDomain: string
  },
  random: Random,
): Draft {
  return draft('security', 4688, at, [
    ['SubjectUserSid', 'S-1-5-18'],
    ['SubjectUserName', of.user],
    ['SubjectDomainName', of.windowsDomain],
    ['SubjectLogonId', { type: 'hex64', value: 0x3e7n }],
    ['NewProcessId', { type: 'hex64', value: BigInt(random.between(500, 9000)) }],
    ['NewProcessName', of.image],
    ['TokenElevationType', '%%1936'],
    ['ProcessId', { type: 'hex64', value: 0x2a4n }],
    ['CommandLine', of.command],
    ['TargetUserSid', 'S-1-0-0'],
    ['TargetUserName', '-'],
    ['TargetDomainName', '-'],
    ['ParentProcessName', 'C:\\Windows\\System32\\services.exe'],
    ['MandatoryLabel', 'S-1-16-16384'],
  ])
}
