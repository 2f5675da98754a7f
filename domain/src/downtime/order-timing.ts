import { codes, instant, node, text, texts } from './fhir-json.ts'
import type { FhirResource } from './fhir-json.ts'

/** What an order says of when it is due; all empty where it does not say by the clock. */
export interface OrderTiming {
  /** HH:MM, hospital time. */
  readonly dueTimes: readonly string[]
  /** mon … sun; empty: every day. */
  readonly dueDays: readonly string[]
  /** Instants that the order lists one by one. */
  readonly dueAt: readonly string[]
  /** Times of day that are none. */
  readonly broken: readonly string[]
}

const NONE: OrderTiming = { dueTimes: [], dueDays: [], dueAt: [], broken: [] }
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d(?::\d\d(?:\.\d+)?)?$/
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/**
 * Due times only where the order itself gives them: by the clock, every day or on named days of the week. 'Every 8 hours'
 * has no clock time, and 'every 2 days at 18:00' does not say on which: neither is turned into due times here, since the
 * first dose may have been late. Such an order stays in words.
 */
export function timingOf(dosage: FhirResource): OrderTiming {
  const timing = node(dosage['timing'])
  const repeat = node(timing['repeat'])
  const dueAt = texts(timing['event']).flatMap((at) => instant(at) ?? [])
  const said = texts(repeat['timeOfDay'])
  const broken = said.filter((time) => !TIME.test(time))
  const days = texts(repeat['dayOfWeek'])
  const plain = byTheClock(repeat) && broken.length === 0 && days.every((day) => DAYS.includes(day))
  if (!plain) return { ...NONE, dueAt, broken }
  const dueTimes = [...new Set(said.map((time) => time.slice(0, 5)))].sort()
  return { dueTimes, dueDays: dueTimes.length === 0 ? [] : days, dueAt, broken }
}

/** Whether times of day mean each day, or each of the days named. */
function byTheClock(repeat: FhirResource): boolean {
  const { period, periodMax, periodUnit, frequencyMax } = repeat
  if (periodMax !== undefined || frequencyMax !== undefined) return false
  if (period === undefined && periodUnit === undefined) return true
  const named = texts(repeat['dayOfWeek']).length > 0
  return period === 1 && (periodUnit === 'd' || (periodUnit === 'wk' && named))
}

/** Whether the order is for a single dose. */
export function isOnce(dosage: FhirResource): boolean {
  const timing = node(dosage['timing'])
  const { count, frequency, period } = node(timing['repeat'])
  const coded = codes(timing['code']).some((code) => /^(once|stat)$/i.test(code))
  const events = texts(timing['event']).length
  return coded || count === 1 || (events === 1 && frequency === undefined && period === undefined)
}

/** Whether a rate is given and no clock: it runs. */
export function isInfusion(dosage: FhirResource, rated: boolean): boolean {
  const repeat = node(node(dosage['timing'])['repeat'])
  const timed =
    texts(repeat['timeOfDay']).length > 0 || repeat['frequency'] !== undefined || repeat['count'] === 1
  return rated && !timed
}

/** Start and end of an order as instants; null: not told, or not with a moment. */
export function boundsOf(dosage: FhirResource): {
  readonly start: string | null
  readonly end: string | null
  readonly endSaid: string | null
} {
  const bounds = node(node(node(dosage['timing'])['repeat'])['boundsPeriod'])
  return { start: instant(bounds['start']), end: instant(bounds['end']), endSaid: text(bounds['end']) }
}
