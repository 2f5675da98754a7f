import type { SigmaEvent } from './rule.ts'
import { isUnset, type FieldValue, type Route, type View } from './view.ts'

/**
 * Records of the Security channel as the rules for Sysmon see them. Field by field after the published rule conversions of the
 * field; what one of these records cannot tell is lacking, so it makes neither a match nor, negated, one.
 */
export function securityRoute(category: string): Route | null {
  const found = ROUTES[category]
  return found === undefined ? null : { channel: 'Security', ...found }
}

/** Of a process, what only Sysmon tells; rules ask for some of it in network and registry records too. */
const OF_PROCESS =
  'OriginalFileName ParentCommandLine Hashes Company Product Description FileVersion CurrentDirectory LogonGuid ProcessGuid ParentProcessGuid ParentUser TerminalSessionId md5 sha1 sha256 Imphash imphash'.split(
    ' ',
  )
const OF_COMMAND = [
  'CommandLine',
  'ParentImage',
  'ParentProcessId',
  'IntegrityLevel',
  'LogonId',
  'UtcTime',
  'RuleName',
]

const text = (event: SigmaEvent, field: string): string | undefined => {
  const value = event.field(field)
  return typeof value === 'string' ? value : undefined
}

const decimal =
  (field: string) =>
  (event: SigmaEvent): FieldValue => {
    const value = event.field(field)
    return typeof value === 'string' && /^0x[0-9a-f]{1,12}$/i.test(value)
      ? String(Number.parseInt(value, 16))
      : value
  }

const coded =
  (field: string, meanings: ReadonlyMap<string, string>) =>
  (event: SigmaEvent): FieldValue => {
    const value = event.field(field)
    return typeof value === 'string' ? (meanings.get(value) ?? value) : value
  }

function userOf(event: SigmaEvent): FieldValue {
  const named = (kind: 'Target' | 'Subject'): string | undefined => {
    const user = event.field(`${kind}UserName`)
    return typeof user !== 'string' || isUnset(user)
      ? undefined
      : `${text(event, `${kind}DomainName`) ?? ''}\\${user}`
  }
  return named('Target') ?? named('Subject')
}

const INTEGRITY = new Map([
  ['S-1-16-4096', 'Low'],
  ['S-1-16-8192', 'Medium'],
  ['S-1-16-12288', 'High'],
  ['S-1-16-16384', 'System'],
])

const PROCESS: View = {
  name: 'Security 4688',
  renamed: new Map([
    ['Image', 'NewProcessName'],
    ['ParentImage', 'ParentProcessName'],
    ['LogonId', 'SubjectLogonId'],
  ]),
  made: new Map([
    ['ProcessId', decimal('NewProcessId')],
    ['ParentProcessId', decimal('ProcessId')],
    ['IntegrityLevel', coded('MandatoryLabel', INTEGRITY)],
    ['User', userOf],
  ]),
  lacks: new Set(OF_PROCESS),
  byPolicy: new Set(['CommandLine', 'ParentImage', 'IntegrityLevel']),
}

/** The kernel's names of the hives, as Sysmon writes them. */
function keyOf(path: string): string {
  return path
    .replace(/^\\REGISTRY\\MACHINE(?=\\|$)/i, 'HKLM')
    .replace(/^\\REGISTRY\\USER(?=\\|$)/i, 'HKU')
    .replace(/^(HKLM\\SYSTEM)\\ControlSet\d{3}(?=\\|$)/i, '$1\\CurrentControlSet')
}

function targetOf(event: SigmaEvent): FieldValue {
  const key = text(event, 'ObjectName')
  if (key === undefined) return event.field('ObjectName')
  const name = text(event, 'ObjectValueName')
  return name === undefined || isUnset(name) ? keyOf(key) : `${keyOf(key)}\\${name}`
}

/** Values as Sysmon writes them; types are the numbers of Windows' message table. */
function detailsOf(event: SigmaEvent): FieldValue {
  const value = event.field('NewValue')
  if (typeof value !== 'string') return value
  const number = /^(0x[0-9a-f]{1,16}|\d{1,20})$/i.test(value) ? BigInt(value) : null
  const hex = (part: bigint): string => `0x${part.toString(16).padStart(8, '0')}`
  switch (text(event, 'NewValueType') ?? '') {
    case '%%1875':
      return 'Binary Data'
    case '%%1876':
      return number === null ? value : `DWORD (${hex(number)})`
    case '%%1883':
      return number === null ? value : `QWORD (${hex(number >> 32n)}-${hex(number & 0xffffffffn)})`
    default:
      return value === '' || value === '-' ? '(Empty)' : value
  }
}

const OPERATIONS = new Map([
  ['%%1904', 'SetValue'],
  ['%%1905', 'SetValue'],
  ['%%1906', 'DeleteValue'],
])

const REGISTRY: View = {
  name: 'Security 4657',
  renamed: new Map([['Image', 'ProcessName']]),
  made: new Map([
    ['ProcessId', decimal('ProcessId')],
    ['TargetObject', targetOf],
    ['Details', detailsOf],
    ['EventType', coded('OperationType', OPERATIONS)],
    ['User', userOf],
  ]),
  lacks: new Set([...OF_PROCESS, ...OF_COMMAND, 'NewName']),
  byPolicy: new Set(),
}

/** The kernel's name of a volume does not say its letter: the path is given as it is, and as it would be on C. */
function programOf(event: SigmaEvent): FieldValue {
  const path = text(event, 'Application')
  const below = path === undefined ? undefined : /^\\device\\harddiskvolume\d+(\\.*)$/is.exec(path)?.[1]
  return path === undefined || below === undefined ? event.field('Application') : [path, `C:${below}`]
}

const NETWORK: View = {
  name: 'Security 5156',
  renamed: new Map([
    ['SourceIp', 'SourceAddress'],
    ['DestinationIp', 'DestAddress'],
    ['DestinationPort', 'DestPort'],
    ['ProcessId', 'ProcessID'],
  ]),
  made: new Map([
    ['Image', programOf],
    [
      'Protocol',
      coded(
        'Protocol',
        new Map([
          ['6', 'tcp'],
          ['17', 'udp'],
        ]),
      ),
    ],
    [
      'Initiated',
      coded(
        'Direction',
        new Map([
          ['%%14592', 'false'],
          ['%%14593', 'true'],
        ]),
      ),
    ],
  ]),
  lacks: new Set([
    ...OF_PROCESS,
    ...OF_COMMAND,
    'User',
    'SourceHostname',
    'DestinationHostname',
    'SourcePortName',
    'DestinationPortName',
    'SourceIsIpv6',
    'DestinationIsIpv6',
  ]),
  byPolicy: new Set(),
}

const operations = (...values: readonly string[]): Pick<Route, 'only'> => ({
  only: { field: 'OperationType', values },
})

/** 4657 tells of values, not of keys that are made or renamed: `registry_add` and `registry_rename` stay with Sysmon. */
const ROUTES: Readonly<Record<string, Omit<Route, 'channel'>>> = {
  process_creation: { eventIds: [4688], view: PROCESS },
  registry_event: { eventIds: [4657], view: REGISTRY },
  registry_set: { eventIds: [4657], view: REGISTRY, ...operations('%%1904', '%%1905') },
  registry_delete: { eventIds: [4657], view: REGISTRY, ...operations('%%1906') },
  network_connection: { eventIds: [5156], view: NETWORK },
}
