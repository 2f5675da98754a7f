import type { SheetKind } from './page.ts'

/** What could not be printed in full; the paper says so in its place (a missing barcode: its text stands there). */
export interface PaperFault {
  readonly code: 'sheet-too-tall' | 'too-many-pages' | 'barcode-left-out' | 'text-cut'
  readonly patient: string | null
  readonly sheet: SheetKind | null
  readonly what: string
}
