import type { DrillChannel, Step } from '../night.ts'
import { addSeconds } from '../night.ts'
import type { Random } from '../random.ts'
import { logon, process } from './noise.ts'
import { cleared, draft, type Draft } from './record.ts'

/** What a step's records need to know of the night around them. */
export interface StepScene {
  readonly account: string
  readonly windowsDomain: string
  readonly random: Random
}

/** Logon id of the stolen account’s session, by which 4672 is matched to its 4624. */
const STOLEN_LOGON = 0x51a7n

/** ProtectorType in 775 and 776: numbering of Win32_EncryptableVolume. */
const PROTECTOR = { tpm: 1, 'numerical-password': 3, passphrase: 8 } as const

/** The records that Windows writes into one channel for one step; none where the channel does not show it. */
export function stepRecords(step: Step, channel: DrillChannel, scene: StepScene): readonly Draft[] {
  switch (channel) {
    case 'Security':
      return securityRecords(step, scene)
    case 'System':
      return systemRecords(step, scene)
    case 'BitLocker':
      return bitLockerRecords(step, scene)
    case 'Sysmon':
      return sysmonRecords(step, scene)
    default:
      return channel satisfies never
  }
}

function securityRecords(step: Step, { account, windowsDomain, random }: StepScene): readonly Draft[] {
  const subject = [
    ['SubjectUserName', account],
    ['SubjectDomainName', windowsDomain],
  ] as const
  if (step.kind === 'logon') {
    return [
      logon(
        step.at,
        { user: account, windowsDomain, type: step.type, from: step.from, logonId: STOLEN_LOGON },
        random,
      ),
      draft('security', 4672, step.at, [
        ...subject,
        ['SubjectLogonId', { type: 'hex64', value: STOLEN_LOGON }],
        ['PrivilegeList', 'SeSecurityPrivilege'],
      ]),
    ]
  }
  if (step.kind === 'scheduled-task') {
    const content = `<?xml version="1.0" encoding="UTF-16"?><Task><Actions><Exec><Command>${step.command}</Command></Exec></Actions></Task>`
    return [draft('security', 4698, step.at, [...subject, ['TaskName', step.task], ['TaskContent', content]])]
  }
  if (step.kind === 'process') {
    return [
      process(step.at, { image: step.image, command: step.command, user: account, windowsDomain }, random),
    ]
  }
  if (step.kind === 'note-written') {
    return [
      draft('security', 5145, step.at, [
        ...subject,
        ['ObjectType', 'File'],
        ['IpAddress', '10.41.0.10'],
        ['ShareName', '\\\\*\\C$'],
        ['ShareLocalPath', '\\??\\C:\\'],
        ['RelativeTargetName', step.path.replace('C:\\', '')],
        ['AccessMask', '0x2'],
        ['AccessList', '%%4417'],
      ]),
    ]
  }
  return step.kind === 'log-cleared' && step.channel === 'Security'
    ? [cleared('Security', step.at, account, windowsDomain)]
    : []
}

function systemRecords(step: Step, { account, windowsDomain }: StepScene): readonly Draft[] {
  switch (step.kind) {
    case 'remote-service':
      return [
        draft('services', 7045, step.at, [
          ['ServiceName', step.service],
          ['ImagePath', step.path],
          ['ServiceType', 'user mode service'],
          ['StartType', 'demand start'],
          ['AccountName', 'LocalSystem'],
        ]),
      ]
    case 'encryption-started':
      return [draft('driver', 24_646, step.at, [['Volume', step.volume]])]
    case 'encryption-finished':
      return [draft('driver', 24_648, step.at, [['Volume', step.volume]])]
    case 'log-cleared':
      return step.channel === 'System' ? [cleared('System', step.at, account, windowsDomain)] : []
    case 'shutdown':
    case 'restart':
      return [
        draft('user32', 1074, step.at, [
          ['param1', 'C:\\Windows\\System32\\shutdown.exe'],
          ['param3', 'No title for this reason could be found'],
          ['param5', step.kind === 'shutdown' ? 'shutdown' : 'restart'],
          ['param7', `${windowsDomain}\\${account}`],
        ]),
        draft('oldEventlog', 6006, addSeconds(step.at, 20), []),
        ...(step.kind === 'restart' ? [draft('oldEventlog', 6005, addSeconds(step.at, 120), [])] : []),
      ]
    case 'logon':
    case 'scheduled-task':
    case 'process':
    case 'protector-made':
    case 'protector-removed':
    case 'key-backed-up':
    case 'note-written':
      return []
    default:
      return step satisfies never
  }
}

function bitLockerRecords(step: Step, { random }: StepScene): readonly Draft[] {
  if (
    step.kind !== 'protector-made' &&
    step.kind !== 'encryption-started' &&
    step.kind !== 'protector-removed' &&
    step.kind !== 'key-backed-up'
  ) {
    return []
  }
  const volume = [
    // A volume and a protector keep their ids through the night: the rescue sheet matches records by them.
    ['VolumeName', `\\\\?\\Volume{${random.split(`volume ${step.volume}`).guid()}}`],
    ['VolumeMountPoint', step.volume],
  ] as const
  const guidOf = (protector: keyof typeof PROTECTOR) => {
    const value = random.split(`protector ${step.volume} ${protector}`).guid()
    return ['ProtectorGUID', { type: 'guid', value }] as const
  }
  switch (step.kind) {
    case 'protector-made':
      return [
        draft('api', 775, step.at, [
          ...volume,
          guidOf(step.protector),
          ['ProtectorType', { type: 'hex32', value: PROTECTOR[step.protector] }],
        ]),
      ]
    case 'encryption-started':
      return [draft('api', 768, step.at, [...volume, ['AlgorithmType', 32_772]])]
    case 'protector-removed':
      return [
        draft('api', 776, step.at, [
          ...volume,
          guidOf(step.protector),
          ['ProtectorType', { type: 'hex32', value: PROTECTOR[step.protector] }],
        ]),
      ]
    case 'key-backed-up':
      return [draft('api', 784, step.at, [...volume, guidOf('numerical-password')])]
    default:
      return step satisfies never
  }
}

function sysmonRecords(step: Step, { account, windowsDomain, random }: StepScene): readonly Draft[] {
  const user = ['User', `${windowsDomain}\\${account}`] as const
  if (step.kind === 'process') {
    return [
      draft('sysmon', 1, step.at, [
        ['RuleName', '-'],
        ['ProcessId', random.between(500, 9000)],
        ['Image', step.image],
        ['CommandLine', step.command],
        user,
        ['IntegrityLevel', 'High'],
        ['ParentImage', 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe'],
      ]),
    ]
  }
  return step.kind === 'note-written'
    ? [
        draft('sysmon', 11, step.at, [
          ['RuleName', '-'],
          ['Image', 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe'],
          ['TargetFilename', step.path],
          user,
        ]),
      ]
    : []
}
