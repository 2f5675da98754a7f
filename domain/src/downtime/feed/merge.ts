import type { FeedEvent, FeedNumber } from './messages.ts'
import { mainNumber, numberKey, patientOf, survivorKey } from './state.ts'
import type { FeedNote, FeedPatient, FeedState } from './state.ts'

type Pairs = Extract<FeedEvent, { kind: 'merge' }>['pairs']
type Say = (code: FeedNote['code'], number: FeedNumber | null) => void

/**
 * A40: what is known under the retired numbers goes to the survivor, and so does every later message that still bears one.
 * Chains hold in any order (A into B, B into C); allergies are the union; nothing is ever undone by itself.
 */
export function mergePatients(state: FeedState, pairs: Pairs, say: Say): void {
  for (const { survivor, retired } of pairs) {
    const into = mainNumber(survivor.numbers)
    if (into === undefined || retired.length === 0) {
      say('nobody-to-merge', into ?? null)
      continue
    }
    const target = survivorKey(state, numberKey(into))
    for (const number of retired) {
      const key = survivorKey(state, numberKey(number))
      if (key === target) {
        // Told again is no fault; into itself, or back into one that was merged away, is.
        if (numberKey(number) === numberKey(into) || numberKey(into) !== target)
          say('merge-in-a-circle', number)
        continue
      }
      mergeInto(state, { from: key, into: target, number: into }, say)
    }
  }
}

function mergeInto(
  state: FeedState,
  { from, into, number }: { readonly from: string; readonly into: string; readonly number: FeedNumber },
  say: Say,
): void {
  const target = patientOf(state, number)
  const source = state.patients.get(from)
  state.aliases.set(from, into)
  state.patients.delete(from)
  for (const [id, held] of state.appointments)
    if (held.patient === from) state.appointments.set(id, { ...held, patient: into })
  if (source !== undefined) takeOver(target, source, say)
}

function takeOver(target: FeedPatient, source: FeedPatient, say: Say): void {
  for (const [key, allergy] of source.allergies)
    if (!target.allergies.has(key)) target.allergies.set(key, allergy)
  for (const [key, order] of source.orders) if (!target.orders.has(key)) target.orders.set(key, order)
  for (const [key, dose] of source.doses) if (!target.doses.has(key)) target.doses.set(key, dose)
  for (const [key, result] of source.results) if (!target.results.has(key)) target.results.set(key, result)
  for (const [key, one] of source.requests) if (!target.requests.has(key)) target.requests.set(key, one)
  if (source.visit !== null) {
    if (target.visit === null || target.visit.expected) target.visit = source.visit
    else say('second-stay-open', target.number)
  }
  target.lastVisit ??= source.lastVisit
  // The survivor's own words stand; what it has none of, the other knew.
  target.family ??= source.family
  target.given ??= source.given
  target.bornOn ??= source.bornOn
  target.sex ??= source.sex
  target.language ??= source.language
  target.deceased ||= source.deceased
}
