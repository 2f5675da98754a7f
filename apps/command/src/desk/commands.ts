import type { RecordConnectionBody, RecordPowerBody, RecordSightingBody } from '@codedark/domain/board'
import type { IncidentCommand, RemovalReason, ServiceState } from '@codedark/domain/incident'

/** Who asks for a record: the id of an account, and its name. */
export interface Who {
  readonly account: string
  readonly name: string
}

/** What somebody says or tested of a service. */
export interface RecordServiceBody {
  readonly service: string
  readonly state: ServiceState
  readonly confidence: 'said' | 'tested'
  readonly at: string
  readonly by: string
}

/** The texts of an entry (its number from 1) are to go; two people say so. */
export interface TakeTextOutBody {
  readonly entry: number
  readonly reason: RemovalReason
  readonly second: Who
}

const utc = (at: string): string => new Date(at).toISOString()

/** What the board's form for a sighting asks to record. */
export function sightingOf({ server, kind, seenBy, seenAt, text }: RecordSightingBody): IncidentCommand {
  return { type: 'RecordSighting', server, sighting: kind, seenBy, seenAt: utc(seenAt), text }
}

/** What its form for a connection asks to record; a server that is cut was cut by us. */
export function connectionOf({ server, state, confidence, at, by }: RecordConnectionBody): IncidentCommand {
  return {
    type: 'RecordConnection',
    server,
    state,
    confidence,
    statedBy: by,
    statedAt: utc(at),
    cutByUs: state === 'isolated' || state === 'off',
  }
}

/** What its form for power asks to record. */
export function powerOf({ server, state, confidence, at, by }: RecordPowerBody): IncidentCommand {
  return { type: 'RecordPower', server, state, confidence, statedBy: by, statedAt: utc(at) }
}

/** What somebody says or tested of a service, as a command. */
export function serviceOf({ service, state, confidence, at, by }: RecordServiceBody): IncidentCommand {
  return { type: 'RecordServiceState', service, state, confidence, statedBy: by, statedAt: utc(at) }
}
