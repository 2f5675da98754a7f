import type { PatientView, WardPacket } from '@codedark/domain/downtime'
import { setCensus } from './census-sheet.ts'
import { cleanInline } from './clean-text.ts'
import { code128 } from './codes.ts'
import { drawDrillFrame } from './drill-frame.ts'
import type { Printer } from './fonts.ts'
import { asOfWords, drawFoot, drawHead, MARGIN } from './frame.ts'
import { MAX_PAGES, MM } from './limits.ts'
import type { PaperFault } from './paper-fault.ts'
import type { SetPage, SheetSetting } from './medication-sheet.ts'
import { identityOf } from './identity.ts'
import { setIndex } from './index-sheet.ts'
import type { IndexEntry } from './index-sheet.ts'
import { setMedicationSheet, TooTall } from './medication-sheet.ts'
import type { Box, SheetKind } from './page.ts'
import { bold, Page } from './page.ts'
import { forPatient, settingOf } from './setting.ts'
import { setContinuation } from './chart-form.ts'
import { setSummarySheet } from './summary-sheet.ts'
import { toPdf } from './to-pdf.ts'

/** One printed page. `patient`: an id; null on census and index. A blank back has no serial and is not listed. */
export interface PacketPage {
  readonly serial: string
  readonly patient: string | null
  readonly kind: SheetKind
  readonly page: number
  readonly of: number
  /** Its page in the PDF, from 1. */
  readonly pdfPage: number
}

/** How a packet is drawn. */
export interface PacketOptions {
  readonly printer: Printer
  /** Printed on both sides: each patient begins on a front, with a blank back before where it needs one. */
  readonly duplex?: boolean
}

/** A ward's packet as PDF. `boxes` has per page every placed text with the cell it must stay in. */
export interface DrawnPacket {
  readonly bytes: Uint8Array
  readonly pages: readonly PacketPage[]
  readonly boxes: readonly (readonly Box[])[]
  readonly faults: readonly PaperFault[]
}

interface Draft extends SetPage {
  readonly patient: string | null
  readonly kind: SheetKind
  readonly number: number
  readonly of: number
  readonly pdfPage: number
}

/** Draws the packet of one ward: all is measured and placed before the first page is drawn, so nothing is clipped. */
export async function drawWardPacket(packet: WardPacket, options: PacketOptions): Promise<DrawnPacket> {
  if (packet.paper !== undefined) throw new Error('orders of a ward whose record is paper')
  const faults: PaperFault[] = []
  const drafts = layOut(packet, options, faults)
  if (drafts.length > MAX_PAGES)
    faults.push({
      ...{ code: 'too-many-pages', patient: null, sheet: null },
      what: `${drafts.length} of ${MAX_PAGES}`,
    })
  for (const { page, patient, kind } of drafts)
    for (const { text } of page.boxes)
      if (text.includes('[CUT'))
        faults.push({ code: 'text-cut', patient, sheet: kind, what: text.slice(0, 80) })
  const kept = drafts.slice(0, MAX_PAGES)
  if (packet.header.kind === 'drill') for (const { page } of kept) drawDrillFrame(page)
  const title = `Downtime copy, ${cleanInline(packet.ward.name)}`
  return {
    bytes: await toPdf(kept, { title, printedAt: packet.printedAt, printer: options.printer }),
    pages: kept.map(({ serial, patient, kind, number, of, pdfPage }) => ({
      ...{ serial, patient, kind, page: number, of, pdfPage },
    })),
    boxes: kept.map(({ page }) => page.boxes),
    faults,
  }
}

function layOut(
  packet: WardPacket,
  { printer, duplex = false }: PacketOptions,
  faults: PaperFault[],
): Draft[] {
  const setting = settingOf(packet, printer)
  const drafts: Draft[] = []
  let pdfPage = 0
  const add = (kind: SheetKind, patient: string | null, pages: readonly SetPage[]): void => {
    for (const [index, page] of pages.entries()) {
      pdfPage += 1
      drafts.push({ ...page, patient, kind, number: index + 1, of: pages.length, pdfPage })
    }
  }
  if (packet.reprint?.census !== false) add('census', null, setCensus(packet, setting, faults))
  const index = packet.reprint === undefined ? setIndex(packet, setting) : null
  add('index', null, index?.pages ?? [])
  const entries = new Map<string, IndexEntry>()
  for (const view of packet.patients) {
    const { id } = view.patient
    if (duplex && pdfPage % 2 === 1) pdfPage += 1
    if (code128(view.patient.number) === null)
      faults.push({ code: 'barcode-left-out', patient: id, sheet: null, what: view.patient.number })
    const first = drafts.length
    const own = forPatient(setting, packet, id)
    if (view.notInCopy === true)
      add('continuation', id, orNotice(view, 'continuation', own, faults, setContinuation))
    else {
      add('medication', id, orNotice(view, 'medication', own, faults, setMedicationSheet))
      add('summary', id, orNotice(view, 'summary', own, faults, setSummarySheet))
    }
    const [one, last] = [drafts[first], drafts.at(-1)]
    if (one !== undefined && last !== undefined)
      entries.set(id, {
        ...{
          firstPage: one.pdfPage,
          lastPage: last.pdfPage,
          firstSerial: one.serial,
          lastSerial: last.serial,
        },
      })
  }
  index?.complete(entries)
  return drafts
}

/** One patient's failure never costs the ward its packet: a page that says so stands in its place. */
function orNotice(
  view: PatientView,
  kind: SheetKind,
  setting: SheetSetting,
  faults: PaperFault[],
  set: (view: PatientView, setting: SheetSetting) => SetPage[],
): SetPage[] {
  try {
    return set(view, setting)
  } catch (cause) {
    if (!(cause instanceof TooTall)) throw cause
    faults.push({ code: 'sheet-too-tall', patient: view.patient.id, sheet: kind, what: cause.message })
    return [setNotice(view, kind, setting)]
  }
}

function setNotice(view: PatientView, kind: SheetKind, setting: SheetSetting): SetPage {
  const frame = { ...setting, serial: setting.serial(), sheet: kind.toUpperCase() }
  const page = new Page(setting.printer, 'portrait')
  const y = drawHead(page, frame, { ...identityOf(view), alerts: [] })
  const words = `THIS SHEET COULD NOT BE SET ON PAPER. Read this patient's ${kind} on the screen.`
  page.set([bold(words, 16)], { x: MARGIN, y: y + 20 * MM, w: page.width - 2 * MARGIN, h: 60 * MM })
  const asOf = asOfWords(setting.time, [['Orders', view.header.asOf.orders]])
  drawFoot(page, frame, { asOf, note: '', key: '', page: 1, of: 1 })
  return { page, serial: frame.serial }
}
