import type { Inpatient } from './model.ts'

/** Names of others whose family name looks or sounds alike: the same, one letter apart, or the same by uncut Soundex. */
export function nameAlert(patient: Inpatient, others: readonly Inpatient[]): readonly string[] {
  const own = fold(patient.familyName)
  return others
    .filter((other) => other.id !== patient.id && alike(own, fold(other.familyName)))
    .map((other) => `${other.familyName.toUpperCase()} ${other.givenNames}`.trim())
}

function fold(name: string): string {
  return name.normalize('NFD').replace(/\P{L}/gu, '').toUpperCase()
}

function alike(a: string, b: string): boolean {
  if (a === '' || b === '') return false
  return a === b || oneApart(a, b) || (/^[A-Z]+$/.test(a + b) && soundex(a) === soundex(b))
}

/** One letter changed, added, left out, or two neighbours swapped; short names differ by one letter too often. */
function oneApart(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < 4 || Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start += 1
  const restA = a.slice(start)
  const restB = b.slice(start)
  if (restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1)) return true
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2)
}

/** Soundex without its cut at four characters: long names that only begin alike do not sound alike. */
function soundex(name: string): string {
  const groups = ['AEIOUY', 'BFPV', 'CGJKQSXZ', 'DT', 'L', 'MN', 'R']
  let code = name[0] ?? ''
  let before = groups.findIndex((group) => group.includes(code))
  for (const letter of name.slice(1)) {
    const group = groups.findIndex((one) => one.includes(letter))
    if (group > 0 && group !== before) code += group
    if (group >= 0) before = group
  }
  return code
}
