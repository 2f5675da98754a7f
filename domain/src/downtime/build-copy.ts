import { buildInpatient, identity } from './build-inpatient.ts'

import { buildWards, placeKind, placeName } from './build-places.ts'
import { faultList } from './copy-fault.ts'
import type { CopyFault, FaultList, Where } from './copy-fault.ts'
import { keyOf, node, nodes, text } from './fhir-json.ts'
import type { DecimalSign, FhirResource } from './fhir-json.ts'
import { shapeFault } from './fhir-version.ts'
import type { DowntimeCopy, FeedTimes, Inpatient } from './model.ts'
import { buildPlanned } from './planned/build-planned.ts'
import { indexResources } from './resource-index.ts'
import type { ResourceIndex } from './resource-index.ts'
import { ABOUT_PATIENTS, isStayOfInpatient } from './wanted.ts'

/** What a copy is built with besides the resources. */
export interface CopyOptions {
  readonly feedTimes: FeedTimes
  /** Where a resource was read, for its faults. */
  readonly whereOf?: (resource: FhirResource) => Where | null
  /** The decimal sign of numbers that come without text; else the one that the received dose texts use more often. */
  readonly decimalSign?: DecimalSign
}

/**
 * Builds the downtime copy of FHIR R4 resources: everyone with an inpatient or emergency stay in progress.  A feed whose
 * as-of time is null is not in the copy: nothing of it is shown, and nothing of it is called none.
 */
export function buildCopy(
  resources: Iterable<FhirResource>,
  { feedTimes, whereOf = () => null, decimalSign }: CopyOptions,
): { readonly copy: DowntimeCopy; readonly faults: readonly CopyFault[] } {
  const all = [...resources]
  const places = new Map(all.map((one) => [keyOf(one), one]))
  const faults = faultList((key) => {
    const resource = places.get(key)
    return resource === undefined ? null : whereOf(resource)
  })
  const index = indexResources(all, faults, whereOf)
  for (const resource of places.values()) {
    const expected = shapeFault(resource)
    if (expected !== null) faults.add('not-r4', keyOf(resource), expected, aboutWhom(index, resource))
  }
  const setting = { index, times: feedTimes, sign: decimalSign ?? decimalSignOf(index), faults }
  const patients = new Map<string, Inpatient>()
  for (const [patient, stay] of staysOf(index, faults))
    patients.set(String(patient['id']), buildInpatient(setting, patient, stay))
  referenceFaults(index, faults)
  const wards = buildWards(index, patients, faults)
  const sites = index.ofType('Location').filter((place) => placeKind(place) === 'si')
  const from = feedTimes.patients ?? feedTimes.orders
  // What is odd about a patient was said where the stay was built, and must not be said twice.
  const silent = { ...setting, faults: faultList(() => null) }
  const planned = buildPlanned({ index, faults, from, identity: (one) => identity(silent, one) })
  const byPatient = Map.groupBy(faults.list, (one) => one.patient)
  const told = [...patients.values()].map((patient) => ({
    ...patient,
    warnings: warningsOf(byPatient.get(patient.id) ?? []),
  }))
  return {
    copy: { asOf: feedTimes, sites: sites.map(placeName), wards, patients: told, planned },
    faults: faults.list,
  }
}

/** The sign that the dose texts of the record use: one sheet must not bear both. */
function decimalSignOf(index: ResourceIndex): DecimalSign {
  let commas = 0
  for (const request of index.ofType('MedicationRequest'))
    for (const dosage of nodes(request['dosageInstruction'])) {
      const said = text(dosage['text']) ?? ''
      if (/\d,\d/.test(said)) commas += 1
      else if (/\d\.\d/.test(said)) commas -= 1
    }
  return commas > 0 ? ',' : '.'
}

/** Each patient with the stay that counts: of two the one that began later, and the other is a fault. */
function staysOf(index: ResourceIndex, faults: FaultList): ReadonlyMap<FhirResource, FhirResource> {
  const stays = new Map<FhirResource, FhirResource>()
  for (const stay of index.ofType('Encounter')) {
    const answer = isStayOfInpatient(stay)
    if (answer === 'class-not-known')
      faults.add('class-not-known', keyOf(stay), 'class with a code of HL7 v3 ActEncounterCode')
    if (answer !== 'yes') continue
    const found = index.find(stay['subject'], 'Patient')
    if (found.kind !== 'found' || found.resource['resourceType'] !== 'Patient') {
      const said = found.kind === 'found' ? 'a Patient' : `${found.said} in the copy, as one Patient`
      faults.add('stay-without-patient', keyOf(stay), `subject ${said}`)
      continue
    }
    const patient = index.survivor(found.resource)
    const before = stays.get(patient)
    const later = before === undefined || startOf(stay) > startOf(before) ? stay : before
    if (before !== undefined)
      faults.add(
        'second-stay',
        keyOf(later === stay ? before : stay),
        `one stay in progress, ${keyOf(later)} began later`,
        String(patient['id']),
      )
    stays.set(patient, later)
  }
  return stays
}

function startOf(stay: FhirResource): string {
  return text(node(stay['period'])['start']) ?? ''
}

/** A resource about a patient whom the copy does not hold is lost to every sheet: a fault each. */
function referenceFaults(index: ResourceIndex, faults: FaultList): void {
  for (const type of ABOUT_PATIENTS)
    for (const resource of index.ofType(type)) {
      const found = index.find(resource['subject'] ?? resource['patient'], 'Patient')
      if (found.kind === 'found') continue
      const code = found.kind === 'means-two' ? 'reference-means-two' : 'reference-not-in-copy'
      faults.add(code, keyOf(resource), `subject ${found.said} in the copy`)
    }
}

function aboutWhom(index: ResourceIndex, resource: FhirResource): string | null {
  const named = index.resolve(resource['subject'] ?? resource['patient'], 'Patient')
  return named === undefined ? null : String(index.survivor(named)['id'])
}

/** What the head of each sheet must say: faults that leave something out or put somebody in doubt. */
function warningsOf(own: readonly CopyFault[]): readonly string[] {
  const has = (...wanted: readonly CopyFault['code'][]): boolean =>
    own.some((one) => wanted.includes(one.code))
  const unread = own.filter((one) =>
    ['not-r4', 'time-not-told', 'time-of-day-not-told', 'dose-without-order'].includes(one.code),
  )
  return [
    ...(has('same-identifier-on-two-patients') ? ['SAME NUMBER ON TWO PATIENTS: check who this is'] : []),
    ...(has('two-in-one-bed') ? ['TWO PATIENTS ARE RECORDED IN THIS BED'] : []),
    ...(has('second-stay') ? ['TWO STAYS ARE OPEN: the later one is shown'] : []),
    ...(unread.length > 0
      ? [`COULD NOT BE READ IN FULL: ${unread.length} of this patient's entries. Ask`]
      : []),
  ]
}
