/** Language of a site's record: its texts are written in it. */
export type RecordLanguage = 'nl' | 'fr'
/** What a ward is for: it decides who lies there and what they get. */
export type WardKind =
  | 'adult'
  | 'intensive'
  | 'emergency'
  | 'recovery'
  | 'maternity'
  | 'newborn'
  | 'child'
  | 'old'
  | 'cancer'
  | 'palliative'

/** A bed, by the id of its Location. */
export interface DrillBed {
  readonly id: string
  readonly name: string
  readonly room: string
  readonly roomName: string
}

/** A ward with its beds in walking order. */
export interface DrillWard {
  readonly id: string
  readonly name: string
  readonly kind: WardKind
  readonly site: string
  readonly siteId: string
  readonly language: RecordLanguage
  readonly beds: readonly DrillBed[]
}

/** An amount with its unit. */
export interface Amount {
  readonly value: number
  readonly unit: string
}

/** When a drug is to be given. */
export type DrillTiming =
  | { readonly kind: 'times'; readonly times: readonly string[]; readonly everyDays?: number }
  | { readonly kind: 'week'; readonly days: readonly string[]; readonly times: readonly string[] }
  | { readonly kind: 'hours'; readonly every: number }
  | { readonly kind: 'meal'; readonly when: string; readonly perDay: number }
  | { readonly kind: 'as-needed'; readonly reason: string; readonly max: Amount | null }
  | { readonly kind: 'once' }
  | { readonly kind: 'rate'; readonly rate: Amount }
  | { readonly kind: 'words' }

/** One dose that was recorded before the administrations' as-of time. */
export interface DrillDose {
  readonly at: string
  readonly amount: Amount | null
  readonly site: string | null
  readonly status: 'completed' | 'not-done' | 'in-progress'
}

/** One order of a drug. */
export interface DrillOrder {
  readonly drug: string
  /** Null: the order names its drug in words only. */
  readonly atc: string | null
  readonly status: 'active' | 'on-hold' | 'stopped' | 'completed' | 'draft' | 'entered-in-error'
  readonly timing: DrillTiming
  /** Null: the order has no dose. */
  readonly dose: Amount | null
  readonly route: string | null
  /** The instruction as the prescriber sees it; null: none. */
  readonly text: string | null
  readonly startAt: string
  readonly stopAt: string | null
  readonly prescriber: string
  readonly given: readonly DrillDose[]
}

/** One entry of the allergy list. */
export interface DrillAllergy {
  readonly substance: string
  /** SNOMED CT; null: words only. */
  readonly code: string | null
  readonly verification: 'confirmed' | 'unconfirmed' | 'refuted' | 'entered-in-error' | null
  readonly clinical: 'active' | null
  readonly high: boolean
  readonly reaction: {
    readonly sign: string
    readonly severity: 'mild' | 'moderate' | 'severe' | null
  } | null
}

/** A value measured, with its LOINC code. */
export interface DrillValue {
  readonly code: string
  readonly name: string
  readonly category: 'vital-signs' | 'laboratory'
  readonly amount: Amount
  readonly low: number | null
  readonly high: number | null
  readonly at: string
  readonly status: 'final' | 'preliminary'
}

/** A name as the record has it; `text` for who has none. */
export interface DrillName {
  readonly family: string | null
  readonly given: readonly string[]
  readonly text: string | null
  /** The name in the patient's own script. */
  readonly own: { readonly family: string; readonly given: readonly string[] } | null
}

/** One inpatient of the drill. */
export interface DrillPatient {
  readonly id: string
  readonly number: string
  readonly stay: string
  readonly name: DrillName
  readonly bornOn: string | null
  readonly sex: 'female' | 'male' | 'other' | 'unknown'
  readonly ward: DrillWard
  /** Null: the stay names no bed. `lost`: it names a place that the copy does not hold. */
  readonly bed: DrillBed | null
  readonly lost: 'bed' | 'ward' | null
  readonly doctor: string
  readonly admittedAt: string
  readonly movedAt: string | null
  readonly deceasedAt: string | null
  readonly orders: readonly DrillOrder[]
  /** Given in the emergency department: the copy holds no order for it. */
  readonly givenWithoutOrder: readonly { readonly drug: string; readonly dose: DrillDose }[]
  readonly allergies: readonly DrillAllergy[]
  readonly codeStatus: { readonly words: string; readonly code: string | null } | null
  readonly alerts: readonly string[]
  readonly problems: readonly string[]
  readonly diet: string | null
  readonly values: readonly DrillValue[]
  readonly pending: readonly string[]
  readonly contact: { readonly name: string; readonly relation: string; readonly phone: string } | null
  /** Why this patient is in the drill; null: by chance. */
  readonly why: string | null
}

/** All that the downtime copy of the drill is written from. */
export interface DrillCopy {
  readonly wards: readonly DrillWard[]
  /** Names by ward id. */
  readonly doctors: ReadonlyMap<string, readonly string[]>
  readonly patients: readonly DrillPatient[]
}
