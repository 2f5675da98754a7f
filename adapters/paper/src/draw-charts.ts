import type { WardPacket } from '@codedark/domain/downtime'
import { setBlankChart, setContinuation } from './chart-form.ts'
import { cleanInline } from './clean-text.ts'
import { drawDrillFrame } from './drill-frame.ts'
import { forPatient, settingOf } from './setting.ts'
import { setCensus } from './census-sheet.ts'
import type { DrawnPacket } from './draw-ward-packet.ts'
import type { Printer } from './fonts.ts'
import type { PaperFault } from './paper-fault.ts'
import { TooTall } from './medication-sheet.ts'
import type { SetPage } from './medication-sheet.ts'
import type { SheetKind } from './page.ts'
import { toPdf } from './to-pdf.ts'

/** What charts are drawn with. */
export interface ChartOptions {
  readonly printer: Printer
  /** Wholly blank charts after those of the patients, for who comes in the night. */
  readonly blank: number
  /** The census comes first. */
  readonly census?: boolean
}

interface Chart {
  readonly set: SetPage
  readonly patient: string | null
  readonly kind: SheetKind
  readonly page: number
  readonly of: number
}

/**
 * The charts of a ward for which paper is the record: one for each patient with who, allergies and code status, then blank
 * ones. No order of the copy is printed. A patient whose head leaves no room for a chart is a fault, and gets a blank one.
 */
export async function drawCharts(packet: WardPacket, options: ChartOptions): Promise<DrawnPacket> {
  const { printer, blank, census = false } = options
  const setting = settingOf(packet, printer)
  const faults: PaperFault[] = []
  const sheets: Chart[] = []
  const pages = (kind: SheetKind, patient: string | null, list: readonly SetPage[]): void => {
    for (const [index, set] of list.entries())
      sheets.push({ set, patient, kind, page: index + 1, of: list.length })
  }
  if (census) pages('census', null, setCensus(packet, setting, faults))
  for (const view of packet.patients) {
    const { id } = view.patient
    try {
      pages('continuation', id, setContinuation(view, forPatient(setting, packet, id)))
    } catch (cause) {
      if (!(cause instanceof TooTall)) throw cause
      faults.push({ code: 'sheet-too-tall', patient: id, sheet: 'continuation', what: cause.message })
      pages('order-form', null, setBlankChart(packet, setting))
    }
  }
  for (let count = 0; count < blank; count += 1) pages('order-form', null, setBlankChart(packet, setting))
  if (packet.header.kind === 'drill') for (const { set } of sheets) drawDrillFrame(set.page)
  const drafts = sheets.map(({ set }, index) => ({ page: set.page, pdfPage: index + 1 }))
  const title = `Charts, ${cleanInline(packet.ward.name)}`
  return {
    bytes: await toPdf(drafts, { title, printedAt: packet.printedAt, printer }),
    pages: sheets.map(({ set, patient, kind, page, of }, index) => ({
      ...{ serial: set.serial, patient, kind, page, of, pdfPage: index + 1 },
    })),
    boxes: sheets.map(({ set }) => set.page.boxes),
    faults,
  }
}
