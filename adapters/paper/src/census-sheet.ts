import type { CensusPatient, WardPacket } from '@codedark/domain/downtime'
import { allergySpans, asOfWords, drawFoot, drawHead, FOOTER, MARGIN } from './frame.ts'
import type { Frame } from './frame.ts'
import { cleanInline } from './clean-text.ts'
import type { Printer } from './fonts.ts'
import type { LocalTime } from './local-time.ts'
import { MAX_TEXT, MM } from './limits.ts'
import type { SetPage, SheetSetting } from './medication-sheet.ts'
import { bold, Page, semi } from './page.ts'
import type { PaperFault } from './paper-fault.ts'
import type { Line, Span } from './wrap.ts'
import { heightOf, wrap } from './wrap.ts'

/** Widths in mm; together the width of A4 on its side without the margins. */
const COLUMNS = [
  { heading: 'Bed', mm: 24 },
  { heading: 'Patient', mm: 84 },
  { heading: 'Allergies', mm: 60 },
  { heading: 'Code status, alerts', mm: 58 },
  { heading: 'Diet', mm: 25 },
  { heading: 'Notes by hand', mm: 28 },
] as const
const PAD = 1 * MM
const MIN_ROW = 10 * MM
const HEAD_H = 7 * MM

/** Sets the list of the ward's beds: A4 on its side, empty beds too, then patients whose bed is not in the copy. */
export function setCensus(packet: WardPacket, setting: SheetSetting, faults: PaperFault[]): SetPage[] {
  const { printer } = setting
  const rows = [
    ...packet.rows.map(({ bed, room, patient }) => ({ bed, room, patient })),
    ...packet.withoutBed.map((patient) => ({
      bed: patient.said === undefined ? 'bed not in copy' : 'no bed said',
      ...{ room: null, patient },
    })),
    ...(packet.left ?? []).map(({ patient, line }) => ({
      bed: 'LEFT',
      ...{ room: null, patient: { ...patient, said: [line] } },
    })),
  ]
  const drafts: { page: Page; serial: string; frame: Frame }[] = []
  let y = 0
  let bottom = 0
  const open = (): Page => {
    const frame = { ...setting, serial: setting.serial(), sheet: 'WARD CENSUS' }
    const page = new Page(printer, 'landscape')
    y = drawCensusHead(page, frame, packet)
    bottom = page.height - MARGIN - FOOTER
    drafts.push({ page, serial: frame.serial, frame })
    return page
  }
  let page = open()
  const room = bottom - y
  for (const row of rows) {
    let cells = measureRow(printer, row.bed, row.room, row.patient, setting.time)
    if (rowHeight(cells) > room && row.patient !== null) {
      faults.push({
        code: 'sheet-too-tall',
        patient: row.patient.id,
        sheet: 'census',
        what: `bed ${row.bed}`,
      })
      cells = tooTallRow(printer, row.patient)
    }
    const h = rowHeight(cells)
    if (y + h > bottom) page = open()
    drawRow(page, cells, y, h)
    y += h
  }
  if (rows.length === 0)
    page.set([bold('BEDS: nothing in this copy', 14)], {
      x: MARGIN,
      y: y + 5 * MM,
      w: page.width - 2 * MARGIN,
      h: 20,
    })
  const { asOf: feeds } = packet.header
  const asOf = asOfWords(setting.time, [
    ['Patients', feeds.patients],
    ['allergies', feeds.allergies],
  ])
  for (const [index, draft] of drafts.entries()) {
    const note = index + 1 < drafts.length ? 'CONTINUES ON NEXT PAGE' : `${rows.length} lines in all`
    const key = 'Empty = empty at the as-of time. "nothing in this copy" does not mean none: ask.'
    drawFoot(draft.page, draft.frame, { asOf, note, key, page: index + 1, of: drafts.length })
  }
  return drafts
}

function drawCensusHead(page: Page, frame: Frame, packet: WardPacket): number {
  const { header, ward } = packet
  const notes = [
    header.generation === null ? 'generation not known' : `copy no. ${header.generation}`,
    header.takenAt === null ? 'taken: not known' : `taken ${frame.time.full(header.takenAt)}`,
    ...(header.heldBack === null ? [] : [`A NEWER COPY WAS HELD BACK: ${header.heldBack}`]),
  ]
  const y = drawHead(page, frame, {
    title: cleanInline(ward.name).slice(0, 120),
    rows: [
      [
        ['Hospital', cleanInline(header.hospital).slice(0, 120)],
        ['Site', cleanInline(ward.site).slice(0, 120)],
      ],
      [['Data', cleanInline(notes.join(', ')).slice(0, 400)]],
    ],
    ...{ others: [], alerts: [], barcode: null },
  })
  page.across(MARGIN, page.width - MARGIN, y, 1.6)
  let x = MARGIN
  for (const { heading, mm } of COLUMNS) {
    page.middle([semi(heading, 9)], { x: x + PAD, y, w: mm * MM - 2 * PAD, h: HEAD_H }, 'left')
    x += mm * MM
  }
  drawRules(page, y, HEAD_H)
  page.across(MARGIN, page.width - MARGIN, y + HEAD_H, 1.2)
  return y + HEAD_H
}

