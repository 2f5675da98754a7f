import type { FhirResource } from '../fhir-json.ts'
import type { FeedAllergy, FeedDose, FeedNumber, FeedPlace, FeedRequest, FeedResult } from './messages.ts'
import { numberKey, survivorKey, visitKey } from './state.ts'
import type { FeedPatient, FeedState, HeldAppointment, HeldOrder, HeldVisit } from './state.ts'

/** Code system of HL7 v3 ActEncounterCode. */
const ACT_CODE = 'http://terminology.hl7.org/CodeSystem/v3-ActCode'
const PLACE_TYPE = 'http://terminology.hl7.org/CodeSystem/location-physical-type'

/**
 * The state of the feeds as FHIR R4, so that a copy of messages and a copy of resources are built by the same rules. Order of
 * keys, not of arrival: two interleavings of the same messages give the same resources.
 */
export function resourcesOf(state: FeedState): readonly FhirResource[] {
  const resources: FhirResource[] = []
  const places = new Map<string, FhirResource>()
  const sorted = [...state.patients].sort(([one], [other]) => (one < other ? -1 : 1))
  for (const [key, patient] of sorted) {
    const id = patientId(key)
    resources.push(patientResource(id, patient))
    if (patient.visit !== null) {
      resources.push(encounter(id, patient.visit))
      if (patient.visit.place !== null) placesOf(patient.visit.place, places)
    }
    for (const prior of [...(patient.visit?.priorPlaces ?? []), patient.lastVisit?.place ?? null])
      if (prior !== null) placesOf(prior, places)
    for (const allergy of patient.allergies.values()) resources.push(allergyResource(id, allergy))
    const stay = patient.visit === null ? null : visitKey(patient.visit)
    for (const [number, held] of patient.orders)
      resources.push(orderResource({ id, number, inThisStay: held.visit === stay }, held))
    for (const request of patient.requests.values()) resources.push(requestResource(id, request))
    let count = 0
    for (const dose of patient.doses.values()) {
      count += 1
      resources.push(doseResource(id, `${id}.${count}`, dose))
    }
    count = 0
    for (const result of patient.results.values()) {
      count += 1
      resources.push(resultResource(id, `${id}.${count}`, result))
    }
  }
  for (const [from, into] of [...state.aliases].sort(([one], [other]) => (one < other ? -1 : 1)))
    resources.push(retiredResource(from, into))
  for (const [number, held] of [...state.appointments].sort(([one], [other]) => (one < other ? -1 : 1)))
    resources.push(appointmentResource(number, held, survivorKey(state, held.patient)))
  const byId = [...places].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, place]) => place)
  return [...byId, ...resources]
}

/** An id of FHIR has letters, digits, hyphens and dots only; the hyphen parts, and what differs stays different. */
function idOf(...parts: readonly string[]): string {
  return parts
    .map((part) =>
      [...part]
        .map((one) => (/[A-Za-z0-9]/u.test(one) ? one : `.${(one.codePointAt(0) ?? 0).toString(16)}.`))
        .join(''),
    )
    .join('-')
}

/** The id of a patient, from authority and number. */
function patientId(key: string): string {
  const cut = key.indexOf('|')
  return idOf(key.slice(0, cut), key.slice(cut + 1))
}

const systemOf = ({ authority }: FeedNumber): string => (authority === '' ? '' : `urn:authority:${authority}`)

function patientResource(id: string, patient: FeedPatient): FhirResource {
  const sexes: Readonly<Record<string, string>> = { F: 'female', M: 'male', O: 'other', A: 'other' }
  const current = [
    patient.number,
    ...patient.numbers.filter((one) => numberKey(one) !== numberKey(patient.number)),
  ]
  return {
    resourceType: 'Patient',
    id,
    identifier: [
      ...current.map((one) => ({
        use: one.type === 'MR' || one.type === 'PI' ? 'usual' : 'official',
        system: systemOf(one),
        value: one.value,
        type: { coding: [{ code: one.type }] },
      })),
    ],
    name:
      patient.family === null && patient.given === null
        ? []
        : [
            {
              use: 'official',
              family: patient.family ?? '',
              given: patient.given === null ? [] : [patient.given],
            },
          ],
    ...(patient.bornOn === null ? {} : { birthDate: patient.bornOn }),
    ...(patient.sex === null ? {} : { gender: sexes[patient.sex] ?? 'unknown' }),
    ...(patient.language === null
      ? {}
      : { communication: [{ language: { text: patient.language }, preferred: true }] }),
    ...(patient.deceased ? { deceasedBoolean: true } : {}),
  }
}

