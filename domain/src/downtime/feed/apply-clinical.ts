import type {
  FeedAllergy,
  FeedDose,
  FeedDrugOrder,
  FeedMessage,
  FeedNumber,
  FeedRequest,
  FeedResult,
} from './messages.ts'
import { numberKey } from './state.ts'
import type { FeedNote, FeedPatient, HeldOrder } from './state.ts'

/** Results and doses kept per patient; the oldest go first. */
const MAX_KEPT = 2000

/**
 * Adds allergies. What was told once stays: a snapshot without AL1 says nothing about allergies, and only IAM-6 `D` takes one
 * away.
 */
export function applyAllergies(patient: FeedPatient, allergies: readonly FeedAllergy[]): void {
  for (const allergy of allergies) {
    const key = allergy.substance.trim().toLowerCase()
    if (allergy.action === 'D') patient.allergies.delete(key)
    else if (allergy.action !== 'X' || !patient.allergies.has(key)) patient.allergies.set(key, allergy)
  }
}

/** What ORC-1 makes of an order (HL7 table 0119); undefined: it changes no status. */
const STATUS_OF: Readonly<Record<string, HeldOrder['status']>> = {
  NW: 'active',
  OK: 'active',
  RL: 'active',
  OE: 'active',
  HD: 'on-hold',
  OH: 'on-hold',
  DC: 'stopped',
  OD: 'stopped',
  CA: 'stopped',
  OC: 'stopped',
  DR: 'stopped',
  CR: 'stopped',
}

/** Takes drug orders in; fields that a change leaves empty stay as they were. */
export function applyOrders(
  patient: FeedPatient,
  orders: readonly FeedDrugOrder[],
  message: FeedMessage,
  say: (code: FeedNote['code'], number: FeedNumber | null) => void,
): void {
  for (const order of orders) {
    if (order.number === '') {
      say('order-without-number', patient.number)
      continue
    }
    const before = patient.orders.get(order.number)
    const status = STATUS_OF[order.control]
    if (before === undefined && status !== 'active') say('order-not-known', patient.number)
    const stay = patient.visit?.number ?? null
    patient.orders.set(order.number, {
      order: before === undefined ? order : changedOrder(before.order, order),
      status: status ?? before?.status ?? 'active',
      visit: before?.visit ?? (stay === null ? null : numberKey(stay)),
      since: before?.since ?? message.occurredAt ?? message.receivedAt,
      endedWithStay: status === undefined ? (before?.endedWithStay ?? false) : false,
    })
  }
}

/** A message that only stops an order says 0 for the amount: what stood before is what was ordered. */
function changedOrder(before: FeedDrugOrder, after: FeedDrugOrder): FeedDrugOrder {
  const replaces = ['XO', 'XX', 'RP', 'RO', 'XR', 'NW'].includes(after.control)
  if (!replaces) return { ...before, control: after.control, stopAt: after.stopAt ?? before.stopAt }
  return {
    number: before.number,
    control: after.control,
    drug: after.drug ?? before.drug,
    amount: after.amount ?? before.amount,
    amountMost: after.amount === null ? before.amountMost : after.amountMost,
    unit: after.unit ?? before.unit,
    route: after.route ?? before.route,
    repeat: after.repeat ?? before.repeat,
    instructions: after.instructions ?? before.instructions,
    startAt: after.startAt ?? before.startAt,
    stopAt: after.stopAt ?? before.stopAt,
    prescriber: after.prescriber ?? before.prescriber,
  }
}

/** The stay ended and its orders with it; a cancelled discharge does not begin them again by itself. */
export function endOrders(patient: FeedPatient): void {
  for (const held of patient.orders.values())
    if (held.status === 'active' || held.status === 'on-hold') {
      held.status = 'completed'
      held.endedWithStay = true
    }
}

/** Takes doses in; a dose deleted by its sender is gone. */
export function applyDoses(patient: FeedPatient, doses: readonly FeedDose[]): void {
  for (const dose of doses) {
    const key = JSON.stringify([dose.order, dose.drug, dose.at])
    if (dose.action === 'D') patient.doses.delete(key)
    else patient.doses.set(key, dose)
  }
  forgetOldest(patient.doses)
}

/** Takes requests in; one that was stopped or done is pending no more. */
export function applyRequests(patient: FeedPatient, requests: readonly FeedRequest[]): void {
  for (const request of requests) {
    const status = STATUS_OF[request.control]
    if (status === 'stopped') patient.requests.delete(request.number)
    else {
      const before = patient.requests.get(request.number)
      patient.requests.set(request.number, {
        ...request,
        what: request.what ?? before?.what ?? null,
        priority: request.priority ?? before?.priority ?? null,
      })
    }
  }
  forgetOldest(patient.requests)
}

/** Takes results in: a correction replaces, one withdrawn (D, W, X) stays to be told as such. */
export function applyResults(patient: FeedPatient, results: readonly FeedResult[]): void {
  for (const result of results) {
    // The latest stands last.
    patient.results.delete(result.key)
    patient.results.set(result.key, result)
    if (result.status === 'F' && result.request !== null) patient.requests.delete(result.request)
  }
  forgetOldest(patient.results)
}

function forgetOldest(kept: Map<string, unknown>): void {
  for (const key of kept.keys()) {
    if (kept.size <= MAX_KEPT) return
    kept.delete(key)
  }
}