type Cells = readonly (readonly Line[])[]

function measureRow(
  printer: Printer,
  bed: string,
  room: string | null,
  patient: CensusPatient | null,
  time: LocalTime,
): Cells {
  const place = [bold(bed, room === null ? 10 : 14, true)]
  const cells: readonly (readonly Span[])[] = [
    room === null || bed.includes(room) ? place : [...place, semi(`room ${room}`, 9)],
    ...(patient === null ? [[semi('empty at the as-of time', 10)]] : patientCells(patient, time)),
  ]
  return cells.map((spans, index) =>
    spans.flatMap((span) => wrap(printer, [span], (COLUMNS[index]?.mm ?? 0) * MM - 2 * PAD)),
  )
}

function patientCells(patient: CensusPatient, time: LocalTime): (readonly Span[])[] {
  const saidTime = (at: string): string => `SAID ${time.day(at)} ${time.clock(at)} `
  const age = patient.ageYears === null ? 'age not known' : `${patient.ageYears} y`
  const sex = patient.sex === 'unknown' ? 'sex unknown' : patient.sex
  const who = [
    bold([patient.familyName.toUpperCase(), patient.givenNames].filter((part) => part !== '').join(', '), 12),
    semi(`born ${patient.bornOn ?? 'not in copy'} (${age}, ${sex})  no. ${patient.number}`, 9),
    semi(`doctor: ${patient.doctor ?? 'not in copy'}`, 8),
  ]
  if (patient.notInCopy === true) who.push(bold('CAME SINCE: not in the copy', 9))
  for (const line of patient.said ?? []) who.push(bold(`${saidTime(line.at)}${line.by}: ${line.text}`, 8))
  if (patient.nameAlert.length > 0) who.push(bold(`NAME ALERT: ${patient.nameAlert.join('; ')}`, 9))
  const status = bold(
    patient.codeStatus ?? 'code status NOT IN THIS COPY',
    patient.codeStatus === null ? 8 : 11,
  )
  return [
    who,
    allergySpans(patient.allergies, 10).map((span) => ({
      ...span,
      text: span.text.replace('ALLERGIES: ', ''),
    })),
    [status, ...listed(patient.alerts, 'alerts')],
    listed(patient.diet, 'diet'),
  ]
}

/** Null: not in the copy. Empty: the copy holds nothing, which is not "none". One span: the items run on. */
function listed(items: readonly string[] | null, what: string): Span[] {
  if (items === null) return [bold(`${what} NOT IN THIS COPY`, 8)]
  if (items.length === 0) return [semi(`${what}: nothing in this copy`, 8)]
  const said = items.map(cleanInline).join(' • ')
  // Too long to be one text: set one by one, so that none is cut.
  return said.length < MAX_TEXT ? [bold(said, 9)] : items.map((item) => bold(item, 9))
}

function tooTallRow(printer: Printer, patient: CensusPatient): Cells {
  const words = `NO ROOM ON PAPER: read patient no. ${cleanInline(patient.number).slice(0, 60)} on the screen`
  return [[], wrap(printer, [bold(words, 11)], 82 * MM), [], [], []]
}

function rowHeight(cells: Cells): number {
  return Math.max(MIN_ROW, ...cells.map((lines) => heightOf(lines) + 2 * PAD))
}

function drawRow(page: Page, cells: Cells, y: number, h: number): void {
  let x = MARGIN
  for (const [index, lines] of cells.entries()) {
    const w = (COLUMNS[index]?.mm ?? 0) * MM
    page.lines(lines, { x: x + PAD, y: y + PAD, w: w - 2 * PAD, h: h - 2 * PAD })
    x += w
  }
  drawRules(page, y, h)
  page.across(MARGIN, page.width - MARGIN, y + h, 0.8)
}

function drawRules(page: Page, y: number, h: number): void {
  let x = MARGIN
  for (const { mm } of COLUMNS.slice(0, -1)) {
    x += mm * MM
    page.down(x, y, y + h, 0.6)
  }
}
