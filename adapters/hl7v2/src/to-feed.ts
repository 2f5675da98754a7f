import { DELETED } from '@codedark/domain/downtime'
import type {
  FeedAllergy,
  FeedEvent,
  FeedMessage,
  FeedNumber,
  FeedPerson,
  FeedPlace,
  FeedVisit,
  Given,
  VisitStep,
} from '@codedark/domain/downtime'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import { appointmentOf, dosesOf, ordersOf, requestsOf, resultsOf } from './clinical.ts'
import { isSaid, timeOf, wordsOf } from './field-values.ts'
import { headerOf } from './header.ts'
import { DELETE_VALUE, component, fieldText, repetitions } from './message.ts'
import type { Hl7Message, Segment } from './message.ts'
import { readTime } from './time.ts'
import type { SiteClock } from './time.ts'

/** Why a message says nothing to the copy. */
export interface ReadingFault {
  readonly code: 'no-type' | 'not-used' | 'segment-missing'
  /** MSH-9, such as `ADT^A24`. */
  readonly message: string
  readonly expected: string
}

/** ADT trigger events that are a step of a stay. */
const VISIT_STEPS: Readonly<Record<string, VisitStep>> = {
  A01: 'admit',
  A02: 'transfer',
  A03: 'discharge',
  A04: 'register',
  A05: 'expect',
  A06: 'to-inpatient',
  A07: 'to-outpatient',
  A08: 'update',
  A09: 'update',
  A10: 'update',
  A11: 'cancel-admit',
  A12: 'cancel-transfer',
  A13: 'cancel-discharge',
  A21: 'leave',
  A22: 'return',
  A38: 'cancel-expected',
}
const PERSON_EVENTS = new Set(['A28', 'A31', 'A60'])
/** Merges of lists of numbers, old and new (A18, A34, A36 and A39 to A42 differ in what else they name). */
const MERGES = new Set(['A18', 'A34', 'A36', 'A39', 'A40', 'A41', 'A42', 'A47', 'A50', 'A51'])
const VISIT_MOVES = new Set(['A43', 'A44', 'A45'])
const CANCELLED_APPOINTMENTS = new Set(['S15', 'S16', 'S17'])
const ORDER_TYPES = new Set(['RDE', 'OMP', 'ORM', 'OMG', 'OML', 'OMI', 'RDS', 'RGV'])
const RESULT_TYPES = new Set(['ORU', 'OUL'])
const USED =
  'ADT admission, transfer, discharge, their cancels, merges; RDE, OMP, ORM, OMG, OML, OMI; RAS; ORU, OUL; SIU'

/**
 * What a message says to the downtime copy (HL7 v2.5.1). Told apart by MSH-9's first two components: structures that senders
 * name in the third are often those of another version. `site` gives the clocks for times without an offset.
 */
export function toFeed(
  message: Hl7Message,
  receivedAt: string,
  site: SiteClock,
): Result<FeedMessage, ReadingFault> {
  const { type, event } = headerOf(message)
  if (type === null) return failed({ code: 'no-type', message: '', expected: 'MSH-9' })
  const name = `${type}^${event ?? ''}`
  const read = eventOf(message, { type, event: event ?? '', name }, site)
  if (!read.ok) return read
  const evn = message.segments.find((segment) => segment.name === 'EVN')
  const occurredAt =
    evn === undefined ? null : (timeOf(message, evn, 6, site) ?? timeOf(message, evn, 2, site))
  return ok({ receivedAt, occurredAt, event: read.value })
}

function eventOf(
  message: Hl7Message,
  { type, event, name }: { readonly type: string; readonly event: string; readonly name: string },
  site: SiteClock,
): Result<FeedEvent, ReadingFault> {
  if (type === 'ADT' && MERGES.has(event)) return mergeOf(message, name, site)
  if (type === 'ADT' && event === 'A17') return swapOf(message, name, site)
  const pid = message.segments.find((segment) => segment.name === 'PID')
  if (type === 'SIU') {
    const appointment = appointmentOf(message, site)
    if (appointment === null)
      return failed({ code: 'segment-missing', message: name, expected: 'SCH-1 or SCH-2' })
    const person = pid === undefined ? null : personOf(message, pid, site)
    return ok({ kind: 'appointment', person, appointment, cancelled: CANCELLED_APPOINTMENTS.has(event) })
  }
  const clinical = ORDER_TYPES.has(type) || type === 'RAS' || RESULT_TYPES.has(type)
  const step = VISIT_STEPS[event]
  const used =
    clinical || (type === 'ADT' && (step !== undefined || PERSON_EVENTS.has(event) || VISIT_MOVES.has(event)))
  if (!used) return failed({ code: 'not-used', message: name, expected: USED })
  if (pid === undefined) return failed({ code: 'segment-missing', message: name, expected: 'PID' })
  const person = personOf(message, pid, site)
  const pv1 = message.segments.find((segment) => segment.name === 'PV1')
  const visit = pv1 === undefined ? null : visitOf(message, pv1, site)
  if (type === 'RAS') return ok({ kind: 'doses', person, visit, doses: dosesOf(message, site) })
  if (RESULT_TYPES.has(type)) return ok({ kind: 'results', person, visit, results: resultsOf(message, site) })
  if (ORDER_TYPES.has(type)) {
    const orders = ordersOf(message, site)
    if (orders.length > 0) return ok({ kind: 'orders', person, visit, orders })
    const requests = requestsOf(message)
    return requests.length === 0
      ? failed({ code: 'not-used', message: name, expected: USED })
      : ok({ kind: 'requests', person, visit, requests })
  }
  if (VISIT_MOVES.has(event)) {
    const mrg = message.segments.find((segment) => segment.name === 'MRG')
    if (mrg === undefined) return failed({ code: 'segment-missing', message: name, expected: 'MRG' })
    const from = numbersOf(message, mrg, 1)
    return ok({
      kind: 'move-visit',
      to: person,
      from,
      visit: visit?.number ?? numbersOf(message, mrg, 5)[0] ?? null,
    })
  }
  const allergies = allergiesOf(message)
  return step === undefined
    ? ok({ kind: 'person', person, allergies })
    : ok({ kind: 'visit', step, person, visit, allergies })
}

