import type { PatientView, WardPacket } from '@codedark/domain/downtime'
import { cleanInline } from './clean-text.ts'
import { asOfWords, drawFoot, drawHead, FOOTER, MARGIN } from './frame.ts'
import type { Frame } from './frame.ts'
import { nameLines, short } from './identity.ts'
import { MM } from './limits.ts'
import type { SetPage, SheetSetting } from './medication-sheet.ts'
import { bold, Page, semi } from './page.ts'
import type { Area } from './page.ts'
import { heightOf, wrap } from './wrap.ts'

/** The sheets of one patient in a packet. */
export interface IndexEntry {
  readonly firstPage: number
  readonly lastPage: number
  readonly firstSerial: string
  readonly lastSerial: string
}

/** The index of a ward: set before its patients, so that its pages are counted, and filled in after them. */
export interface SetIndex {
  readonly pages: readonly SetPage[]
  /** Writes pages and serials; `entries` by patient id. A patient without an entry has NOT IN THIS PACKET. */
  complete(entries: ReadonlyMap<string, IndexEntry>): void
}

const WIDTHS = { bed: 26 * MM, who: 96 * MM, pages: 24 * MM, serials: 46 * MM }
const PAD = 1 * MM

/** Sets the index: one line a patient in walking order. */
export function setIndex(packet: WardPacket, setting: SheetSetting): SetIndex {
  const drafts: { page: Page; frame: Frame }[] = []
  const places: { readonly id: string; readonly page: Page; readonly pages: Area; readonly serials: Area }[] =
    []
  let y = 0
  let page = new Page(setting.printer, 'portrait')
  const open = (): void => {
    const frame = { ...setting, serial: setting.serial(), sheet: 'WARD INDEX' }
    page = new Page(setting.printer, 'portrait')
    drafts.push({ page, frame })
    y = drawIndexHead(page, frame, packet)
  }
  open()
  for (const view of packet.patients) {
    const who = whoSpans(view).flatMap((span) => wrap(setting.printer, [span], WIDTHS.who - 2 * PAD))
    const bed = wrap(
      setting.printer,
      [bold(cleanInline(view.bed ?? 'bed not in copy'), 12)],
      WIDTHS.bed - 2 * PAD,
    )
    const h = Math.max(heightOf(who), heightOf(bed), 9 * MM - 2 * PAD) + 2 * PAD
    if (y + h > page.height - MARGIN - FOOTER) open()
    page.lines(bed, { x: MARGIN + PAD, y: y + PAD, w: WIDTHS.bed - 2 * PAD, h: h - 2 * PAD })
    const x = MARGIN + WIDTHS.bed
    page.lines(who, { x: x + PAD, y: y + PAD, w: WIDTHS.who - 2 * PAD, h: h - 2 * PAD })
    const cell = { y: y + PAD, h: h - 2 * PAD }
    const pages = { ...cell, x: x + WIDTHS.who + PAD, w: WIDTHS.pages - 2 * PAD }
    const serials = { ...cell, x: pages.x + WIDTHS.pages, w: WIDTHS.serials - 2 * PAD }
    places.push({ id: view.patient.id, page, pages, serials })
    y += h
    page.across(MARGIN, page.width - MARGIN, y, 0.6)
  }
  closeIndex(drafts, packet, setting)
  return {
    pages: drafts.map((draft) => ({ page: draft.page, serial: draft.frame.serial })),
    complete: (entries) => {
      for (const place of places) {
        const entry = entries.get(place.id)
        const told = entry === undefined ? 'NOT IN THIS PACKET' : spanOf(entry.firstPage, entry.lastPage)
        place.page.set([bold(told, entry === undefined ? 8 : 12)], place.pages)
        if (entry === undefined) continue
        for (const [index, serial] of [entry.firstSerial, entry.lastSerial].entries())
          place.page.set([semi(`${index === 0 ? 'from' : 'to'} ${serial}`, 8)], {
            ...place.serials,
            y: place.serials.y + index * 10.5,
          })
      }
    },
  }
}

function spanOf(first: number, last: number): string {
  return first === last ? `${first}` : `${first}–${last}`
}

function whoSpans(view: PatientView): ReturnType<typeof bold>[] {
  const { patient } = view
  const { title, others } = nameLines(patient)
  return [
    bold(title, 11),
    ...(others.length === 0 ? [] : [semi(others.join(', '), 8)]),
    semi(`born ${patient.bornOn ?? 'not in copy'}  no. ${short(cleanInline(patient.number))}`, 9),
    ...(view.nameAlert.length === 0 ? [] : [bold('NAME ALERT', 9)]),
  ]
}

function drawIndexHead(page: Page, frame: Frame, packet: WardPacket): number {
  const beds = packet.rows.length
  const y = drawHead(page, frame, {
    title: short(cleanInline(packet.ward.name)),
    ...{ others: [], alerts: [], barcode: null },
    rows: [
      [
        ['Hospital', short(cleanInline(packet.header.hospital))],
        ['Site', short(cleanInline(packet.ward.site))],
      ],
      [
        ['Patients', String(packet.patients.length)],
        ['Beds', String(beds)],
      ],
    ],
  })
  let x = MARGIN
  for (const [words, w] of [
    ['Bed', WIDTHS.bed],
    ['Patient', WIDTHS.who],
    ['Pages of the file', WIDTHS.pages],
    ['Serials', WIDTHS.serials],
  ] as const) {
    page.middle([semi(words, 9)], { x: x + PAD, y, w: w - 2 * PAD, h: 11 * MM }, 'left')
    x += w
  }
  page.across(MARGIN, page.width - MARGIN, y + 11 * MM, 1.2)
  return y + 11 * MM
}

function closeIndex(
  drafts: readonly { page: Page; frame: Frame }[],
  packet: WardPacket,
  setting: SheetSetting,
): void {
  const asOf = asOfWords(setting.time, [['Patients', packet.header.asOf.patients]])
  for (const [index, { page, frame }] of drafts.entries()) {
    const note =
      index + 1 < drafts.length ? 'CONTINUES ON NEXT PAGE' : `Patients in all: ${packet.patients.length}`
    const key = 'Lay the packet out by this list. A patient who is not on it may still lie here: look.'
    drawFoot(page, frame, { asOf, note, key, page: index + 1, of: drafts.length })
  }
}
