import type { DowntimeCopy, FhirResource } from '@codedark/domain/downtime'

/** Kinds that are about the house and not about a patient. */
const ABOUT_THE_HOUSE: ReadonlySet<unknown> = new Set([
  ...['Location', 'Organization', 'HealthcareService', 'Practitioner', 'PractitionerRole', 'Medication'],
])
/** Where a resource says whose it is. */
const ABOUT = ['subject', 'patient', 'beneficiary', 'for'] as const

/**
 * What may be kept as it was received: what is about somebody whom the copy holds (who lies in the house, or is booked within its days),
 * and the house itself. Of everybody else nothing stays, whatever the export sent; a kind that does not say whose it is goes too.
 * `fullUrlOf`: the address of a resource in its bundle; null: it had none.
 */
export function keptOnly(
  copy: DowntimeCopy,
  resources: readonly FhirResource[],
  fullUrlOf: (resource: FhirResource) => string | null,
): readonly FhirResource[] {
  const ids = new Set(copy.patients.map(({ id }) => id))
  for (const { patient } of copy.planned) if (patient !== null) ids.add(patient.id)
  const addresses = new Set<string>()
  for (const one of resources) {
    if (one['resourceType'] !== 'Patient' || !ids.has(String(one['id']))) continue
    const address = fullUrlOf(one)
    if (address !== null) addresses.add(address)
  }
  const held = (reference: string): boolean =>
    addresses.has(reference) ||
    ids.has(
      reference
        .replace(/\/_history\/.*$/u, '')
        .split('/')
        .at(-1) ?? '',
    )
  return resources.filter((one) => {
    if (one['resourceType'] === 'Patient') return ids.has(String(one['id']))
    if (ABOUT_THE_HOUSE.has(one['resourceType'])) return true
    const said = referencesOf(one)
    if (said.some(held)) return true
    // An event of the house has rooms and people who hold it, and no patient.
    return one['resourceType'] === 'Appointment' && !said.some((reference) => OF_A_PATIENT.test(reference))
  })
}

const OF_A_PATIENT = /(?:^|\/)Patient\/|^urn:/u

function referencesOf(resource: FhirResource): readonly string[] {
  const places: unknown[] = ABOUT.map((name) => resource[name])
  const participants: unknown = resource['participant']
  if (Array.isArray(participants))
    for (const one of participants as readonly unknown[])
      if (typeof one === 'object' && one !== null && 'actor' in one) places.push(one.actor)
  return places.flatMap((place) =>
    typeof place === 'object' && place !== null && 'reference' in place && typeof place.reference === 'string'
      ? [place.reference]
      : [],
  )
}
