import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'

/** A point in time as precise as it was sent. */
export interface Hl7Time {
  /** UTC ISO 8601 of its beginning. */
  readonly at: string
  readonly precision: 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second'
  /** Whether the sender gave the offset; else the site's clocks were taken. */
  readonly zoned: boolean
}

/** Wall time of the site at which no offset was sent: day YYYY-MM-DD, time HH:MM. */
export type SiteClock = (day: string, time: string) => number

const FORM = /^(\d{4})(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:\.\d{1,9})?)?)?)?)?)?([+-]\d{4})?$/u
const PRECISIONS = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const
/** What a patient's record can speak of; senders write 0001 and 9999 for "not known" and "for ever". */
const FIRST_YEAR = 1850
const LAST_YEAR = 2200

/**
 * Reads DTM and TS: YYYY[MM[DD[HH[MM[SS[.S…]]]]]][±ZZZZ] (HL7 v2.5.1, 2.A.22). Without an offset the site's clocks count; an
 * hour that an autumn night has twice is taken as `site` takes it. Fault: not of this form, or no such date.
 */
export function readTime(text: string, site: SiteClock): Result<Hl7Time, 'not-a-time'> {
  const found = FORM.exec(text.trim())
  if (found === null) return failed('not-a-time')
  const [, year = '', month, day, hour, minute, second, offset] = found
  const parts = [year, month, day, hour, minute, second].filter((part) => part !== undefined)
  const precision = PRECISIONS[parts.length - 1]
  const date = `${year}-${month ?? '01'}-${day ?? '01'}`
  const clock = `${hour ?? '00'}:${minute ?? '00'}`
  const wall = Date.parse(`${date}T${clock}:${second ?? '00'}Z`)
  if (precision === undefined || Number.isNaN(wall)) return failed('not-a-time')
  // Date.parse takes 30 February for 2 March.
  if (new Date(wall).toISOString().slice(0, 10) !== date) return failed('not-a-time')
  if (Number(year) < FIRST_YEAR || Number(year) > LAST_YEAR) return failed('not-a-time')
  if (offset !== undefined) {
    const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3))
    if (minutes > 14 * 60) return failed('not-a-time')
    const shift = (offset.startsWith('-') ? -minutes : minutes) * 60_000
    return ok({ at: new Date(wall - shift).toISOString(), precision, zoned: true })
  }
  const seconds = Number(second ?? '0') * 1000
  return ok({ at: new Date(site(date, clock) + seconds).toISOString(), precision, zoned: false })
}
