import { cleanInline } from './clean-text.ts'
import { qrCode } from './codes.ts'
import { drawDrillFrame } from './drill-frame.ts'
import type { Printer } from './fonts.ts'
import { MARGIN } from './frame.ts'
import { MM } from './limits.ts'
import type { Box } from './page.ts'
import { bold, Page, semi } from './page.ts'
import { toPdf } from './to-pdf.ts'

/** One sheet that is folded, sealed and kept until it is needed: the outside tells whose it is, the inside holds the secret. */
export interface SecretSheet {
  /** Stands on both halves. */
  readonly serial: string
  readonly title: string
  /** For who finds the sealed sheet: whose it is, when to open it. */
  readonly outside: readonly string[]
  /** What to do with the secret, one step a line. */
  readonly inside: readonly string[]
  /** The secret as it is typed, a line each. */
  readonly secret: readonly string[]
  /** The same for a phone or a scanner. */
  readonly qr: string
}

/** Sheets as PDF, one page each. `boxes` has per page every placed text with the cell it must stay in. */
export interface DrawnSecrets {
  readonly bytes: Uint8Array
  readonly pages: number
  readonly boxes: readonly (readonly Box[])[]
}

const SECRET_SIZE = 20
const LEADING = 1.5 * MM

/** Draws one A4 page for each sheet: the outside on the upper half, a line to fold, the inside on the lower half. */
export async function drawSecretSheets(
  sheets: readonly SecretSheet[],
  print: { readonly printer: Printer; readonly kind: 'real' | 'drill'; readonly printedAt: string },
): Promise<DrawnSecrets> {
  const pages = sheets.map((sheet) => pageOf(sheet, print))
  const bytes = await toPdf(
    pages.map((page, index) => ({ page, pdfPage: index + 1 })),
    { title: 'Sealed sheets', printedAt: print.printedAt, printer: print.printer },
  )
  return { bytes, pages: pages.length, boxes: pages.map(({ boxes }) => boxes) }
}

function pageOf(
  sheet: SecretSheet,
  print: { readonly printer: Printer; readonly kind: 'real' | 'drill'; readonly printedAt: string },
): Page {
  const page = new Page(print.printer, 'portrait')
  const middle = page.height / 2
  const w = page.width - 2 * MARGIN
  const put = (text: string, size: number, y: number, heavy: boolean, width = w): number => {
    const span = heavy ? bold(cleanInline(text), size) : semi(cleanInline(text), size)
    return page.set([span], { x: MARGIN, y, w: width, h: middle }) + LEADING
  }
  let y = put(`SEALED · ${sheet.serial}`, 13, MARGIN, true)
  y = put(sheet.title, 24, y, true)
  for (const line of sheet.outside) y = put(line, 12, y, false)
  put(
    `Printed ${print.printedAt.slice(0, 10)}. Opened by: ____________________  At: ____________`,
    11,
    middle - 16 * MM,
    false,
  )
  page.across(MARGIN, page.width - MARGIN, middle, 0.6)
  put(
    'Fold the bottom edge up to this line, so that the print below is inside, and seal it. Whoever breaks the seal tells the record.',
    8,
    middle + 1 * MM,
    false,
  )
  y = put(`${sheet.serial} · ${sheet.title}`, 13, middle + 8 * MM, true)
  const code = qrCode(sheet.qr)
  const beside = code === null ? w : w - code.w - 8 * MM
  if (code !== null)
    page.marks.push({ kind: 'code', x: page.width - MARGIN - code.w, y: y + 2 * MM, bars: code.bars })
  for (const [index, line] of sheet.inside.entries()) y = put(`${index + 1}. ${line}`, 11, y, false, beside)
  const below = code === null ? y : Math.max(y, middle + 18 * MM + code.h)
  y = below + 2 * MM
  for (const line of sheet.secret) y = put(line, sheet.secret.length > 3 ? 13 : SECRET_SIZE, y, true)
  if (print.kind === 'drill') drawDrillFrame(page)
  return page
}
