import assert from 'node:assert/strict'
import { test } from 'node:test'
import { array, assert as property, asyncProperty, boolean, constantFrom, record, string } from 'fast-check'
import { drawListSheet } from './draw-list-sheet.ts'
import type { ListRow, ListSheet } from './draw-list-sheet.ts'
import { openPrinter } from './fonts.ts'

const printer = openPrinter()
const print = {
  ...{ printer, kind: 'drill' as const, printedAt: '2021-01-17T20:10:00.000Z', printedWords: '21:10' },
  serial: (index: number) => `DRILL-TEST-${index}`,
}
const sheetOf = (rows: readonly ListRow[]): ListSheet => ({
  ...{ title: 'List', under: ['of a drill'], orientation: 'landscape', blank: 0, words: ['Say this.'] },
  columns: [
    { heading: 'Who', mm: 60 },
    { heading: 'Needs', mm: 40 },
  ],
  rows,
})
const said = (boxes: readonly (readonly { readonly text: string }[])[]): string =>
  boxes.map((page) => page.map(({ text }) => text).join(' ')).join(' ')

test('nothing is clipped or lost: every word stands in its cell, whatever is in the list', async () => {
  const word = constantFrom('Imaging', 'NOT KNOWN', 'Ünïcode Žofia', 'a'.repeat(90), '')
  const cell = record({ text: word, hatched: boolean(), strong: boolean() })
  const row = array(cell, { minLength: 2, maxLength: 2 }).map((cells): ListRow => ({ kind: 'row', cells }))
  await property(
    asyncProperty(array(row, { maxLength: 60 }), string({ maxLength: 30 }), async (rows, part) => {
      const drawn = await drawListSheet(sheetOf([{ kind: 'part', text: part }, ...rows]), print)
      for (const { x, y, w, h, cell: area } of drawn.boxes.flat()) {
        assert.ok(x >= area.x - 0.01 && x + w <= area.x + area.w + 0.01)
        assert.ok(y >= area.y - 0.01 && y + h <= area.y + area.h + 0.5)
      }
      const letters = (text: string): string => text.replaceAll(/[\s…→]/gu, '')
      const wanted = rows.flatMap((one) => (one.kind === 'row' ? one.cells.map(({ text }) => text) : []))
      const held = letters(said(drawn.boxes))
      for (const one of new Set(wanted)) assert.ok(held.includes(letters(one)), one)
    }),
    { numRuns: 25 },
  )
})

test('title, columns and a serial of its own stand on every page', async () => {
  const rows = Array.from({ length: 80 }, (_, n): ListRow => ({
    ...{ kind: 'row', cells: [{ text: `Patient ${n}` }, { text: 'Imaging down' }] },
  }))
  const drawn = await drawListSheet(sheetOf(rows), print)
  assert.ok(drawn.pages > 2)
  for (const [index, page] of drawn.boxes.entries()) {
    const text = said([page])
    for (const wanted of [
      'List',
      'Who',
      'Needs',
      `DRILL-TEST-${index}`,
      `Page ${index + 1} of ${drawn.pages}`,
    ])
      assert.ok(text.includes(wanted), `${index}: ${wanted}`)
    assert.equal(text.includes('Say this.'), index === 0)
  }
})
