import type { Allergy, AllergyKnowledge, CopyHeader } from '@codedark/domain/downtime'
import { code128, dataMatrix } from './codes.ts'
import { cleanInline } from './clean-text.ts'
import { RIGHT_TO_LEFT } from './fonts.ts'
import type { LocalTime } from './local-time.ts'
import { MM } from './limits.ts'
import type { Page } from './page.ts'
import { bold, semi } from './page.ts'
import type { Span } from './wrap.ts'
import { heightOf, wrap } from './wrap.ts'

/** White edge of every sheet: the drill's frame and the printer's blank both fit in it. */
export const MARGIN = 9 * MM
/** Characters of a name above which it is set smaller. */
const LONG_NAME = 60
/** Height kept for the footer: as-of times of feeds that all differ take two lines. */
export const FOOTER = 19 * MM

/** Who and where a page is about; all but the name are lists of label and value. */
export interface Identity {
  readonly title: string
  /** Names in other scripts and former ones, small, on a line of their own; never alone. */
  readonly others: readonly string[]
  readonly rows: readonly (readonly (readonly [label: string, value: string])[])[]
  /** Lines that begin with capitals of their own: NAME ALERT, SAME NUMBER. */
  readonly alerts: readonly string[]
  readonly barcode: string | null
}

/** What a page is, and when its data is from. */
export interface Frame {
  readonly header: CopyHeader
  readonly time: LocalTime
  readonly printedAt: string
  readonly serial: string
  readonly sheet: string
  /** What must be read before anything of the sheet, framed: a reprint, and what it replaces. Absent: nothing. */
  readonly mark?: string
}

/** Draws banner, codes and identity; returns the y below them. */
export function drawHead(page: Page, frame: Frame, identity: Identity): number {
  const right = page.width - MARGIN
  const held = frame.header.heldBack === null ? '' : ' – A NEWER COPY IS HELD BACK'
  const matrix = dataMatrix(frame.serial)
  let left = right
  if (matrix !== null) {
    left -= matrix.w
    page.marks.push({ kind: 'code', x: left, y: MARGIN + MM, bars: matrix.bars })
    left -= 5 * MM
  }
  const bars = identity.barcode === null ? null : code128(identity.barcode)
  if (bars !== null && identity.barcode !== null) {
    left -= bars.w
    page.marks.push({ kind: 'code', x: left, y: MARGIN + MM, bars: bars.bars })
    const below = { x: left - 4 * MM, y: MARGIN + MM + bars.h + 2, w: bars.w + 8 * MM, h: 10 }
    page.middle([bold(identity.barcode, 8, true)], below)
    left -= 6 * MM
  }
  let y = setIn(page, [bold(`DOWNTIME COPY – ${frame.sheet}${held}`, 11)], MARGIN, left - MARGIN) + 1
  y = setIn(page, [bold(identity.title, [...identity.title].length > LONG_NAME ? 12 : 16)], y, left - MARGIN)
  for (const other of identity.others)
    y = setIn(page, [semi(other, RIGHT_TO_LEFT.test(other) ? 14 : 10)], y, left - MARGIN)
  for (const row of identity.rows) {
    const spans = row.flatMap(([label, value]) => [semi(label, 9), bold(value, label === 'Bed' ? 14 : 11)])
    y = setIn(page, spans, y, left - MARGIN)
  }
  y = Math.max(y, MARGIN + 21 * MM)
  if (frame.mark !== undefined) y = drawAlert(page, frame.mark, y)
  for (const alert of identity.alerts) y = drawAlert(page, alert, y)
  return y + MM
}

/** A thin double frame over the whole width: it must be seen before the drugs are read. */
function drawAlert(page: Page, alert: string, y: number): number {
  const w = page.width - 2 * MARGIN
  const lines = wrap(page.printer, [bold(alert, 11)], w - 6 * MM)
  const h = heightOf(lines) + 1.6 * MM
  page.frame({ x: MARGIN + 0.6, y: y + 0.6, w: w - 1.2, h: h - 1.2 }, 1.2)
  page.lines(lines, { x: MARGIN + 3 * MM, y: y + 0.8 * MM, w: w - 6 * MM, h: heightOf(lines) })
  return y + h + 0.6 * MM
}

function setIn(page: Page, spans: readonly Span[], y: number, w: number): number {
  const lines = wrap(page.printer, spans, w)
  return page.lines(lines, { x: MARGIN, y, w, h: heightOf(lines) })
}

