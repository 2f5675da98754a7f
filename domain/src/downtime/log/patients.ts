import { check, ID, listOf, oneOf, orNull } from '../../field-checks.ts'
import type { Check } from '../../field-checks.ts'
import type { Inpatient } from '../model.ts'
import { isDowntimeNumber } from './downtime-number.ts'
import { CARE_TEXT } from './wards.ts'
import type { EntryPlace } from './wards.ts'

/** Where patients are, as people say it while the record system is gone. Who was taken in since has its downtime number as id. */
export type PatientEvent = PatientCame | PatientNamed | PatientMoved | PatientLeft | BedsChecked

/** Who somebody is, as far as it is known. */
export interface SaidIdentity {
  readonly familyName: string
  /** May be empty: a newborn, an unknown man. */
  readonly givenNames: string
  /** YYYY-MM-DD; null: not known. */
  readonly bornOn: string | null
  readonly sex: Inpatient['sex']
}

/** Somebody came who is not in the copy. */
export interface PatientCame extends SaidIdentity {
  readonly type: 'PatientCame'
  /** The downtime number. */
  readonly patient: string
  readonly how: 'admitted' | 'newborn' | 'unknown-person'
  readonly ward: string
  /** Id of a bed of the copy; null: none yet. */
  readonly bed: string | null
  /** Of a newborn: the id of who bore it; null: not known, or no newborn. */
  readonly mother: string | null
  readonly allergyState: 'known' | 'none-known' | 'not-recorded'
  /** As said; null: nothing, or none known. */
  readonly allergies: string | null
  /** As said; null: not asked. */
  readonly codeStatus: string | null
}

/** Who came is known better now. */
export interface PatientNamed extends SaidIdentity {
  readonly type: 'PatientNamed'
  readonly patient: string
}

/** Somebody lies elsewhere now, in this hospital. */
export interface PatientMoved {
  readonly type: 'PatientMoved'
  readonly patient: string
  readonly ward: string
  readonly bed: string | null
}

/** How a patient can leave. */
export const WAYS_TO_LEAVE = ['discharged', 'died', 'sent-elsewhere'] as const

/** Somebody is no patient of this hospital any more. */
export interface PatientLeft {
  readonly type: 'PatientLeft'
  readonly patient: string
  readonly how: (typeof WAYS_TO_LEAVE)[number]
  /** Where to; null: not said. */
  readonly to: string | null
}

/** Somebody walked from bed to bed with the census in hand. */
export interface BedsChecked {
  readonly type: 'BedsChecked'
  readonly ward: string
  /** Ids of who was found. */
  readonly here: readonly string[]
  /** Ids of who was on the census and was not found. */
  readonly missing: readonly string[]
}

const NUMBER = check('a downtime number', (value) => typeof value === 'string' && isDowntimeNumber(value))
const NAME = check(
  'a name of at most 300 characters',
  (value) => typeof value === 'string' && value.length <= 300,
)
const DAY = check('a day as YYYY-MM-DD', (value) => typeof value === 'string' && isDay(value))
const IDENTITY: Readonly<Record<keyof SaidIdentity, Check>> = {
  familyName: check('a family name', (value) => NAME.accepts(value) && String(value).trim() !== ''),
  givenNames: NAME,
  bornOn: orNull(DAY),
  sex: oneOf(['F', 'M', 'other', 'unknown']),
}
/** Patients on one ward; a larger one is a fault of the input. */
const MAX_CHECKED = 500

/** What each event of patients holds. */
export const PATIENT_FIELDS: Readonly<Record<PatientEvent['type'], Readonly<Record<string, Check>>>> = {
  PatientCame: {
    ...IDENTITY,
    patient: NUMBER,
    how: oneOf(['admitted', 'newborn', 'unknown-person']),
    ward: ID,
    bed: orNull(ID),
    mother: orNull(ID),
    allergyState: oneOf(['known', 'none-known', 'not-recorded']),
    allergies: orNull(CARE_TEXT),
    codeStatus: orNull(CARE_TEXT),
  },
  PatientNamed: { ...IDENTITY, patient: NUMBER },
  PatientMoved: { patient: ID, ward: ID, bed: orNull(ID) },
  PatientLeft: { patient: ID, how: oneOf(WAYS_TO_LEAVE), to: orNull(CARE_TEXT) },
  BedsChecked: { ward: ID, here: listOf(ID, MAX_CHECKED), missing: listOf(ID, MAX_CHECKED) },
}

/** Whether a text is a day that exists, as YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`)
  return /^\d{4}-\d\d-\d\d$/u.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** Whether an event is one of patients. */
export const isPatientEvent = (event: { readonly type: string }): event is PatientEvent =>
  Object.hasOwn(PATIENT_FIELDS, event.type)

/** Who said it and when. */
export interface SaidBy extends EntryPlace {
  readonly by: string
}

/** What was said of one patient, oldest first. */
export interface PatientSaid extends SaidBy {
  readonly event: Exclude<PatientEvent, BedsChecked>
}

/** A bed check as it was. */
export interface BedCheck extends SaidBy {
  readonly here: readonly string[]
  readonly missing: readonly string[]
}

/** What follows for the census. */
export interface PatientsState {
  /** By id of the patient; one of whom nothing was said is absent. */
  readonly said: ReadonlyMap<string, readonly PatientSaid[]>
  /** The last of each ward. */
  readonly checks: ReadonlyMap<string, BedCheck>
}

/** Nothing was said. */
export const EMPTY_PATIENTS: PatientsState = { said: new Map(), checks: new Map() }

/** The state after one more entry. */
export function evolvePatients(state: PatientsState, event: PatientEvent, said: SaidBy): PatientsState {
  if (event.type === 'BedsChecked') {
    const { here, missing } = event
    return { ...state, checks: new Map(state.checks).set(event.ward, { ...said, here, missing }) }
  }
  const before = state.said.get(event.patient) ?? []
  return { ...state, said: new Map(state.said).set(event.patient, [...before, { ...said, event }]) }
}
