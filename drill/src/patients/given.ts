import type { Random } from '../random.ts'
import type { DrillDose, DrillOrder } from './model.ts'
import { addMinutes, GIVEN_UNTIL, onDay } from './times.ts'

const SITES = ['linkerbovenarm', 'rechterbovenarm', 'linkerschouder', 'borst rechts'] as const
/** Days of doses kept in the copy; a weekly drug goes back further. */
const DAYS_KEPT = 2
const WEEKDAY: Readonly<Record<string, number>> = { sun: 0, sat: 1, fri: 2, thu: 3, wed: 4, tue: 5, mon: 6 }

/** Doses given of an order, in order of time, none after the administrations' as-of time. */
export function inventGiven(order: Omit<DrillOrder, 'given'>, random: Random): readonly DrillDose[] {
  if (order.status === 'draft' || order.status === 'entered-in-error') return []
  const until = order.stopAt !== null && order.stopAt < GIVEN_UNTIL ? order.stopAt : GIVEN_UNTIL
  const due = dueInstants(order, random).filter((at) => at >= order.startAt && at < until)
  return due
    .map((at): DrillDose => {
      const late = addMinutes(at, random.between(-8, 22))
      const refused = order.timing.kind !== 'rate' && random.chance(0.03)
      const site = order.route === 'TD' ? random.pick(SITES) : null
      const status = refused ? 'not-done' : order.timing.kind === 'rate' ? 'in-progress' : 'completed'
      return { at: late < order.startAt ? at : late, amount: order.dose, site, status }
    })
    .filter(({ at }) => at < GIVEN_UNTIL)
    .sort((one, other) => (one.at < other.at ? -1 : 1))
}

function dueInstants({ timing, startAt }: Omit<DrillOrder, 'given'>, random: Random): readonly string[] {
  switch (timing.kind) {
    case 'times': {
      const every = timing.everyDays ?? 1
      const days = Array.from({ length: DAYS_KEPT + every }, (_, day) => day).filter(
        (day) => day % every === every - 1,
      )
      return days.flatMap((day) => timing.times.map((time) => onDay(day, time)))
    }
    case 'week':
      return timing.days.flatMap((day) => timing.times.map((time) => onDay(WEEKDAY[day] ?? 0, time)))
    case 'hours': {
      const step = timing.every * 60
      const count = Math.floor((Date.parse(GIVEN_UNTIL) - Date.parse(startAt)) / 60_000 / step)
      const last = Math.max(1, Math.ceil((DAYS_KEPT * 24) / timing.every))
      return Array.from({ length: Math.min(count + 1, last) }, (_, index) =>
        addMinutes(startAt, (count - index) * step),
      )
    }
    case 'meal':
      return [0, 1].flatMap((day) => ['07:30', '12:00', '17:45'].map((time) => onDay(day, time)))
    case 'as-needed':
      return Array.from({ length: random.between(0, 3) }, () =>
        addMinutes(GIVEN_UNTIL, -random.between(30, 2000)),
      )
    case 'once':
      return random.chance(0.7) ? [addMinutes(startAt, 20)] : []
    case 'rate':
      return [addMinutes(startAt, 10)]
    case 'words':
      return []
  }
}
