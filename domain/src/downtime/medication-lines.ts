import { GRID_HOURS, MAX_UNKNOWN_HOURS } from './limits.ts'
import { dayAfter, weekdayOf } from './local-clock.ts'
import type { LocalClock } from './local-clock.ts'
import type { MedicationOrder } from './model.ts'
import type { MedicationLine, UnknownSpan } from './views.ts'

const ORDER: readonly MedicationOrder['kind'][] = ['infusion', 'scheduled', 'as-needed', 'once', 'stopped']
const HOUR_MS = 3_600_000

/** The lines of the medication sheet: infusions, scheduled, as needed, once, stopped; each with its due instants. */
export function medicationLines(
  orders: readonly MedicationOrder[],
  unknown: UnknownSpan,
  clock: LocalClock,
): readonly MedicationLine[] {
  const now = Date.parse(unknown.until)
  const earliest = now - MAX_UNKNOWN_HOURS * HOUR_MS
  const from = unknown.from === null ? earliest : Math.max(Date.parse(unknown.from), earliest)
  const sorted = ORDER.flatMap((kind) => orders.filter((order) => order.kind === kind))
  return sorted.map((order, position) => {
    const daily = order.dueDays.length === 0 || order.dueDays.length === 7
    const next = daily ? undefined : dueBetween(order, now, now + 8 * 24 * HOUR_MS, clock)[0]
    return {
      number: position + 1,
      order,
      due: dueBetween(order, now, now + GRID_HOURS * HOUR_MS, clock),
      dueInUnknown: dueBetween(order, from, now, clock),
      nextInWords: next === undefined ? null : `Next: ${dayInWords(clock.dayOf(Date.parse(next)))}`,
      dueInWords: dueInWords(order),
    }
  })
}

/** Due instants from the first moment up to, but not at, the last; wall clock times of the hospital, each once. */
function dueBetween(
  order: MedicationOrder,
  from: number,
  until: number,
  clock: LocalClock,
): readonly string[] {
  if ((order.kind !== 'scheduled' && order.kind !== 'once') || order.doNotGive) return []
  const start = order.startAt === null ? from : Math.max(from, Date.parse(order.startAt))
  const end = order.stopAt === null ? until : Math.min(until, Date.parse(order.stopAt))
  const found = order.dueAt.map((at) => Date.parse(at))
  // A single dose is due only where the order lists its moment: a time of day would come round each day.
  if (order.kind === 'scheduled' && order.dueTimes.length > 0 && start < end) {
    const last = clock.dayOf(end)
    for (let day = clock.dayOf(start); day <= last; day = dayAfter(day, 1)) {
      if (order.dueDays.length > 0 && !order.dueDays.includes(weekdayOf(day))) continue
      for (const time of order.dueTimes) found.push(clock.instantOf(day, time))
    }
  }
  const within = [...new Set(found)].filter((at) => at >= start && at < end)
  return within.sort((one, other) => one - other).map((at) => new Date(at).toISOString())
}

/** A scheduled drug whose due times the order does not give: said in words, never worked out from the last dose. */
function dueInWords(order: MedicationOrder): string | null {
  if (order.kind !== 'scheduled' || order.dueTimes.length > 0 || order.dueAt.length > 0) return null
  const often = order.frequency === null ? 'how often is not in copy' : order.frequency
  return `${often}: no clock time in this copy`
}

function dayInWords(day: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' },
  })
  const parts = new Map(
    format.formatToParts(Date.parse(`${day}T00:00:00Z`)).map((part) => [part.type, part.value]),
  )
  return `${parts.get('weekday') ?? ''} ${parts.get('day') ?? ''} ${parts.get('month') ?? ''}`
}
