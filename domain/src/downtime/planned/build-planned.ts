import type { FaultList } from '../copy-fault.ts'
import { codes, instant, keyOf, node, nodes, text, words } from '../fhir-json.ts'
import type { FhirResource } from '../fhir-json.ts'
import { placeName, placesAround } from '../build-places.ts'
import type { ResourceIndex } from '../resource-index.ts'
import { PLANNED_DAYS, PRIORITY_HOURS } from './model.ts'
import type { PlannedItem, PlannedPatient, PriorityCode } from './model.ts'

const DAY_MS = 86_400_000
/** SNOMED CT: surgical procedure. */
const SURGICAL = '387713003'
/** Appointments that still stand. */
const STANDING = new Set(['proposed', 'pending', 'booked', 'arrived', 'checked-in', 'waitlist'])
/** SNOMED CT: interpreter needed, and not needed. */
const INTERPRETER = new Map([
  ['315594003', true],
  ['315595002', false],
])

/** What planned care is built with. */
export interface PlannedSetting {
  readonly index: ResourceIndex
  readonly faults: FaultList
  /** As-of time of the appointments: the days count from the day before it; null: everything is kept. */
  readonly from: string | null
  readonly identity: (patient: FhirResource) => Omit<PlannedPatient, 'phones' | 'interpreter'>
}

/**
 * Planned care of the next 30 days in order of time: appointments that stand, and requests and procedures that are planned
 * without one. What does not say when it is comes last: it is somebody's all the same.
 */
export function buildPlanned(setting: PlannedSetting): readonly PlannedItem[] {
  const { index } = setting
  const booked = new Set<FhirResource>()
  const appointments = index.ofType('Appointment').filter((one) => STANDING.has(String(one['status'])))
  for (const one of index.ofType('Appointment'))
    for (const reason of nodes(one['basedOn'])) {
      const request = index.resolve(reason, 'ServiceRequest')
      if (request !== undefined) booked.add(request)
    }
  const items = [
    ...appointments.map((one) => ofAppointment(setting, one)),
    ...index
      .ofType('ServiceRequest')
      .filter((one) => isPlannedRequest(one) && !booked.has(one))
      .map((one) => ofRequest(setting, one, text(one['occurrenceDateTime']))),
    ...index
      .ofType('Procedure')
      .filter((one) => one['status'] === 'preparation')
      .map((one) => ofRequest(setting, one, text(one['performedDateTime']), true)),
  ]
  return items.filter((one) => isWithin(one, setting.from)).sort(byTime)
}

const isPlannedRequest = (one: FhirResource): boolean =>
  (one['status'] === 'active' || one['status'] === 'on-hold') && text(one['occurrenceDateTime']) !== null

/** The day before counts: what was put off on the night itself is called about too. */
function isWithin({ startAt }: PlannedItem, from: string | null): boolean {
  if (startAt === null || from === null) return true
  const [start, zero] = [Date.parse(startAt), Date.parse(from)]
  return start >= zero - DAY_MS && start <= zero + (PLANNED_DAYS + 1) * DAY_MS
}

function byTime(one: PlannedItem, other: PlannedItem): number {
  const [first, second] = [one.startAt ?? '9999', other.startAt ?? '9999']
  if (first !== second) return first < second ? -1 : 1
  return one.id < other.id ? -1 : 1
}

function ofAppointment(setting: PlannedSetting, one: FhirResource): PlannedItem {
  const { index } = setting
  const actors = nodes(one['participant']).map((part) => node(part['actor']))
  const named = actors.map((actor) => ({ actor, found: index.resolve(actor) }))
  const ofType = (type: string): typeof named =>
    named.filter(
      ({ actor, found }) =>
        found?.['resourceType'] === type || text(actor['reference'])?.includes(`${type}/`),
    )
  const patients = ofType('Patient')
  const request = nodes(one['basedOn'])
    .map((reason) => index.resolve(reason, 'ServiceRequest'))
    .find((found) => found !== undefined)
  const patient = patients.length === 1 ? patients[0]?.found : undefined
  if (patients.length === 1 && patient === undefined)
    setting.faults.add('reference-not-in-copy', keyOf(one), 'the patient of an appointment in the copy')
  const start = instant(one['start'])
  const end = instant(one['end'])
  const place = ofType('Location')[0]
  const needs = ofType('HealthcareService').map(
    ({ actor, found }) => text(found?.['name']) ?? text(actor['display']) ?? '',
  )
  const operation = request !== undefined && isSurgical(request)
  return {
    ...about(setting, request ?? one, patient),
    id: keyOf(one),
    kind: operation ? 'operation' : patients.length === 1 ? 'visit' : 'event',
    what:
      text(one['description']) ??
      (request === undefined ? null : words(request['code'])) ??
      nodes(one['serviceType'])
        .map(words)
        .find((found) => found !== null) ??
      nodes(one['reasonCode'])
        .map(words)
        .find((found) => found !== null) ??
      'APPOINTMENT WITHOUT WORDS',
    ...placed(setting, place?.found, text(place?.actor['display'])),
    startAt: start,
    minutes: minutesOf(one['minutesDuration'], start, end),
    clinician:
      named.map(({ actor, found }) => clinicianOf(actor, found)).find((found) => found !== null) ?? null,
    requestedAt: (request === undefined ? null : instant(request['authoredOn'])) ?? instant(one['created']),
    needs: [...new Set(needs.filter((name) => name !== ''))],
    note: text(one['comment']) ?? text(one['patientInstruction']),
    withoutPatient: patients.length === 1 && patient === undefined,
  }
}

