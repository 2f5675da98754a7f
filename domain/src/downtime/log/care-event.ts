import type { PatientEvent } from './patients.ts'
import type { CallEvent } from './calls.ts'
import type { PlannedEvent } from './planned.ts'
import type { WardEvent } from './wards.ts'

/**
 * What people of the care side said or did while paper is in use. It holds ids of patients and texts about them, so it lies in
 * the vault and nowhere else; what command may know of it goes as a handover. An area adds its events here, its checks in
 * `parse-care-event.ts` and its state in `care-state.ts`.
 */
export type CareEvent = WardEvent | PatientEvent | PlannedEvent | CallEvent

/** An entry of the care log. */
export interface CareEntry {
  /** From 1, without a gap. */
  readonly n: number
  /** UTC ISO 8601. */
  readonly at: string
  /** Id of the account, or a name as said on the command line. */
  readonly by: string
  readonly byName: string | null
  readonly event: CareEvent
}
