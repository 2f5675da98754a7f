import { localClock } from './local-clock.ts'
import { medicationLines } from './medication-lines.ts'
import type { CopySource } from './copy-source.ts'
import type { Ward } from './model.ts'

/**
 * Words of wards that wait for paper least: intensive care first, then emergency, the newborn, recovery, dialysis, chemotherapy, then
 * theatres, births, coronary and stroke care. In English, French, Dutch and German, since a ward is called what its hospital calls it.
 */
const FIRST: readonly RegExp[] = [
  /intensi|r[ée]animation|\b(?:icu|usi|ic|its|picu|mcu)\b/iu,
  /emergency|urgence|spoed|notaufnahme|notfall|\b(?:ed|seh)\b/iu,
  /n[ée]onat|neugeborene|nouveau-n|pasgebor|\bnicu\b/iu,
  /recovery|r[ée]veil|uitslaap|ontwaak|aufwach|\bpacu\b/iu,
  /dialy/iu,
  /chemo|chimio|oncolog[a-z]* day|onco.*(?:dag|tages|jour)/iu,
  /coronary|stroke|theatre|\bok\b|maternit|verlos|geburt|kraam/iu,
]

/** A ward in its turn, with why. */
export interface PrintTurn {
  readonly ward: Ward
  /** In the words of FIRST it is one of those that wait least. */
  readonly first: boolean
  /** The next due time that an order gives by the clock, UTC; null: none of the copy does. */
  readonly nextDue: string | null
}

/** Wards in the order in which their packets are printed: by need, then by the next dose that is due, else as they stand in the copy. */
export function printOrder({ copy, header }: CopySource): readonly PrintTurn[] {
  const clock = localClock(header.timeZone)
  const due = new Map<string, string>()
  for (const { ward, medications } of copy.patients) {
    if (ward === null) continue
    const lines = medicationLines(
      medications,
      { from: header.asOf.administrations, until: header.now },
      clock,
    )
    for (const at of lines.flatMap((line) => line.due)) {
      const known = due.get(ward)
      if (known === undefined || at < known) due.set(ward, at)
    }
  }
  const rank = ({ name }: Ward): number => {
    const at = FIRST.findIndex((words) => words.test(name))
    return at === -1 ? FIRST.length : at
  }
  const dueOf = ({ id }: Ward): string => due.get(id) ?? '9999'
  return copy.wards
    .toSorted((a, b) => rank(a) - rank(b) || (dueOf(a) < dueOf(b) ? -1 : dueOf(a) > dueOf(b) ? 1 : 0))
    .map((ward) => ({ ward, first: rank(ward) < FIRST.length, nextDue: due.get(ward.id) ?? null }))
}
