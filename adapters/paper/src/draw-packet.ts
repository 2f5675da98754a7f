import type { WardPacket } from '@codedark/domain/downtime'
import { drawCharts } from './draw-charts.ts'
import { drawForms } from './draw-forms.ts'
import { drawWardPacket } from './draw-ward-packet.ts'
import type { DrawnPacket, PacketOptions } from './draw-ward-packet.ts'

/** Blank charts with the charts of a ward: for who comes in the night. */
const BLANK_CHARTS = 4

/**
 * What may be printed for a ward now: its packet, or, once paper is its record, the census and charts to go on with, on which no
 * order and no grid of the copy stands.
 */
export async function drawPacket(packet: WardPacket, options: PacketOptions): Promise<DrawnPacket> {
  if (packet.form !== undefined) return drawForms(packet, options.printer)
  if (packet.paper === undefined) return drawWardPacket(packet, options)
  const { reprint } = packet
  const blank = reprint === undefined ? BLANK_CHARTS : 0
  return drawCharts(packet, { printer: options.printer, blank, census: reprint?.census !== false })
}
