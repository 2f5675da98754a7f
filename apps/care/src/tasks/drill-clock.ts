import type { Generation } from '@codedark/domain/downtime'

/** Data of a drill that is older than this when it is taken in is of an invented night. */
const OLD_MS = 3 * 24 * 3_600_000
/** How old the copy of an invented night is when its drill begins: the attack was found, and paper is being fetched. */
const BEGINS_AFTER_MS = 2 * 3_600_000

/**
 * What is added to this computer's clock to get the clock of the pages and sheets, in milliseconds. Zero in a real folder, and
 * in a drill on fresh data. A drill on an invented night runs on that night's clock, two hours after its copy was made:
 * otherwise every due time of the night would lie years back, and nobody could practise with the sheets.
 */
export function clockOffsetMs(kind: 'real' | 'drill', generation: Generation | null): number {
  const asOf = generation?.asOf.patients ?? null
  if (kind === 'real' || generation === null || asOf === null) return 0
  const offset = Date.parse(asOf) + BEGINS_AFTER_MS - Date.parse(generation.takenAt)
  return offset < -OLD_MS ? offset : 0
}

/** An instant of this computer's clock on the clock of the pages. */
export const onCareClock = (at: string, offsetMs: number): string =>
  offsetMs === 0 ? at : new Date(Date.parse(at) + offsetMs).toISOString()
