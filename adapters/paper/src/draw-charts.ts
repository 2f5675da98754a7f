import type { WardPacket } from '@codedark/domain/downtime'
import { setBlankChart, setContinuation } from './chart-form.ts'
import { cleanInline } from './clean-text.ts'
import { drawDrillFrame } from './drill-frame.ts'
import { settingOf } from './draw-ward-packet.ts'
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
}

/**
 * The charts of a ward for which paper is the record: one for each patient with who, allergies and code status, then blank
 * ones. No order of the copy is printed. A patient whose head leaves no room for a chart is a fault, and gets a blank one.
 */
export async function drawCharts(packet: WardPacket, { printer, blank }: ChartOptions): Promise<DrawnPacket> {
  const setting = settingOf(packet, printer)
  const faults: PaperFault[] = []
  const sheets: { readonly set: SetPage; readonly patient: string | null; readonly kind: SheetKind }[] = []
  for (const view of packet.patients) {
    const { id } = view.patient
    try {
      for (const set of setContinuation(view, setting))
        sheets.push({ set, patient: id, kind: 'continuation' })
    } catch (cause) {
      if (!(cause instanceof TooTall)) throw cause
      faults.push({ code: 'sheet-too-tall', patient: id, sheet: 'continuation', what: cause.message })
      for (const set of setBlankChart(packet, setting))
        sheets.push({ set, patient: null, kind: 'order-form' })
    }
  }
  for (let count = 0; count < blank; count += 1)
    for (const set of setBlankChart(packet, setting)) sheets.push({ set, patient: null, kind: 'order-form' })
  if (packet.header.kind === 'drill') for (const { set } of sheets) drawDrillFrame(set.page)
  const drafts = sheets.map(({ set }, index) => ({ page: set.page, pdfPage: index + 1 }))
  const title = `Charts, ${cleanInline(packet.ward.name)}`
  return {
    bytes: await toPdf(drafts, { title, printedAt: packet.printedAt, printer }),
    pages: sheets.map(({ set, patient, kind }, index) => ({
      ...{ serial: set.serial, patient, kind, page: 1, of: 1, pdfPage: index + 1 },
    })),
    boxes: sheets.map(({ set }) => set.page.boxes),
    faults,
  }
}
