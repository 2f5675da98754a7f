// Ward packets on paper: PDF, codes and the ledger of what stands where.
export { drawRescueSheet } from './draw-rescue-sheet.ts'
export type { DrawnRescue, RescuePrint } from './draw-rescue-sheet.ts'
export { drawWardPacket } from './draw-ward-packet.ts'
export type { DrawnPacket, PacketPage } from './draw-ward-packet.ts'
export { openPrinter } from './fonts.ts'
export type { Printer } from './fonts.ts'
export type { PaperFault } from './paper-fault.ts'
export type { Area, Box, SheetKind } from './page.ts'
