import type { FhirResource, Patient } from './fhir-types.ts'
import { HOSPITAL_ID } from './fhir-places.ts'
import { coded, SYSTEM, term, to } from './fhir-words.ts'
import type { DrillDiary, DrillPlan, DrillVisitor } from './planned.ts'
import { addMinutes, stamp } from './times.ts'

/** Where the drill's record writes the priority of an operation. */
const PRIORITY_SYSTEM = 'https://ehr.ormelande.example/surgical-priority'
const INTERPRETER = 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired'

/** The diary as the record exports it: people, requests for operations, appointments with what they need. */
export function* plannedResources({ visitors, plans }: DrillDiary): Generator<FhirResource> {
  for (const name of new Set(plans.flatMap(({ needs }) => needs)))
    yield { ...{ resourceType: 'HealthcareService', id: serviceId(name), active: true, name } }
  for (const visitor of visitors) {
    yield visitorResource(visitor)
    if (visitor.kin !== null)
      yield {
        ...{ resourceType: 'RelatedPerson', id: `kin-${visitor.id}`, patient: to('Patient', visitor.id) },
        relationship: [{ text: visitor.kin.relation }],
        telecom: [{ system: 'phone', use: 'mobile', value: visitor.kin.phone }],
      }
  }
  for (const place of placesOf(plans)) yield place
  for (const plan of plans) {
    if (plan.kind === 'operation' && plan.patient !== null) yield requestResource(plan, plan.patient)
    yield appointmentResource(plan)
  }
}

const serviceId = (name: string): string => `care-${name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`
const placeId = ({ siteId, place }: DrillPlan): string =>
  `place-${siteId}-${place.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`

function placesOf(plans: readonly DrillPlan[]): readonly FhirResource[] {
  return [...new Map(plans.map((plan) => [placeId(plan), plan]))].map(([id, { place, siteId }]) => ({
    ...{ resourceType: 'Location', id, status: 'active', mode: 'instance', name: place },
    physicalType: term('location-physical-type', 'ro'),
    managingOrganization: to('Organization', HOSPITAL_ID),
    partOf: to('Location', siteId),
  }))
}

function visitorResource(visitor: DrillVisitor): Patient {
  const { id, number, family, given, sex, bornOn, language, interpreter, phones, deceased } = visitor
  return {
    ...{ resourceType: 'Patient', id, active: true, gender: sex, birthDate: bornOn },
    ...(interpreter
      ? { extension: [{ url: INTERPRETER, valueCoding: { system: SYSTEM.snomed, code: '315594003' } }] }
      : {}),
    identifier: [{ use: 'usual', type: term('v2-0203', 'MR'), system: SYSTEM.number, value: number }],
    name: [{ use: 'official', family, given: [...given] }],
    ...(phones.length === 0
      ? {}
      : { telecom: phones.map((value) => ({ system: 'phone' as const, use: 'mobile' as const, value })) }),
    communication: [{ language: coded('urn:ietf:bcp:47', language), preferred: true }],
    ...(deceased ? { deceasedBoolean: true } : {}),
  }
}

function requestResource(plan: DrillPlan, patient: string): FhirResource {
  return {
    ...{ resourceType: 'ServiceRequest', id: `req-${plan.id}`, status: 'active', intent: 'order' },
    category: [coded(SYSTEM.snomed, '387713003')],
    code: { text: plan.what },
    ...(plan.priority === null ? {} : { orderDetail: [coded(PRIORITY_SYSTEM, plan.priority)] }),
    subject: to('Patient', patient),
    authoredOn: stamp(plan.requestedAt),
    requester: { display: plan.clinician },
  }
}

function appointmentResource(plan: DrillPlan): FhirResource {
  const { id, kind, what, startAt, minutes, needs, patient, clinician, requestedAt } = plan
  const accepted = { status: 'accepted' as const }
  return {
    ...{ resourceType: 'Appointment', id, status: 'booked', description: what },
    ...(kind === 'operation' ? { basedOn: [to('ServiceRequest', `req-${id}`)] } : {}),
    start: stamp(startAt),
    end: stamp(addMinutes(startAt, minutes)),
    created: stamp(requestedAt),
    participant: [
      ...(patient === null ? [] : [{ actor: to('Patient', patient), ...accepted }]),
      { actor: to('Location', placeId(plan)), ...accepted },
      ...(clinician === '' ? [] : [{ actor: { type: 'Practitioner', display: clinician }, ...accepted }]),
      ...needs.map((name) => ({ actor: to('HealthcareService', serviceId(name), name), ...accepted })),
    ],
  }
}
