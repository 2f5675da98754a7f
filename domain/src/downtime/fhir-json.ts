import { EARLIEST_YEAR, LATEST_YEAR } from './limits.ts'

/** A FHIR resource as JSON, not checked yet. */
export type FhirResource = Readonly<Record<string, unknown>>

/** The object, or an empty one where it is something else. */
export function node(value: unknown): FhirResource {
  return isNode(value) ? value : {}
}

/** Whether it is an object that is no array. */
export function isNode(value: unknown): value is FhirResource {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The members of an array as objects; empty where it is no array. */
export function nodes(value: unknown): readonly FhirResource[] {
  return Array.isArray(value) ? value.map(node) : []
}

/** The text, trimmed at the ends; null where it is none or empty. */
export function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

/** The texts of an array; empty where it is no array. */
export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.flatMap((one) => text(one) ?? []) : []
}

/** Type and id. */
export function keyOf(resource: FhirResource): string {
  return `${String(resource['resourceType'])}/${String(resource['id'])}`
}

/** The words of a CodeableConcept: its text, else the first display, else the first code. */
export function words(concept: unknown): string | null {
  const codings = nodes(node(concept)['coding'])
  const display = codings.map((coding) => text(coding['display'])).find((found) => found !== null)
  const code = codings.map((coding) => text(coding['code'])).find((found) => found !== null)
  return text(node(concept)['text']) ?? display ?? code ?? null
}

/** All codes of a CodeableConcept; a bare code, as STU3 wrote some of them, counts too. */
export function codes(concept: unknown): readonly string[] {
  const bare = text(concept)
  return bare === null
    ? nodes(node(concept)['coding']).flatMap((coding) => text(coding['code']) ?? [])
    : [bare]
}

/** How numbers are written: the decimal sign of the hospital. */
export type DecimalSign = '.' | ','

/** A number in plain digits: no exponent, no thousands separator. */
export function plainNumber(value: number, sign: DecimalSign): string {
  const said = String(value)
  if (!said.includes('e')) return said.replace('.', sign)
  const plain = Math.abs(value) < 1 ? value.toFixed(20).replace(/\.?0+$/, '') : BigInt(value).toString()
  return plain.replace('.', sign)
}

/** A Quantity in words, with its comparator; null where it has no value. The unit stands as received. */
export function quantity(value: unknown, sign: DecimalSign = '.'): string | null {
  const { value: amount, comparator, unit, code } = node(value)
  if (typeof amount !== 'number' || !Number.isFinite(amount)) return null
  const named = text(unit) ?? text(code)
  return `${text(comparator) ?? ''}${plainNumber(amount, sign)}${named === null ? '' : ` ${named}`}`
}

/** A FHIR instant or dateTime with a zone as UTC ISO 8601; null where the moment cannot be told or the year cannot be meant. */
export function instant(value: unknown): string | null {
  const found = text(value)
  if (found === null || !/T.*(?:Z|[+-]\d\d:\d\d)$/.test(found)) return null
  const at = Date.parse(found)
  if (Number.isNaN(at)) return null
  const year = new Date(at).getUTCFullYear()
  return year < EARLIEST_YEAR || year > LATEST_YEAR ? null : new Date(at).toISOString()
}
