import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { BITLOCKER, ChannelMeter, SYSTEM } from './channel-stats.ts'
import { mapNames } from './names.ts'
import { readFact } from './record-facts.ts'
import type { RecordFact } from './record-facts.ts'
import { rescueSheet, RESCUE_GROUPS } from './rescue.ts'
import type { RescueInput, RescueLine, RescueSheet } from './rescue.ts'
import { volumeStates } from './volumes.ts'

const A = 'FBC91B7C-FBDB-498B-88F7-14B855E7F03A'
const B = '0B6C0A4C-0000-4000-A000-000000000001'

/** The instant `minutes` after 19:00. */
const at = (minutes: number): string => new Date(Date.UTC(2021, 0, 17, 19, minutes)).toISOString()

interface Shape {
  readonly minute: number
  readonly volume?: string
  readonly protector?: string
  readonly type?: string
  readonly fields?: Readonly<Record<string, string>>
}

let nextId = 1
function fact(provider: string, eventId: number, shape: Shape): RecordFact {
  const api = provider === 'Microsoft-Windows-BitLocker-API'
  const letter = shape.volume ?? 'E:'
  const fields: Record<string, string> = {
    ...(api ? { VolumeName: `\\\\?\\Volume{of ${letter}}`, VolumeMountPoint: letter } : { Volume: letter }),
    ...(shape.protector === undefined
      ? {}
      : { ProtectorGUID: shape.protector, ProtectorType: shape.type ?? '0x3' }),
    ...shape.fields,
  }
  nextId += 1
  const read = readFact({
    computer: 'SRV1',
    channel: api ? BITLOCKER : SYSTEM,
    provider,
    eventId,
    recordId: nextId,
    time: at(shape.minute),
    field: (name) => fields[name],
  })
  assert.ok(read !== null)
  return read
}

const api = (eventId: number, shape: Shape): RecordFact =>
  fact('Microsoft-Windows-BitLocker-API', eventId, shape)
const driver = (eventId: number, shape: Shape): RecordFact =>
  fact('Microsoft-Windows-BitLocker-Driver', eventId, shape)
const power = (provider: string, eventId: number, minute: number): RecordFact =>
  fact(provider, eventId, { minute, fields: { param5: 'restart', param7: 'H\\adm' } })

function sheet(facts: readonly RecordFact[], more: Partial<RescueInput> = {}, system = true): RescueSheet {
  const meter = new ChannelMeter('System.evtx')
  if (system)
    for (const minute of [0, 59])
      meter.add({
        computer: 'SRV1',
        channel: SYSTEM,
        provider: 'x',
        recordId: 1 + minute / 59,
        time: at(minute),
        eventId: 7,
      })
  const names = mapNames(null, ['SRV1'])
  return rescueSheet({
    volumes: volumeStates({ facts, coverage: meter.finish(), names }),
    estate: null,
    powers: new Map(),
    sightings: [],
    hit: [],
    blind: [],
    firstEvilAt: at(0),
    ...more,
  })
}

function only(facts: readonly RecordFact[], more: Partial<RescueInput> = {}, system = true): RescueLine {
  const { lines } = sheet(facts, more, system)
  assert.equal(lines.length, 1)
  const [line] = lines
  assert.ok(line !== undefined)
  return line
}

const said = (line: RescueLine): string => line.notes.map((note) => note.text).join(' ')
const begun = (): RecordFact[] => [
  api(775, { minute: 4, protector: A, type: '0x8' }),
  api(768, { minute: 5 }),
  driver(24_646, { minute: 5 }),
]

