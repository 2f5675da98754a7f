import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesSource, readEvtx, writeEvtx } from '@codedark/evtx'
import type { EvtxInputValue, EvtxRecordInput, EvtxTypedValue } from '@codedark/evtx'
import { differences, parseXml } from './event-xml.ts'

const corpora = process.env['CODEDARK_CORPORA'] ?? ''

const text = fc.string({ unit: 'binary', maxLength: 40 })
const typed: fc.Arbitrary<EvtxTypedValue> = fc.oneof(
  fc.integer({ min: -128, max: 127 }).map((value) => ({ type: 'int8' as const, value })),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((value) => ({ type: 'uint64' as const, value })),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((value) => ({ type: 'hex64' as const, value })),
  fc.double().map((value) => ({ type: 'float64' as const, value })),
  fc.integer({ min: -2, max: 2 }).map((value) => ({ type: 'bool' as const, value })),
  fc.uint8Array({ maxLength: 20 }).map((value) => ({ type: 'binary' as const, value })),
  fc.uint8Array({ maxLength: 20 }).map((value) => ({ type: 'null' as const, value })),
  fc.uuid().map((value) => ({ type: 'guid' as const, value })),
  fc.array(text, { maxLength: 4 }).map((value) => ({ type: 'strings' as const, value })),
  fc.array(fc.integer({ min: 0, max: 65_535 }), { minLength: 1, maxLength: 4 }).map((all) => ({
    type: 'array' as const,
    items: all.map((value) => ({ type: 'uint16' as const, value })),
  })),
)
const value: fc.Arbitrary<EvtxInputValue> = fc.oneof(text, fc.constant(null), fc.boolean(), typed)
const name = fc.oneof(
  fc.constantFrom('', 'Data', 'A', 'A', 'B C', '__proto__', 'Channel', 'recovery'),
  fc.string({ maxLength: 12 }),
)
const record: fc.Arbitrary<EvtxRecordInput> = fc
  .tuple(fc.array(fc.tuple(name, value), { maxLength: 10 }), fc.option(fc.uuid(), { nil: undefined }))
  .map(([data, activityId]) => ({
    recordId: 1,
    time: '2021-01-17T19:46:00.1234567Z',
    provider: { name: 'A & B', guid: '54849625-5478-4994-a5ba-3e3b0328c30d' },
    eventId: 4688,
    channel: 'Security',
    computer: 'srv <1>',
    ...(activityId === undefined ? {} : { activityId }),
    data,
  }))

test('XML says what JSON says, field by field, for any record of our writer', () => {
  fc.assert(
    fc.property(record, fc.constantFrom('template' as const, 'direct' as const), (input, form) => {
      const first = readEvtx(bytesSource(writeEvtx([input], { form }))).next()
      assert.ok(first.done !== true && first.value.kind === 'record')
      const xml = first.value.record.toXml()
      assert.deepEqual(differences(parseXml(xml), first.value.record.toJSON()), [], xml)
    }),
    { numRuns: 400 },
  )
})

test('the comparison sees a value, an attribute and an element that differ', () => {
  const xml = parseXml(
    '<Event><System><EventID Q="1">4</EventID></System><EventData><Data Name="A">b</Data></EventData></Event>',
  )
  const json = {
    Event: { System: { EventID: { '#attributes': { Q: 1 }, '#text': 4 } }, EventData: { A: 'b' } },
  }
  assert.deepEqual(differences(xml, json), [])
  for (const other of [
    { Event: { System: { EventID: { '#attributes': { Q: 2 }, '#text': 4 } }, EventData: { A: 'b' } } },
    { Event: { System: { EventID: { '#attributes': { Q: 1 }, '#text': 4 } }, EventData: { A: 'c' } } },
    { Event: { System: { EventID: { '#attributes': { Q: 1 }, '#text': 4 } }, EventData: { A: 'b', B: '' } } },
    { Event: { System: { EventID: { '#attributes': { Q: 1 }, '#text': 4 } }, EventData: {} } },
    { Event: { System: { EventID: 4 }, EventData: { A: 'b' } } },
  ])
    assert.notDeepEqual(differences(xml, other), [])
})

test('a direct record of our writer begins with the bytes of one that Windows wrote', (t) => {
  if (corpora === '') return t.skip('CODEDARK_CORPORA is not set')
  const theirs = readFileSync(join(corpora, 'evtx/evtx/samples/MSExchange_Management_wec.evtx'))
  const ours = Buffer.from(
    writeEvtx(
      [
        {
          recordId: 1,
          time: '2021-01-17T19:46:00Z',
          provider: { name: 'P' },
          eventId: 1,
          channel: 'C',
          computer: 'srv',
          data: [['A', 'b']],
        },
      ],
      { form: 'direct' },
    ),
  )
  // Fragment, Event, its namespace, System: all but the sizes of the two elements. evtxexport 20181227 reads neither.
  const from = 4096 + 512 + 24
  const start = (log: Buffer): string => {
    const bytes = Buffer.from(log.subarray(from, from + 203))
    bytes.fill(0, 5, 9).fill(0, 174, 178)
    return bytes.toString('latin1')
  }
  assert.equal(start(ours), start(theirs))
})
