import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RescueLine, RescueSheet } from '@codedark/domain/triage'
import { drawRescueSheet, openPrinter } from './index.ts'
import { MM } from './limits.ts'

const printer = openPrinter()
const SLACK = 0.01

function line(server: string, more: Partial<RescueLine> = {}): RescueLine {
  return {
    server,
    assigned: true,
    vmHost: 'virtual, host not on the list',
    power: null,
    volume: '\\\\?\\Volume{95b548ac-9d1a-4f36-96fc-2c67e06caefb}',
    mountPoint: 'E:',
    group: 'encrypting-when-last-seen',
    mayBeOpen: true,
    startedAt: '2021-01-17T19:05:00.0000000Z',
    finishedAt: null,
    seenUpTo: null,
    protectors: [
      {
        id: 'FBC91B7C-FBDB-498B-88F7-14B855E7F03A',
        type: 'passphrase',
        madeAt: '2021-01-17T19:05:00.0000000Z',
        removedAt: null,
        backedUpAt: null,
        backupFailedAt: null,
      },
    ],
    notes: [{ text: 'May still be open: check at the console.', inference: true }],
    beforeFirstEvil: false,
    ...more,
  }
}

const sheetOf = (lines: readonly RescueLine[]): RescueSheet => ({
  orders: ['Network cable out. Power stays on.'],
  facts: ['Only the console tells.'],
  lines,
  mayBeOpen: { volumes: lines.length, servers: [] },
  withoutRecords: [{ server: 'srv-dark', why: 'no record tells' }],
  notSearched: ['srv-blind-1', 'srv-blind-2'],
})

test('every word of every line is on the sheet, inside its cell and the page, however long', async () => {
  const lines = [
    ...Array.from({ length: 40 }, (_, index) => line(`srv-${index}`)),
    line('s'.repeat(200)),
    line('srv-long', {
      notes: Array.from({ length: 90 }, (_, index) => ({
        text: `note number ${index} of a long row`,
        inference: false,
      })),
    }),
  ]
  const drawn = await drawRescueSheet(sheetOf(lines), {
    printer,
    kind: 'drill',
    printedAt: '2021-01-17T22:00:00.000Z',
  })
  const text = drawn.boxes.flatMap((page) => page.map((box) => box.text)).join(' ')
  for (let index = 0; index < 90; index += 1) assert.match(text, new RegExp(`note number ${index} of`))
  for (const name of ['srv-0', 'srv-39', 'srv-dark', 'srv-blind-2']) assert.ok(text.includes(name), name)
  assert.match(text, /DRILL · EXERCICE/)
  assert.ok(drawn.pages > 3 && drawn.boxes.length === drawn.pages)
  for (const page of drawn.boxes)
    for (const { x, y, w, h, cell, text: word } of page) {
      const inCell =
        x >= cell.x - SLACK &&
        x + w <= cell.x + cell.w + SLACK &&
        y >= cell.y - SLACK &&
        y + h <= cell.y + cell.h + SLACK
      assert.ok(inCell, `“${word}” leaves its cell`)
      assert.ok(x >= 0 && y >= 0 && x + w <= 297 * MM && y + h <= 210 * MM, `“${word}” leaves the page`)
    }
})
