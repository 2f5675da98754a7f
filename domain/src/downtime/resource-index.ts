import type { FaultList, Where } from './copy-fault.ts'
import { keyOf, node, nodes, text } from './fhir-json.ts'
import type { FhirResource } from './fhir-json.ts'
import { MAX_MERGES } from './limits.ts'

/** What a reference names, or why it names nothing. */
export type Resolved =
  | { readonly kind: 'found'; readonly resource: FhirResource }
  | { readonly kind: 'none' | 'not-in-copy' | 'means-two'; readonly said: string }

/** The resources of a copy by type, and by all the ways a reference can name them. */
export interface ResourceIndex {
  /** All resources of a type, in the order received. */
  ofType(type: string): readonly FhirResource[]
  /** What a Reference names: relative, absolute, urn:uuid, conditional on an identifier, or by identifier alone. */
  find(reference: unknown, type?: string): Resolved
  /** As `find`; undefined where it names nothing. */
  resolve(reference: unknown, type?: string): FhirResource | undefined
  /** The resources of a type whose subject or patient is this one, or one that was merged into it. */
  about(type: string, patient: FhirResource): readonly FhirResource[]
  /** The patient that this one was merged into, or itself. */
  survivor(patient: FhirResource): FhirResource
}

/** Indexes resources; of two with the same type and id the later update stands, and that is a fault. */
export function indexResources(
  resources: readonly FhirResource[],
  faults: FaultList,
  whereOf: (resource: FhirResource) => Where | null = () => null,
): ResourceIndex {
  const byKey = firstOfEach(resources, faults)
  const byType = Map.groupBy(byKey.values(), (resource) => String(resource['resourceType']))
  const byUrn = new Map<string, FhirResource>()
  for (const resource of byKey.values()) {
    byUrn.set(`urn:uuid:${String(resource['id'])}`, resource)
    const fullUrl = whereOf(resource)?.fullUrl ?? null
    if (fullUrl !== null) byUrn.set(fullUrl, resource)
  }
  const byIdentifier = identifiersOf(byKey.values(), faults)
  const find = (reference: unknown, type?: string): Resolved =>
    findIn({ byKey, byUrn, byIdentifier }, node(reference), type)
  const resolve = (reference: unknown, type?: string): FhirResource | undefined => {
    const found = find(reference, type)
    return found.kind === 'found' ? found.resource : undefined
  }
  const survivor = (patient: FhirResource): FhirResource => survivorOf(patient, resolve, faults)
  const abouts = new Map<string, Map<FhirResource | undefined, FhirResource[]>>()
  const about = (type: string, patient: FhirResource): readonly FhirResource[] => {
    const known =
      abouts.get(type) ??
      Map.groupBy(byType.get(type) ?? [], (resource) => {
        const named = resolve(resource['subject'] ?? resource['patient'], 'Patient')
        return named === undefined ? undefined : survivor(named)
      })
    abouts.set(type, known)
    return known.get(patient) ?? []
  }
  return { ofType: (type) => byType.get(type) ?? [], find, resolve, about, survivor }
}

function firstOfEach(resources: readonly FhirResource[], faults: FaultList): Map<string, FhirResource> {
  const byKey = new Map<string, FhirResource>()
  for (const resource of resources) {
    const key = keyOf(resource)
    const before = byKey.get(key)
    if (before === undefined) byKey.set(key, resource)
    else if (before !== resource) {
      faults.add('same-id-twice', key, 'one resource of this type and id; the one updated last stands')
      if (updated(resource) >= updated(before)) byKey.set(key, resource)
    }
  }
  return byKey
}

function updated(resource: FhirResource): string {
  return text(node(resource['meta'])['lastUpdated']) ?? ''
}

type ByIdentifier = ReadonlyMap<string, FhirResource | 'two'>

/** An identifier that two resources bear names neither; on two patients it is a fault. */
function identifiersOf(resources: Iterable<FhirResource>, faults: FaultList): ByIdentifier {
  const found = new Map<string, FhirResource | 'two'>()
  for (const resource of resources)
    for (const { system, value } of nodes(resource['identifier'])) {
      if (text(value) === null) continue
      const key = `${String(resource['resourceType'])}?${text(system) ?? ''}|${text(value) ?? ''}`
      const before = found.get(key)
      if (before === undefined || before === resource) found.set(key, resource)
      else {
        found.set(key, 'two')
        if (resource['resourceType'] !== 'Patient' || merged(resource)) continue
        const bearers = before === 'two' || merged(before) ? [resource] : [before, resource]
        for (const one of bearers)
          faults.add(
            'same-identifier-on-two-patients',
            keyOf(one),
            'identifiers that no other patient of the copy has',
            String(one['id']),
          )
      }
    }
  return found
}

function merged(patient: FhirResource): boolean {
  return nodes(patient['link']).some((link) => link['type'] === 'replaced-by' || link['type'] === 'replaces')
}

interface Maps {
  readonly byKey: ReadonlyMap<string, FhirResource>
  readonly byUrn: ReadonlyMap<string, FhirResource>
  readonly byIdentifier: ByIdentifier
}

function findIn(maps: Maps, reference: FhirResource, type: string | undefined): Resolved {
  const named = text(reference['reference'])
  if (named === null) return findByIdentifier(maps, reference, type)
  const plain = maps.byKey.get(named)
  if (plain !== undefined) return { kind: 'found', resource: plain }
  const conditional = /^(?:.*\/)?(\w+)\?identifier=(.*)$/.exec(named)
  if (conditional !== null) {
    const token = decode(conditional[2] ?? '')
    return answer(
      maps.byIdentifier.get(`${conditional[1]}?${token.includes('|') ? token : `|${token}`}`),
      named,
    )
  }
  const urn = maps.byUrn.get(named)
  if (urn !== undefined) return answer(urn, named)
  const parts = named.replace(/\/_history\/.*$/, '').split('/')
  return answer(maps.byKey.get(parts.slice(-2).join('/')), named)
}

function decode(token: string): string {
  try {
    return decodeURIComponent(token)
  } catch {
    return token
  }
}

/** A logical reference: an identifier with no address. */
function findByIdentifier(maps: Maps, reference: FhirResource, type: string | undefined): Resolved {
  const { system, value } = node(reference['identifier'])
  const wanted = text(reference['type']) ?? type
  if (text(value) === null || wanted === undefined) return { kind: 'none', said: 'no reference' }
  const token = `${text(system) ?? ''}|${text(value) ?? ''}`
  return answer(maps.byIdentifier.get(`${wanted}?${token}`), `${wanted} with identifier`)
}

function answer(found: FhirResource | 'two' | undefined, said: string): Resolved {
  if (found === 'two') return { kind: 'means-two', said }
  return found === undefined ? { kind: 'not-in-copy', said } : { kind: 'found', resource: found }
}

function survivorOf(
  patient: FhirResource,
  resolve: ResourceIndex['resolve'],
  faults: FaultList,
): FhirResource {
  if (patient['link'] === undefined) return patient
  let here = patient
  for (let step = 0; step < MAX_MERGES; step += 1) {
    const link = nodes(here['link']).find((one) => one['type'] === 'replaced-by')
    const next = link === undefined ? undefined : resolve(link['other'], 'Patient')
    if (next === undefined) return here
    here = next
  }
  if (!faults.list.some((one) => one.code === 'merge-in-a-circle' && one.resource === keyOf(patient)))
    faults.add('merge-in-a-circle', keyOf(patient), 'a chain of merged patients that ends')
  return patient
}
