import type { AllergyKnowledge, CopyHeader } from '@codedark/domain/downtime'
import { code128, dataMatrix } from './codes.ts'
import { cleanInline } from './clean-text.ts'
import type { LocalTime } from './local-time.ts'
import { MM } from './limits.ts'
import type { Page } from './page.ts'
import { bold, semi } from './page.ts'
import type { Span } from './wrap.ts'
import { heightOf, wrap } from './wrap.ts'

/** White edge of every sheet: the drill's frame and the printer's blank both fit in it. */
export const MARGIN = 9 * MM
/** Height kept for the footer. */
export const FOOTER = 15.5 * MM

/** Who and where a page is about; all but the name are lists of label and value. */
export interface Identity {
  readonly title: string
  readonly rows: readonly (readonly (readonly [label: string, value: string])[])[]
  readonly alert: string | null
  readonly barcode: string | null
}

/** What a page is, and when its data is from. */
export interface Frame {
  readonly header: CopyHeader
  readonly time: LocalTime
  readonly printedAt: string
  readonly serial: string
  readonly sheet: string
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
  y = setIn(page, [bold(identity.title, 16)], y, left - MARGIN)
  for (const row of identity.rows) {
    const spans = row.flatMap(([label, value]) => [semi(label, 9), bold(value, label === 'Bed' ? 14 : 11)])
    y = setIn(page, spans, y, left - MARGIN)
  }
  if (identity.alert !== null) y = setIn(page, [bold(`NAME ALERT: ${identity.alert}`, 10)], y, left - MARGIN)
  return Math.max(y, MARGIN + 21 * MM) + MM
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
function allergyWords(allergies: AllergyKnowledge): string[] {
  switch (allergies.state) {
    case 'known': {
      if (allergies.list.length === 0) return ['ALLERGIES: KNOWN, BUT WHICH IS NOT IN THIS COPY – ASK']
      const told = allergies.list.map(({ substance, reaction, severity, certainty }) => {
        const more = [reaction, severity, certainty === 'unconfirmed' ? 'unconfirmed' : null]
        const words = more.filter((word) => word !== null).map(cleanInline)
        return cleanInline(substance) + (words.length > 0 ? ` – ${words.join(', ')}` : '')
      })
      return told.map((words, index) => `${index === 0 ? 'ALLERGIES:' : '•'} ${words}`)
    }
    case 'none-known':
      return ['ALLERGIES: none known (asked and recorded)']
    case 'not-recorded':
      return ['ALLERGIES: NOT RECORDED – ASK']
    case 'not-in-copy':
      return ['ALLERGIES: NOT IN THIS COPY – ASK']
  }
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
  page.set([{ ...semi(frame.serial, 8), whole: true }], { ...corner, y: next }, 'right')
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
