import type { Ward } from './model.ts'

/**
 * Words of wards that wait for paper least: intensive care first, then emergency, then theatres and births. In English, French,
 * Dutch and German, since a ward is called what its hospital calls it; a name that has none of them keeps its place.
 */
const FIRST: readonly RegExp[] = [
  /intensi|r[ée]animation|\b(?:icu|usi|ic|its|nicu|picu|mcu)\b/iu,
  /emergency|urgence|spoed|notaufnahme|notfall|\b(?:ed|seh)\b/iu,
  /coronary|stroke|dialys|theatre|\bok\b|maternit|verlos|geburt|kraam|neonat/iu,
]

/** Wards in the order in which their packets are printed: by need, else as they stand in the copy. */
export function printOrder(wards: readonly Ward[]): readonly Ward[] {
  const rank = ({ name }: Ward): number => {
    const at = FIRST.findIndex((words) => words.test(name))
    return at === -1 ? FIRST.length : at
  }
  return wards.toSorted((a, b) => rank(a) - rank(b))
}
