import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawCharts, openPrinter } from './index.ts'
import { sampleLine, samplePacket, samplePatient } from './testing/sample-packet.ts'

const printer = openPrinter()

test('once paper is the record a chart holds who, allergies and code status, and no order of the copy', async () => {
  const lines = [
    sampleLine(1, { drug: 'Digoxine 0,125 mg tablet', dose: '0,125 mg' }, ['2026-11-24T07:00:00Z']),
  ]
  const patient = samplePatient(lines, { codeStatus: 'DNR 1' })
  const drawn = await drawCharts(samplePacket([patient], 'drill'), { printer, blank: 2 })
  assert.deepEqual(
    drawn.pages.map(({ kind, patient: who, pdfPage }) => [kind, who, pdfPage]),
    [
      ['continuation', 'p1', 1],
      ['order-form', null, 2],
      ['order-form', null, 3],
    ],
  )
  const [chart = '', blank = ''] = drawn.boxes.map((boxes) => boxes.map(({ text }) => text).join(' '))
  for (const said of [
    'VAN DEN BROECKE',
    '1941-03-07',
    '0012345678',
    'ALLERGIES: PENICILLIN',
    'DNR 1',
    'PAPER IS THE RECORD',
    'DRILL',
  ])
    assert.ok(chart.includes(said), said)
  assert.doesNotMatch(chart, /Digoxine|0,125|UNKNOWN/)
  assert.doesNotMatch(blank, /BROECKE|PENICILLIN|0012345678/)
  assert.equal(new Set(drawn.pages.map(({ serial }) => serial)).size, 3)
})

test('a head that leaves no room for a chart is a fault, and a blank chart stands in its place', async () => {
  const allergy = {
    substance: 'substance with a long name',
    reaction: null,
    severity: null,
    certainty: 'confirmed' as const,
    recordedAs: null,
  }
  const list = Array.from({ length: 200 }, () => allergy)
  const patient = samplePatient([], {
    allergies: { state: 'known', contradiction: false, noneKnownOf: [], list },
  })
  const drawn = await drawCharts(samplePacket([patient]), { printer, blank: 0 })
  assert.deepEqual(
    [drawn.faults.map(({ code, patient: who }) => [code, who]), drawn.pages.map(({ kind }) => kind)],
    [[['sheet-too-tall', 'p1']], ['order-form']],
  )
})

test('no text of a chart leaves its cell', async () => {
  const drawn = await drawCharts(samplePacket([samplePatient([])]), { printer, blank: 1 })
  for (const { x, y, w, h, cell } of drawn.boxes.flat())
    assert.ok(
      x >= cell.x - 0.01 &&
        y >= cell.y - 0.01 &&
        x + w <= cell.x + cell.w + 0.01 &&
        y + h <= cell.y + cell.h + 0.01,
    )
})
