import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesSource, readEvtx, writeEvtx } from './index.ts'
import type { EvtxInputValue, EvtxTypedValue } from './index.ts'

/** What one field of one record reads as: the field, its JSON, and its XML element (or elements). */
function readBack(value: EvtxInputValue): { field: unknown; json: unknown; xml: string } {
  const bytes = writeEvtx([
    {
      recordId: 1,
      time: '2021-01-17T19:46:00Z',
      provider: { name: 'P' },
      eventId: 1,
      channel: 'C',
      computer: 'srv',
      data: [['V', value]],
    },
  ])
  const first = readEvtx(bytesSource(bytes)).next()
  assert.ok(first.done !== true && first.value.kind === 'record')
  const item = first.value
  const json: unknown = JSON.parse(JSON.stringify(item.record.toJSON()))
  const xml = /<EventData>(.*)<\/EventData>/s.exec(item.record.toXml())?.[1] ?? ''
  return { field: item.record.field('V'), json: valueIn(json), xml }
}

function valueIn(json: unknown): unknown {
  const event: unknown = Reflect.get(Object(json), 'Event')
  return Reflect.get(Object(Reflect.get(Object(event), 'EventData')), 'V')
}

const data = (text: string): string => `<Data Name="V">${text}</Data>`
const sid = 'S-1-5-21-1004336348-1177238915-682003330-512'
const guid = '54849625-5478-4994-a5ba-3e3b0328c30d'

const CASES: readonly [EvtxInputValue, field: unknown, json: unknown, text: string][] = [
  [null, null, '', ''],
  [{ type: 'null', value: Uint8Array.of(1, 2, 3) }, null, '', ''],
  ['text', 'text', 'text', 'text'],
  [' a ', ' a ', 'a', ' a '],
  ['a\0b', ['a␀b', 'a'], 'a␀b', 'a␀b'],
  ['<a & "b">\r\n', '<a & "b">\r\n', '<a & "b">', '&lt;a &amp; "b"&gt;&#13;\n'],
  ['\u0007', '\u0007', '\u0007', '\u2407'],
  [
    { type: 'ansi', value: 'd\u00e9j\u00e0\u0080' },
    'd\u00e9j\u00e0\u20ac',
    'd\u00e9j\u00e0\u20ac',
    'd\u00e9j\u00e0\u20ac',
  ],
  [{ type: 'int8', value: -128 }, '-128', -128, '-128'],
  [{ type: 'uint8', value: 255 }, '255', 255, '255'],
  [{ type: 'int16', value: -32768 }, '-32768', -32768, '-32768'],
  [{ type: 'uint16', value: 65535 }, '65535', 65535, '65535'],
  [{ type: 'int32', value: -2147483648 }, '-2147483648', -2147483648, '-2147483648'],
  [{ type: 'uint32', value: 4294967295 }, '4294967295', 4294967295, '4294967295'],
  [
    { type: 'int64', value: -(2n ** 63n) },
    '-9223372036854775808',
    '-9223372036854775808',
    '-9223372036854775808',
  ],
  [
    { type: 'uint64', value: 2n ** 64n - 1n },
    '18446744073709551615',
    '18446744073709551615',
    '18446744073709551615',
  ],
  [{ type: 'float32', value: 0.1 }, '0.1', 0.1, '0.1'],
  [{ type: 'float64', value: 0.1 }, '0.1', 0.1, '0.1'],
  [{ type: 'float64', value: Number.NaN }, 'NaN', 'NaN', 'NaN'],
  [{ type: 'bool', value: 0 }, 'false', false, 'false'],
  [{ type: 'bool', value: 7 }, 'true', true, 'true'],
  [{ type: 'binary', value: Uint8Array.of(0, 171, 255) }, '00ABFF', '00ABFF', '00ABFF'],
  [{ type: 'guid', value: guid }, `{${guid}}`, guid.toUpperCase(), `{${guid}}`],
  [{ type: 'size', value: 0x12n }, '0x12', '0x12', '0x12'],
  [{ type: 'size32', value: 0xdeadbeef }, '0xdeadbeef', '0xdeadbeef', '0xdeadbeef'],
  [{ type: 'hex32', value: 255 }, '0xff', '0xff', '0xff'],
  [{ type: 'hex64', value: 2n ** 63n }, '0x8000000000000000', '0x8000000000000000', '0x8000000000000000'],
  [{ type: 'sid', value: sid }, sid, sid, sid],
  [{ type: 'xml', value: '<a/>' }, '<a/>', '<a/>', '&lt;a/&gt;'],
  [
    { type: 'filetime', value: '2021-01-17T19:46:00.1234567Z' },
    '2021-01-17T19:46:00.1234567Z',
    '2021-01-17T19:46:00.123456Z',
    '2021-01-17T19:46:00.1234567Z',
  ],
  [
    { type: 'systemtime', value: '2021-01-17T19:46:00.123Z' },
    '2021-01-17T19:46:00.123Z',
    '2021-01-17T19:46:00.123Z',
    '2021-01-17T19:46:00.123Z',
  ],
]

