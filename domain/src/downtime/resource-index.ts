import { node, nodes, text } from './fhir-json.ts'
import type { FhirResource } from './fhir-json.ts'

/** The resources of a copy by type, and by all the ways a reference can name them. */
export interface ResourceIndex {
  /** All resources of a type, in the order received. */
  ofType(type: string): readonly FhirResource[]
  /** What a Reference names: relative, absolute, urn:uuid or conditional on an identifier; undefined: not in the copy. */
  resolve(reference: unknown): FhirResource | undefined
  /** The resources of a type whose subject or patient is this one. */
  about(type: string, patient: FhirResource): readonly FhirResource[]
}

/** Indexes resources; the later of two with the same type and id stands. */
export function indexResources(resources: readonly FhirResource[]): ResourceIndex {
  const byKey = new Map<string, FhirResource>()
  const byIdentifier = new Map<string, FhirResource>()
  for (const resource of resources) byKey.set(keyOf(resource), resource)
  const byType = Map.groupBy(byKey.values(), (resource) => String(resource['resourceType']))
  const byId = new Map<string, FhirResource>()
  for (const resource of byKey.values()) {
    byId.set(String(resource['id']), resource)
    for (const { system, value } of nodes(resource['identifier']))
      byIdentifier.set(
        `${String(resource['resourceType'])}?identifier=${text(system) ?? ''}|${text(value) ?? ''}`,
        resource,
      )
  }
  const resolve = (reference: unknown): FhirResource | undefined => {
    const named = text(node(reference)['reference'])
    if (named === null) return undefined
    if (named.startsWith('urn:uuid:')) return byId.get(named.slice('urn:uuid:'.length))
    if (named.includes('?')) return byIdentifier.get(named)
    const parts = named.replace(/\/_history\/.*$/, '').split('/')
    return byKey.get(parts.slice(-2).join('/'))
  }
  const abouts = new Map<string, Map<FhirResource | undefined, FhirResource[]>>()
  const about = (type: string, patient: FhirResource): readonly FhirResource[] => {
    const known =
      abouts.get(type) ??
      Map.groupBy(byType.get(type) ?? [], (resource) => resolve(resource['subject'] ?? resource['patient']))
    abouts.set(type, known)
    return known.get(patient) ?? []
  }
  return { ofType: (type) => byType.get(type) ?? [], resolve, about }
}

function keyOf(resource: FhirResource): string {
  return `${String(resource['resourceType'])}/${String(resource['id'])}`
}
