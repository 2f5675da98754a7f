import { FORM_PARTS, formWord } from '@codedark/domain/downtime'
import type { FormKind, FormLanguage, FormPart, PatientView, WardPacket } from '@codedark/domain/downtime'
import { cleanInline } from './clean-text.ts'
import { drawDrillFrame } from './drill-frame.ts'
import type { DrawnPacket } from './draw-ward-packet.ts'
import type { Printer } from './fonts.ts'
import { asOfWords, drawAllergies, drawFoot, drawHead, FOOTER, MARGIN } from './frame.ts'
import type { Frame } from './frame.ts'
import { identityOf, short } from './identity.ts'
import { MM } from './limits.ts'
import { TooTall } from './medication-sheet.ts'
import type { SetPage, SheetSetting } from './medication-sheet.ts'
import { bold, Page, semi } from './page.ts'
import type { PaperFault } from './paper-fault.ts'
import { settingOf } from './setting.ts'
import { toPdf } from './to-pdf.ts'
import { heightOf, wrap } from './wrap.ts'

const PAD = 1 * MM
const TABLE_HEAD = 11 * MM
const ALLERGY_BOX = 12 * MM
/** A head line to write on. */
const WRITE_LINE = 9 * MM

interface Form {
  readonly kind: FormKind
  readonly language: FormLanguage
}

/**
 * Forms with who the patient is, allergies and nothing else of the copy; or wholly blank ones. Each form begins on a page of its
 * own and goes on where its parts need more. A patient whose head leaves no room gets a blank form, and a fault.
 */
export async function drawForms(packet: WardPacket, printer: Printer): Promise<DrawnPacket> {
  const { form } = packet
  if (form === undefined) throw new Error('no form is asked for')
  const setting = settingOf(packet, printer)
  const faults: PaperFault[] = []
  const sheets: {
    readonly set: SetPage
    readonly patient: string | null
    readonly page: number
    readonly of: number
  }[] = []
  const add = (patient: string | null, pages: readonly SetPage[]): void => {
    for (const [index, set] of pages.entries())
      sheets.push({ set, patient, page: index + 1, of: pages.length })
  }
  for (const view of packet.patients) {
    try {
      add(view.patient.id, setForm(form, view, packet, setting))
    } catch (cause) {
      if (!(cause instanceof TooTall)) throw cause
      faults.push({ code: 'sheet-too-tall', patient: view.patient.id, sheet: form.kind, what: cause.message })
      add(null, setForm(form, null, packet, setting))
    }
  }
  if (packet.patients.length === 0)
    for (let copy = 0; copy < form.copies; copy += 1) add(null, setForm(form, null, packet, setting))
  if (packet.header.kind === 'drill') for (const { set } of sheets) drawDrillFrame(set.page)
  const drafts = sheets.map(({ set }, index) => ({ page: set.page, pdfPage: index + 1 }))
  const title = `${formWord(form.kind, 'en')}, ${cleanInline(packet.ward.name)}`
  return {
    bytes: await toPdf(drafts, { title, printedAt: packet.printedAt, printer }),
    pages: sheets.map(({ set, patient, page, of }, index) => ({
      ...{ serial: set.serial, patient, kind: form.kind, page, of, pdfPage: index + 1 },
    })),
    boxes: sheets.map(({ set }) => set.page.boxes),
    faults,
  }
}

function setForm(form: Form, view: PatientView | null, packet: WardPacket, setting: SheetSetting): SetPage[] {
  const drafts: { readonly page: Page; readonly frame: Frame }[] = []
  let page = new Page(setting.printer, 'portrait')
  let y = 0
  let top = 0
  const open = (): void => {
    const frame = {
      ...setting,
      serial: setting.serial(),
      sheet: formWord(form.kind, form.language).toUpperCase(),
    }
    page = new Page(setting.printer, 'portrait')
    drafts.push({ page, frame })
    y = drawFormHead(page, frame, { form, view, packet })
    top = y
    if (bottomOf(page) - y < 80 * MM) throw new TooTall('the head of the form')
  }
  open()
  const parts = FORM_PARTS[form.kind]
  for (const [index, part] of parts.entries()) {
    const rest = parts.slice(index + 1).reduce((sum, one) => sum + leastOf(one), 0)
    const least = leastOf(part)
    if (y + least > bottomOf(page) && y > top) open()
    // A table takes what the parts after it leave; where they do not fit any more they go to the next page.
    const free = bottomOf(page) - y - (y + least + rest <= bottomOf(page) ? rest : 0)
    y = part.part === 'box' ? drawBox(page, part, form, y) : drawTable(page, part, form, { y, free })
  }
  const asOf =
    view === null
      ? formWord('write', form.language)
      : asOfWords(setting.time, [
          ['Patient data', packet.header.asOf.patients],
          ['allergies', packet.header.asOf.allergies],
        ])
  for (const [index, draft] of drafts.entries()) {
    const place = { page: index + 1, of: drafts.length }
    drawFoot(draft.page, draft.frame, { asOf, note: '', key: `form ${form.kind}`, ...place })
  }
  return drafts.map((draft) => ({ page: draft.page, serial: draft.frame.serial }))
}

