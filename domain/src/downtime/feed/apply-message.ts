import {
  applyAllergies,
  applyDoses,
  applyOrders,
  applyRequests,
  applyResults,
  endOrders,
} from './apply-clinical.ts'
import { mergePatients } from './merge.ts'
import { DELETED } from './messages.ts'
import type {
  FeedEvent,
  FeedMessage,
  FeedNumber,
  FeedPerson,
  FeedVisit,
  Given,
  VisitStep,
} from './messages.ts'
import { mainNumber, note, numberKey, patientOf, survivorKey, visitKey } from './state.ts'
import type { FeedNote, FeedPatient, FeedState, HeldVisit } from './state.ts'

/** One message and what it is applied to. */
interface Step {
  readonly state: FeedState
  readonly message: FeedMessage
  readonly say: (code: FeedNote['code'], number: FeedNumber | null) => void
}

/**
 * Applies one message (HL7 v2.5.1 chapter 3). Messages of different patients do not touch each other, but for merges, moves
 * and swaps, which name both. What is odd is a note; nothing is dropped without one.
 */
export function applyMessage(state: FeedState, message: FeedMessage): void {
  const say: Step['say'] = (code, number) =>
    note(state, { receivedAt: message.receivedAt, code, number: number === null ? null : number.value })
  const step = { state, message, say }
  const { event } = message
  if (event.kind === 'merge') return mergePatients(state, event.pairs, say)
  if (event.kind === 'move-visit') return moveVisit(step, event)
  if (event.kind === 'appointment') return applyAppointment(step, event)
  if (event.kind === 'swap') return swapPlaces(step, event.pairs)
  const patient = personOf(step, event.person)
  if (patient === null) return
  switch (event.kind) {
    case 'visit':
      applyVisit(step, patient, event.step, event.visit)
      return applyAllergies(patient, event.allergies)
    case 'person':
      return applyAllergies(patient, event.allergies)
    case 'orders':
      seenIn(step, patient, event.visit)
      return applyOrders(patient, event.orders, message, say)
    case 'doses':
      seenIn(step, patient, event.visit)
      return applyDoses(patient, event.doses)
    case 'requests':
      seenIn(step, patient, event.visit)
      return applyRequests(patient, event.requests)
    case 'results':
      seenIn(step, patient, event.visit)
      return applyResults(patient, event.results)
  }
}

/** Takes in who it is; null, with a note, where no number says so. */
function personOf({ state, say }: Step, person: FeedPerson): FeedPatient | null {
  const number = mainNumber(person.numbers)
  if (number === undefined) {
    say('no-number', null)
    return null
  }
  const patient = patientOf(state, number)
  // A message that still bears a retired number is about the survivor, but its name is that of the record that is gone.
  if (survivorKey(state, numberKey(number)) !== numberKey(number)) return patient
  patient.numbers = person.numbers
  patient.family = changed(patient.family, person.family)
  patient.given = changed(patient.given, person.given)
  patient.bornOn = changed(patient.bornOn, person.bornOn)
  patient.sex = changed(patient.sex, person.sex)
  patient.language = changed(patient.language, person.language)
  patient.deceased = changed<boolean>(patient.deceased, person.deceased) ?? false
  return patient
}

function changed<Value>(before: Value | null, given: Given<Value>): Value | null {
  if (given === DELETED) return null
  return given ?? before
}

function applyVisit(step: Step, patient: FeedPatient, what: VisitStep, visit: FeedVisit | null): void {
  switch (what) {
    case 'admit':
    case 'register':
    case 'expect':
      return openVisit(step, patient, visit, what === 'expect')
    case 'transfer':
      return transfer(step, patient, visit)
    case 'discharge':
      return discharge(step, patient, visit)
    case 'to-inpatient':
    case 'to-outpatient':
    case 'update':
      return updateVisit(step, patient, visit, what)
    case 'cancel-admit':
    case 'cancel-expected':
      return cancelAdmit(step, patient, visit)
    case 'cancel-transfer':
      return cancelTransfer(step, patient, visit)
    case 'cancel-discharge':
      return cancelDischarge(step, patient, visit)
    case 'leave':
    case 'return': {
      const stay = stayOf(step, patient, visit)
      if (stay !== null) stay.onLeave = what === 'leave'
      return
    }
  }
}

