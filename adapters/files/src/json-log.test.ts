import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { jsonRecord, shapeOf } from './json-record.ts'
import type { JsonRecord } from './json-record.ts'
import { instantOf } from './json-time.ts'
import { readJsonValues } from './json-values.ts'
import type { JsonItem } from './json-values.ts'

/** Bytes as an open log, given out in pieces so that values lie over several reads. */
function read(bytes: Uint8Array): JsonItem[] {
  return [
    ...readJsonValues({
      size: bytes.length,
      read(offset, into) {
        const part = bytes.subarray(offset, offset + Math.min(into.length, 1000))
        into.set(part)
        return part.length
      },
      fault: () => undefined,
      changed: () => undefined,
      close: () => undefined,
    }),
  ]
}

const values = (text: string | Uint8Array): unknown[] =>
  read(typeof text === 'string' ? Buffer.from(text) : text).map((item) =>
    item.kind === 'value' ? item.value : item.fault.code,
  )

function record(value: object): JsonRecord {
  const shape = shapeOf(value)
  assert.ok(shape !== undefined, JSON.stringify(value))
  return jsonRecord(value, shape, 0)
}

describe('values of a JSON file', () => {
  const two = [{ a: 'x { " \\ y' }, { b: [1, { c: null }] }]

  test('are read as lines, as a list, and broken over lines', () => {
    const lines = two.map((one) => JSON.stringify(one)).join('\n')
    assert.deepEqual(values(`${lines}\n`), two)
    assert.deepEqual(values(lines), two)
    assert.deepEqual(values(JSON.stringify(two)), two)
    assert.deepEqual(values(JSON.stringify(two, null, 2)), two)
    assert.deepEqual(
      values(two.map((one) => `Record 1\r\n${JSON.stringify(one, null, 2)}`).join('\r\n')),
      two,
    )
    assert.deepEqual(values(`[\n${two.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`), two)
  })

  test('are read with a byte order mark, and as UTF-16', () => {
    const text = JSON.stringify(two)
    assert.deepEqual(values(`\uFEFF${text}`), two)
    assert.deepEqual(values(Buffer.from(`\uFEFF${text}`, 'utf16le')), two)
  })

  test('a bad line is a fault with its place, and the others are read', () => {
    const items = read(Buffer.from('{"a":1}\n{"a":\n\n{"b":2}\n"text"\n{"c":3}'))
    assert.deepEqual(
      items.map((item) => (item.kind === 'value' ? item.value : [item.fault.code, item.fault.offset])),
      [{ a: 1 }, ['bad-json', 8], { b: 2 }, ['bad-json', 23], { c: 3 }],
    )
  })

  test('a value that does not end is a fault', () => {
    assert.deepEqual(values('[\n{"a":1},\n{"b":'), [{ a: 1 }, 'json-cut'])
  })

  test('a value without end does not fill the memory', () => {
    const long = Buffer.alloc(20 * 1024 * 1024, 'x')
    const items = values(Buffer.concat([Buffer.from('{"a":1}\n{"b":"'), long, Buffer.from('"}\n{"c":3}\n')]))
    assert.deepEqual(items, [{ a: 1 }, 'json-too-large', { c: 3 }])
  })

  test('any bytes end in values and faults', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        (bytes) => void read(Buffer.concat([Buffer.from('{'), bytes])),
      ),
      { numRuns: 500 },
    )
  })

  test('any objects come back, however they are written', () => {
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1 }), (objects) => {
        const plain = objects.map((one): unknown => JSON.parse(JSON.stringify(one)))
        assert.deepEqual(values(plain.map((one) => JSON.stringify(one)).join('\n')), plain)
        assert.deepEqual(values(JSON.stringify(plain, null, 1)), plain)
      }),
      { numRuns: 200 },
    )
  })
})

/** What all shapes must tell of one record. */
const WANTED = {
  eventId: 4624,
  channel: 'Security',
  provider: 'Microsoft-Windows-Security-Auditing',
  computer: 'srv-a.example',
  recordId: 77,
}
const data = { TargetUserName: 'adm', LogonType: 3 }

