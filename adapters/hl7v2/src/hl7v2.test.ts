import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { FrameReader, component, fieldText, headerOf, parseMessage, readTime, repetitions } from './index.ts'
import type { FrameItem, Hl7Message, Segment } from './index.ts'

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1')
const block = (text: string): string => `\v${text}\x1c\r`

/** Items in short: the text of a message, or a fault's code. */
function itemsOf(chunks: readonly (string | Uint8Array)[], limit?: number): readonly string[] {
  const reader = new FrameReader(limit)
  const items: FrameItem[] = []
  for (const chunk of chunks) items.push(...reader.push(typeof chunk === 'string' ? bytesOf(chunk) : chunk))
  items.push(...reader.end())
  return items.map((item) =>
    item.kind === 'message' ? Buffer.from(item.bytes).toString('latin1') : `!${item.code} ${item.bytes}`,
  )
}

const byByte = (text: string): readonly string[] => text.match(/[^]/gu) ?? []

describe('MLLP frames', () => {
  it('two in one chunk are two, one byte by byte is one', () => {
    assert.deepEqual(itemsOf([block('MSH|a') + block('MSH|b')]), ['MSH|a', 'MSH|b'])
    assert.deepEqual(itemsOf(byByte(block('MSH|a'))), ['MSH|a'])
    assert.deepEqual(itemsOf(['\vMSH|a\x1c', '\r\vMSH|b\x1c', '\r']), ['MSH|a', 'MSH|b'])
  })
  it('bytes before a start are passed over and told, NUL and line ends are not', () => {
    assert.deepEqual(itemsOf([`junk${block('a')}\0\0\r\n${block('b')}`]), ['!bytes-before-start 4', 'a', 'b'])
  })
  it('a start within a message begins anew, a doubled start or end is no fault', () => {
    assert.deepEqual(itemsOf([`\vlost${block('kept')}`]), ['!start-within-message 4', 'kept'])
    assert.deepEqual(itemsOf(['\vlo', 'st', block('kept')]), ['!start-within-message 4', 'kept'])
    assert.deepEqual(itemsOf([`\v${block('a')}\x1c\r${block('b')}`]), ['a', 'b'])
  })
  it('an end without carriage return ends the message all the same', () => {
    assert.deepEqual(itemsOf(['\va\x1c\vb\x1c\r']), ['a', '!end-without-carriage-return 0', 'b'])
  })
  it('what is too large is told with its length, what comes after is read, and no more than the limit is held', () => {
    const reader = new FrameReader(10)
    reader.push(bytesOf('\v'))
    for (let round = 0; round < 1000; round += 1) reader.push(new Uint8Array(1000).fill(65))
    const [fault] = reader.push(bytesOf('\x1c\r'))
    assert.equal(fault?.kind === 'fault' && fault.code === 'too-large' && fault.bytes, 1_000_000)
    assert.equal(fault?.kind === 'fault' && fault.head?.length, 10)
    assert.equal(reader.push(bytesOf(block('b')))[0]?.kind, 'message')
  })
  it('a connection that ends in mid-message is told', () => {
    assert.deepEqual(itemsOf(['\vMSH|hal']), ['!cut-off 7'])
  })
  it('a message of 20 MB comes through', () => {
    const large = Buffer.alloc(20 << 20, 65)
    const reader = new FrameReader()
    reader.push(bytesOf('\v'))
    for (let at = 0; at < large.length; at += 65_536) reader.push(large.subarray(at, at + 65_536))
    const [item] = reader.push(bytesOf('\x1c\r'))
    assert.equal(item?.kind === 'message' && item.bytes.length, 20 << 20)
  })
  it('however a stream is cut, the same messages and faults come out', () => {
    const alphabet = fc.constantFrom(0x0b, 0x1c, 0x0d, 0x0a, 0x00, 0x41, 0xff)
    fc.assert(
      fc.property(
        fc.array(alphabet, { maxLength: 80 }),
        fc.array(fc.nat(80), { maxLength: 8 }),
        (stream, cuts) => {
          const bytes = Uint8Array.from(stream)
          const edges = [
            0,
            ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b),
            bytes.length,
          ]
          const pieces = edges.slice(1).map((edge, at) => bytes.subarray(edges[at] ?? 0, edge))
          assert.deepEqual(itemsOf(pieces).join('\n'), itemsOf([bytes]).join('\n'))
        },
      ),
      { numRuns: 2000 },
    )
  })
  it('framed messages come back whole, whatever is in them but the two marks', () => {
    const content = fc
      .uint8Array({ maxLength: 60 })
      .map((bytes) => bytes.filter((b) => b !== 0x0b && b !== 0x1c))
    fc.assert(
      fc.property(fc.array(content, { maxLength: 6 }), (contents) => {
        const texts = contents.map((bytes) => Buffer.from(bytes).toString('latin1'))
        assert.deepEqual(itemsOf([texts.map(block).join('')]), texts)
      }),
    )
  })
})

function parsed(text: string | Uint8Array): Hl7Message {
  const message = parseMessage(typeof text === 'string' ? Buffer.from(text, 'utf8') : text)
  assert.ok(message.ok)
  return message.value
}

function segment(message: Hl7Message, name: string): Segment {
  const found = message.segments.find((one) => one.name === name)
  assert.ok(found)
  return found
}

