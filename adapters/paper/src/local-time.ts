/** Tells instants in the hospital's own time: paper carries no other. An instant that is not understood is printed as received. */
export interface LocalTime {
  /** HH:MM */
  clock(at: string): string
  /** DD/MM */
  day(at: string): string
  /** YYYY-MM-DD HH:MM */
  full(at: string): string
}

/** `timeZone`: an IANA name. Throws RangeError on one that does not exist. */
export function localTime(timeZone: string): LocalTime {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const told = (at: string, shape: (part: (type: string) => string) => string): string => {
    const instant = new Date(at)
    if (Number.isNaN(instant.getTime())) return at
    const parts = new Map<string, string>(
      format.formatToParts(instant).map((part) => [part.type, part.value]),
    )
    return shape((type) => parts.get(type) ?? '')
  }
  return {
    clock: (at) => told(at, (part) => `${part('hour')}:${part('minute')}`),
    day: (at) => told(at, (part) => `${part('day')}/${part('month')}`),
    full: (at) =>
      told(at, (part) => `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`),
  }
}
