/** Instants remembered: the doses and due times of a ward. */
const MAX_KNOWN = 50_000

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
  // The same instants stand on every sheet of a packet; asking the calendar is slow.
  const known = new Map<string, ReadonlyMap<string, string>>()
  const partsOf = (at: string): ReadonlyMap<string, string> | null => {
    const before = known.get(at)
    if (before !== undefined) return before
    const instant = new Date(at)
    if (Number.isNaN(instant.getTime())) return null
    const parts = new Map<string, string>(
      format.formatToParts(instant).map((part) => [part.type, part.value]),
    )
    if (known.size < MAX_KNOWN) known.set(at, parts)
    return parts
  }
  const told = (at: string, shape: (part: (type: string) => string) => string): string => {
    const parts = partsOf(at)
    return parts === null ? at : shape((type) => parts.get(type) ?? '')
  }
  return {
    clock: (at) => told(at, (part) => `${part('hour')}:${part('minute')}`),
    day: (at) => told(at, (part) => `${part('day')}/${part('month')}`),
    full: (at) =>
      told(at, (part) => `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`),
  }
}