for (const [value, field, json, text] of CASES) {
  const name = JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? String(one) : one))
  test(`a value reads back as field, JSON and XML: ${name}`, () => {
    assert.deepEqual(readBack(value), { field, json, xml: data(text) })
  })
}

const number = (type: 'int8' | 'uint8' | 'int16' | 'uint16' | 'int32' | 'uint32', min: number, max: number) =>
  fc.integer({ min, max }).map((value): [EvtxTypedValue, string] => [{ type, value }, String(value)])
const big = (type: 'int64' | 'uint64', min: bigint, max: bigint) =>
  fc.bigInt({ min, max }).map((value): [EvtxTypedValue, string] => [{ type, value }, String(value)])
const words = fc
  .string({ unit: 'binary', maxLength: 60 })
  .map((text) => text.replaceAll('\0', '').toWellFormed())
const ITEMS: Readonly<Record<string, fc.Arbitrary<[EvtxTypedValue, string]>>> = {
  string: words.map((value): [EvtxTypedValue, string] => [{ type: 'string', value }, value]),
  ansi: fc
    .stringMatching(/^[ -~]{0,40}$/)
    .map((value): [EvtxTypedValue, string] => [{ type: 'ansi', value }, value]),
  int8: number('int8', -128, 127),
  uint8: number('uint8', 0, 255),
  int16: number('int16', -32768, 32767),
  uint16: number('uint16', 0, 65535),
  int32: number('int32', -2147483648, 2147483647),
  uint32: number('uint32', 0, 4294967295),
  int64: big('int64', -(2n ** 63n), 2n ** 63n - 1n),
  uint64: big('uint64', 0n, 2n ** 64n - 1n),
  float32: fc.float().map((value): [EvtxTypedValue, string] => [{ type: 'float32', value }, String(value)]),
  float64: fc.double().map((value): [EvtxTypedValue, string] => [{ type: 'float64', value }, String(value)]),
  bool: fc
    .integer({ min: -3, max: 3 })
    .map((value): [EvtxTypedValue, string] => [{ type: 'bool', value }, String(value !== 0)]),
  guid: fc.uuid().map((value): [EvtxTypedValue, string] => [{ type: 'guid', value }, `{${value}}`]),
  size: fc
    .bigInt({ min: 0n, max: 2n ** 64n - 1n })
    .map((value): [EvtxTypedValue, string] => [{ type: 'size', value }, `0x${value.toString(16)}`]),
  hex32: fc
    .integer({ min: 0, max: 4294967295 })
    .map((value): [EvtxTypedValue, string] => [{ type: 'hex32', value }, `0x${value.toString(16)}`]),
  hex64: fc
    .bigInt({ min: 0n, max: 2n ** 64n - 1n })
    .map((value): [EvtxTypedValue, string] => [{ type: 'hex64', value }, `0x${value.toString(16)}`]),
  sid: fc
    .tuple(
      fc.integer({ min: 0, max: 2 ** 48 - 1 }),
      fc.array(fc.integer({ min: 0, max: 4294967295 }), { maxLength: 15 }),
    )
    .map(([authority, parts]): [EvtxTypedValue, string] => {
      const value = ['S-1', authority, ...parts].join('-')
      return [{ type: 'sid', value }, value]
    }),
}

for (const [name, items] of Object.entries(ITEMS)) {
  test(`every ${name} comes back as it was written, alone and in an array`, () => {
    fc.assert(
      fc.property(fc.array(items, { minLength: 1, maxLength: 8 }), (pairs) => {
        const [first] = pairs
        assert.ok(first)
        const texts = pairs.map(([, text]) => text)
        assertText(readBack(first[0]).field, first[1], name)
        const array = readBack({ type: 'array', items: pairs.map(([value]) => value) })
        assert.ok(Array.isArray(array.field))
        assert.equal(array.field.length, texts.length)
        for (const [n, text] of texts.entries()) assertText(array.field[n], text, name)
        // The element stands once for each item.
        assert.equal(array.xml.split('<Data Name="V">').length - 1, texts.length)
      }),
      { numRuns: 60 },
    )
  })
}

/** A float of 32 bits is written with the digits that it has. */
function assertText(found: unknown, text: string, type: string): void {
  if (type === 'float32' && typeof found === 'string') assert.equal(Math.fround(Number(found)), Number(text))
  else if (type === 'float64' && typeof found === 'string') assert.equal(Number(found), Number(text))
  else assert.equal(found, text)
}
