import type { IncidentCommand } from '@codedark/domain/incident'
import { failed, ok, type Result } from '@codedark/domain/result'
import type { Sighting } from '@codedark/domain/triage'
import type { EstateRead } from '../tasks/estate/index.ts'
import type { StatedConnection, StatedPower, StatedService } from '../tasks/record/read-record.ts'
import { holdFile } from './held.ts'
import { readHoldings } from './holdings.ts'
import { recordVerdicts } from './judging.ts'
import type { OpenedCommand } from './open-command.ts'
import { notRecorded } from './sentences.ts'
import { watchStatements } from './statements-opened.ts'

/** Keeps the list of servers, then records that it was imported, and judges again by it. The fault is a sentence. */
export function takeEstate(opened: OpenedCommand, read: EstateRead): Result<null, string> {
  const { folder, keys, ledger, findings } = opened
  const kept = holdFile(folder, keys, 'estate', { texts: read.texts, importedAt: new Date().toISOString() })
  if (!kept.ok) return kept
  const done = ledger.submit(
    { type: 'ImportEstate', estate: read.estate, digest: read.digest, faults: read.faults.length },
    'command-line',
  )
  if (!done.ok) return failed(notRecorded(done.fault))
  const held = readHoldings(folder, keys, findings)
  if (!held.ok) return held
  const assigned = findings.assign((computer) => held.value.names.serverOf(computer))
  if (!assigned.ok) return failed(`The findings were not given their servers: ${assigned.fault.code}.`)
  const judged = recordVerdicts(ledger, held.value)
  return judged.ok ? ok(null) : judged
}

/** What people saw and said, as read from lists. */
export interface Reports {
  readonly sightings: readonly Sighting[]
  readonly connections: readonly StatedConnection[]
  readonly powers?: readonly StatedPower[]
  readonly services?: readonly StatedService[]
}

/**
 * Records what people saw and which servers were taken off the network, one entry each, and judges again. What is recorded
 * already is not recorded twice. Gives how many entries of people there are; the fault is a sentence.
 */
export function takeRecords(opened: OpenedCommand, reports: Reports): Result<number, string> {
  const { ledger } = opened
  let count = 0
  const commands = [
    ...newSightings(opened, reports),
    ...newConnections(opened, reports),
    ...newPowers(opened, reports),
    ...newServices(opened, reports),
  ]
  for (const command of commands) {
    const done = ledger.submit(command, 'command-line')
    const what = 'server' in command ? command.server : command.service
    if (!done.ok) return failed(`${what}: ${notRecorded(done.fault)}`)
    count += 1
  }
  if (count === 0) return ok(0)
  const held = readHoldings(opened.folder, opened.keys, opened.findings)
  if (!held.ok) return held
  const judged = recordVerdicts(ledger, held.value)
  if (!judged.ok) return judged
  const watched = watchStatements(opened)
  return watched.ok ? ok(count) : watched
}

type Command<Type extends IncidentCommand['type']> = Extract<IncidentCommand, { type: Type }>

function newSightings({ ledger }: OpenedCommand, { sightings }: Reports): Command<'RecordSighting'>[] {
  const { servers } = ledger.state()
  return sightings
    .filter(({ server, kind, seenAt }) =>
      (servers.get(server)?.sightings ?? []).every(
        (one) => one.kind !== kind || !sameInstant(one.seenAt, seenAt),
      ),
    )
    .map(({ server, kind, seenBy, seenAt }) => ({
      type: 'RecordSighting',
      server,
      sighting: kind,
      seenBy,
      seenAt: utc(seenAt),
    }))
}

function newConnections({ ledger }: OpenedCommand, { connections }: Reports): Command<'RecordConnection'>[] {
  const { servers } = ledger.state()
  return connections
    .filter((one) => isNew(servers.get(one.server)?.connection, one))
    .map((one) => ({
      type: 'RecordConnection',
      server: one.server,
      state: one.state,
      cutByUs: one.state === 'isolated' || one.state === 'off',
      ...statement(one),
    }))
}

function newPowers({ ledger }: OpenedCommand, { powers = [] }: Reports): Command<'RecordPower'>[] {
  const { servers } = ledger.state()
  return powers
    .filter((one) => isNew(servers.get(one.server)?.power, one))
    .map((one) => ({ type: 'RecordPower', server: one.server, state: one.state, ...statement(one) }))
}

function newServices({ ledger }: OpenedCommand, { services = [] }: Reports): Command<'RecordServiceState'>[] {
  const held = ledger.state().services
  return services
    .filter((one) => isNew(held.get(one.service), one))
    .map((one) => ({
      type: 'RecordServiceState',
      service: one.service,
      state: one.state,
      ...statement(one),
    }))
}

interface Stated {
  readonly state: string
  readonly at: string
}

function isNew(held: Stated | null | undefined, { state, at }: Stated): boolean {
  return held === undefined || held === null || held.state !== state || !sameInstant(held.at, at)
}

const statement = (one: Pick<StatedConnection, 'confidence' | 'by' | 'at'>) => ({
  confidence: one.confidence,
  statedBy: one.by,
  statedAt: utc(one.at),
})

const utc = (at: string): string => new Date(at).toISOString()
const sameInstant = (a: string, b: string): boolean => Date.parse(a) === Date.parse(b)
