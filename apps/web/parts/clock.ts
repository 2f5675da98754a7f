/** Minutes and hours in milliseconds. */
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** '23:16' of an instant in the hospital's time zone; 'not known' for null or an instant that cannot be read. */
export function timeOf(at: string | null, zone: string): string {
  return format(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone })
}

/** '17 Jan 2021' in the hospital's time zone. */
export function dayOf(at: string | null, zone: string): string {
  return format(at, { day: '2-digit', month: 'short', year: 'numeric', timeZone: zone })
}

/** '23:16' today, '16 Jan 23:16' in the same year, '16 Jan 2020 23:16' else: a date where it is not today. */
export function whenOf(at: string | null, now: string, zone: string): string {
  const day = dayOf(at, zone)
  const today = dayOf(now, zone)
  const time = timeOf(at, zone)
  if (day === NOT_KNOWN || day === today) return time
  const short = day.slice(-4) === today.slice(-4) ? day.slice(0, -5) : day
  return `${short} ${time}`
}

/** '2 h 47' of a span in milliseconds; '6 min' below an hour, '3 days' from two days on. */
export function spanOf(ms: number): string {
  if (!Number.isFinite(ms) || ms < 0) return NOT_KNOWN
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`
  if (ms >= 2 * DAY_MS) return `${Math.floor(ms / DAY_MS)} days`
  return `${Math.floor(ms / HOUR_MS)} h ${String(Math.floor((ms % HOUR_MS) / MINUTE_MS)).padStart(2, '0')}`
}

/** How old an instant is at `now`: '2 h 47 old'. */
export function ageOf(at: string | null, now: string): string {
  if (at === null) return 'age not known'
  const span = spanOf(Date.parse(now) - Date.parse(at))
  return span === NOT_KNOWN ? 'age not known' : `${span} old`
}

/** What stands at a decision: 'in 7 min', '20 min over', 'by 23:45' from an hour on, 'by 23:45' always while frozen. */
export function dueOf(byAt: string, now: string, zone: string, frozen: boolean): string {
  const left = Date.parse(byAt) - Date.parse(now)
  if (!frozen && left < 0) return `${spanOf(-left)} over`
  if (!frozen && left < HOUR_MS) return `in ${spanOf(left)}`
  return `by ${whenOf(byAt, now, zone)}`
}

/** Whether a row is marked as new: changed within the last 30 minutes. */
export function isNew(changedAt: string | null, now: string): boolean {
  if (changedAt === null) return false
  const age = Date.parse(now) - Date.parse(changedAt)
  return age >= 0 && age <= 30 * MINUTE_MS
}

/**
 * The UTC instant of a day ('2021-01-17') and time ('22:12') on the hospital's clock; null where they are no day and time. In
 * the hour that occurs twice in autumn the first is taken.
 */
export function instantOf(day: string, time: string, zone: string): string | null {
  const dayParts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day.trim())
  const timeParts = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(time.trim())
  if (dayParts === null || timeParts === null) return null
  const wall = Date.UTC(
    Number(dayParts[1]),
    Number(dayParts[2]) - 1,
    Number(dayParts[3]),
    Number(timeParts[1]),
    Number(timeParts[2]),
  )
  if (new Date(wall).toISOString().slice(0, 10) !== day.trim()) return null
  const first = wall - offsetMs(wall - DAY_MS / 2, zone)
  const second = wall - offsetMs(first, zone)
  return new Date(second).toISOString()
}

/** '2021-01-17' of an instant on the hospital's clock, as a form takes it. */
export function formDay(at: string, zone: string): string {
  return new Date(Date.parse(at) + offsetMs(Date.parse(at), zone)).toISOString().slice(0, 10)
}

const NOT_KNOWN = 'not known'

function format(at: string | null, options: Intl.DateTimeFormatOptions): string {
  const ms = at === null ? Number.NaN : Date.parse(at)
  if (!Number.isFinite(ms)) return NOT_KNOWN
  return new Intl.DateTimeFormat('en-GB', options).format(ms).replace('Sept', 'Sep')
}

/** How far the hospital's clock is ahead of UTC at an instant. */
function offsetMs(ms: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(ms)
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value)
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return wall - Math.floor(ms / 1000) * 1000
}