describe('the rescue sheet', () => {
  test('puts records of API and driver, by name and by letter, on one line per volume', () => {
    const lines = sheet([...begun(), api(768, { minute: 6, volume: 'F:' })]).lines
    assert.deepEqual(
      lines.map((line) => [line.mountPoint, line.group]),
      [
        ['E:', 'encrypting-when-last-seen'],
        ['F:', 'encrypting-when-last-seen'],
      ],
    )
    assert.match(said(lines[0] ?? assert.fail()), /May still be open: check at the console/)
  })

  test('says up to when a restart would have been seen, and that none would where System is missing', () => {
    const finished = [...begun(), driver(24_648, { minute: 20 })]
    const line = only(finished)
    assert.equal(line.group, 'finished-no-restart-seen')
    assert.equal(line.seenUpTo, at(59).replace('Z', '0000Z'))
    const late = only([
      api(768, { minute: 59 }),
      api(770, { minute: 59 }),
      api(775, { minute: 75, protector: A }),
    ])
    assert.match(
      said(late),
      /System log ends at 17 Jan 2021 19:59 UTC, before the last record of this volume/,
    )
    const dark = only(finished, {}, false)
    assert.equal(dark.seenUpTo, null)
    assert.equal(dark.mayBeOpen, true)
    assert.match(said(dark), /a restart would not have been seen/)
  })

  test('a restart, a lock, a recovery screen or a power-off that was said closes it; a request alone does not', () => {
    const finished = [...begun(), driver(24_648, { minute: 20 })]
    const group = (more: RecordFact[], input: Partial<RescueInput> = {}): string =>
      only([...finished, ...more], input).group
    assert.equal(group([power('EventLog', 6005, 30)]), 'locked-or-restarted')
    assert.equal(group([power('EventLog', 6008, 30)]), 'locked-or-restarted')
    assert.equal(group([power('Microsoft-Windows-Kernel-General', 13, 30)]), 'locked-or-restarted')
    assert.equal(group([api(781, { minute: 30 })]), 'locked-or-restarted')
    assert.equal(group([api(781, { minute: 30 }), api(782, { minute: 31 })]), 'finished-no-restart-seen')
    assert.equal(group([power('EventLog', 6005, 3)]), 'finished-no-restart-seen', 'before it began')
    const screen = { server: 'SRV1', kind: 'recovery-screen', seenBy: 'A. Nurse', seenAt: at(40) } as const
    assert.equal(group([], { sightings: [screen] }), 'locked-or-restarted')
    const off = new Map([['SRV1', { state: 'off', by: 'K. Storage', at: at(45) }]])
    assert.equal(group([], { powers: off }), 'locked-or-restarted')
    const asked = only([...finished, power('User32', 1074, 30)])
    assert.equal(asked.group, 'finished-no-restart-seen')
    assert.match(
      said(asked),
      /A stop was asked for at 17 Jan 2021 19:30 UTC \(restart by H\\adm\).*cancel it/,
    )
    const calledOff = only([...finished, power('User32', 1074, 30), power('User32', 1075, 31)])
    assert.doesNotMatch(said(calledOff), /asked for/)
  })

  test('with the last protector gone it may be open even after a restart, since the key is kept in clear', () => {
    const gone = [...begun(), api(776, { minute: 6, protector: A, type: '0x8' })]
    assert.equal(only(gone).group, 'last-protector-removed')
    assert.equal(only([...gone, power('EventLog', 6005, 30)]).group, 'last-protector-removed')
    assert.equal(only([...gone, api(775, { minute: 7, protector: B })]).group, 'encrypting-when-last-seen')
    assert.equal(only([...gone, api(781, { minute: 30 })]).group, 'locked-or-restarted')
  })

  test('follows each protector by its GUID, whatever its spelling, and says what became of it', () => {
    const line = only([
      api(775, { minute: 1, protector: `{${A.toLowerCase()}}` }),
      api(784, { minute: 2, protector: A }),
      ...begun(),
      api(776, { minute: 9, protector: B, type: '1' }),
    ])
    const fates = line.protectors.map((one) => [
      one.id,
      one.type,
      one.backedUpAt !== null,
      one.removedAt !== null,
    ])
    assert.deepEqual(fates, [
      [A, 'passphrase', true, false],
      [B, 'TPM', false, true],
    ])
    assert.match(said(line), /went to the directory: look there/)
  })

  test('keeps what is older than the first evil apart and does not count it', () => {
    const made = sheet(begun(), { firstEvilAt: at(30) })
    assert.equal(made.lines[0]?.beforeFirstEvil, true)
    assert.equal(made.mayBeOpen.volumes, 0)
    assert.deepEqual(sheet(begun()).mayBeOpen, { volumes: 1, servers: ['SRV1'] })
  })

  test('a hit server without records, and a blind one, are listed and not passed over', () => {
    const made = sheet(begun(), { hit: ['SRV1', 'srv-dark'], blind: ['srv-b', 'SRV1'] })
    assert.deepEqual(
      made.withoutRecords.map(({ server }) => server),
      ['srv-dark'],
    )
    assert.deepEqual(made.notSearched, ['srv-b'])
  })

  test('never says unlocked, and the order of the records changes nothing', () => {
    const ids = [768, 770, 773, 774, 775, 776, 778, 779, 781, 782, 784, 785]
    const record = fc.record({
      id: fc.constantFrom(...ids),
      minute: fc.nat(50),
      protector: fc.constantFrom(A, B),
    })
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 12 }), (records) => {
        const facts = records.map(({ id, minute, protector }) => api(id, { minute, protector }))
        const one = sheet(facts)
        assert.doesNotMatch(JSON.stringify(one.lines), /unlocked|is open/i)
        assert.ok(one.lines.every((line) => RESCUE_GROUPS.includes(line.group)))
        assert.deepEqual(sheet(facts.toReversed()), one)
        assert.deepEqual(sheet([...facts, ...facts]), one)
      }),
    )
  })
})