/** A request or procedure that no appointment was made for. */
function ofRequest(
  setting: PlannedSetting,
  one: FhirResource,
  when: string | null,
  operation = isSurgical(one),
): PlannedItem {
  const { index } = setting
  const patient = index.resolve(one['subject'], 'Patient')
  const place = node(nodes(one['locationReference'])[0] ?? one['location'])
  return {
    ...about(setting, one, patient),
    id: keyOf(one),
    kind: operation ? 'operation' : 'visit',
    what: words(one['code']) ?? 'REQUEST WITHOUT WORDS',
    ...placed(setting, index.resolve(place, 'Location'), text(place['display'])),
    startAt: instant(when),
    minutes: null,
    clinician: text(node(nodes(one['performer'])[0])['display']),
    requestedAt: instant(one['authoredOn']),
    needs: [],
    note: text(nodes(one['note'])[0]?.['text']),
    withoutPatient: patient === undefined,
  }
}

function about(
  { index, identity }: PlannedSetting,
  request: FhirResource,
  patient: FhirResource | undefined,
): Pick<PlannedItem, 'patient' | 'priority' | 'code'> {
  const who = patient === undefined ? undefined : index.survivor(patient)
  return { ...priorityOf(request), patient: who === undefined ? null : expected(index, who, identity) }
}

function expected(
  index: ResourceIndex,
  patient: FhirResource,
  identity: PlannedSetting['identity'],
): PlannedPatient {
  const { id, number, familyName, givenNames, bornOn, sex, language, deceased } = identity(patient)
  return {
    ...{ id, number, familyName, givenNames, bornOn, sex, language, deceased },
    phones: phonesOf(index, patient),
    interpreter: interpreterOf(patient),
  }
}

/** Own numbers, then those of contacts and related persons with whose they are; each number once. */
function phonesOf(index: ResourceIndex, patient: FhirResource): readonly string[] {
  const numbers = (one: FhirResource): readonly string[] =>
    nodes(one['telecom'])
      .filter((point) => (point['system'] === 'phone' || point['system'] === 'sms') && point['use'] !== 'old')
      .flatMap((point) => text(point['value']) ?? [])
  const others = [...nodes(patient['contact']), ...index.about('RelatedPerson', patient)].flatMap((one) => {
    const relation = nodes(one['relationship'])
      .map(words)
      .find((found) => found !== null)
    return numbers(one).map((number) => `${number} (${relation ?? 'somebody else'})`)
  })
  return [...new Set([...numbers(patient), ...others])]
}

function interpreterOf(patient: FhirResource): boolean | null {
  for (const extension of nodes(patient['extension'])) {
    if (text(extension['url'])?.endsWith('/patient-interpreterRequired') !== true) continue
    if (typeof extension['valueBoolean'] === 'boolean') return extension['valueBoolean']
    const code = text(node(extension['valueCoding'])['code']) ?? codes(extension['valueCodeableConcept'])[0]
    return INTERPRETER.get(code ?? '') ?? null
  }
  return null
}

function priorityOf(request: FhirResource): Pick<PlannedItem, 'priority' | 'code'> {
  const said = nodes(request['orderDetail'])
    .flatMap(codes)
    .map((code) => code.toLowerCase())
  const code = said.find(isPriorityCode) ?? null
  // Appointment.priority is a number of another meaning; only a request's counts.
  const plain = text(request['priority'])
  return { code, priority: code ?? (plain === 'routine' ? null : plain) }
}

const isPriorityCode = (code: string): code is PriorityCode => Object.hasOwn(PRIORITY_HOURS, code)

function isSurgical(request: FhirResource): boolean {
  return nodes(request['category']).some((one) => codes(one).includes(SURGICAL))
}

function placed(
  { index, faults }: PlannedSetting,
  place: FhirResource | undefined,
  display: string | null,
): Pick<PlannedItem, 'site' | 'place'> {
  if (place === undefined) return { site: null, place: display }
  const { site } = placesAround(index, place, faults)
  return {
    site: site === undefined ? null : placeName(site),
    place: site === place ? null : placeName(place),
  }
}

function clinicianOf(actor: FhirResource, found: FhirResource | undefined): string | null {
  const type = found?.['resourceType'] ?? text(actor['type']) ?? text(actor['reference'])?.split('/')[0]
  if (type !== 'Practitioner' && type !== 'PractitionerRole') return null
  return text(actor['display']) ?? text(nodes(found?.['name'])[0]?.['text'])
}

function minutesOf(said: unknown, start: string | null, end: string | null): number | null {
  if (typeof said === 'number' && Number.isSafeInteger(said) && said >= 0) return said
  return start === null || end === null ? null : Math.round((Date.parse(end) - Date.parse(start)) / 60_000)
}
