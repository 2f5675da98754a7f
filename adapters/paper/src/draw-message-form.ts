import { cleanInline } from './clean-text.ts'
import { bold, semi } from './page.ts'
import { PlainSheet, type DrawnSheet, type SheetPrint } from './plain-sheet.ts'

/** What stands on a notice that is carried by hand: HICS 2014, form 213, General Message. */
export interface MessageForm {
  readonly notice: string
  /** Role, and the name where one is listed. */
  readonly to: string
  readonly from: string
  readonly at: string
  /** Lines of the message; for somebody outside only whom to call. */
  readonly lines: readonly string[]
  /** What the receiver's signature names. Null for somebody outside: they sign for having been told whom to call. */
  readonly hash: string | null
  /** What is typed in, or sent by SMS, to acknowledge; null: nothing. */
  readonly code: string | null
}

/** Form 213 with a code and a receipt to be signed; the lower part comes back and is typed in. */
export async function drawMessageForm(
  form: MessageForm,
  print: Omit<SheetPrint, 'title' | 'code'>,
): Promise<DrawnSheet> {
  const code = form.code === null ? form.notice : `${form.notice} ${form.code}`
  const sheet = new PlainSheet({ ...print, title: `General message (HICS 213), ${form.notice}`, code })
  sheet.text([bold('GENERAL MESSAGE – HICS 213', 16)], 4)
  sheet.text([bold(form.notice, 14)], 4)
  sheet.text([semi('To be put into a hand, not into a tray.', 10)], 4)
  sheet.gap(4)
  const pair = (label: string, value: string): void =>
    sheet.row([
      { mm: 32, spans: [semi(label, 10)] },
      { mm: 160, spans: [bold(cleanInline(value), 12)] },
    ])
  pair('To', form.to)
  pair('From', form.from)
  pair('Written', form.at)
  for (const [index, line] of form.lines.entries()) pair(index === 0 ? 'Message' : '', line)
  if (form.hash !== null) pair('Item', `${form.hash.slice(0, 16)} ${form.hash.slice(16, 32)}`)
  if (form.code !== null) pair('Code', form.code)
  sheet.gap(6)
  sheet.text([bold('RECEIPT – bring back to the board', 13)], 4)
  const field = (label: string): { mm: number; spans: ReturnType<typeof semi>[] } => ({
    mm: 96,
    spans: [semi(label, 10)],
  })
  sheet.row([field('Handed over by (name)'), field('at (date, time)')], 16)
  sheet.row([field('Received by (name)'), field('Signature')], 16)
  if (form.hash !== null) {
    const [yes, later] = ['I have read it and I have it: acknowledged.', 'I take it, I have not read it.']
    sheet.row([field(`☐ ${yes}`), field(`☐ ${later}`)], 14)
  }
  sheet.row([{ mm: 192, spans: [semi('Answer or decision, in the receiver’s words', 10)] }], 32)
  return sheet.finish()
}