const HEAD = 'MSH|^~\\&|ADT1|H^S|CD|H|20210117060013+0100||ADT^A01^ADT_A01|M1|P|2.5|||AL|NE||UNICODE UTF-8'

describe('an HL7 v2 message', () => {
  it('has its header, whatever its separators are', () => {
    const header = headerOf(parsed(`${HEAD}\rPID|1||7`))
    assert.equal(header.sendingFacility, 'H S')
    assert.deepEqual([header.type, header.event, header.controlId], ['ADT', 'A01', 'M1'])
    const other = parsed('MSH*!@%$*A*B*C*D*2021**ORU!R01*9*T*2.3\rPID***1!!!X@2')
    assert.equal(headerOf(other).event, 'R01')
    assert.deepEqual(repetitions(other, segment(other, 'PID'), 3), ['1!!!X', '2'])
    assert.equal(component(other, segment(other, 'PID'), 3, 4), 'X')
  })
  it('ends its segments with CR, LF or CRLF; a line feed within one that has CR is text', () => {
    for (const end of ['\r', '\n', '\r\n'])
      assert.equal(parsed([HEAD, 'PID|1||7', 'PV1|1'].join(end)).segments.length, 3)
    const noted = parsed(`${HEAD}\rNTE|1||first\nsecond\rPID|1`)
    assert.equal(fieldText(noted, segment(noted, 'NTE'), 3), 'first\nsecond')
  })
  it('keeps segments that it does not know, and names lines that are none', () => {
    const message = parsed(`${HEAD}\rZBE|1|x\rthis is no segment\rPID|1`)
    assert.equal(segment(message, 'ZBE').fields[2], 'x')
    assert.deepEqual(message.oddLines, [3])
  })
  it('unescapes all that it knows and leaves the rest as received', () => {
    const text = parsed(
      `${HEAD}\rNTE|1||a\\F\\b\\S\\c\\T\\d\\R\\e\\E\\f\\.br\\g\\X41C3A9\\\\H\\h\\N\\i\\Zq\\j\\k`,
    )
    assert.equal(component(text, segment(text, 'NTE'), 3), 'a|b^c&d~e\\f\ngAéhi\\Zq\\j\\k')
  })
  it('tells an empty field from one that deletes', () => {
    const message = parsed(`${HEAD}\rPID|1||""|`)
    assert.equal(component(message, segment(message, 'PID'), 3), '""')
    assert.equal(component(message, segment(message, 'PID'), 4), null)
    assert.equal(component(message, segment(message, 'PID'), 40), null)
  })
  it('is read in the characters that it is written in, and says where it claimed others', () => {
    const latin = Buffer.from(HEAD.replace('UNICODE UTF-8', '8859/1').concat('\rPID|1||Lefèvre'), 'latin1')
    assert.equal(component(parsed(latin), segment(parsed(latin), 'PID'), 3), 'Lefèvre')
    assert.equal(parsed(latin).charsetClaim, null)
    const lying = Buffer.from(`${HEAD}\rPID|1||Lefèvre`, 'latin1')
    assert.equal(component(parsed(lying), segment(parsed(lying), 'PID'), 3), 'Lefèvre')
    assert.equal(parsed(lying).charsetClaim, 'UNICODE UTF-8')
    const other = parsed(HEAD.replace('UNICODE UTF-8', '8859/1').concat('\rPID|1||Nguyễn'))
    assert.equal(component(other, segment(other, 'PID'), 3), 'Nguyễn')
    assert.equal(other.charsetClaim, '8859/1')
  })
  it('is refused with what was expected where it is none', () => {
    for (const [text, code] of [
      ['', 'empty'],
      ['hello', 'no-msh'],
      ['MSH', 'bad-separators'],
      ['MSH||||', 'bad-separators'],
      ['MSH|^^\\&|', 'bad-separators'],
    ] as const) {
      const message = parseMessage(Buffer.from(text))
      assert.equal(message.ok ? 'ok' : message.fault.code, code)
    }
  })
  it('never throws on any bytes, and escapes never lose what they do not know', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (tail) => {
        const message = parseMessage(Buffer.concat([Buffer.from(`${HEAD}\rPID|`), tail]))
        if (!message.ok) return
        for (const one of message.value.segments)
          for (let field = 0; field < one.fields.length; field += 1) fieldText(message.value, one, field)
      }),
    )
  })
})

describe('a time of HL7 v2', () => {
  const site = (day: string, time: string): number => Date.parse(`${day}T${time}:00+01:00`)
  const read = (text: string): string | null => {
    const time = readTime(text, site)
    return time.ok ? `${time.value.at} ${time.value.precision}${time.value.zoned ? ' zoned' : ''}` : null
  }
  it('is as precise as it was sent', () => {
    assert.equal(read('2021'), '2020-12-31T23:00:00.000Z year')
    assert.equal(read('20210117'), '2021-01-16T23:00:00.000Z day')
    assert.equal(read('202101172046'), '2021-01-17T19:46:00.000Z minute')
    assert.equal(read('20210117204601.1234+0200'), '2021-01-17T18:46:01.000Z second zoned')
  })
  it('is none where no such date is', () => {
    for (const text of [
      '',
      '""',
      '0001',
      '99991231',
      '20210230',
      '2021011725',
      '202101',
      '17/01/2021',
      '20210117+9900',
    ])
      assert.equal(read(text) === null, text !== '202101', text)
  })
})
