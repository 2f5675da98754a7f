import { cleanInline } from './clean-text.ts'
import { noteCode } from './codes.ts'
import { drawDrillFrame } from './drill-frame.ts'
import type { Printer } from './fonts.ts'
import { MARGIN } from './frame.ts'
import { MM } from './limits.ts'
import type { Box } from './page.ts'
import { bold, Page, semi } from './page.ts'
import { toPdf } from './to-pdf.ts'

/** A checkpoint of the record on paper, for somebody outside IT to take away. */
export interface CheckpointSheet {
  readonly hospital: string
  /** In the hospital's time, in words. */
  readonly moment: string
  readonly entries: number
  /** The signed note (C2SP), byte for byte. */
  readonly note: string
  /** The key that verifies it (C2SP vkey). */
  readonly verifierKey: string
}

/** The sheet as PDF, one page. `boxes` has every placed text with the cell it must stay in. */
export interface DrawnCheckpoint {
  readonly bytes: Uint8Array
  readonly boxes: readonly (readonly Box[])[]
}

const GAP = 2 * MM

/** Draws one A4 page: what it is, the note as a code and as text, the key, and who took it. */
export async function drawCheckpointSheet(
  sheet: CheckpointSheet,
  print: { readonly printer: Printer; readonly kind: 'real' | 'drill'; readonly printedAt: string },
): Promise<DrawnCheckpoint> {
  const page = new Page(print.printer, 'portrait')
  const w = page.width - 2 * MARGIN
  const put = (text: string, size: number, y: number, heavy = false): number => {
    const span = heavy ? bold(cleanInline(text), size) : semi(cleanInline(text), size)
    return page.set([span], { x: MARGIN, y, w, h: page.height - y }) + GAP
  }
  let y = put(`Checkpoint of the record: entry 1 to ${sheet.entries}`, 22, MARGIN, true)
  y = put(`${sheet.hospital} · ${sheet.moment}`, 13, y, true)
  y = put(
    'For somebody outside IT: take this sheet away and keep it. It shows no patient and no secret. Whoever changes, cuts or puts back the record later cannot make it fit this sheet.',
    11,
    y,
  )
  const code = noteCode(sheet.note)
  if (code !== null) {
    page.marks.push({ kind: 'code', x: MARGIN, y: y + GAP, bars: code.bars })
    y += code.h + 3 * GAP
  }
  y = put('The same as text, line by line', 11, y, true)
  for (const line of sheet.note.split('\n')) if (line !== '') y = put(line, 10, y)
  y = put('The key that verifies it', 11, y + GAP, true)
  y = put(sheet.verifierKey, 9, y)
  y = put('To check', 11, y + GAP, true)
  y = put(
    'Read the code with any phone, save the text as a file, and run: codedark ledger verify --against FILE',
    11,
    y,
  )
  put(
    'Taken by: ______________________________   At: ______________   Signature: ____________________',
    11,
    y + 4 * GAP,
  )
  if (print.kind === 'drill') drawDrillFrame(page)
  const bytes = await toPdf([{ page, pdfPage: 1 }], {
    title: `Checkpoint, ${sheet.entries} entries`,
    printedAt: print.printedAt,
    printer: print.printer,
  })
  return { bytes, boxes: [page.boxes] }
}
