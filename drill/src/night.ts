import type { DrillServer } from './hospital.ts'

/** A channel whose log the drill writes. */
export type DrillChannel = 'System' | 'Security' | 'BitLocker' | 'Sysmon'

/**
 * One thing that happened on a server, in order of time; which log shows it stands in `SHOWN_IN`. A log writer adds the
 * records that Windows writes for it, and ordinary noise around; it must not invent others that could move a verdict.
 */
export type Step =
  /** Security 4624 type 3 or 10 with 4672: the stolen account. Context only. */
  | { readonly kind: 'logon'; readonly at: string; readonly from: string; readonly type: 3 | 10 }
  /** System 7045: the service of PsExec or of a tool like it. */
  | { readonly kind: 'remote-service'; readonly at: string; readonly service: string; readonly path: string }
  /** Security 4698: a task that runs manage-bde from a script. */
  | { readonly kind: 'scheduled-task'; readonly at: string; readonly task: string; readonly command: string }
  /** Security 4688 (and Sysmon 1): a process with its command line. */
  | { readonly kind: 'process'; readonly at: string; readonly image: string; readonly command: string }
  /** BitLocker 775. */
  | {
      readonly kind: 'protector-made'
      readonly at: string
      readonly volume: string
      readonly protector: 'tpm' | 'numerical-password' | 'passphrase'
    }
  /** BitLocker 768, System 24646. */
  | { readonly kind: 'encryption-started'; readonly at: string; readonly volume: string }
  /** System 24648. */
  | { readonly kind: 'encryption-finished'; readonly at: string; readonly volume: string }
  /** BitLocker 776. */
  | {
      readonly kind: 'protector-removed'
      readonly at: string
      readonly volume: string
      readonly protector: 'tpm' | 'numerical-password' | 'passphrase'
    }
  /** BitLocker 784: the honest administrator's key went to the directory. */
  | { readonly kind: 'key-backed-up'; readonly at: string; readonly volume: string }
  /** Security 5145 with the note's name, Sysmon 11. */
  | { readonly kind: 'note-written'; readonly at: string; readonly path: string }
  /** System 104 or, for Security, 1102 in Security; everything before it in that channel is gone. */
  | { readonly kind: 'log-cleared'; readonly at: string; readonly channel: 'System' | 'Security' }
  /** System 1074, 6006. Nothing is recorded after a shutdown; a restart adds 6005 two minutes later. */
  | { readonly kind: 'shutdown' | 'restart'; readonly at: string }

/** Where a kind of step can be seen. */
export const SHOWN_IN: Readonly<Record<Step['kind'], readonly DrillChannel[]>> = {
  logon: ['Security'],
  'remote-service': ['System'],
  'scheduled-task': ['Security'],
  process: ['Security', 'Sysmon'],
  'protector-made': ['BitLocker'],
  'encryption-started': ['BitLocker', 'System'],
  'encryption-finished': ['System'],
  'protector-removed': ['BitLocker'],
  'key-backed-up': ['BitLocker'],
  'note-written': ['Security', 'Sysmon'],
  'log-cleared': ['System', 'Security'],
  shutdown: ['System'],
  restart: ['System'],
}

/** What the attackers did with a server. */
export type Role =
  | 'none'
  | 'entry'
  | 'lateral'
  | 'encrypted'
  | 'honest-encryption'
  /** An administrator used PsExec there days before. */
  | 'admin-tool'
  /** The stolen account logged on and did nothing that leaves another record. */
  | 'visited'

/** What the log of one channel holds: unbroken from its first to its last record, unless a step clears it in between. */
export interface CollectedChannel {
  readonly channel: DrillChannel
  /** Its first retained record, before any `log-cleared` step cut it further. */
  readonly firstAt: string
  /** Its last record; for the quiet BitLocker channel the file is whole, though its last record may be weeks old. */
  readonly lastAt: string
  /** False: the channel rolled over, so it does not begin with record 1. */
  readonly fromRecordOne: boolean
}

/** What makes the logs of a server harder to judge. */
export interface Oddities {
  /** How far its clock is ahead; negative: behind. Its records bear its own time. */
  readonly skewMs: number
  /** Records that are not in the log though their numbers were given. */
  readonly hole: {
    readonly channel: 'System' | 'Security'
    readonly from: string
    readonly until: string
  } | null
  /** Its clock was set; from then on its records bear the new time. */
  readonly clockSet: { readonly at: string; readonly byMs: number } | null
  /** Its audit policy records no logons. */
  readonly auditOff: boolean
  /** The name that its records bear from before it was renamed. */
  readonly oldName: string | null
  /** Nobody has its logs, but the collector has what the subscription took. */
  readonly forwarded: boolean
  /** A text file that was copied from it beside its logs: a note in English or French, or an ordinary one. */
  readonly copied: 'en' | 'fr' | 'ordinary' | null
}

/** One server in that night. */
export interface ServerNight {
  readonly server: DrillServer
  readonly role: Role
  /** In order of time. */
  readonly steps: readonly Step[]
  /** When somebody pulled its network cable. */
  readonly isolatedAt: string
  /** Whether the isolation was tried from another machine, or only said. */
  readonly isolation: 'said' | 'tested'
  readonly oddities: Oddities
  /** When its logs were copied, and which; null: none yet. */
  readonly logs: { readonly collectedAt: string; readonly channels: readonly CollectedChannel[] } | null
}

/** What a named person saw, to be told to the product through its own command. */
export interface DrillSighting {
  readonly server: string
  readonly kind: 'recovery-screen' | 'locked-volume' | 'ransom-note' | 'files-unreadable' | 'unknown-account'
  readonly seenBy: string
  readonly seenAt: string
}

/** The whole night. All instants are UTC; the hospital's clocks show one hour more. */
export interface Night {
  /** The Sunday of the drill. */
  readonly date: '2021-01-17'
  readonly account: string
  /** Where the attackers worked from: the jump host. */
  readonly entry: string
  readonly servers: readonly ServerNight[]
  /** A computer with a log that is not on the list of servers; null: there is none. */
  readonly stranger: { readonly computer: string; readonly evilAt: string | null } | null
  readonly sightings: readonly DrillSighting[]
}

/** 18:52 UTC, the first thing that the attackers did inside. */
export const FIRST_EVIL_AT = '2021-01-17T18:52:10.000Z'
/** The alarm: from here on cables are pulled, until 44 minutes later. */
export const ALARM_AT = '2021-01-17T19:46:00.000Z'
/** An administrator with the name of the stolen account. */
export const STOLEN_ACCOUNT = 'adm.verlinden'

/** An instant some seconds later. */
export function addSeconds(at: string, seconds: number): string {
  return new Date(Date.parse(at) + Math.round(seconds * 1000)).toISOString()
}
