import { createHash } from 'node:crypto'
import { createDataFolder, createKeys, openDataFolder } from '@codedark/files'
import { failed, ok, type Result } from '@codedark/domain/result'
import type { ServerVerdict, Sighting } from '@codedark/domain/triage'
import type { EstateRead } from '../tasks/estate/index.ts'
import type { StatedConnection } from '../tasks/record/read-record.ts'
import type { TriageOutcome } from '../tasks/triage/index.ts'
import { heldFile, holdFile } from './held.ts'
import type { OpenedCommand } from './open-desk.ts'
import { notRecorded } from './sentences.ts'

/** Makes a data folder, real or drill for ever, with both keys under a passphrase. The fault is a sentence. */
export function initDataFolder(
  path: string,
  kind: 'real' | 'drill',
  passphrase: string,
): Result<null, string> {
  const made = createDataFolder(path, kind)
  if (!made.ok)
    return failed(
      `${path}: ${made.fault.code === 'already-a-data-folder' ? 'is a data folder already; what it is it stays' : made.fault.code}.`,
    )
  const folder = openDataFolder(path)
  if (!folder.ok) return failed(`${path}: ${folder.fault.code}.`)
  for (const side of ['command', 'care'] as const) {
    const keys = createKeys(folder.value.keysFolder, side, passphrase)
    if (!keys.ok) return failed(`${path}: the keys could not be written: ${keys.fault.code}.`)
  }
  return ok(null)
}

/** Opens the incident of a data folder under its name. */
export function openIncident(opened: OpenedCommand, name: string): Result<null, string> {
  const done = opened.ledger.submit({ type: 'OpenIncident', name, kind: opened.folder.kind }, 'command-line')
  return done.ok ? ok(null) : failed(notRecorded(done.fault))
}

/** Keeps the list of servers, then records that it was imported. */
export function takeEstate(opened: OpenedCommand, read: EstateRead): Result<null, string> {
  const held = holdFile(opened.folder, opened.keys, 'estate', {
    texts: read.texts,
    importedAt: new Date().toISOString(),
  })
  if (!held.ok) return held
  const done = opened.ledger.submit(
    { type: 'ImportEstate', estate: read.estate, digest: read.digest, faults: read.faults.length },
    'command-line',
  )
  return done.ok ? ok(null) : failed(notRecorded(done.fault))
}

/** Keeps the verdicts of a run, then records the run and every verdict that changed. */
export function takeTriage(
  opened: OpenedCommand,
  { summary, verdicts, volumes }: TriageOutcome,
): Result<null, string> {
  const packs = summary.packs.map(({ name, version, rules }) => ({ name, version, rules }))
  const unassigned = summary.unassigned.map((one) => ({
    computer: one.computer,
    files: one.files,
    reason: 'its name fits no server of the list, or two',
  }))
  const held = holdFile(opened.folder, opened.keys, 'triage', {
    at: new Date().toISOString(),
    verdicts,
    packs,
    unassigned,
    volumes,
  })
  if (!held.ok) return held
  const done = opened.ledger.submit(
    {
      type: 'RecordTriageRun',
      digest: createHash('sha256').update(JSON.stringify(verdicts)).digest('hex'),
      files: summary.files,
      records: summary.records,
      findings: summary.findings,
      faults: summary.faults,
      rulesLoaded: summary.rulesLoaded,
      rulesRefused: summary.rulesRefused.length,
      packs,
      verdicts,
    },
    'triage',
  )
  return done.ok ? ok(null) : failed(notRecorded(done.fault))
}

/** The verdicts of the last run that a data folder keeps; none where there was no run, or what it left cannot be read. */
export function heldVerdicts({ folder, keys }: OpenedCommand): readonly ServerVerdict[] {
  const held = heldFile(folder, keys, 'triage')
  return held.ok && held.value !== null ? held.value.verdicts : []
}

/** Records what people saw and which servers were taken off the network, one entry each. */
export function takeRecords(
  opened: OpenedCommand,
  records: { readonly sightings: readonly Sighting[]; readonly connections: readonly StatedConnection[] },
): Result<number, string> {
  let count = 0
  for (const { server, kind, seenBy, seenAt } of records.sightings) {
    const done = opened.ledger.submit(
      { type: 'RecordSighting', server, sighting: kind, seenBy, seenAt },
      'command-line',
    )
    if (!done.ok) return failed(`${server}: ${notRecorded(done.fault)}`)
    count += 1
  }
  for (const { server, state, at, confidence, by } of records.connections) {
    const cutByUs = state === 'isolated' || state === 'off'
    const done = opened.ledger.submit(
      {
        type: 'RecordConnection',
        server,
        state,
        cutByUs,
        confidence,
        statedBy: by,
        statedAt: new Date(at).toISOString(),
      },
      'command-line',
    )
    if (!done.ok) return failed(`${server}: ${notRecorded(done.fault)}`)
    count += 1
  }
  return ok(count)
}
