import type { CareEntry } from './care-event.ts'
import { EMPTY_PATIENTS, evolvePatients, isPatientEvent } from './patients.ts'
import type { PatientsState } from './patients.ts'
import { EMPTY_CALLS, evolveCalls, isCallEvent } from './calls.ts'
import type { CallsState } from './calls.ts'
import { EMPTY_PLANNED, evolvePlanned, isPlannedEvent } from './planned.ts'
import type { PlannedState } from './planned.ts'
import { EMPTY_WARDS, evolveWards, isWardEvent } from './wards.ts'
import type { WardsState } from './wards.ts'

/** What follows from the care log: nothing else is kept of it. Each area has a state of its own. */
export interface CareState {
  /** Entries that went in. */
  readonly size: number
  readonly wards: WardsState
  readonly patients: PatientsState
  readonly planned: PlannedState
  readonly calls: CallsState
}

/** Before the first entry. */
export const EMPTY_CARE_STATE: CareState = {
  size: 0,
  wards: EMPTY_WARDS,
  patients: EMPTY_PATIENTS,
  planned: EMPTY_PLANNED,
  calls: EMPTY_CALLS,
}

/** The state after one more entry; the given state is left as it was. */
export function evolveCare(state: CareState, entry: CareEntry): CareState {
  const { event } = entry
  const said = { n: entry.n, at: entry.at, by: entry.byName ?? entry.by }
  return {
    size: entry.n,
    wards: isWardEvent(event) ? evolveWards(state.wards, event, entry) : state.wards,
    patients: isPatientEvent(event) ? evolvePatients(state.patients, event, said) : state.patients,
    planned: isPlannedEvent(event) ? evolvePlanned(state.planned, event, entry) : state.planned,
    calls: isCallEvent(event) ? evolveCalls(state.calls, event, entry) : state.calls,
  }
}