function begun({ message }: Step, visit: FeedVisit | null, expected: boolean): HeldVisit {
  return {
    number: visit?.number ?? null,
    patientClass: visit?.patientClass ?? '',
    place: visit?.place ?? null,
    priorPlaces: [],
    doctor: visit?.doctor ?? null,
    admittedAt: visit?.admittedAt ?? message.occurredAt ?? message.receivedAt,
    expected,
    onLeave: false,
  }
}

function openVisit(step: Step, patient: FeedPatient, visit: FeedVisit | null, expected: boolean): void {
  const open = patient.visit
  if (open !== null && sameVisit(open.number, visit?.number ?? null)) {
    // The same admission again, or the arrival of somebody expected: where they were before stays known.
    open.expected = expected && open.expected
    return refresh(open, visit)
  }
  if (open !== null && !open.expected) {
    // Somebody expected for later is here now: the stay that goes on must not give way to it.
    if (expected) return
    step.say('second-stay-open', patient.number)
  }
  patient.visit = begun(step, visit, expected)
}

/** The open stay; where there is none, one that we did not see begin, unless it is the one that just ended. */
function stayOf(step: Step, patient: FeedPatient, visit: FeedVisit | null): HeldVisit | null {
  if (patient.visit !== null) return patient.visit
  if (visit === null || visit.place === null || !'IEBR'.includes(visit.patientClass || '-')) return null
  if (visit.number !== null && sameVisit(patient.lastVisit?.number ?? null, visit.number)) return null
  step.say('stay-not-begun-here', patient.number)
  patient.visit = begun(step, visit, false)
  return patient.visit
}

/** What an order or a result says of where somebody is counts only where nothing is known: it is no movement. */
function seenIn(step: Step, patient: FeedPatient, visit: FeedVisit | null): void {
  stayOf(step, patient, visit)
}

function refresh(stay: HeldVisit, visit: FeedVisit | null): void {
  if (visit === null) return
  stay.number = visit.number ?? stay.number
  stay.patientClass = visit.patientClass || stay.patientClass
  stay.doctor = visit.doctor ?? stay.doctor
  stay.admittedAt = visit.admittedAt ?? stay.admittedAt
  if (visit.place !== null) moveTo(stay, visit.place)
}

function moveTo(stay: HeldVisit, place: NonNullable<FeedVisit['place']>): void {
  if (stay.place !== null && samePlace(stay.place, place)) return
  if (stay.place !== null) stay.priorPlaces = [...stay.priorPlaces, stay.place].slice(-MAX_PRIOR_PLACES)
  stay.place = place
}

/** Cancels go back one step; more than this many moves are not taken back. */
const MAX_PRIOR_PLACES = 20

function transfer(step: Step, patient: FeedPatient, visit: FeedVisit | null): void {
  const stay = stayOf(step, patient, visit)
  if (stay === null) return step.say('nothing-to-cancel', patient.number)
  refresh(stay, visit)
}

function discharge(step: Step, patient: FeedPatient, visit: FeedVisit | null): void {
  const stay = stayOf(step, patient, visit)
  if (stay === null) return
  if (
    visit?.number !== null &&
    visit !== null &&
    stay.number !== null &&
    !sameVisit(stay.number, visit.number)
  )
    // The end of another stay than the one that is open.
    return step.say('second-stay-open', patient.number)
  patient.lastVisit = stay
  patient.visit = null
  endOrders(patient)
}

function updateVisit(step: Step, patient: FeedPatient, visit: FeedVisit | null, what: VisitStep): void {
  const stay = stayOf(step, patient, visit)
  if (stay === null || visit === null) return
  const before = stay.place
  refresh(stay, visit)
  if (what === 'update' && before !== null && stay.place !== before)
    step.say('moved-by-update', patient.number)
}

