import { GRID_HOURS, MAX_UNKNOWN_HOURS } from './limits.ts'
import type { MedicationOrder } from './model.ts'
import type { MedicationLine, UnknownSpan } from './views.ts'

const ORDER: readonly MedicationOrder['kind'][] = ['infusion', 'scheduled', 'as-needed', 'once', 'stopped']
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** The lines of the medication sheet: infusions, scheduled, as needed, once, stopped; each with its due instants. */
export function medicationLines(
  orders: readonly MedicationOrder[],
  unknown: UnknownSpan,
  timeZone: string,
): readonly MedicationLine[] {
  const now = Date.parse(unknown.until)
  const earliest = now - MAX_UNKNOWN_HOURS * HOUR_MS
  const from = unknown.from === null ? earliest : Math.max(Date.parse(unknown.from), earliest)
  const sorted = ORDER.flatMap((kind) => orders.filter((order) => order.kind === kind))
  return sorted.map((order, position) => {
    const daily = order.dueDays.length === 0 || order.dueDays.length === 7
    const next = daily ? undefined : dueBetween(order, now, now + 8 * 24 * HOUR_MS, timeZone)[0]
    return {
      number: position + 1,
      order,
      due: dueBetween(order, now, now + GRID_HOURS * HOUR_MS, timeZone),
      dueInUnknown: dueBetween(order, from, now, timeZone),
      nextInWords: next === undefined ? null : `Next: ${dayInWords(next, timeZone)}`,
    }
  })
}

/** Due instants from the first moment up to, but not at, the last; wall clock times of the hospital. */
function dueBetween(
  order: MedicationOrder,
  from: number,
  until: number,
  timeZone: string,
): readonly string[] {
  if (order.kind !== 'scheduled' || order.dueTimes.length === 0) return []
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const start = order.startAt === null ? from : Math.max(from, Date.parse(order.startAt))
  const end = order.stopAt === null ? until : Math.min(until, Date.parse(order.stopAt))
  const found: string[] = []
  // Quarter hours are enough for most; a due time off them is met by stepping through minutes.
  const step = order.dueTimes.every((time) => /:(?:00|15|30|45)$/.test(time)) ? 15 * MINUTE_MS : MINUTE_MS
  for (let at = Math.ceil(start / step) * step; at < end; at += step) {
    const parts = new Map(clock.formatToParts(at).map((part) => [part.type, part.value]))
    const time = `${parts.get('hour') ?? ''}:${parts.get('minute') ?? ''}`
    const day = (parts.get('weekday') ?? '').toLowerCase()
    if (order.dueTimes.includes(time) && (order.dueDays.length === 0 || order.dueDays.includes(day)))
      found.push(new Date(at).toISOString())
  }
  return found
}

function dayInWords(at: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  })
  const parts = new Map(format.formatToParts(Date.parse(at)).map((part) => [part.type, part.value]))
  return `${parts.get('weekday') ?? ''} ${parts.get('day') ?? ''} ${parts.get('month') ?? ''}`
}
