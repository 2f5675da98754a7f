import { buildAllergies, buildResults, codeStatusOf, dietWords, flagWords } from './build-clinical.ts'
import { listOf, pendingWords, problemWords } from './build-clinical.ts'
import { buildOrders } from './build-orders.ts'
import { codes, instant, node, nodes, text, words } from './fhir-json.ts'
import type { FhirResource } from './fhir-json.ts'
import { MAX_PLACE_DEPTH } from './limits.ts'
import type { Bed, DowntimeCopy, FeedTimes, Inpatient, Ward } from './model.ts'
import { indexResources } from './resource-index.ts'
import type { ResourceIndex } from './resource-index.ts'

/** What could not be read into the copy; the rest stands. */
export type CopyFault =
  | { readonly code: 'stay-without-patient'; readonly stay: string }
  | { readonly code: 'place-not-in-copy'; readonly stay: string }
  | { readonly code: 'two-in-one-bed'; readonly bed: string; readonly patients: readonly string[] }
  | { readonly code: 'second-stay'; readonly patient: string; readonly stay: string }

const INPATIENT = new Set(['IMP', 'ACUTE', 'NONAC', 'OBSENC'])

interface Places {
  bed: FhirResource | undefined
  room: FhirResource | undefined
  ward: FhirResource | undefined
  site: FhirResource | undefined
}

/** Builds the downtime copy of FHIR R4 resources: everyone with an inpatient stay in progress. */
export function buildCopy(
  resources: Iterable<FhirResource>,
  { feedTimes }: { readonly feedTimes: FeedTimes },
): { readonly copy: DowntimeCopy; readonly faults: readonly CopyFault[] } {
  const index = indexResources([...resources])
  const faults: CopyFault[] = []
  const patients = new Map<string, Inpatient>()
  for (const stay of index.ofType('Encounter')) {
    if (stay['status'] !== 'in-progress' || !INPATIENT.has(String(node(stay['class'])['code']))) continue
    const patient = index.resolve(stay['subject'])
    if (patient?.['resourceType'] !== 'Patient') {
      faults.push({ code: 'stay-without-patient', stay: idOf(stay) })
    } else if (patients.has(idOf(patient))) {
      faults.push({ code: 'second-stay', patient: idOf(patient), stay: idOf(stay) })
    } else patients.set(idOf(patient), buildInpatient(index, patient, stay, feedTimes, faults))
  }
  const wards = buildWards(index, patients, faults)
  const sites = index.ofType('Location').filter((place) => kindOf(place) === 'si')
  const copy = { asOf: feedTimes, sites: sites.map(nameOf), wards, patients: [...patients.values()] }
  return { copy, faults }
}

function idOf(resource: FhirResource): string {
  return String(resource['id'])
}

function nameOf(place: FhirResource): string {
  return text(place['name']) ?? idOf(place)
}

function kindOf(place: FhirResource): string | undefined {
  return codes(place['physicalType'])[0]
}

function placesAround(index: ResourceIndex, place: FhirResource | undefined): Places {
  const found: Places = { bed: undefined, room: undefined, ward: undefined, site: undefined }
  let here = place
  for (let depth = 0; here !== undefined && depth < MAX_PLACE_DEPTH; depth += 1) {
    const kind = kindOf(here)
    if (kind === 'bd') found.bed ??= here
    else if (kind === 'ro') found.room ??= here
    else if (kind === 'wa') found.ward ??= here
    else if (kind === 'si') found.site ??= here
    here = index.resolve(here['partOf'])
  }
  return found
}

function placesOfStay(index: ResourceIndex, stay: FhirResource, faults: CopyFault[]): Places {
  const listed = nodes(stay['location'])
  const open = listed.filter(
    (one) =>
      one['status'] !== 'completed' &&
      one['status'] !== 'planned' &&
      one['status'] !== 'reserved' &&
      node(one['period'])['end'] === undefined,
  )
  const all = open.map((one) => placesAround(index, index.resolve(one['location'])))
  const best = all.find((one) => one.bed !== undefined) ?? all.find((one) => one.ward !== undefined)
  if (best === undefined) faults.push({ code: 'place-not-in-copy', stay: idOf(stay) })
  return best ?? placesAround(index, undefined)
}

