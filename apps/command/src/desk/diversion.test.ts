import assert from 'node:assert/strict'
import { test } from 'node:test'
import { diversionPart, diversionView } from '@codedark/domain/board'
import { DIVERSION_SERVICES, evolveDiversion, NO_DIVERSION } from '@codedark/domain/incident'
import { drawListSheet, openPrinter } from '@codedark/paper'
import { diversionSheet } from './diversion.ts'

const NOW = '2021-01-17T20:10:00.000Z'
const A4 = { w: 595.3, h: 841.9 }

/** A view of a site where everything was asked by somebody with a long name. */
function fullView(name: string) {
  const head = { v: 1, at: NOW, by: 'a' } as const
  const state = DIVERSION_SERVICES.reduce(
    (held, service, entry) =>
      evolveDiversion(
        held,
        {
          ...head,
          type: 'DiversionAsked',
          site: 'North',
          service,
          wanted: 'elsewhere',
          statedBy: { commitment: name },
          statedAt: NOW,
          reviewAt: '2021-01-17T22:10:00.000Z',
        },
        entry,
      ),
    NO_DIVERSION,
  )
  const diversion = diversionPart({
    state,
    sites: ['North'],
    now: NOW,
    textOf: ({ commitment }) => commitment,
  })
  return diversionView({
    ...{ kind: 'drill', hospital: 'Invented', timeZone: 'Europe/Brussels', now: NOW, incident: null },
    ...{ lastEntry: null, oneCopyOnlySince: null, estate: null, estateImportedAt: null, triage: null },
    ...{ verdicts: new Map(), changedAt: new Map(), connections: new Map(), powers: new Map() },
    ...{ downtime: null, sheets: [], recent: [], diversion },
  })
}

test('a sheet with everything declared keeps every word on the paper, and says nothing that was not said', async () => {
  const view = fullView('A. Person, medical director of the whole hospital, '.repeat(3))
  const drawn = await drawListSheet(diversionSheet(view, 'North'), {
    ...{ printer: openPrinter(), kind: 'drill', printedAt: NOW, printedWords: '21:10' },
    serial: () => 'DRILL DIVERSION 1',
  })
  for (const { x, y, w, h } of drawn.boxes.flat())
    assert.ok(x >= 0 && y >= 0 && x + w <= A4.w && y + h <= A4.h, JSON.stringify({ x, y, w, h }))
  const text = drawn.boxes
    .flat()
    .map((one) => one.text)
    .join(' ')
  for (const words of ['Where patients go: North', 'walk-ins', 'FR:', 'NL:', 'DE:', 'EN:', 'ASKED, not'])
    assert.ok(text.includes(words), words)
  assert.ok(!text.includes('CONFIRMED'))
})
