/** What is planned in the hospital: an operation, a visit of a patient, or an event for several people. */
export type PlannedKind = 'operation' | 'visit' | 'event'

/** One thing planned within the days that the copy holds, as last received. Nulls mean: not in this copy. */
export interface PlannedItem {
  /** Type and id of the resource that it was made from. */
  readonly id: string
  readonly kind: PlannedKind
  /** As received; the side of an operation stands in it where the record has it there. */
  readonly what: string
  readonly site: string | null
  readonly place: string | null
  /** UTC ISO 8601. */
  readonly startAt: string | null
  readonly minutes: number | null
  readonly clinician: string | null
  /** The priority as received; `code` where it is one of the table of priorities. */
  readonly priority: string | null
  readonly code: PriorityCode | null
  /** When it was asked for: the time from which the priority counts. */
  readonly requestedAt: string | null
  /** Names of the care that it needs, as received. Empty: the record does not tell, which is not the same as none. */
  readonly needs: readonly string[]
  readonly note: string | null
  /** Null: it is for nobody in particular, or the patient is not in this copy (`withoutPatient`). */
  readonly patient: PlannedPatient | null
  readonly withoutPatient: boolean
}

/** Who is expected. */
export interface PlannedPatient {
  readonly id: string
  readonly number: string
  readonly familyName: string
  readonly givenNames: string
  readonly bornOn: string | null
  readonly sex: 'F' | 'M' | 'other' | 'unknown'
  readonly language: string | null
  readonly deceased: boolean
  /** Own numbers first, then those of others, each with whose it is; as received. */
  readonly phones: readonly string[]
  /** An interpreter is needed, as the record says; null: not told. */
  readonly interpreter: boolean | null
}

/** Codes of the guide of the Federation of Surgical Specialty Associations. */
export type PriorityCode = '1a' | '1b' | '2' | '3' | '4'

/** Hours until the latest safe date by priority, counted from the request; null: none is set. */
export const PRIORITY_HOURS: Readonly<Record<PriorityCode, number | null>> = {
  '1a': 24,
  '1b': 72,
  '2': 28 * 24,
  '3': 91 * 24,
  '4': null,
}

/** Days of planned care that the copy holds: an outage lasts weeks, and nobody then knows who is booked. */
export const PLANNED_DAYS = 30