/** Thick frame, bold black on white: an inverse bar dies on a worn toner. Returns the y below. */
export function drawAllergies(page: Page, allergies: AllergyKnowledge, y: number): number {
  const w = page.width - 2 * MARGIN
  const lines = wrap(page.printer, allergySpans(allergies, 12), w - 6 * MM)
  const h = heightOf(lines) + 3 * MM
  page.frame({ x: MARGIN + 1.1, y: y + 1.1, w: w - 2.2, h: h - 2.2 }, 2.2)
  page.lines(lines, { x: MARGIN + 3 * MM, y: y + 1.5 * MM, w: w - 6 * MM, h: heightOf(lines) })
  return y + h + 1.5 * MM
}

/** A span of its own for each allergy, so that a long list is never cut as one long text would be. */
export function allergySpans(allergies: AllergyKnowledge, size: number): Span[] {
  return allergyWords(allergies).map((words) => bold(words, size))
}

/** The four states in words; they are never mixed. */
export function allergyWords(allergies: AllergyKnowledge): string[] {
  const partly = allergies.noneKnownOf.map((said) => `• recorded too: ${cleanInline(said)}`)
  switch (allergies.state) {
    case 'known': {
      if (allergies.list.length === 0) return ['ALLERGIES: KNOWN, BUT WHICH IS NOT IN THIS COPY – ASK']
      const told = allergies.list.map(
        (one, index) => `${index === 0 ? 'ALLERGIES:' : '•'} ${oneAllergy(one)}`,
      )
      if (!allergies.contradiction) return [...told, ...partly]
      return [...told, ...partly, '• CONTRADICTION: none known is recorded too. The allergy stands: ask']
    }
    case 'none-known':
      return ['ALLERGIES: none known (asked and recorded)']
    case 'not-recorded':
      return ['ALLERGIES: NOT RECORDED – ASK', ...partly]
    case 'not-in-copy':
      return ['ALLERGIES: NOT IN THIS COPY – ASK']
  }
}

function oneAllergy({ substance, reaction, severity, certainty, recordedAs }: Allergy): string {
  const sure = certainty === 'unconfirmed' ? 'unconfirmed' : null
  const past = recordedAs === null ? null : `recorded as ${recordedAs}`
  const words = [reaction, severity, sure, past].filter((word) => word !== null).map(cleanInline)
  return cleanInline(substance) + (words.length > 0 ? ` – ${words.join(', ')}` : '')
}

/** Draws the two lines at the foot: as-of, serial, page, and what goes on elsewhere. */
export function drawFoot(
  page: Page,
  frame: Frame,
  words: {
    readonly asOf: string
    readonly note: string
    readonly key: string
    readonly page: number
    readonly of: number
  },
): void {
  const w = page.width - 2 * MARGIN
  const top = page.height - MARGIN - FOOTER + 2 * MM
  page.across(MARGIN, MARGIN + w, top, 0.8)
  const side = 48 * MM
  const rest = { x: MARGIN, y: top + 2, w: w - side, h: page.height - MARGIN - top - 2 }
  const y = page.set([bold(words.asOf, 9)], rest)
  const below = page.set([bold(words.note, 8), semi(`printed ${frame.time.full(frame.printedAt)}`, 8)], {
    ...rest,
    y,
  })
  page.set([semi(words.key, 8)], { ...rest, y: below })
  const corner = { ...rest, x: MARGIN + w - side, w: side }
  const next = page.set([bold(`Page ${words.page} of ${words.of}`, 10)], corner, 'right')
  const zone = page.set([{ ...semi(frame.serial, 8), whole: true }], { ...corner, y: next }, 'right')
  page.set([semi(`times of ${frame.header.timeZone}`, 8)], { ...corner, y: zone }, 'right')
}

/** As-of words of feeds, those of one time together; a feed that is not in the copy says so. */
export function asOfWords(
  time: LocalTime,
  feeds: readonly (readonly [what: string, at: string | null])[],
): string {
  const byTime = Map.groupBy(feeds, ([, at]) => at)
  const told = [...byTime].map(([at, group]) => {
    const names = group.map(([what]) => what).join(', ')
    return at === null ? `${names} NOT IN THIS COPY` : `${names} as of ${time.full(at)}`
  })
  return told.join('; ')
}
