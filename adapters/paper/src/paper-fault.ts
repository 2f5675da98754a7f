import type { SheetKind } from './page.ts'

/** What could not be printed; a page in its place says so. */
export interface PaperFault {
  readonly code: 'sheet-too-tall' | 'too-many-pages' | 'barcode-left-out'
  readonly patient: string | null
  readonly sheet: SheetKind | null
  readonly what: string
}
