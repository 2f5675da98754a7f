import type { IncidentCommand } from '@codedark/domain/incident'
import { failed, ok, type Result } from '@codedark/domain/result'
import type { Sighting } from '@codedark/domain/triage'
import type { EstateRead } from '../tasks/estate/index.ts'
import type { StatedConnection } from '../tasks/record/read-record.ts'
import { holdFile } from './held.ts'
import { readHoldings } from './holdings.ts'
import { recordVerdicts } from './judging.ts'
import type { OpenedCommand } from './open-command.ts'
import { notRecorded } from './sentences.ts'

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
}

/**
 * Records what people saw and which servers were taken off the network, one entry each, and judges again. What is recorded
 * already is not recorded twice. Gives how many entries of people there are; the fault is a sentence.
 */
export function takeRecords(opened: OpenedCommand, reports: Reports): Result<number, string> {
  const { ledger } = opened
  let count = 0
  for (const command of [...newSightings(opened, reports), ...newConnections(opened, reports)]) {
    const done = ledger.submit(command, 'command-line')
    if (!done.ok) return failed(`${command.server}: ${notRecorded(done.fault)}`)
    count += 1
  }
  if (count === 0) return ok(0)
  const held = readHoldings(opened.folder, opened.keys, opened.findings)
  if (!held.ok) return held
  const judged = recordVerdicts(ledger, held.value)
  return judged.ok ? ok(count) : judged
}

type OfServer = Extract<IncidentCommand, { type: 'RecordSighting' | 'RecordConnection' }>

function newSightings({ ledger }: OpenedCommand, { sightings }: Reports): OfServer[] {
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

function newConnections({ ledger }: OpenedCommand, { connections }: Reports): OfServer[] {
  const { servers } = ledger.state()
  return connections
    .filter(({ server, state, at }) => {
      const held = servers.get(server)?.connection
      return held === undefined || held === null || held.state !== state || !sameInstant(held.at, at)
    })
    .map(({ server, state, at, confidence, by }) => ({
      type: 'RecordConnection',
      server,
      state,
      cutByUs: state === 'isolated' || state === 'off',
      confidence,
      statedBy: by,
      statedAt: utc(at),
    }))
}

const utc = (at: string): string => new Date(at).toISOString()
const sameInstant = (a: string, b: string): boolean => Date.parse(a) === Date.parse(b)
