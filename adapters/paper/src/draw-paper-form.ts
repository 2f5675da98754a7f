import type { FormTable, PaperForm } from '@codedark/domain/board'
import { cleanInline } from './clean-text.ts'
import { bold, semi } from './page.ts'
import { PlainSheet, type DrawnSheet, type SheetPrint } from './plain-sheet.ts'

/** Height of a row to write in, in mm: a hand in a hurry. */
const WRITE_IN = 9
const FULL = 192

/** Draws a form on A4: our own drawing with its fields, black only, page x of y, the drill's frame where it is one. */
export async function drawPaperForm(
  form: PaperForm,
  print: Omit<SheetPrint, 'title' | 'code'>,
): Promise<DrawnSheet> {
  const number = /^\d/.test(form.form) ? `HICS ${form.form}` : ''
  const title = number === '' ? form.title : `${number} ${form.title}`
  const sheet = new PlainSheet({ ...print, title, code: null })
  sheet.text([bold(form.title.toUpperCase(), 16), semi(number, 12)], 4)
  for (const { label, value } of form.fields)
    sheet.row(
      [
        { mm: 42, spans: [semi(label, 10)] },
        { mm: FULL - 42, spans: value === null ? [] : [bold(cleanInline(value), 11)] },
      ],
      value === null ? WRITE_IN : 6,
    )
  for (const table of form.tables) drawTable(sheet, table)
  sheet.gap(4)
  for (const who of form.signatures)
    sheet.row(
      [
        { mm: 72, spans: [semi(who, 10)] },
        { mm: 40, spans: [semi('Date, time', 9)] },
        { mm: 80, spans: [semi('Signature', 9)] },
      ],
      13,
    )
  return sheet.finish()
}

function drawTable(sheet: PlainSheet, { title, columns, rows, blank }: FormTable): void {
  sheet.gap(3)
  sheet.text([bold(title, 12)], 2)
  if (columns.some(({ heading }) => heading !== ''))
    sheet.row(
      columns.map(({ heading, mm }) => ({ mm, spans: [semi(heading, 9)] })),
      5,
    )
  for (const cells of rows)
    sheet.row(
      columns.map(({ mm }, index) => ({ mm, spans: cellSpans(cells[index] ?? '', index === 0) })),
      cells.includes('') ? WRITE_IN : 6,
    )
  for (let left = blank; left > 0; left -= 1)
    sheet.row(
      columns.map(({ mm }) => ({ mm, spans: [] })),
      WRITE_IN,
    )
}

const cellSpans = (text: string, first: boolean) =>
  text === '' ? [] : [first ? bold(cleanInline(text), 10) : semi(cleanInline(text), 10)]
