import { node, nodes, text, words } from './fhir-json.ts'
import type { FhirResource } from './fhir-json.ts'
import type { ResourceIndex } from './resource-index.ts'

/** The drug of an order or a dose in words, as received. */
export function drugWords(index: ResourceIndex, one: FhirResource): string {
  const reference = node(one['medicationReference'])
  return (
    words(one['medicationCodeableConcept']) ??
    words(medicationOf(index, one)?.['code']) ??
    text(reference['display']) ??
    'DRUG NOT IN COPY'
  )
}

/** All codes that name the drug, with their systems. */
export function drugCodings(
  index: ResourceIndex,
  one: FhirResource,
): readonly { readonly system: string; readonly code: string }[] {
  const concepts = [one['medicationCodeableConcept'], medicationOf(index, one)?.['code']]
  return concepts
    .flatMap((concept) => nodes(node(concept)['coding']))
    .map(({ system, code }) => ({ system: text(system) ?? '', code: text(code) ?? '' }))
}

function medicationOf(index: ResourceIndex, one: FhirResource): FhirResource | undefined {
  const reference = node(one['medicationReference'])
  const local = text(reference['reference'])
  if (local === null) return undefined
  return (
    nodes(one['contained']).find((inside) => `#${String(inside['id'])}` === local) ?? index.resolve(reference)
  )
}
