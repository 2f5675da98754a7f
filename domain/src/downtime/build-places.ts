import type { FaultList } from './copy-fault.ts'
import { codes, keyOf, node, nodes, text } from './fhir-json.ts'
import type { FhirResource } from './fhir-json.ts'
import { MAX_PLACE_DEPTH } from './limits.ts'
import type { Bed, Inpatient, Ward } from './model.ts'
import type { ResourceIndex } from './resource-index.ts'

/** A place and those that it lies in. */
export interface Places {
  readonly bed: FhirResource | undefined
  readonly room: FhirResource | undefined
  readonly ward: FhirResource | undefined
  readonly site: FhirResource | undefined
}

const NOWHERE: Places = { bed: undefined, room: undefined, ward: undefined, site: undefined }

/** The name of a place, else its id. */
export function placeName(place: FhirResource): string {
  return text(place['name']) ?? String(place['id'])
}

/** bd, ro, wa, si … of HL7's location-physical-type; undefined: not told. */
export function placeKind(place: FhirResource): string | undefined {
  return codes(place['physicalType'])[0]
}

/** A place with its room, ward and site. */
export function placesAround(
  index: ResourceIndex,
  place: FhirResource | undefined,
  faults: FaultList,
): Places {
  const found: Record<keyof Places, FhirResource | undefined> = { ...NOWHERE }
  let here = place
  for (let depth = 0; here !== undefined; depth += 1) {
    if (depth === MAX_PLACE_DEPTH) {
      const key = keyOf(here)
      if (!faults.list.some((one) => one.code === 'place-in-a-circle'))
        faults.add('place-in-a-circle', key, `partOf that ends within ${MAX_PLACE_DEPTH} steps`)
      break
    }
    const kind = placeKind(here)
    if (kind === 'bd') found.bed ??= here
    else if (kind === 'ro') found.room ??= here
    else if (kind === 'wa') found.ward ??= here
    else if (kind === 'si') found.site ??= here
    here = index.resolve(here['partOf'], 'Location')
  }
  return found
}

/** Where a patient lies: the open place of the stay with a bed, else with a ward. A place not in the copy is a fault. */
export function placesOfStay(
  index: ResourceIndex,
  stay: FhirResource,
  patient: FhirResource,
  faults: FaultList,
): Places {
  const open = nodes(stay['location']).filter(
    (one) =>
      one['status'] !== 'completed' &&
      one['status'] !== 'planned' &&
      one['status'] !== 'reserved' &&
      node(one['period'])['end'] === undefined,
  )
  const id = String(patient['id'])
  const all = open.map((one) => {
    const found = index.find(one['location'], 'Location')
    if (found.kind === 'found') return placesAround(index, found.resource, faults)
    faults.add('place-not-in-copy', keyOf(stay), `location ${found.said} in the copy`, id)
    return NOWHERE
  })
  const best =
    all.find((one) => one.bed !== undefined && one.ward !== undefined) ??
    all.find((one) => one.ward !== undefined)
  if (best === undefined && (open.length === 0 || all.some((one) => one !== NOWHERE)))
    faults.add('place-not-in-copy', keyOf(stay), 'an open location that lies in a ward', id)
  return best ?? NOWHERE
}

/** The wards of the copy with their beds in the order received: walking order, where the record keeps it. */
export function buildWards(
  index: ResourceIndex,
  patients: ReadonlyMap<string, Inpatient>,
  faults: FaultList,
): readonly Ward[] {
  const inBed = Map.groupBy(patients.values(), (patient) => patient.bed)
  const beds = new Map<string, Bed[]>()
  for (const place of index.ofType('Location')) {
    if (placeKind(place) !== 'bd' || place['status'] === 'inactive') continue
    const { room, ward } = placesAround(index, place, faults)
    const lying = inBed.get(String(place['id'])) ?? []
    if (lying.length > 1) {
      const expected = `one patient, there are ${lying.map((one) => one.id).join(', ')}`
      for (const { id } of lying) faults.add('two-in-one-bed', keyOf(place), expected, id)
    }
    if (ward === undefined) continue
    const frame = {
      id: String(place['id']),
      name: placeName(place),
      room: room === undefined ? '' : placeName(room),
    }
    const list = beds.get(String(ward['id'])) ?? []
    for (const patient of lying.length === 0 ? [null] : lying.map((one) => one.id))
      list.push({ ...frame, patient })
    beds.set(String(ward['id']), list)
  }
  return index
    .ofType('Location')
    .filter((place) => placeKind(place) === 'wa')
    .map((place) => {
      const { site } = placesAround(index, place, faults)
      const id = String(place['id'])
      return {
        ...{ id, name: placeName(place), site: site === undefined ? '' : placeName(site) },
        beds: beds.get(id) ?? [],
      }
    })
}
