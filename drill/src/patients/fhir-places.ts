import type { Location, Organization, Practitioner } from './fhir-types.ts'
import { term, to } from './fhir-words.ts'
import type { DrillCopy, DrillWard } from './model.ts'

/** The hospital as an organisation. */
export const HOSPITAL_ID = 'org-ormelande'

/** The hospital itself. */
export function organizations(name: string): readonly Organization[] {
  return [{ resourceType: 'Organization', id: HOSPITAL_ID, active: true, name }]
}

/** The id of a doctor of a ward. */
export function doctorId(ward: DrillWard, place: number): string {
  return `doc-${ward.id.slice('ward-'.length)}-${place + 1}`
}

/** The doctors of all wards. */
export function practitioners({ wards, doctors }: DrillCopy): readonly Practitioner[] {
  return wards.flatMap((ward) =>
    (doctors.get(ward.id) ?? []).map((text, place): Practitioner => ({
      ...{ resourceType: 'Practitioner', id: doctorId(ward, place), active: true, name: [{ text }] },
    })),
  )
}

/** Sites, wards, rooms and beds; beds of a ward stand in walking order, empty ones too. */
export function locations(wards: readonly DrillWard[]): readonly Location[] {
  const sites = new Map(wards.map(({ siteId, site }) => [siteId, site]))
  return [
    ...[...sites].map(([id, name]) => place(id, name, 'si', null)),
    ...wards.flatMap((ward) => [
      place(ward.id, ward.name, 'wa', ward.siteId),
      ...[...new Map(ward.beds.map(({ room, roomName }) => [room, roomName]))].map(([id, name]) =>
        place(id, name, 'ro', ward.id),
      ),
      ...ward.beds.map((bed) => place(bed.id, bed.name, 'bd', bed.room)),
    ]),
  ]
}

function place(id: string, name: string, kind: string, partOf: string | null): Location {
  return {
    ...{ resourceType: 'Location', id, status: 'active', mode: 'instance', name },
    physicalType: term('location-physical-type', kind),
    managingOrganization: to('Organization', HOSPITAL_ID),
    ...(partOf === null ? {} : { partOf: to('Location', partOf) }),
  }
}