const SHAPES: Readonly<Record<string, object>> = {
  evtx_dump: {
    Event: {
      '#attributes': { xmlns: 'http://schemas.microsoft.com/win/2004/08/events/event' },
      System: {
        Provider: { '#attributes': { Name: WANTED.provider } },
        EventID: { '#attributes': { Qualifiers: 1 }, '#text': 4624 },
        TimeCreated: { '#attributes': { SystemTime: '2021-01-17T19:46:00.123456Z' } },
        EventRecordID: 77,
        Channel: 'Security',
        Computer: WANTED.computer,
      },
      EventData: data,
    },
  },
  'evtx_dump, attributes apart': {
    Event: {
      System: {
        Provider_attributes: { Name: WANTED.provider },
        EventID: 4624,
        TimeCreated_attributes: { SystemTime: '2021-01-17T19:46:00.123456Z' },
        EventRecordID: 77,
        Channel: 'Security',
        Computer: WANTED.computer,
      },
      EventData: data,
    },
  },
  'flat, as Zircolite and Hayabusa': {
    Channel: 'Security',
    EventID: 4624,
    Computer: WANTED.computer,
    EventRecordID: 77,
    Provider_Name: WANTED.provider,
    SystemTime: '2021-01-17T19:46:00.123456Z',
    ...data,
  },
  Winlogbeat: {
    '@timestamp': '2021-01-17T19:46:00.123456Z',
    event: { code: '4624', provider: WANTED.provider, kind: 'event' },
    host: { name: 'srv-a' },
    winlog: {
      channel: 'Security',
      computer_name: WANTED.computer,
      record_id: '77',
      event_data: data,
    },
  },
  'Winlogbeat out of Elasticsearch, with dots': {
    _source: {
      '@timestamp': '2021-01-17T19:46:00.123456Z',
      'event.code': 4624,
      'winlog.channel': 'Security',
      'winlog.provider_name': WANTED.provider,
      'winlog.computer_name': WANTED.computer,
      'winlog.record_id': 77,
      'winlog.event_data.TargetUserName': 'adm',
      'winlog.event_data.LogonType': '3',
    },
  },
  Velociraptor: {
    System: {
      Provider: { Name: WANTED.provider, Guid: '54849625-5478-4994-A5BA-3E3B0328C30D' },
      EventID: { Value: 4624 },
      TimeCreated: { SystemTime: 1_610_912_760.123456 },
      EventRecordID: 77,
      Channel: 'Security',
      Computer: WANTED.computer,
    },
    EventData: data,
    Message: 'An account was logged on.',
  },
  NXLog: {
    EventTime: '2021-01-17 20:46:00.123456+01:00',
    Hostname: WANTED.computer,
    EventID: 4624,
    SourceName: WANTED.provider,
    RecordNumber: 77,
    Channel: 'Security',
    ...data,
  },
  Splunk: {
    preview: false,
    result: {
      _time: '2021-01-17T20:46:00.123456+01:00',
      EventCode: '4624',
      ComputerName: WANTED.computer,
      LogName: 'Security',
      SourceName: WANTED.provider,
      RecordNumber: '77',
      ...data,
    },
  },
}