function buildInpatient(
  index: ResourceIndex,
  patient: FhirResource,
  stay: FhirResource,
  times: FeedTimes,
  faults: CopyFault[],
): Inpatient {
  const places = placesOfStay(index, stay, faults)
  const vitals = times.results === null ? [] : buildResults(index, patient, 'vital-signs', times.results)
  return {
    ...identity(patient),
    stayNumber: text(nodes(stay['identifier'])[0]?.['value']),
    ward: places.ward === undefined ? null : idOf(places.ward),
    bed: places.bed === undefined ? null : idOf(places.bed),
    site: places.site === undefined ? null : nameOf(places.site),
    doctor: doctorOf(stay),
    admittedAt: instant(node(stay['period'])['start']),
    weight: vitals.find((line) => /^body weight/i.test(line.name))?.value ?? null,
    allergies: buildAllergies(index, patient, times.allergies),
    medications: times.orders === null ? [] : buildOrders(index, patient, stay),
    problems: listOf(index, 'Condition', patient, problemWords),
    codeStatus: codeStatusOf(index, patient),
    alerts: listOf(index, 'Flag', patient, flagWords),
    diet: listOf(index, 'NutritionOrder', patient, dietWords),
    results: times.results === null ? [] : buildResults(index, patient, 'laboratory', times.results),
    vitals,
    pending: listOf(index, 'ServiceRequest', patient, pendingWords),
  }
}

function identity(
  patient: FhirResource,
): Pick<
  Inpatient,
  'id' | 'number' | 'familyName' | 'givenNames' | 'bornOn' | 'sex' | 'deceased' | 'language' | 'contacts'
> {
  const names = nodes(patient['name'])
  const name = names.find((one) => one['use'] === 'official') ?? names[0] ?? {}
  const given = Array.isArray(name['given']) ? name['given'].flatMap((one: unknown) => text(one) ?? []) : []
  const numbers = nodes(patient['identifier'])
  const number = numbers.find((one) => codes(one['type']).includes('MR')) ?? numbers[0]
  const sexes: Readonly<Record<string, Inpatient['sex']>> = { female: 'F', male: 'M', other: 'other' }
  const languages = nodes(patient['communication'])
  const language = languages.find((one) => one['preferred'] === true) ?? languages[0]
  return {
    id: idOf(patient),
    number: text(number?.['value']) ?? 'NUMBER NOT IN COPY',
    familyName: text(name['family']) ?? text(name['text']) ?? 'NAME NOT IN COPY',
    givenNames: given.join(' '),
    bornOn: text(patient['birthDate']),
    sex: sexes[String(patient['gender'])] ?? 'unknown',
    deceased: patient['deceasedBoolean'] === true || text(patient['deceasedDateTime']) !== null,
    language: words(language?.['language']),
    contacts: Array.isArray(patient['contact']) ? nodes(patient['contact']).map(contactWords) : null,
  }
}

function contactWords(contact: FhirResource): string {
  const { family, given, text: whole } = node(contact['name'])
  const parts = [text(whole), ...(Array.isArray(given) ? given.map(text) : []), text(family)]
  const relations = nodes(contact['relationship']).map(words)
  const phones = nodes(contact['telecom']).map((one) => text(one['value']))
  return [...parts, ...relations, ...phones].filter((part) => part !== null).join(' ')
}

function doctorOf(stay: FhirResource): string | null {
  const parts = nodes(stay['participant'])
  const attending = parts.find((one) => nodes(one['type']).some((type) => codes(type).includes('ATND')))
  return text(node((attending ?? parts[0])?.['individual'])['display'])
}

function buildWards(
  index: ResourceIndex,
  patients: ReadonlyMap<string, Inpatient>,
  faults: CopyFault[],
): readonly Ward[] {
  const inBed = Map.groupBy(patients.values(), (patient) => patient.bed)
  const beds = new Map<string, Bed[]>()
  for (const place of index.ofType('Location')) {
    if (kindOf(place) !== 'bd') continue
    const { room, ward } = placesAround(index, place)
    const lying = inBed.get(idOf(place)) ?? []
    if (lying.length > 1)
      faults.push({ code: 'two-in-one-bed', bed: idOf(place), patients: lying.map((one) => one.id) })
    if (ward === undefined) continue
    const frame = { id: idOf(place), name: nameOf(place), room: room === undefined ? '' : nameOf(room) }
    const rows = lying.length === 0 ? [null] : lying.map((one) => one.id)
    const list = beds.get(idOf(ward)) ?? []
    beds.set(idOf(ward), [...list, ...rows.map((patient) => ({ ...frame, patient }))])
  }
  return index
    .ofType('Location')
    .filter((place) => kindOf(place) === 'wa')
    .map((place) => {
      const { site } = placesAround(index, place)
      const id = idOf(place)
      return {
        id,
        name: nameOf(place),
        site: site === undefined ? '' : nameOf(site),
        beds: beds.get(id) ?? [],
      }
    })
}
