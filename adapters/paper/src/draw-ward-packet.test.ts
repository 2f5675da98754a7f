import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MedicationOrder } from '@codedark/domain/downtime'
import fc from 'fast-check'
import { cleanLines } from './clean-text.ts'
import type { DrawnPacket } from './index.ts'
import { drawWardPacket, openPrinter } from './index.ts'
import { MM } from './limits.ts'
import { sampleLine, samplePacket, samplePatient } from './testing/sample-packet.ts'
import { GOES_ON, wrap } from './wrap.ts'

const printer = openPrinter()
/** Rounding of glyph widths, in points. */
const SLACK = 0.01

function at(hour: number): string {
  return new Date(Date.UTC(2026, 10, 24, hour)).toISOString()
}

function textOf(drawn: DrawnPacket): string {
  const text = drawn.boxes.map((page) => page.map((box) => box.text).join(' ')).join(' ')
  return squeeze(text)
}

function squeeze(text: string): string {
  return text.replaceAll(GOES_ON, '').replaceAll(/\s/gu, '')
}

function assertInside(drawn: DrawnPacket): void {
  for (const [index, boxes] of drawn.boxes.entries()) {
    const lying = drawn.pages[index]?.kind === 'census'
    const [width, height] = lying ? [297 * MM, 210 * MM] : [210 * MM, 297 * MM]
    for (const { x, y, w, h, cell, text } of boxes) {
      const inCell =
        x >= cell.x - SLACK &&
        x + w <= cell.x + cell.w + SLACK &&
        y >= cell.y - SLACK &&
        y + h <= cell.y + cell.h + SLACK
      assert.ok(inCell, `page ${index}: "${text}" leaves its cell ${JSON.stringify({ x, y, w, h, cell })}`)
      assert.ok(
        x >= 0 && y >= 0 && x + w <= width && y + h <= height,
        `page ${index}: "${text}" leaves the page`,
      )
    }
  }
}

const words = fc.oneof(
  fc.constantFrom(
    'Macrogol 3350/natriumchloride',
    '0,5 mg',
    '2,5 µg/kg/min',
    'Ünal ≥ 3',
    'vóór de maaltijd',
    'x'.repeat(90),
  ),
  fc.string({ maxLength: 220, unit: 'grapheme' }),
  fc.lorem({ maxCount: 30 }),
)
const maybe = fc.option(words, { nil: null })
const orders: fc.Arbitrary<Partial<MedicationOrder>> = fc.record({
  kind: fc.constantFrom('infusion', 'scheduled', 'as-needed', 'once', 'stopped'),
  drug: words,
  dose: maybe,
  route: fc.option(fc.constantFrom('PO', 'IV', 'subcutaneous'), { nil: null }),
  frequency: maybe,
  instructions: maybe,
  highAlert: fc.constantFrom('yes', 'no', 'not-checked'),
})
const sheets = fc.array(fc.tuple(orders, fc.array(fc.nat(11), { maxLength: 6 })), { maxLength: 25 })

test('no text leaves its cell or its page, and none is lost, whatever was received', async () => {
  await fc.assert(
    fc.asyncProperty(sheets, words, words, maybe, async (lines, familyName, substance, diet) => {
      const set = lines.map(([order, hours], index) => sampleLine(index + 1, order, hours.map(at)))
      const patient = samplePatient(set, {
        familyName,
        diet: diet === null ? [] : [diet],
        allergies: {
          state: 'known',
          contradiction: false,
          noneKnownOf: [],
          list: [{ substance, reaction: null, severity: null, certainty: 'confirmed', recordedAs: null }],
        },
      })
      const drawn = await drawWardPacket(samplePacket([patient], 'drill'), { printer })
      assertInside(drawn)
      assert.deepEqual(drawn.faults, [])
      const text = textOf(drawn)
      for (const [order] of lines)
        for (const received of [order.drug, order.dose, order.frequency, order.instructions])
          for (const line of cleanLines(received ?? '')) {
            const shown = printer.runs(line, 'bold').map((run) => run.text)
            assert.ok(text.includes(squeeze(shown.join(''))), `lost: ${line}`)
          }
    }),
    {
      numRuns: 20,
      // A character in no font, as wide as its number, in the narrowest column of the census.
      examples: [[[], 'Peeters', 'latex', '\u{1D9AA}⌒']],
    },
  )
})

test('a character in no font is shown by its number, one that Plex lacks comes from the fallback', () => {
  assert.deepEqual(printer.runs('漢', 'bold'), [{ face: 'bold', text: '[U+6F22]' }])
  assert.deepEqual(printer.runs('א', 'semi'), [{ face: 'fallback', text: 'א' }])
  assert.deepEqual(cleanLines('1\u00000'), ['1[U+0000]0'])
})