/** A number that was merged away stays known: a wristband may still bear it. */
function retiredResource(from: string, into: string): FhirResource {
  const cut = from.indexOf('|')
  const number = { authority: from.slice(0, cut), value: from.slice(cut + 1), type: 'MR' }
  return {
    resourceType: 'Patient',
    id: patientId(from),
    active: false,
    identifier: [{ use: 'usual', system: systemOf(number), value: number.value }],
    link: [{ type: 'replaced-by', other: { reference: `Patient/${patientId(into)}` } }],
  }
}

function encounter(id: string, visit: HeldVisit): FhirResource {
  const classes: Readonly<Record<string, string>> = {
    I: 'IMP',
    E: 'EMER',
    O: 'AMB',
    P: 'PRENC',
    R: 'AMB',
    B: 'IMP',
  }
  const place = visit.place === null ? null : placeIds(visit.place)
  return {
    resourceType: 'Encounter',
    id: `visit.${id}`,
    status: visit.expected ? 'planned' : visit.onLeave ? 'onleave' : 'in-progress',
    class: { system: ACT_CODE, code: classes[visit.patientClass] ?? visit.patientClass },
    subject: { reference: `Patient/${id}` },
    identifier: visit.number === null ? [] : [{ system: systemOf(visit.number), value: visit.number.value }],
    period: visit.admittedAt === null ? {} : { start: visit.admittedAt },
    location:
      place === null
        ? []
        : [
            {
              status: 'active',
              location: { reference: `Location/${place.bed ?? place.room ?? place.ward ?? place.site}` },
            },
          ],
    participant:
      visit.doctor === null
        ? []
        : [{ type: [{ coding: [{ code: 'ATND' }] }], individual: { display: visit.doctor } }],
  }
}

/** A message of an appointment does not say what it needs, nor whether it is an operation: a visit whose needs are not told. */
function appointmentResource(number: string, held: HeldAppointment, patient: string): FhirResource {
  return {
    resourceType: 'Appointment',
    id: `siu.${idOf(number)}`,
    status: /^(?:complete|cancel|deleted|noshow|dc)/iu.test(held.status ?? '') ? 'cancelled' : 'booked',
    ...(held.what === null ? {} : { description: held.what }),
    ...(held.at === null ? {} : { start: held.at }),
    participant: [
      { actor: { reference: `Patient/${patientId(patient)}` }, status: 'accepted' },
      ...(held.place === null ? [] : [{ actor: { display: held.place, reference: 'Location/not-sent' } }]),
    ],
  }
}

interface PlaceIds {
  readonly site: string
  readonly ward: string | null
  readonly room: string | null
  readonly bed: string | null
}

function placeIds({ site, ward, room, bed }: FeedPlace): PlaceIds {
  const siteId = idOf('si', site)
  const wardId = ward === '' ? null : idOf('wa', site, ward)
  const roomId = wardId === null || room === '' ? null : idOf('ro', site, ward, room)
  const bedId = wardId === null || (bed === '' && room === '') ? null : idOf('bd', site, ward, room, bed)
  return { site: siteId, ward: wardId, room: roomId, bed: bedId }
}

/** The place and all that it lies in. A room with no bed told is a bed of its own: somebody lies there. */
function placesOf(place: FeedPlace, into: Map<string, FhirResource>): void {
  const ids = placeIds(place)
  const add = (id: string | null, kind: string, name: string, partOf: string | null): void => {
    if (id === null || into.has(id)) return
    into.set(id, {
      resourceType: 'Location',
      id,
      name,
      physicalType: { coding: [{ system: PLACE_TYPE, code: kind }] },
      ...(partOf === null ? {} : { partOf: { reference: `Location/${partOf}` } }),
    })
  }
  add(ids.site, 'si', place.site, null)
  add(ids.ward, 'wa', place.ward, ids.site)
  add(ids.room, 'ro', place.room, ids.ward)
  add(ids.bed, 'bd', bedName(place), ids.room ?? ids.ward)
}

/** Senders number beds within rooms: 'A' alone would be any of a ward's. */
function bedName({ room, bed }: FeedPlace): string {
  if (bed === '' || room === '' || bed.startsWith(room)) return bed === '' ? room : bed
  return `${room}-${bed}`
}

function allergyResource(id: string, allergy: FeedAllergy): FhirResource {
  return {
    resourceType: 'AllergyIntolerance',
    id: `${id}-${idOf(allergy.substance)}`,
    patient: { reference: `Patient/${id}` },
    code: { text: allergy.substance },
    reaction:
      allergy.reaction === null && allergy.severity === null
        ? []
        : [
            {
              manifestation: allergy.reaction === null ? [] : [{ text: allergy.reaction }],
              ...(allergy.severity === null ? {} : { severity: allergy.severity }),
            },
          ],
  }
}

