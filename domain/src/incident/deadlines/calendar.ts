/** A day of the calendar, `2021-01-17`. */
export type Day = string

/** A wall clock's reading: a day and the time of day in seconds. */
export interface WallTime {
  readonly day: Day
  readonly seconds: number
}

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** What the clock on the wall of a zone (IANA name) shows at an instant. Throws RangeError on a zone that does not exist. */
export function wallTime(at: string, zone: string): WallTime {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(new Date(at))
      .map(({ type, value }) => [type, value]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? ''
  return {
    day: `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`,
    seconds: Number(part('hour')) * 3600 + Number(part('minute')) * 60 + Number(part('second')),
  }
}

/**
 * The instant at which the clock on the wall shows this time; UTC ISO 8601. Of a time that a clock change lets happen twice, the
 * first: what must be done by then is done by either. Of one that a change leaves out, the instant of the change.
 */
export function instantOf({ day, seconds }: WallTime, zone: string): string {
  const wall = Date.parse(`${day}T00:00:00Z`) + seconds * 1000
  // No zone is more than 15 hours from UTC: the instants at which an offset may be another lie in between.
  const offsets = [wall - 15 * HOUR_MS, wall + 15 * HOUR_MS].map((at) => offsetMs(at, zone))
  const fits = offsets.map((offset) => wall - offset).filter((at) => at + offsetMs(at, zone) === wall)
  if (fits.length > 0) return new Date(Math.min(...fits)).toISOString()
  return new Date(changeBetween(wall - Math.max(...offsets), wall - Math.min(...offsets), zone)).toISOString()
}

/** The first instant in a span at which the offset is the later one, to the second. */
function changeBetween(from: number, until: number, zone: string): number {
  const after = offsetMs(until, zone)
  let [low, high] = [from, until]
  while (high - low > 1000) {
    const middle = low + Math.floor((high - low) / 2000) * 1000
    if (offsetMs(middle, zone) === after) high = middle
    else low = middle
  }
  return high
}

function offsetMs(at: number, zone: string): number {
  const { day, seconds } = wallTime(new Date(at).toISOString(), zone)
  return Date.parse(`${day}T00:00:00Z`) + seconds * 1000 - Math.floor(at / 1000) * 1000
}

/** A format takes long to make, and a page asks for many times: each zone's is made once. */
const made = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = made.get(zone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', calendar: 'gregory', numberingSystem: 'latn' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  })
  made.set(zone, format)
  return format
}

/** The day that is so many days later. */
export const addDays = (day: Day, days: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

/** The same date so many months later, or the last day of a month that is too short for it. */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0))
  const at = Math.min(date, last.getUTCDate())
  return new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), at)).toISOString().slice(0, 10)
}

/** 0 for Sunday to 6 for Saturday. */
export const weekday = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay()

/** Easter Sunday of the Gregorian calendar (the anonymous algorithm, Meeus 1991), years 1583 and later. */
export function easterSunday(year: number): Day {
  const golden = year % 19
  const [century, rest] = [Math.floor(year / 100), year % 100]
  const leap = Math.floor(century / 4)
  const shift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const moon = (19 * golden + century - leap - shift + 15) % 30
  const week = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - moon - (rest % 4)) % 7
  const late = Math.floor((golden + 11 * moon + 22 * week) / 451)
  const sum = moon + week - 7 * late + 114
  const month = String(Math.floor(sum / 31)).padStart(2, '0')
  return `${year}-${month}-${String((sum % 31) + 1).padStart(2, '0')}`
}

/** The ten legal holidays of Belgium, with Easter and Whit Sunday. Source: royal decree of 18 April 1974, article 1. */
export function belgianHolidays(year: number): ReadonlyMap<Day, string> {
  const easter = easterSunday(year)
  return new Map([
    [`${year}-01-01`, 'New Year'],
    [easter, 'Easter'],
    [addDays(easter, 1), 'Easter Monday'],
    [`${year}-05-01`, 'Labour Day'],
    [addDays(easter, 39), 'Ascension'],
    [addDays(easter, 49), 'Whit Sunday'],
    [addDays(easter, 50), 'Whit Monday'],
    [`${year}-07-21`, 'National Day'],
    [`${year}-08-15`, 'Assumption'],
    [`${year}-11-01`, 'All Saints'],
    [`${year}-11-11`, 'Armistice'],
    [`${year}-12-25`, 'Christmas'],
  ])
}

/** Why a day is no working day: a holiday's name, Saturday, Sunday; null: it is one. */
export function dayOff(day: Day): string | null {
  const holiday = belgianHolidays(Number(day.slice(0, 4))).get(day)
  if (holiday !== undefined) return holiday
  const of = weekday(day)
  return of === 0 ? 'Sunday' : of === 6 ? 'Saturday' : null
}