describe('records as JSON', () => {
  for (const [name, value] of Object.entries(SHAPES))
    test(`${name}: the same record as in all other shapes`, () => {
      const { eventId, channel, provider, computer, recordId, timeCreated, ...made } = record(value)
      assert.deepEqual({ eventId, channel, provider, computer, recordId }, WANTED)
      assert.equal(timeCreated, '2021-01-17T19:46:00.1234560Z')
      assert.equal(made.field('TargetUserName'), 'adm')
      assert.equal(made.field('LogonType'), '3')
      assert.equal(made.field('EventID'), '4624')
      assert.equal(made.field('Provider_Name'), WANTED.provider)
      assert.equal(made.field('NotThere'), undefined)
      assert.ok(!made.zoneless && !made.unnamed)
    })

  test('PowerShell tells values without names, and says so', () => {
    const made = record({
      Id: 4624,
      LogName: 'Security',
      ProviderName: WANTED.provider,
      MachineName: WANTED.computer,
      RecordId: 77,
      TimeCreated: '/Date(1610912760123)/',
      Properties: [{ Value: 'adm' }, { Value: 3 }],
      Message: 'An account was logged on.',
    })
    assert.equal(made.timeCreated, '2021-01-17T19:46:00.1230000Z')
    assert.deepEqual(made.field('Data'), ['adm', '3'])
    assert.ok(made.unnamed)
    assert.ok(![...made.strings()].includes('An account was logged on.'))
  })

  test('unnamed values, named Data elements and UserData are fields as in a binary log', () => {
    const of = (rest: object): JsonRecord =>
      record({ Event: { System: { EventID: 1, Channel: 'x' }, ...rest } })
    assert.deepEqual(of({ EventData: { Data: { '#text': ['a', 'b'] } } }).field('Data'), ['a', 'b'])
    assert.equal(of({ EventData: { Data: { '#text': 'Host=b\nHostName=c' } } }).field('HostName'), 'c')
    const named = { Data: [{ '#attributes': { Name: 'Target User' }, '#text': 'adm' }] }
    assert.equal(of({ EventData: named }).field('TargetUser'), 'adm')
    const cleared = of({ UserData: { LogFileCleared: { '#attributes': { xmlns: 'u' }, Channel: 'System' } } })
    assert.equal(cleared.field('Channel_1'), 'System')
    assert.equal(cleared.field('xmlns'), undefined)
  })

  test('what is no record of ours has no shape', () => {
    for (const value of [{}, { a: 1 }, { event: { code: 1 } }, { System: 'x' }, { server: 'a', kind: 'b' }])
      assert.equal(shapeOf(value), undefined)
  })

  test('any value in any place of a record makes a record', () => {
    const any = fc.jsonValue()
    fc.assert(
      fc.property(any, any, any, any, (a, b, c, d) => {
        for (const value of [
          {
            Event: {
              System: { EventID: a, Channel: b, TimeCreated: c, Provider: d },
              EventData: a,
              UserData: b,
            },
          },
          { winlog: { channel: a, event_data: b, user_data: c, record_id: d }, event: a, host: b },
          { Channel: a, EventID: b, EventData: c, TimeCreated: d, __proto__: a },
          { Id: a, LogName: b, ProviderName: c, Properties: d, TimeCreated: { value: a } },
        ]) {
          const shape = shapeOf(value)
          if (shape === undefined) continue
          const made = jsonRecord(value, shape, 0)
          for (const [name] of made.fields()) made.field(name)
          void [...made.strings()]
        }
      }),
      { numRuns: 500 },
    )
  })
})

test('instants are read as each exporter writes them', () => {
  const at = (text: string): string | undefined => instantOf(text)?.at
  assert.equal(at('2021-01-17T19:46:00.1234567Z'), '2021-01-17T19:46:00.1234567Z')
  assert.equal(at('2021-01-17 20:46:00.5+0100'), '2021-01-17T19:46:00.5000000Z')
  assert.equal(at('1610912760'), '2021-01-17T19:46:00.0000000Z')
  assert.equal(at('1610912760123'), '2021-01-17T19:46:00.1230000Z')
  assert.equal(at('1601-01-01T00:00:00Z'), '1601-01-01T00:00:00.0000000Z')
  assert.equal(at('9999-12-31T23:59:59.9Z'), '9999-12-31T23:59:59.9000000Z')
  assert.equal(at('yesterday'), undefined)
  assert.equal(at('/Date(99999999999999999)/'), undefined)
  assert.deepEqual(instantOf('2021-01-17 20:46:00'), { at: '2021-01-17T20:46:00.0000000Z', zoneless: true })
})
