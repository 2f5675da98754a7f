import type { PatientView, WardPacket } from '@codedark/domain/downtime'
import { cleanInline } from './clean-text.ts'
import { asOfWords, drawAllergies, drawFoot, drawHead, FOOTER, MARGIN } from './frame.ts'
import type { Frame, Identity } from './frame.ts'
import { identityOf, short } from './identity.ts'
import { MM } from './limits.ts'
import { MIN_BODY, statusSpans, TooTall } from './medication-sheet.ts'
import type { SetPage, SheetSetting } from './medication-sheet.ts'
import { bold, Page, semi } from './page.ts'
import { heightOf, wrap } from './wrap.ts'

const NUMBER_W = 6 * MM
const ORDER_W = 62 * MM
const SIGN_W = 28 * MM
/** Boxes of 12 mm: a time and initials by hand. */
const BOXES = 8
const BOX = 12 * MM
const ROW_H = 18 * MM
const HEAD_H = 11 * MM

/**
 * A chart to go on with once paper is the record: who, allergies and code status, and nothing else of the copy. No order and
 * no time is printed on it, since the copy no longer knows what is ordered. Throws TooTall when the head leaves no room.
 */
export function setContinuation(view: PatientView, setting: SheetSetting): SetPage[] {
  const frame = { ...setting, serial: setting.serial(), sheet: 'CONTINUATION CHART' }
  const page = new Page(setting.printer, 'portrait')
  let y = drawAllergies(page, view.patient.allergies, drawHead(page, frame, identityOf(view)))
  const w = page.width - 2 * MARGIN
  const status = wrap(page.printer, statusSpans(view), w)
  y = page.lines(status, { x: MARGIN, y, w, h: heightOf(status) }) + MM
  const { asOf } = view.header
  const asOfSaid = asOfWords(setting.time, [
    ['Patient data', asOf.patients],
    ['allergies', asOf.allergies],
  ])
  return [{ page, serial: drawChart(page, frame, { y, asOf: asOfSaid }) }]
}

/** A chart for somebody whom the copy does not hold: everything is written by hand. */
export function setBlankChart(packet: WardPacket, setting: SheetSetting): SetPage[] {
  const frame = { ...setting, serial: setting.serial(), sheet: 'MEDICATION ORDERS, BLANK CHART' }
  const page = new Page(setting.printer, 'portrait')
  const identity: Identity = {
    title: 'NAME:',
    ...{ others: [], alerts: [], barcode: null },
    rows: [
      [
        ['Born', ''],
        ['Number', ''],
        ['Bed', ''],
        ['Ward', short(cleanInline(packet.ward.name))],
      ],
    ],
  }
  let y = drawBlankHead(page, frame, identity)
  const w = page.width - 2 * MARGIN
  const cell = { x: MARGIN + 1.1, y: y + 1.1, w: w - 2.2, h: 14 * MM }
  page.frame(cell, 2.2)
  page.set([bold('ALLERGIES (asked by, at):', 12)], {
    ...cell,
    x: cell.x + 3 * MM,
    y: cell.y + 2 * MM,
    w: w - 8 * MM,
  })
  y += 16 * MM
  page.set([semi('Code status:', 9)], { x: MARGIN, y, w, h: 12 })
  page.across(MARGIN + 24 * MM, MARGIN + w, y + 11, 0.6)
  return [
    {
      page,
      serial: drawChart(page, frame, {
        y: y + 7 * MM,
        asOf: 'Nothing of the downtime copy stands on this form',
      }),
    },
  ]
}

/** Labels with a line behind each, to be written on. */
function drawBlankHead(page: Page, frame: Frame, identity: Identity): number {
  const below = drawHead(page, frame, { ...identity, title: 'Write with a ballpoint, in capitals', rows: [] })
  let y = below
  for (const label of [
    'Name',
    'Born, sex',
    'Patient no.',
    `Ward: ${identity.rows[0]?.[3]?.[1] ?? ''}   Bed`,
  ]) {
    const lines = wrap(page.printer, [semi(label, 9)], 90 * MM)
    page.lines(lines, { x: MARGIN, y: y + 2 * MM, w: 90 * MM, h: heightOf(lines) })
    const from = MARGIN + (lines[0]?.width ?? 0) + 2 * MM
    y += 9 * MM
    page.across(from, page.width - MARGIN, y, 0.6)
  }
  return y + 2 * MM
}

/** The ruled chart down to the foot; returns the serial of the sheet. */
function drawChart(
  page: Page,
  frame: Frame,
  { y, asOf }: { readonly y: number; readonly asOf: string },
): string {
  const bottom = page.height - MARGIN - FOOTER
  if (bottom - y < MIN_BODY) throw new TooTall('the head of the page')
  const right = MARGIN + NUMBER_W + ORDER_W + SIGN_W + BOXES * BOX
  const columns = [
    ['', NUMBER_W],
    ['Order: drug, DOSE, route, how often', ORDER_W],
    ['Ordered by, date, time', SIGN_W],
    ['Given: time + initials. R = refused, N = not given', BOXES * BOX],
  ] as const
  let x = MARGIN
  page.across(MARGIN, right, y, 1.6)
  for (const [words, w] of columns) {
    if (words !== '') page.middle([semi(words, 9)], { x: x + MM, y, w: w - 2 * MM, h: HEAD_H }, 'left')
    x += w
  }
  let top = y + HEAD_H
  page.across(MARGIN, right, top, 1.2)
  for (let number = 1; top + ROW_H <= bottom; number += 1, top += ROW_H) {
    page.set([bold(String(number), 9)], { x: MARGIN, y: top + MM, w: NUMBER_W - MM, h: 12 }, 'centre')
    page.across(MARGIN + NUMBER_W + MM, MARGIN + NUMBER_W + ORDER_W - MM, top + ROW_H / 2, 0.5)
    for (let box = 0; box < BOXES; box += 1)
      page.frame(
        { x: right - (BOXES - box) * BOX + 0.5, y: top + 2 * MM, w: BOX - 1, h: ROW_H - 4 * MM },
        0.8,
      )
    page.across(MARGIN, right, top + ROW_H, 0.8)
  }
  for (const at of [NUMBER_W + ORDER_W, NUMBER_W + ORDER_W + SIGN_W]) page.down(MARGIN + at, y, top, 0.8)
  const key = 'Written orders count. What the record system held before is not on this sheet.'
  drawFoot(page, frame, { asOf, note: 'PAPER IS THE RECORD', key, page: 1, of: 1 })
  return frame.serial
}