test('a text longer than paper allows is cut with a mark and a fault', async () => {
  const patient = samplePatient([sampleLine(1, { instructions: 'word '.repeat(400) }, [at(8)])])
  const drawn = await drawWardPacket(samplePacket([patient]), { printer })
  assert.deepEqual([...new Set(drawn.faults.map((fault) => fault.code))], ['text-cut'])
  assertInside(drawn)
})

test('number and unit stand on one line, and a line break never joins two numbers', () => {
  const lines = wrap(printer, [{ text: 'give 0,5 mg slowly', weight: 'semi', size: 10 }], 45)
  assert.ok(lines.some((line) => line.pieces.some((piece) => piece.span.text.includes('0,5 mg'))))
  assert.deepEqual(cleanLines('dose 1\n0 mg'), ['dose 1', '0 mg'])
})

test('a dose too wide for its column breaks before the unit, never within the number', () => {
  const lines = wrap(printer, [{ text: '1200 mg', weight: 'semi', size: 8 }], 30)
  assert.deepEqual(
    lines.map((line) => line.pieces.map((piece) => piece.span.text).join('')),
    ['1200', 'mg'],
  )
})

test('a dose longer than its line is broken with a visible mark and no hyphen', () => {
  const lines = wrap(printer, [{ text: '1000 mg every morning', weight: 'bold', size: 10, whole: true }], 70)
  assert.ok(lines.length > 1)
  assert.ok(lines.slice(0, -1).every((line) => line.pieces.at(-1)?.span.text.endsWith(GOES_ON)))
})

test('what is not known is said, never shown as none', async () => {
  const lines = [
    sampleLine(1, { dose: null, highAlert: 'not-checked', lastGiven: null }, [at(8)]),
    sampleLine(2, { kind: 'stopped' }, []),
    sampleLine(3, { kind: 'infusion' }, []),
    sampleLine(4, { dueTimes: [] }, []),
    sampleLine(5, { drug: ' ' }, []),
  ]
  const patient = samplePatient(lines, {
    allergies: { state: 'not-in-copy', list: [], contradiction: false, noneKnownOf: [] },
    problems: [],
  })
  const text = textOf(await drawWardPacket(samplePacket([patient]), { printer }))
  for (const said of [
    'DOSE NOT IN COPY',
    'DRUG NAME NOT IN COPY',
    'HIGH-ALERT NOT CHECKED',
    'STOPPED – DO NOT GIVE',
    'read the pump, not this sheet',
    'DUE TIMES NOT IN COPY',
    'ALLERGIES: NOT IN THIS COPY',
    'nothing in this copy',
  ])
    assert.ok(text.includes(squeeze(said)), said)
  assert.ok(!/ALLERGIES:none/i.test(text))
})

test('more than eight due times go on a second grid page, with the drugs that are due then', async () => {
  const lines = Array.from({ length: 10 }, (_, index) =>
    sampleLine(index + 1, { drug: `Drug${index}x` }, [at(index)]),
  )
  const drawn = await drawWardPacket(samplePacket([samplePatient(lines)]), { printer })
  const pages = drawn.pages.flatMap((page, index) =>
    page.kind === 'medication' ? [drawn.boxes[index] ?? []] : [],
  )
  assert.deepEqual(
    pages.map((boxes) => lines.filter(({ order }) => boxes.some((box) => box.text === order.drug)).length),
    [10, 2],
  )
  const said = pages.map(
    (boxes) => boxes.filter((box) => box.text === 'MORE DUE TIMES ON ANOTHER PAGE').length,
  )
  assert.deepEqual(said, [2, 0])
})

test('printed on both sides, each patient begins on a front and the index names the page', async () => {
  const many = Array.from({ length: 25 }, (_, index) => sampleLine(index + 1, {}, [at(8)]))
  const views = ['a', 'b', 'c'].map((id, index) =>
    samplePatient(index === 1 ? many : [sampleLine(1, {}, [at(8)])], { id }),
  )
  const drawn = await drawWardPacket(samplePacket(views), { printer, duplex: true })
  const firsts = drawn.pages.filter((page) => page.kind === 'medication' && page.page === 1)
  assert.deepEqual(
    firsts.map((page) => page.pdfPage % 2),
    [1, 1, 1],
  )
  const index =
    drawn.boxes[drawn.pages.findIndex((page) => page.kind === 'index')]?.map((box) => box.text) ?? []
  for (const { pdfPage } of firsts)
    assert.ok(
      index.some((text) => text.startsWith(`${pdfPage}–`)),
      `${pdfPage} in ${index.join('|')}`,
    )
})

