import type { Encounter, EncounterLocation, HumanName, Patient, RelatedPerson } from './fhir-types.ts'
import { doctorId, HOSPITAL_ID } from './fhir-places.ts'
import { SYSTEM, term, to } from './fhir-words.ts'
import type { DrillCopy, DrillPatient } from './model.ts'
import { stamp } from './times.ts'

/** Where patients wait before they get a bed. */
const ARRIVAL: Readonly<Record<string, string>> = {
  'site-n': 'ward-n0',
  'site-g': 'ward-g0',
  'site-v': 'ward-v1',
}
/** The id of the Encounter of a patient. */
export const stayId = (patient: DrillPatient): string => `stay-${patient.id}`

/** The patient. */
export function patientResource(patient: DrillPatient): Patient {
  const { id, number, bornOn, sex, ward, deceasedAt, name } = patient
  return {
    ...{ resourceType: 'Patient', id, active: true, gender: sex },
    identifier: [
      {
        use: number.startsWith('TEMP') ? 'temp' : 'usual',
        type: term('v2-0203', 'MR'),
        system: SYSTEM.number,
        value: number,
      },
    ],
    name: [
      officialName(name),
      ...(name.own === null
        ? []
        : [{ use: 'usual' as const, family: name.own.family, given: [...name.own.given] }]),
    ],
    ...(bornOn === null ? {} : { birthDate: bornOn }),
    ...(deceasedAt === null ? {} : { deceasedDateTime: stamp(deceasedAt) }),
    communication: [
      { language: { coding: [{ system: 'urn:ietf:bcp:47', code: `${ward.language}-BE` }] }, preferred: true },
    ],
  }
}

function officialName({ family, given, text }: DrillPatient['name']): HumanName {
  return {
    use: family === null ? 'temp' : 'official',
    ...(text === null ? {} : { text }),
    ...(family === null ? {} : { family }),
    ...(given.length === 0 ? {} : { given: [...given] }),
  }
}

/** Next of kin; none where nobody is known. */
export function relatedPersons(patient: DrillPatient): readonly RelatedPerson[] {
  const { contact, id } = patient
  if (contact === null) return []
  return [
    {
      ...{ resourceType: 'RelatedPerson', id: `kin-${id}`, active: true, patient: to('Patient', id) },
      relationship: [{ text: contact.relation }],
      name: [{ text: contact.name }],
      telecom: [{ system: 'phone', use: 'mobile', value: contact.phone }],
    },
  ]
}

/** The stay in progress, with the places it went through. */
export function stayResource(patient: DrillPatient, copy: DrillCopy): Encounter {
  const { ward, stay, admittedAt, doctor } = patient
  const place = Math.max(0, (copy.doctors.get(ward.id) ?? []).indexOf(doctor))
  return {
    ...{ resourceType: 'Encounter', id: stayId(patient), status: 'in-progress' },
    identifier: [{ system: SYSTEM.stay, value: stay }],
    class: { system: `${SYSTEM.terminology}v3-ActCode`, code: 'IMP' },
    subject: to('Patient', patient.id),
    participant: [
      {
        type: [term('v3-ParticipationType', 'ATND')],
        individual: to('Practitioner', doctorId(ward, place), doctor),
      },
    ],
    period: { start: stamp(admittedAt) },
    location: placesOf(patient),
    serviceProvider: to('Organization', HOSPITAL_ID),
  }
}

function placesOf({ ward, bed, lost, admittedAt, movedAt }: DrillPatient): EncounterLocation[] {
  const since = { start: stamp(movedAt ?? admittedAt) }
  const here = (id: string): EncounterLocation => ({
    location: to('Location', id),
    status: 'active',
    period: since,
  })
  const before: EncounterLocation[] =
    movedAt === null
      ? []
      : [
          {
            location: to('Location', ARRIVAL[ward.siteId] ?? ward.id),
            ...{ status: 'completed', period: { start: stamp(admittedAt), end: stamp(movedAt) } },
          },
        ]
  if (lost === 'ward') return [...before, here('bed-not-exported-7')]
  if (lost === 'bed') return [...before, here(ward.id), here('bed-not-exported-3')]
  return [...before, here(bed === null ? ward.id : bed.id)]
}
