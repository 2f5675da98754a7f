import type { BoardInput } from './board-input.ts'
import type { PageHeader } from './views.ts'

/** The frame of every page. No sign-in exists yet, so nobody is named as its reader. */
export function pageHeader(input: BoardInput): PageHeader {
  const { incident } = input
  const day = incident === null ? null : localDay(incident.attackAt ?? incident.openedAt, input.timeZone)
  return {
    kind: input.kind,
    hospital: input.hospital,
    incident: day === null ? null : `${input.kind === 'drill' ? 'DRILL of' : 'Attack of'} ${day}`,
    timeZone: input.timeZone,
    now: input.now,
    lastEntry: input.lastEntry,
    oneCopyOnlySince: input.oneCopyOnlySince,
    copyNote: input.copyNote ?? null,
    witness: input.witness ?? null,
  }
}

/** The hospital's local day of an instant, in words: 17 January 2021. */
export function localDay(at: string, timeZone: string): string {
  return formatOf('day', timeZone).format(new Date(at))
}

/** The hospital's local time of an instant, with its day where that is not the day of `now`: 20:57, or 12 Jan 20:57. */
export function localTime(at: string, now: string, timeZone: string): string {
  const time = formatOf('time', timeZone).format(new Date(at))
  if (localDay(at, timeZone) === localDay(now, timeZone)) return time
  const sameYear = localDay(at, timeZone).slice(-4) === localDay(now, timeZone).slice(-4)
  return `${formatOf(sameYear ? 'shortDay' : 'shortDayOfYear', timeZone).format(new Date(at))} ${time}`
}

const FORMATS = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit' },
  shortDay: { day: 'numeric', month: 'short' },
  shortDayOfYear: { day: 'numeric', month: 'short', year: 'numeric' },
} as const

/** A format takes longer to make than a hundred texts take to format, and one page asks for thousands: each is made once. */
const made = new Map<string, Intl.DateTimeFormat>()

function formatOf(kind: keyof typeof FORMATS, timeZone: string): Intl.DateTimeFormat {
  const key = `${kind} ${timeZone}`
  const known = made.get(key)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-GB', { ...FORMATS[kind], timeZone })
  made.set(key, format)
  return format
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const UTC_INSTANT = /\b(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d)(?::\d\d)? UTC/g

/** A sentence of triage with its instants ('17 Jan 2021 20:50 UTC') on the hospital's clock: one page, one clock. */
export function inLocalTime(text: string, now: string, timeZone: string): string {
  return text.replace(
    UTC_INSTANT,
    (whole, day: string, month: string, year: string, hour: string, minute: string) => {
      const index = MONTHS.indexOf(month)
      if (index === -1) return whole
      const at = new Date(Date.UTC(Number(year), index, Number(day), Number(hour), Number(minute)))
      return localTime(at.toISOString(), now, timeZone)
    },
  )
}
