import { localDay, localTime, pageHeader, type BoardInput, type PaperForm } from '@codedark/domain/board'
import { drawPaperForm, openPrinter, type DrawnSheet, type Printer } from '@codedark/paper'

/** A form as PDF on A4. `printer`: one that is open already. */
export async function formPdf(
  form: PaperForm,
  board: BoardInput,
  printer: Printer = openPrinter(),
): Promise<DrawnSheet> {
  const { now, timeZone } = pageHeader(board)
  return drawPaperForm(form, {
    printer,
    kind: board.kind,
    printedAt: now,
    printedWords: `${localDay(now, timeZone)} ${localTime(now, now, timeZone)}`,
  })
}
