/** A FHIR resource as JSON, not checked yet. */
export type FhirResource = Readonly<Record<string, unknown>>

/** The object, or an empty one where it is something else. */
export function node(value: unknown): FhirResource {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as FhirResource) : {}
}

/** The members of an array as objects; empty where it is no array. */
export function nodes(value: unknown): readonly FhirResource[] {
  return Array.isArray(value) ? value.map(node) : []
}

/** The text, trimmed at the ends; null where it is none or empty. */
export function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

/** The words of a CodeableConcept: its text, else the first display, else the first code. */
export function words(concept: unknown): string | null {
  const codings = nodes(node(concept)['coding'])
  const display = codings.map((coding) => text(coding['display'])).find((found) => found !== null)
  const code = codings.map((coding) => text(coding['code'])).find((found) => found !== null)
  return text(node(concept)['text']) ?? display ?? code ?? null
}

/** All codes of a CodeableConcept. */
export function codes(concept: unknown): readonly string[] {
  return nodes(node(concept)['coding']).flatMap((coding) => text(coding['code']) ?? [])
}

/** A Quantity in words as received, with its comparator; null where it has no value. */
export function quantity(value: unknown): string | null {
  const { value: amount, comparator, unit, code } = node(value)
  if (typeof amount !== 'number') return null
  const named = text(unit) ?? text(code)
  return `${text(comparator) ?? ''}${amount}${named === null ? '' : ` ${named}`}`
}

/** A FHIR instant or dateTime with a zone as UTC ISO 8601; null where the moment cannot be told. */
export function instant(value: unknown): string | null {
  const found = text(value)
  if (found === null || !/T.*(?:Z|[+-]\d\d:\d\d)$/.test(found)) return null
  const at = Date.parse(found)
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}
