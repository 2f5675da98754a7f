import type { PatientView, ResultLine } from '@codedark/domain/downtime'
import { asOfWords, drawAllergies, drawFoot, drawHead, FOOTER, MARGIN } from './frame.ts'
import { MM } from './limits.ts'
import type { LocalTime } from './local-time.ts'
import type { SetPage, SheetSetting } from './medication-sheet.ts'
import { identityOf } from './identity.ts'
import { MIN_BODY, TooTall } from './medication-sheet.ts'
import { bold, Page, semi } from './page.ts'
import type { Span } from './wrap.ts'
import { wrap } from './wrap.ts'

/** A heading and its entries; each entry begins a line. */
interface Section {
  readonly heading: string
  readonly entries: readonly (readonly Span[])[]
}

const HEADING_W = 38 * MM
const GAP = 1.2 * MM

/** Sets the summary of a patient: upright A4, going on over as many pages as it needs. */
export function setSummarySheet(view: PatientView, setting: SheetSetting): SetPage[] {
  const drafts: { page: Page; serial: string; frame: Parameters<typeof drawFoot>[1] }[] = []
  const w = 210 * MM - 2 * MARGIN - HEADING_W
  let y = 0
  let bottom = 0
  const open = (): Page => {
    const frame = { ...setting, serial: setting.serial(), sheet: 'SUMMARY' }
    const page = new Page(setting.printer, 'portrait')
    y = drawAllergies(page, view.patient.allergies, drawHead(page, frame, identityOf(view)))
    bottom = page.height - MARGIN - FOOTER
    if (bottom - y < MIN_BODY) throw new TooTall('the head of the page')
    drafts.push({ page, serial: frame.serial, frame })
    return page
  }
  let page = open()
  for (const { heading, entries } of sectionsOf(view, setting.time)) {
    let label = heading
    const place = (): void => {
      page.across(MARGIN, page.width - MARGIN, y, 0.6)
      y += GAP
      page.set([bold(label, 9)], { x: MARGIN, y, w: HEADING_W - 2 * MM, h: 30 })
      label = `${heading} (continued)`
    }
    if (bottom - y < 14 * MM) page = open()
    place()
    const least = y + (heading.length > 14 ? 8 : 5) * MM
    for (const line of entries.flatMap((spans) => wrap(setting.printer, spans, w))) {
      if (y + line.height > bottom) {
        page = open()
        place()
      }
      y = page.lines([line], { x: MARGIN + HEADING_W, y, w, h: line.height })
    }
    y = Math.max(y, least) + GAP
  }
  const { asOf: feeds } = view.header
  const asOf = asOfWords(setting.time, [
    ['Patient data', feeds.patients],
    ['allergies', feeds.allergies],
    ['results', feeds.results],
  ])
  for (const [index, draft] of drafts.entries()) {
    const note = index + 1 < drafts.length ? 'CONTINUES ON NEXT PAGE' : ''
    const key = '"nothing in this copy" does not mean none: ask.'
    drawFoot(draft.page, draft.frame, { asOf, note, key, page: index + 1, of: drafts.length })
  }
  return drafts
}

function sectionsOf(view: PatientView, time: LocalTime): Section[] {
  const { patient, header } = view
  const list = (heading: string, items: readonly string[] | null): Section => ({
    heading,
    entries: listed(items, (item) => [semi(item, 10)]),
  })
  const one = (heading: string, value: string | null): Section => ({
    heading,
    entries: [[value === null ? bold('NOT IN THIS COPY', 10) : bold(value, 10)]],
  })
  const results = header.asOf.results === null && isEmpty(patient.results) ? null : patient.results
  const vitals = header.asOf.results === null && isEmpty(patient.vitals) ? null : patient.vitals
  return [
    one('Code status', patient.codeStatus),
    list('Alerts', patient.alerts),
    list('Problems', patient.problems),
    list('Diet', patient.diet),
    list('Pending', patient.pending),
    { heading: 'Vital signs', entries: listed(vitals, (line) => resultSpans(line, time)) },
    { heading: 'Results', entries: listed(results, (line) => resultSpans(line, time)) },
    one('Doctor', patient.doctor),
    one('Admitted', patient.admittedAt === null ? null : time.full(patient.admittedAt)),
    one('Language', patient.language),
    list('Contacts', patient.contacts),
  ]
}

function isEmpty(items: readonly unknown[] | null): boolean {
  return items !== null && items.length === 0
}

/** Null: the feed is not in the copy. Empty: the copy holds nothing, which is not "none". */
function listed<T>(
  items: readonly T[] | null,
  set: (item: T) => readonly Span[],
): readonly (readonly Span[])[] {
  if (items === null) return [[bold('NOT IN THIS COPY', 10)]]
  return items.length === 0 ? [[semi('nothing in this copy', 10)]] : items.map(set)
}

function resultSpans(line: ResultLine, time: LocalTime): Span[] {
  const spans = [semi(line.name, 9), bold(line.value, 10, true)]
  if (line.flag !== null) spans.push(bold(`[${line.flag}]`, 10, true))
  if (line.range !== null) spans.push(semi(`(range ${line.range})`, 8))
  spans.push(semi(line.at === null ? 'time not in copy' : time.full(line.at), 8))
  if (line.preliminary) spans.push(bold('PRELIMINARY', 8))
  return spans
}
