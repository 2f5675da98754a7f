import Pdf from 'pdfkit'
import { drawPage } from './draw-page.ts'
import type { Printer } from './fonts.ts'
import type { Page } from './page.ts'

/** Pages as one PDF, each at its own place in the file; a place that no page has is a blank back. */
export async function toPdf(
  drafts: readonly { readonly page: Page; readonly pdfPage: number }[],
  {
    title,
    printedAt,
    printer,
  }: { readonly title: string; readonly printedAt: string; readonly printer: Printer },
): Promise<Uint8Array> {
  const info = { Title: title, CreationDate: new Date(printedAt) }
  const document = new Pdf({ autoFirstPage: false, margin: 0, info })
  // The parsed font is handed over as it is: parsing it again for each packet costs most of the time.
  for (const [name, font] of Object.entries(printer.fonts)) document.registerFont(name, font as never)
  const chunks: Uint8Array[] = []
  const ended = new Promise<void>((resolve, reject) => {
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    document.on('end', () => resolve())
    document.on('error', reject)
  })
  let at = 0
  for (const { page, pdfPage } of drafts) {
    for (at += 1; at < pdfPage; at += 1) document.addPage({ size: [page.width, page.height], margin: 0 })
    drawPage(document, page)
  }
  document.end()
  await ended
  return new Uint8Array(Buffer.concat(chunks))
}
