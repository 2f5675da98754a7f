import { addDays, addMonths, dayOff, instantOf, wallTime } from './calendar.ts'

/** How long a deadline runs. */
export type Period =
  | { readonly unit: 'minutes' | 'hours'; readonly count: number }
  | { readonly unit: 'months'; readonly count: number }

/** The end of a period by both ways of counting; UTC ISO 8601. */
export interface PeriodEnd {
  /** Elapsed time from the instant itself: the one to act on. */
  readonly exact: string
  /** One reading of Regulation (EEC, Euratom) 1182/71, article 3: never before `exact`. Null: it has none for minutes. */
  readonly reading: string | null
  /** Days that the reading passes over at its end, with why. */
  readonly passedOver: readonly { readonly day: string; readonly why: string }[]
}

const HOUR_MS = 3_600_000

/**
 * When a period ends. Hours and minutes are elapsed time, whatever a clock change does to the wall. Months end at the same time
 * of day on the same date, or on the last day of a shorter month. The reading of Regulation 1182/71: the hour of the event does
 * not count (article 3(1)), and the month ends with the last hour of the day, moved past Saturdays, Sundays and Belgian
 * holidays (articles 3(2)(c) and 3(4)); a period in hours is not moved.
 */
export function periodEnd(from: string, period: Period, zone: string): PeriodEnd {
  if (period.unit === 'months') return monthsEnd(from, period.count, zone)
  const ms = period.count * (period.unit === 'hours' ? HOUR_MS : 60_000)
  const exact = new Date(Date.parse(from) + ms).toISOString()
  if (period.unit === 'minutes') return { exact, reading: null, passedOver: [] }
  const { seconds } = wallTime(from, zone)
  const startOfHourMs = Math.floor(Date.parse(from) / 1000) * 1000 - (seconds % 3600) * 1000
  return { exact, reading: new Date(startOfHourMs + HOUR_MS + ms).toISOString(), passedOver: [] }
}

function monthsEnd(from: string, count: number, zone: string): PeriodEnd {
  const { day, seconds } = wallTime(from, zone)
  const date = addMonths(day, count)
  const passedOver: { day: string; why: string }[] = []
  let last = date
  for (let why = dayOff(last); why !== null; why = dayOff(last)) {
    passedOver.push({ day: last, why })
    last = addDays(last, 1)
  }
  return {
    exact: instantOf({ day: date, seconds }, zone),
    reading: instantOf({ day: addDays(last, 1), seconds: 0 }, zone),
    passedOver,
  }
}
