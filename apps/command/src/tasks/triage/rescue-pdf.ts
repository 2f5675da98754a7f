import { writeDurably } from '@codedark/files'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import type { RescueSheet } from '@codedark/domain/triage'
import { drawRescueSheet, openPrinter } from '@codedark/paper'

/** Writes the rescue sheet as a PDF on A4. Gives its pages; the fault is a sentence. */
export async function writeRescuePdf(
  sheet: RescueSheet,
  path: string,
  print: { readonly kind: 'real' | 'drill'; readonly printedAt: string },
): Promise<Result<number, string>> {
  const drawn = await drawRescueSheet(sheet, { printer: openPrinter(), ...print })
  const written = writeDurably(path, drawn.bytes)
  return written.ok ? ok(drawn.pages) : failed(`${path}: could not be written: ${written.fault.code}.`)
}