function cancelAdmit(step: Step, patient: FeedPatient, visit: FeedVisit | null): void {
  const stay = patient.visit
  if (stay === null || !mayBe(stay.number, visit?.number ?? null))
    return step.say('nothing-to-cancel', patient.number)
  patient.visit = null
  patient.lastVisit = null
  for (const [number, held] of patient.orders)
    if (held.visit === visitKey(stay)) patient.orders.delete(number)
}

function cancelTransfer(step: Step, patient: FeedPatient, visit: FeedVisit | null): void {
  const stay = stayOf(step, patient, visit)
  if (stay === null) return step.say('nothing-to-cancel', patient.number)
  const prior = stay.priorPlaces.at(-1) ?? null
  const back = visit?.place ?? prior
  if (back === null) return step.say('nothing-to-cancel', patient.number)
  // PV1-3 of the cancel is the place that is restored; ours may never have been told.
  if (prior !== null && !samePlace(prior, back)) step.say('prior-place-differs', patient.number)
  stay.place = back
  stay.priorPlaces = stay.priorPlaces.slice(0, -1)
}

function cancelDischarge(step: Step, patient: FeedPatient, visit: FeedVisit | null): void {
  const last = patient.lastVisit
  if (patient.visit !== null) return step.say('nothing-to-cancel', patient.number)
  if (last === null || !mayBe(last.number, visit?.number ?? null)) {
    if (visit === null) return step.say('nothing-to-cancel', patient.number)
    step.say('stay-not-begun-here', patient.number)
    patient.visit = begun(step, visit, false)
    return
  }
  patient.visit = last
  patient.lastVisit = null
  refresh(last, visit)
}

function swapPlaces(step: Step, pairs: Extract<FeedEvent, { kind: 'swap' }>['pairs']): void {
  for (const { person, visit } of pairs) {
    const patient = personOf(step, person)
    const stay = patient === null ? null : stayOf(step, patient, visit)
    if (stay !== null) refresh(stay, visit)
  }
}

function moveVisit(step: Step, { to, from, visit }: Extract<FeedEvent, { kind: 'move-visit' }>): void {
  const number = mainNumber(from)
  const target = personOf(step, to)
  if (number === undefined || target === null) return step.say('no-number', null)
  const source = patientOf(step.state, number)
  if (source === target) return
  const stay = source.visit
  if (stay === null || !mayBe(stay.number, visit)) return step.say('move-without-visit', number)
  if (target.visit !== null) step.say('second-stay-open', target.number)
  target.visit = stay
  source.visit = null
  for (const [order, held] of source.orders)
    if (held.visit === visitKey(stay)) {
      target.orders.set(order, held)
      source.orders.delete(order)
    }
}

function applyAppointment(
  step: Step,
  { person, appointment, cancelled }: Extract<FeedEvent, { kind: 'appointment' }>,
): void {
  const held = step.state.appointments.get(appointment.number)
  if (cancelled) {
    step.state.appointments.delete(appointment.number)
    return
  }
  const patient = person === null ? null : personOf(step, person)
  const key = patient === null ? held?.patient : numberKey(patient.number)
  if (key === undefined) return
  step.state.appointments.set(appointment.number, {
    patient: key,
    number: appointment.number,
    what: appointment.what ?? held?.what ?? null,
    at: appointment.at ?? held?.at ?? null,
    place: appointment.place ?? held?.place ?? null,
    status: appointment.status ?? held?.status ?? null,
  })
}

function sameVisit(one: FeedNumber | null, other: FeedNumber | null): boolean {
  return one !== null && other !== null && numberKey(one) === numberKey(other)
}

/** Senders that give no visit number mean the stay that is open. */
function mayBe(one: FeedNumber | null, other: FeedNumber | null): boolean {
  return one === null || other === null || numberKey(one) === numberKey(other)
}

function samePlace(one: NonNullable<FeedVisit['place']>, other: NonNullable<FeedVisit['place']>): boolean {
  return (
    one.ward === other.ward && one.room === other.room && one.bed === other.bed && one.site === other.site
  )
}
