import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { FactMeter, mapNames, rescueSheet, volumeStates } from '@codedark/domain/triage'
import { readEvtx } from '@codedark/evtx'

const corpora = process.env['CODEDARK_CORPORA']

test('the real activation of BitLocker in the corpora gives one line, with both protectors by their GUID', (t) => {
  if (corpora === undefined) {
    t.skip('CODEDARK_CORPORA is not set')
    return
  }
  const folder = join(corpora, 'evtx')
  const name = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((path) =>
    path.includes('ID 768,775'),
  )
  assert.ok(name !== undefined)
  const bytes = readFileSync(join(folder, name))
  const source = {
    size: bytes.length,
    read: (offset: number, into: Uint8Array) => bytes.copy(into, 0, offset, offset + into.length),
  }
  const meter = new FactMeter()
  for (const item of readEvtx(source)) {
    assert.equal(item.kind, 'record')
    if (item.kind !== 'record') continue
    const { record } = item
    meter.add({
      computer: record.computer ?? '',
      channel: record.channel ?? '',
      provider: record.provider ?? '',
      eventId: record.eventId ?? 0,
      recordId: record.recordId ?? record.headerRecordId,
      time: record.timeCreated ?? record.writtenAt,
      field: (field) => record.field(field),
    })
  }
  const volumes = volumeStates({ facts: meter.finish(), coverage: [], names: mapNames(null, ['GUAPOS-PC']) })
  const { lines } = rescueSheet({
    volumes,
    estate: null,
    powers: new Map(),
    sightings: [],
    hit: [],
    blind: [],
    firstEvilAt: null,
  })
  assert.equal(lines.length, 1)
  const [line] = lines
  assert.equal(line?.server, 'GUAPOS-PC')
  assert.equal(line?.mountPoint, 'C:')
  assert.equal(line?.startedAt, '2022-11-01T21:26:46.3846145Z')
  assert.equal(line?.group, 'encrypting-when-last-seen')
  assert.equal(line?.seenUpTo, null)
  assert.deepEqual(
    line?.protectors.map(({ type, removedAt }) => [type, removedAt]),
    [
      ['TPM', null],
      ['recovery password', null],
    ],
  )
})
