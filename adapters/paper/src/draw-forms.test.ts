import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FORM_KINDS, FORM_LANGUAGES, formWord } from '@codedark/domain/downtime'
import type { FormKind, FormLanguage } from '@codedark/domain/downtime'
import { drawPacket } from './draw-packet.ts'
import { openPrinter } from './index.ts'
import { MM } from './limits.ts'
import { sampleLine, samplePacket, samplePatient } from './testing/sample-packet.ts'

const printer = openPrinter()
const lines = [
  sampleLine(1, { drug: 'Digoxine 0,125 mg tablet', dose: '0,125 mg' }, ['2026-11-24T07:00:00Z']),
]
const EDGE = 4 * MM

type Drawn = Awaited<ReturnType<typeof drawPacket>>
const formOf = async (kind: FormKind, language: FormLanguage, over = {}, blank = false): Promise<Drawn> => {
  const packet = samplePacket(blank ? [] : [samplePatient(lines, over)], 'drill')
  return drawPacket({ ...packet, form: { kind, language, copies: 2 } }, { printer })
}

function misplaced(drawn: Drawn): readonly string[] {
  return drawn.boxes.flatMap((boxes) =>
    boxes.flatMap(({ x, y, w, h, cell, text }, index) => [
      ...(x < cell.x - 0.05 ||
      y < cell.y - 0.05 ||
      x + w > cell.x + cell.w + 0.05 ||
      y + h > cell.y + cell.h + 0.05
        ? [`${text} leaves its cell`]
        : []),
      ...(x < EDGE || y < EDGE || x + w > 210 * MM - EDGE || y + h > 297 * MM - EDGE
        ? [`${text} leaves the page`]
        : []),
      ...boxes
        .slice(index + 1)
        .filter(
          (two) =>
            x + w > two.x + 0.05 &&
            two.x + two.w > x + 0.05 &&
            y + h > two.y + 0.05 &&
            two.y + two.h > y + 0.05,
        )
        .map((two) => `${text} lies on ${two.text}`),
    ]),
  )
}

test('each form, blank and for a patient, in four languages: nothing leaves its cell or the page, nothing lies on another', async () => {
  for (const kind of FORM_KINDS)
    for (const language of FORM_LANGUAGES)
      for (const blank of [true, false]) {
        const drawn = await formOf(kind, language, {}, blank)
        assert.deepEqual(misplaced(drawn), [], `${kind} ${language} ${blank}`)
        assert.deepEqual([...new Set(drawn.pages.map((page) => page.kind))], [kind])
        const text = drawn.boxes.map((boxes) => boxes.map((box) => box.text).join(' '))
        for (const [index, page] of text.entries()) {
          assert.ok(page.includes(formWord(kind, language).toUpperCase().slice(0, 8)), page)
          assert.ok(page.includes(drawn.pages[index]?.serial ?? '?'))
          assert.match(page, /Page \d of \d/)
        }
        assert.equal(drawn.pages.length, blank ? 2 : 1, `${kind} ${language}`)
      }
})

test('a form for a patient has three identifiers and allergies, and no order of the copy', async () => {
  const drawn = await formOf('medication-order', 'nl')
  const text = drawn.boxes
    .flat()
    .map((box) => box.text)
    .join(' ')
  for (const said of ['VAN DEN BROECKE', '1941-03-07', '0012345678', 'ALLERGIES: PENICILLIN', 'DRILL'])
    assert.ok(text.includes(said), said)
  assert.doesNotMatch(text, /Digoxine|0,125/)
})

test('a name of 200 characters and one from right to left stand whole on a form', async () => {
  const long = Array.from({ length: 20 }, (_, n) => `Verylong${n % 10}-`)
    .join('')
    .slice(0, 200)
  for (const over of [{ familyName: long }, { otherNames: ['שרה כהן'] }]) {
    const drawn = await formOf('sbar-transfer', 'de', over)
    assert.deepEqual(misplaced(drawn), [])
    const text = drawn.boxes
      .flat()
      .map((box) => box.text)
      .join('')
      .replaceAll(/…→|\s/gu, '')
    assert.ok(text.includes('familyName' in over ? long.toUpperCase() : 'שרה'), text.slice(0, 400))
  }
})

test('a head that leaves no room for the form is a fault, and a blank form stands in its place', async () => {
  const one = {
    substance: 'a long substance name',
    reaction: null,
    severity: null,
    certainty: 'confirmed',
    recordedAs: null,
  } as const
  const list = Array.from({ length: 250 }, () => one)
  const drawn = await formOf('orders', 'en', {
    allergies: { state: 'known', list, contradiction: false, noneKnownOf: [] },
  })
  assert.deepEqual(
    drawn.faults.map(({ code }) => code),
    ['sheet-too-tall'],
  )
  assert.deepEqual(
    drawn.pages.map(({ patient }) => patient),
    [null],
  )
})