/** A number that would not come back as it was sent stays a text. */
function doseWords(amount: string | null, unit: string | null): FhirResource {
  if (amount === null) return {}
  const value = Number(amount)
  if (String(value) === amount && unit !== null) return { doseAndRate: [{ doseQuantity: { value, unit } }] }
  return { text: [amount, unit].filter((part) => part !== null).join(' ') }
}

function orderResource(
  { id, number, inThisStay }: { readonly id: string; readonly number: string; readonly inThisStay: boolean },
  { order, status, since, endedWithStay }: HeldOrder,
): FhirResource {
  const range =
    order.amountMost === null || order.amountMost === order.amount
      ? doseWords(order.amount, order.unit)
      : {
          text: [`${order.amount ?? ''} to ${order.amountMost}`, order.unit]
            .filter((part) => part !== null)
            .join(' '),
        }
  const bounds = {
    ...(order.startAt === null ? {} : { start: order.startAt }),
    ...(order.stopAt === null ? {} : { end: order.stopAt }),
  }
  const notes = [order.instructions, endedWithStay ? 'Ended with a discharge: ask whether it goes on' : null]
  return {
    resourceType: 'MedicationRequest',
    id: `${id}-${idOf(number)}`,
    status,
    intent: 'order',
    subject: { reference: `Patient/${id}` },
    encounter: { reference: inThisStay ? `Encounter/visit.${id}` : `Encounter/earlier.${id}` },
    medicationCodeableConcept: order.drug === null ? {} : { text: order.drug },
    authoredOn: since,
    ...(order.prescriber === null ? {} : { requester: { display: order.prescriber } }),
    dosageInstruction: [
      {
        ...range,
        ...(order.route === null ? {} : { route: { text: order.route } }),
        timing: {
          ...(order.repeat === null ? {} : { code: { text: order.repeat } }),
          repeat: { boundsPeriod: bounds },
        },
      },
    ],
    note: notes.flatMap((text) => (text === null ? [] : [{ text }])),
  }
}

function requestResource(id: string, request: FeedRequest): FhirResource {
  const priorities: Readonly<Record<string, string>> = { S: 'stat', A: 'asap' }
  const urgent = priorities[request.priority ?? '']
  const what = request.what ?? 'REQUEST WITHOUT WORDS'
  return {
    resourceType: 'ServiceRequest',
    id: `${id}-${idOf(request.number)}`,
    status: request.control === 'HD' ? 'on-hold' : 'active',
    intent: 'order',
    subject: { reference: `Patient/${id}` },
    code: { text: urgent === undefined ? what : `${what} (${urgent})` },
  }
}

function doseResource(id: string, own: string, dose: FeedDose): FhirResource {
  const given = dose.completion !== 'RE' && dose.completion !== 'NA'
  const amount =
    dose.amount === null ? null : [dose.amount, dose.unit].filter((part) => part !== null).join(' ')
  return {
    resourceType: 'MedicationAdministration',
    id: own,
    status: given ? 'completed' : 'not-done',
    subject: { reference: `Patient/${id}` },
    ...(dose.order === null ? {} : { request: { reference: `MedicationRequest/${id}-${idOf(dose.order)}` } }),
    medicationCodeableConcept: dose.drug === null ? {} : { text: dose.drug },
    ...(dose.at === null ? {} : { effectiveDateTime: dose.at }),
    ...(dose.reason === null ? {} : { statusReason: [{ text: dose.reason }] }),
    dosage: {
      ...(amount === null ? {} : { text: dose.completion === 'PA' ? `${amount} (partly)` : amount }),
      ...(dose.route === null ? {} : { route: { text: dose.route } }),
      ...(dose.site === null ? {} : { site: { text: dose.site } }),
    },
  }
}

const RESULT_STATUS: Readonly<Record<string, string>> = {
  F: 'final',
  U: 'final',
  C: 'corrected',
  P: 'preliminary',
  R: 'preliminary',
  S: 'preliminary',
  D: 'entered-in-error',
  W: 'entered-in-error',
  X: 'cancelled',
}

function resultResource(id: string, own: string, result: FeedResult): FhirResource {
  return {
    resourceType: 'Observation',
    id: own,
    // A result that does not say how final it is may yet change.
    status: RESULT_STATUS[result.status] ?? 'preliminary',
    category: [{ coding: [{ code: 'laboratory' }] }],
    subject: { reference: `Patient/${id}` },
    code: { text: result.name, coding: result.code === null ? [] : [{ code: result.code }] },
    ...(result.value === null
      ? {}
      : { valueString: [result.value, result.unit].filter((part) => part !== null).join(' ') }),
    ...(result.range === null ? {} : { referenceRange: [{ text: result.range }] }),
    ...(result.flag === null ? {} : { interpretation: [{ text: result.flag }] }),
    ...(result.at === null ? {} : { effectiveDateTime: result.at }),
  }
}
