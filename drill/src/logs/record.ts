import type { EvtxInputValue, EvtxRecordInput } from '@codedark/evtx'
import type { DrillChannel } from '../night.ts'

/** A record before it has its number: the numbers follow from the order of time within its channel. */
export type Draft = Omit<EvtxRecordInput, 'recordId' | 'channel' | 'computer'>

/** The name of each channel in the records, and of its file as Windows writes it. */
export const CHANNELS: Readonly<Record<DrillChannel, { readonly name: string; readonly file: string }>> = {
  System: { name: 'System', file: 'System.evtx' },
  Security: { name: 'Security', file: 'Security.evtx' },
  BitLocker: {
    name: 'Microsoft-Windows-BitLocker/BitLocker Management',
    file: 'Microsoft-Windows-BitLocker%4BitLocker Management.evtx',
  },
  Sysmon: {
    name: 'Microsoft-Windows-Sysmon/Operational',
    file: 'Microsoft-Windows-Sysmon%4Operational.evtx',
  },
}

const PROVIDERS = {
  security: { name: 'Microsoft-Windows-Security-Auditing', guid: '54849625-5478-4994-A5BA-3E3B0328C30D' },
  eventlog: { name: 'Microsoft-Windows-Eventlog', guid: 'FC65DDD8-D6EF-4962-83D5-6E5CFE9CE148' },
  oldEventlog: { name: 'EventLog' },
  services: { name: 'Service Control Manager', guid: '555908D1-A6D7-4695-8E1E-26931D2012F4' },
  user32: { name: 'User32', guid: 'B0AA8734-56F7-41CC-B2F4-DE228E98B946' },
  general: { name: 'Microsoft-Windows-Kernel-General', guid: 'A68CA8B7-004F-D7B6-A698-07E2DE0F1F5D' },
  clock: { name: 'Microsoft-Windows-Time-Service', guid: '06EDCFEB-0FD0-4E53-ACCA-A6F8BBF81BCB' },
  driver: { name: 'Microsoft-Windows-BitLocker-Driver', guid: '651DF93B-5053-4D1E-94C5-F6E6D25908D0' },
  api: { name: 'Microsoft-Windows-BitLocker-API', guid: '5D674230-CA9F-11DA-A94D-0800200C9A66' },
  sysmon: { name: 'Microsoft-Windows-Sysmon', guid: '5770385F-C22A-43E0-BF4C-06F5698FFBD9' },
} as const

/** Provider and number of what is written: names and numbers as in Windows' own manifests. */
export function draft(
  provider: keyof typeof PROVIDERS,
  eventId: number,
  at: string,
  data: readonly (readonly [string, EvtxInputValue])[],
): Draft {
  return { provider: PROVIDERS[provider], eventId, time: at, data, processId: 4, threadId: 88 }
}

/** 1102 (Security) and 104 (System): who cleared the log; the record that begins it anew. */
export function cleared(
  channel: 'System' | 'Security',
  at: string,
  account: string,
  windowsDomain: string,
): Draft {
  const security = channel === 'Security'
  return {
    provider: PROVIDERS.eventlog,
    eventId: security ? 1102 : 104,
    time: at,
    userData: {
      name: 'LogFileCleared',
      namespace: 'http://manifests.microsoft.com/win/2004/08/windows/eventlog',
      fields: [
        ['SubjectUserName', account],
        ['SubjectDomainName', windowsDomain],
        ...(security
          ? []
          : ([
              ['Channel', 'System'],
              ['BackupPath', ''],
            ] as const)),
      ],
    },
  }
}
