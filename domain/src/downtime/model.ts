import type { PlannedItem } from './planned/model.ts'

/**
 * The downtime copy: the patients of a hospital as last received. Text of drugs, doses, routes and frequencies stands as
 * received and is never converted. What is not in the copy says so; it is never shown as none.
 */
export interface DowntimeCopy {
  /** The instant that each feed covers; null: the feed is not in this copy. */
  readonly asOf: FeedTimes
  readonly sites: readonly string[]
  readonly wards: readonly Ward[]
  readonly patients: readonly Inpatient[]
  /** Operations, visits and events of the next 30 days, in order of time. */
  readonly planned: readonly PlannedItem[]
}

/** Kinds of data with an as-of time of their own. */
export type Feed = 'patients' | 'orders' | 'administrations' | 'allergies' | 'results'
/** As-of time per feed, UTC ISO 8601; null where the feed is not in the copy. */
export type FeedTimes = Readonly<Record<Feed, string | null>>

/** A ward with its beds in walking order, empty ones too. */
export interface Ward {
  readonly id: string
  readonly name: string
  readonly site: string
  readonly beds: readonly Bed[]
}

/** A bed; `patient` is the id of who lies in it, or null when it is empty as of the copy. */
export interface Bed {
  readonly id: string
  readonly name: string
  readonly room: string
  readonly patient: string | null
}

/** One inpatient. Nulls mean: not in this copy. */
export interface Inpatient {
  readonly id: string
  readonly number: string
  readonly stayNumber: string | null
  readonly familyName: string
  readonly givenNames: string
  readonly bornOn: string | null
  readonly sex: 'F' | 'M' | 'other' | 'unknown'
  readonly ward: string | null
  readonly bed: string | null
  readonly site: string | null
  readonly doctor: string | null
  readonly admittedAt: string | null
  readonly deceased: boolean
  readonly language: string | null
  readonly weight: string | null
  readonly allergies: AllergyKnowledge
  readonly medications: readonly MedicationOrder[]
  readonly problems: readonly string[] | null
  readonly codeStatus: string | null
  readonly alerts: readonly string[] | null
  readonly diet: readonly string[] | null
  readonly results: readonly ResultLine[]
  readonly vitals: readonly ResultLine[]
  readonly contacts: readonly string[] | null
  readonly pending: readonly string[] | null
  /** The name as one text, where it says more than family and given names; null: no such text. */
  readonly nameText: string | null
  /** Other names: in the patient's own script, at birth, formerly used; never shown alone. */
  readonly otherNames: readonly string[]
  /** Numbers of records that were merged into this one. */
  readonly formerNumbers: readonly string[]
  /** What must stand in the head of each sheet: same number on two patients, data that could not be read. */
  readonly warnings: readonly string[]
  /** Doses recorded with no order in this copy. */
  readonly looseDoses: readonly LooseDose[]
  /** Orders of this stay that ended too long ago to be shown. */
  readonly endedEarlier: number
}

/** A dose at an instant; the amount as received, null: not in copy. */
export interface Dose {
  readonly at: string
  readonly dose: string | null
}

/** A dose that no order of the copy accounts for. */
export interface LooseDose {
  readonly drug: string
  readonly at: string | null
  readonly dose: string | null
  readonly route: string | null
  readonly status: string
}

/** Four states, never mixed: known, none known (somebody asked), not recorded, not in this copy. */
export interface AllergyKnowledge {
  readonly state: 'known' | 'none-known' | 'not-recorded' | 'not-in-copy'
  readonly list: readonly Allergy[]
  /** "None known" is recorded beside an allergy: CONTRADICTION, and the allergy stands. */
  readonly contradiction: boolean
  /** What "none known" was said of, as received, where it is not all allergies: 'No known drug allergy'. */
  readonly noneKnownOf: readonly string[]
}

/** All but refuted or entered in error. */
export interface Allergy {
  readonly substance: string
  readonly reaction: string | null
  readonly severity: string | null
  readonly certainty: 'confirmed' | 'unconfirmed' | 'not stated'
  /** 'inactive' or 'resolved' as recorded: it is shown all the same; null: active or not stated. */
  readonly recordedAs: string | null
}

/** One order of a drug, as received. */
export interface MedicationOrder {
  readonly id: string
  readonly kind: 'infusion' | 'scheduled' | 'as-needed' | 'once' | 'stopped'
  readonly status: string
  readonly drug: string
  /** As received; null: DOSE NOT IN COPY. */
  readonly dose: string | null
  readonly route: string | null
  readonly frequency: string | null
  readonly instructions: string | null
  /** Hospital-local due times of a day, HH:MM; empty where they cannot be told from the order. */
  readonly dueTimes: readonly string[]
  /** Days of the week on which it is due (mon …), when not every day. */
  readonly dueDays: readonly string[]
  readonly startAt: string | null
  readonly stopAt: string | null
  readonly prescriber: string | null
  readonly highAlert: 'yes' | 'no' | 'not-checked'
  readonly lastGiven: Dose | null
  /** Patch site and the like, as received with the last administration. */
  readonly lastSite: string | null
  /** Instants that the order lists one by one. */
  readonly dueAt: readonly string[]
  /** The last dose recorded as not given, where it is later than the last one given. */
  readonly lastNotGiven: Dose | null
  /** Doses given in the last 24 hours before the administrations' as-of time, in order of time. */
  readonly recent: readonly Dose[]
  /** What an as-needed drug is for, as received. */
  readonly asNeededFor: string | null
  /** The most that may be given, as received: 'max 4 g per 24 h'; null: not in copy. */
  readonly most: string | null
  /** The order forbids the drug (`doNotPerform`). */
  readonly doNotGive: boolean
  /** What must be known before a dose is given: not an order yet, ordered before this stay. */
  readonly notes: readonly string[]
}

/** A value with its unit, as received. */
export interface ResultLine {
  readonly name: string
  readonly value: string
  readonly flag: string | null
  readonly range: string | null
  readonly at: string | null
  readonly preliminary: boolean
}
