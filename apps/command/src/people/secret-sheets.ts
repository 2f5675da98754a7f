import { writeDurably } from '@codedark/files'
import { failed, ok, type Result } from '@codedark/domain/result'
import { drawSecretSheets, openPrinter, type SecretSheet } from '@codedark/paper'

/** Writes sheets that are folded and sealed as a PDF on A4. Gives its pages; the fault is a sentence. */
export async function writeSecretSheets(
  sheets: readonly SecretSheet[],
  path: string,
  kind: 'real' | 'drill',
): Promise<Result<number, string>> {
  const printedAt = new Date().toISOString()
  const drawn = await drawSecretSheets(sheets, { printer: openPrinter(), kind, printedAt })
  const written = writeDurably(path, drawn.bytes)
  return written.ok ? ok(drawn.pages) : failed(`${path}: could not be written: ${written.fault.code}.`)
}
