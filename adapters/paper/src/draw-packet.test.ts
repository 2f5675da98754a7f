import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { WardStanding } from '@codedark/domain/downtime'
import { drawPacket } from './draw-packet.ts'
import { drawWardPacket, openPrinter } from './index.ts'
import { sampleLine, samplePacket, samplePatient } from './testing/sample-packet.ts'

const printer = openPrinter()
const lines = [
  sampleLine(1, { drug: 'Digoxine 0,125 mg tablet', dose: '0,125 mg' }, ['2026-11-24T07:00:00Z']),
]
const packet = samplePacket([samplePatient(lines)])
const paper: WardStanding = {
  ...{ state: 'paper', since: '2026-11-23T22:00:00Z', signedBy: 'N', entry: 2, firstSerial: 'S-1' },
}
const NOT_FOR_GIVING = /REPRINT – AS OF .+, NOT FOR GIVING/

const pagesOf = async (one: typeof packet): Promise<readonly string[]> =>
  (await drawPacket(one, { printer })).boxes.map((boxes) => boxes.map(({ text }) => text).join(' '))

test('once paper is the record the census and charts are drawn, and no order and no due time anywhere', async () => {
  const drawn = await drawPacket({ ...packet, paper }, { printer })
  assert.deepEqual(
    [...new Set(drawn.pages.map(({ kind }) => kind))],
    ['census', 'continuation', 'order-form'],
  )
  const text = drawn.boxes.flat().map((box) => box.text)
  assert.doesNotMatch(text.join(' '), /Digoxine|0,125|UNKNOWN/)
  await assert.rejects(drawWardPacket({ ...packet, paper }, { printer }), /record is paper/)
})

test('a reprint says on every sheet that it is not for giving and what it replaces; a first print on none', async () => {
  const first = await pagesOf(packet)
  assert.ok(first.length >= 4)
  for (const page of first) assert.doesNotMatch(page, /REPRINT|NOT FOR GIVING/)
  const reprint = { replaces: 'S-000001', byPatient: { p1: 'S-000003' }, census: true }
  for (const record of [packet, { ...packet, paper }]) {
    const again = await pagesOf({ ...record, reprint })
    for (const page of again) assert.match(page, NOT_FOR_GIVING)
    assert.match(again[0] ?? '', /in place of S-000001/)
    assert.match(again.at(-1) ?? '', /in place of S-000003/)
  }
})

test('a reprint of patients has no census, and no text of it leaves its cell', async () => {
  const reprint = { replaces: 'S-000001', byPatient: {}, census: false }
  const drawn = await drawPacket({ ...packet, reprint }, { printer })
  assert.deepEqual([...new Set(drawn.pages.map(({ kind }) => kind))], ['medication', 'summary'])
  for (const { x, y, w, h, cell, text } of drawn.boxes.flat())
    assert.ok(
      x >= cell.x - 0.01 &&
        y >= cell.y - 0.01 &&
        x + w <= cell.x + cell.w + 0.01 &&
        y + h <= cell.y + cell.h + 0.01,
      text,
    )
})

test('somebody who came after the copy has a chart to go on with, and no empty medication sheet', async () => {
  const drawn = await drawPacket(samplePacket([{ ...samplePatient([]), notInCopy: true }]), { printer })
  const own = drawn.pages.filter(({ patient }) => patient !== null)
  assert.deepEqual(
    own.map(({ kind }) => kind),
    ['continuation'],
  )
})