test('a name in a script from right to left is whole, and never stands alone', async () => {
  assert.deepEqual(printer.runs('Samira قمر الدار 1941', 'semi'), [
    { face: 'semi', text: 'Samira ' },
    { face: 'fallback', text: 'قمر الدار' },
    { face: 'semi', text: ' 1941' },
  ])
  const both = samplePatient([], { otherNames: ['زهرانور سميرة'] })
  const only = samplePatient([], { familyName: 'قمرالدار', givenNames: 'ليلى' })
  const text = async (view: typeof both): Promise<string> =>
    textOf(await drawWardPacket(samplePacket([view]), { printer }))
  assert.match(await text(both), /VANDENBROECKE-ŞAHIN,Marie-Thérèseزهرانورسميرة/)
  assert.match(await text(only), /NAMEINANOTHERSCRIPTONLY:comparethenumber/)
})

test('contradictions, doses without an order, and what the record could not say stand on the sheet', async () => {
  const loose = {
    drug: 'Ceftriaxon',
    at: '2026-11-23T18:00:00Z',
    dose: '2 g',
    route: 'IV',
    status: 'completed',
  }
  const lines = [
    sampleLine(1, { kind: 'stopped', status: 'on-hold' }, []),
    sampleLine(2, { doNotGive: true, notes: ['DO NOT GIVE: the order forbids it'] }, []),
    sampleLine(
      3,
      { kind: 'as-needed', most: 'max 4 g per 24 h', recent: [{ at: '2026-11-23T08:00:00Z', dose: '1 g' }] },
      [],
    ),
    sampleLine(4, { highAlert: 'yes' }, [at(8)]),
    { ...sampleLine(5, { dueTimes: [] }, []), dueInWords: 'every 8 hours: no clock time in this copy' },
  ]
  const list = [
    {
      substance: 'PENICILLIN',
      reaction: null,
      severity: null,
      certainty: 'confirmed' as const,
      recordedAs: 'resolved',
    },
  ]
  const patient = samplePatient(lines, {
    looseDoses: [loose],
    allergies: { state: 'known', contradiction: true, noneKnownOf: [], list },
    warnings: ['SAME NUMBER ON TWO PATIENTS: check who this is'],
    endedEarlier: 3,
  })
  const text = textOf(await drawWardPacket(samplePacket([patient]), { printer }))
  for (const said of [
    'CONTRADICTION: none known is recorded too',
    'PENICILLIN – recorded as resolved',
    'GIVEN, BUT THIS COPY HOLDS NO ORDER FOR IT: ask',
    '23/11 19:00 Ceftriaxon 2 g IV',
    'SAME NUMBER ON TWO PATIENTS',
    'ON HOLD – DO NOT GIVE, ask',
    'max 4 g per 24 h',
    'Given in the 24 h before the hatch: 1 (09:00)',
    'HIGH-ALERT: two people check',
    'every 8 hours: no clock time in this copy',
    '3 orders that ended over 24 h before the copy are not shown',
    'UNKNOWN 20:46–23:10: ask, look, then give',
  ])
    assert.ok(text.includes(squeeze(said)), said)
})

test('serials run on without a gap and a drill says so on every page', async () => {
  const views = ['a', 'b'].map((id) => samplePatient([sampleLine(1, {}, [at(8)])], { id }))
  const drawn = await drawWardPacket(samplePacket(views, 'drill'), { printer })
  assert.deepEqual(
    drawn.pages.map((page) => page.serial),
    drawn.pages.map((_, index) => `DRILL-20261123-${String(4217 + index).padStart(6, '0')}`),
  )
  for (const boxes of drawn.boxes)
    assert.equal(boxes.filter((box) => box.text.startsWith('DRILL · ')).length, 8)
})

test('a sheet too tall for paper becomes a page that says so, and the next patient is printed', async () => {
  const allergies = Array.from({ length: 300 }, () => ({
    substance: 'substance with a long name',
    reaction: null,
    severity: null,
    certainty: 'confirmed' as const,
    recordedAs: null,
  }))
  const tall = samplePatient([sampleLine(1, {}, [at(8)])], {
    allergies: { state: 'known', contradiction: false, noneKnownOf: [], list: allergies },
  })
  const next = samplePatient([sampleLine(1, { drug: 'Digoxine' }, [at(8)])], { id: 'p2' })
  const drawn = await drawWardPacket(samplePacket([tall, next]), { printer })
  assert.deepEqual([...new Set(drawn.faults.map((fault) => fault.code))], ['sheet-too-tall'])
  assert.ok(textOf(drawn).includes(squeeze('COULD NOT BE SET ON PAPER')))
  assert.ok(textOf(drawn).includes('Digoxine'))
  assertInside(drawn)
})
