const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** The wall clocks of a hospital. */
export interface LocalClock {
  /** The hospital's date at an instant, YYYY-MM-DD. */
  dayOf(at: number): string
  /**
   * The instant at which the clocks show this time on this day. Twice in an autumn night: the first one. Never in a spring
   * night: as much later as the clocks went forward.
   */
  instantOf(day: string, time: string): number
}

/** `timeZone`: an IANA name. Throws RangeError on one that does not exist. Offsets are remembered by the hour: asking is cheap. */
export function localClock(timeZone: string): LocalClock {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    ...{
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    },
  })
  const offsets = new Map<number, number>()
  const offsetAt = (at: number): number => {
    // Clocks change on a quarter of an hour everywhere today.
    const quarter = Math.floor(at / (HOUR_MS / 4))
    const known = offsets.get(quarter)
    if (known !== undefined) return known
    const start = quarter * (HOUR_MS / 4)
    const offset = Date.parse(`${format.format(start).replace(' ', 'T')}Z`) - start
    offsets.set(quarter, offset)
    return offset
  }
  return {
    dayOf: (at) => new Date(at + offsetAt(at)).toISOString().slice(0, 10),
    instantOf: (day, time) => {
      const wall = Date.parse(`${day}T${time}:00.000Z`)
      // The offsets a day before and after: the same on all days but two in the year.
      const before = wall - offsetAt(wall - DAY_MS)
      const after = wall - offsetAt(wall + DAY_MS)
      if (before + offsetAt(before) === wall) return before
      return after + offsetAt(after) === wall ? after : before
    },
  }
}

/** The day some days later. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** The day of the week of a date, as FHIR has it: mon … sun. */
export function weekdayOf(day: string): string {
  return ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][new Date(`${day}T00:00:00.000Z`).getUTCDay()] ?? ''
}