const bottomOf = (page: Page): number => page.height - MARGIN - FOOTER

function leastOf(part: FormPart): number {
  if (part.part === 'box') return part.mm * MM
  return TABLE_HEAD + (part.rows ?? 3) * part.rowMm * MM
}

function drawFormHead(
  page: Page,
  frame: Frame,
  {
    form,
    view,
    packet,
  }: { readonly form: Form; readonly view: PatientView | null; readonly packet: WardPacket },
): number {
  if (view !== null)
    return drawAllergies(page, view.patient.allergies, drawHead(page, frame, identityOf(view))) + MM
  const word = (one: Parameters<typeof formWord>[0]): string => formWord(one, form.language)
  let y = drawHead(page, frame, {
    ...{ title: word('write'), others: [], rows: [], alerts: [], barcode: null },
  })
  const w = page.width - 2 * MARGIN
  // The log of critical results has a patient in each of its rows.
  if (form.kind === 'critical-results') return y
  for (const label of [
    word('name'),
    `${word('born-sex')}`,
    word('number'),
    `${word('ward-bed')}: ${short(cleanInline(packet.ward.name))}`,
  ]) {
    const lines = wrap(page.printer, [semi(label, 9)], 90 * MM)
    page.lines(lines, { x: MARGIN, y: y + 2 * MM, w: 90 * MM, h: heightOf(lines) })
    y += Math.max(WRITE_LINE, heightOf(lines) + 3 * MM)
    page.across(MARGIN + (lines[0]?.width ?? 0) + 2 * MM, MARGIN + w, y, 0.6)
  }
  y += 2 * MM
  page.frame({ x: MARGIN + 1.1, y: y + 1.1, w: w - 2.2, h: ALLERGY_BOX }, 2.2)
  page.set([bold(word('allergies'), 11)], {
    x: MARGIN + 3 * MM,
    y: y + 1.5 * MM,
    w: w - 6 * MM,
    h: ALLERGY_BOX,
  })
  return y + ALLERGY_BOX + 2 * MM
}

function drawBox(page: Page, part: FormPart & { readonly part: 'box' }, form: Form, y: number): number {
  const w = page.width - 2 * MARGIN
  page.frame({ x: MARGIN, y, w, h: part.mm * MM }, 0.8)
  const cell = { x: MARGIN + PAD, y: y + PAD, w: w - 2 * PAD, h: part.mm * MM - 2 * PAD }
  page.set([semi(formWord(part.label, form.language), 9)], cell)
  return y + part.mm * MM
}

function drawTable(
  page: Page,
  { columns, rowMm, rows }: FormPart & { readonly part: 'table' },
  form: Form,
  { y, free }: { readonly y: number; readonly free: number },
): number {
  const row = rowMm * MM
  const fitting = Math.max(1, Math.floor((free - TABLE_HEAD) / row))
  const count = rows === null ? fitting : Math.min(rows, fitting)
  const high = TABLE_HEAD + count * row
  const w = columns.reduce((sum, { mm }) => sum + mm * MM, 0)
  let x = MARGIN
  for (const [index, { label, mm }] of columns.entries()) {
    // A heading runs over the columns after it that have none.
    let span = mm
    for (let next = index + 1; columns[next]?.label === null; next += 1) span += columns[next]?.mm ?? 0
    if (label !== null) {
      const cell = { x: x + PAD, y, w: span * MM - 2 * PAD, h: TABLE_HEAD }
      page.middle([semi(formWord(label, form.language), 8)], cell, 'left')
    }
    if (index > 0) page.down(x, label === null ? y + TABLE_HEAD : y, y + high, 0.6)
    x += mm * MM
  }
  for (let n = 0; n <= count; n += 1)
    page.across(MARGIN, MARGIN + w, y + TABLE_HEAD + n * row, n === 0 ? 1.2 : 0.6)
  page.frame({ x: MARGIN, y, w, h: high }, 0.8)
  return y + high
}