function mergeOf(message: Hl7Message, name: string, site: SiteClock): Result<FeedEvent, ReadingFault> {
  const pairs: { survivor: FeedPerson; retired: readonly FeedNumber[] }[] = []
  let survivor: FeedPerson | null = null
  for (const segment of message.segments) {
    if (segment.name === 'PID') survivor = personOf(message, segment, site)
    if (segment.name === 'MRG' && survivor !== null)
      pairs.push({ survivor, retired: numbersOf(message, segment, 1) })
  }
  return pairs.length === 0
    ? failed({ code: 'segment-missing', message: name, expected: 'PID and MRG' })
    : ok({ kind: 'merge', pairs })
}

function swapOf(message: Hl7Message, name: string, site: SiteClock): Result<FeedEvent, ReadingFault> {
  const pairs: { person: FeedPerson; visit: FeedVisit }[] = []
  let person: FeedPerson | null = null
  for (const segment of message.segments) {
    if (segment.name === 'PID') person = personOf(message, segment, site)
    if (segment.name === 'PV1' && person !== null)
      pairs.push({ person, visit: visitOf(message, segment, site) })
  }
  return pairs.length < 2
    ? failed({ code: 'segment-missing', message: name, expected: 'PID and PV1 twice' })
    : ok({ kind: 'swap', pairs })
}

function given(text: string | null): Given {
  return text === DELETE_VALUE ? DELETED : text
}

function personOf(message: Hl7Message, pid: Segment, site: SiteClock): FeedPerson {
  const [name] = repetitions(message, pid, 5)
  const family = component(message, pid, 5, 1, name)
  // Given and further names are separate components, and both are what a wristband shows.
  const first = component(message, pid, 5, 2, name)
  const further = component(message, pid, 5, 3, name)
  const dead = component(message, pid, 30) ?? (fieldText(message, pid, 29) === null ? null : 'Y')
  return {
    numbers: numbersOf(message, pid, 3),
    family: given(family),
    given:
      first === null || first === DELETE_VALUE ? given(first) : [first, further].filter(isSaid).join(' '),
    bornOn: bornOn(component(message, pid, 7), site),
    sex: given(component(message, pid, 8)),
    language: given(component(message, pid, 15, 2) ?? component(message, pid, 15)),
    deceased: dead === null ? null : dead === DELETE_VALUE ? DELETED : dead === 'Y',
  }
}

/** A date of birth is a date of a calendar: no zone moves it. */
function bornOn(text: string | null, site: SiteClock): Given {
  if (text === null) return null
  if (text === DELETE_VALUE) return DELETED
  if (!readTime(text, site).ok) return null
  const [, year = '', month, day] = /^(\d{4})(\d\d)?(\d\d)?/u.exec(text) ?? []
  return [year, month, day].filter((part) => part !== undefined).join('-')
}

/** CX: value, authority (its namespace, else its universal id), type. */
function numbersOf(message: Hl7Message, segment: Segment, field: number): readonly FeedNumber[] {
  const { component: separator, subcomponent } = message.separators
  return repetitions(message, segment, field).flatMap((repetition) => {
    const value = component(message, segment, field, 1, repetition)
    if (value === null || value === DELETE_VALUE) return []
    const [namespace = '', universal = ''] = (repetition.split(separator)[3] ?? '').split(subcomponent)
    const type = component(message, segment, field, 5, repetition) ?? ''
    return [{ value, authority: namespace === '' ? universal : namespace, type }]
  })
}

function visitOf(message: Hl7Message, pv1: Segment, site: SiteClock): FeedVisit {
  const part = (number: number): string => {
    const said = component(message, pv1, 3, number)
    return said === null || said === DELETE_VALUE ? '' : said
  }
  const place: FeedPlace = { ward: part(1), room: part(2), bed: part(3), site: part(4) }
  const doctor = [component(message, pv1, 7, 3), component(message, pv1, 7, 2)].filter(isSaid).join(' ')
  return {
    number: numbersOf(message, pv1, 19)[0] ?? null,
    patientClass: component(message, pv1, 2) ?? '',
    place: place.ward === '' && place.room === '' && place.bed === '' ? null : place,
    doctor: doctor === '' ? null : doctor,
    admittedAt: timeOf(message, pv1, 44, site),
    dischargedAt: timeOf(message, pv1, 45, site),
  }
}

function allergiesOf(message: Hl7Message): readonly FeedAllergy[] {
  return message.segments.flatMap((segment): readonly FeedAllergy[] => {
    if (segment.name !== 'AL1' && segment.name !== 'IAM') return []
    const substance = wordsOf(message, segment, 3)
    if (substance === null) return []
    const reaction = fieldText(message, segment, 5)
    const severity = component(message, segment, 4, 2) ?? component(message, segment, 4)
    const said = segment.name === 'IAM' ? (component(message, segment, 6) ?? 'A') : 'A'
    const action = said === 'D' || said === 'U' || said === 'X' ? said : 'A'
    return [{ substance, reaction, severity, action }]
  })
}
