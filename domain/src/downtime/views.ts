import type { FormKind, FormLanguage } from './forms/index.ts'
import type { SaidLine, WardStanding } from './log/index.ts'
import type { AllergyKnowledge, FeedTimes, Inpatient, MedicationOrder } from './model.ts'

/** The frame of every ward page. */
export interface CopyHeader {
  readonly kind: 'real' | 'drill'
  readonly hospital: string
  readonly timeZone: string
  readonly now: string
  readonly generation: number | null
  readonly takenAt: string | null
  readonly asOf: FeedTimes
  readonly oneCopyOnlySince: string | null
  /** A newer generation was held back, and why; a person decides. */
  readonly heldBack: string | null
}

/** GET /api/hospital */
export interface HospitalView {
  readonly header: CopyHeader
  readonly wards: readonly WardLine[]
  readonly inpatients: number
  readonly faults: number
  /** Inpatients whose ward is not in the copy. */
  readonly withoutWard: readonly CensusPatient[]
}

/** One ward of the list. */
export interface WardLine {
  readonly id: string
  readonly name: string
  readonly site: string
  readonly patients: number
  readonly emptyBeds: number
  /** The packet last written for this ward; null: none. */
  readonly packet: PacketLine | null
  /** What the ward works from; null: nothing was said, it is on screen. */
  readonly standing: WardStanding | null
}

/** Written is not handed over. */
export interface PacketLine {
  readonly at: string
  readonly sheets: number
  readonly firstSerial: string
  readonly lastSerial: string
  readonly generation: number
  readonly href: string
}

/** One bed of a census. */
export interface CensusRow {
  readonly bed: string
  readonly room: string
  /** Null: empty at the as-of time. */
  readonly patient: CensusPatient | null
}

/** What the census says of a patient. */
export interface CensusPatient {
  readonly id: string
  readonly familyName: string
  readonly givenNames: string
  readonly bornOn: string | null
  readonly ageYears: number | null
  readonly sex: Inpatient['sex']
  readonly number: string
  readonly doctor: string | null
  readonly allergies: AllergyKnowledge
  readonly codeStatus: string | null
  readonly alerts: readonly string[] | null
  readonly diet: readonly string[] | null
  /** Other patients of the ward whose name looks or sounds alike. */
  readonly nameAlert: readonly string[]
  /** What was said since the copy, oldest first; absent: nothing. */
  readonly said?: readonly SaidLine[]
  /** Came since: nothing of them is in the copy. Absent: of the copy. */
  readonly notInCopy?: boolean
}

/** Somebody who left since the copy. */
export interface LeftLine {
  readonly patient: CensusPatient
  readonly line: SaidLine
}

/** A bed check: who of the census was found, and how the census of that moment differs from the copy. */
export interface BedCheckView {
  readonly at: string
  readonly by: string
  readonly confirmed: number
  readonly of: number
  /** Names of who was not found. */
  readonly missing: readonly string[]
  /** Something was said of the ward's patients after it. */
  readonly older: boolean
}

/** GET /api/wards/:id */
export interface WardView {
  readonly header: CopyHeader
  readonly ward: { readonly id: string; readonly name: string; readonly site: string }
  readonly rows: readonly CensusRow[]
  /** Patients of the ward whose bed is not in the copy. */
  readonly withoutBed: readonly CensusPatient[]
  readonly packet: PacketLine | null
  readonly standing: WardStanding | null
  /** Who left since the copy, as was said. */
  readonly left: readonly LeftLine[]
  /** How many on the census came since, from outside or from another ward. */
  readonly arrived: number
  /** The last bed check; null: none. */
  readonly check: BedCheckView | null
}

/** The span from the administrations' as-of time to now: what was given in it is not known. Null from: nothing is known. */
export interface UnknownSpan {
  readonly from: string | null
  readonly until: string
}

/** One line of the medication sheet. */
export interface MedicationLine {
  readonly number: number
  readonly order: MedicationOrder
  /** Instants within the grid at which it is due; empty for infusions, as needed, stopped. */
  readonly due: readonly string[]
  /** Instants within the unknown span at which it was due: ask. */
  readonly dueInUnknown: readonly string[]
  /** 'Next: Tuesday 19 January' for drugs not given daily; null for daily ones. */
  readonly nextInWords: string | null
  /** Why a scheduled drug has no due times, with how often it is due; null: it has, or it is not scheduled. */
  readonly dueInWords: string | null
}

/** GET /api/patients/:id, and what the two sheets of a patient are set from. */
export interface PatientView {
  readonly header: CopyHeader
  readonly ward: { readonly id: string; readonly name: string; readonly site: string } | null
  readonly bed: string | null
  /** Of the ward; state `paper`: the orders shown are those of the copy, and no longer the ones that count. */
  readonly standing: WardStanding | null
  /** Came after the copy: nothing but what was said of who it is stands here. Absent: of the copy. */
  readonly notInCopy?: boolean
  /** What was said since the copy; absent: nothing. */
  readonly said?: readonly SaidLine[]
  readonly patient: Inpatient
  readonly ageYears: number | null
  readonly nameAlert: readonly string[]
  readonly lines: readonly MedicationLine[]
  /** Union of the due instants of all lines, in order: the columns of the grid. */
  readonly columns: readonly string[]
  readonly unknown: UnknownSpan
}

/** GET /api/find */
export interface FindView {
  readonly header: CopyHeader
  readonly query: string
  readonly rows: readonly (CensusPatient & {
    readonly ward: string | null
    readonly wardName: string | null
    readonly bed: string | null
  })[]
  readonly more: boolean
}

/** All that the packet of one ward is set from. */
export interface WardPacket {
  readonly header: CopyHeader
  readonly ward: { readonly id: string; readonly name: string; readonly site: string }
  readonly printedAt: string
  readonly rows: readonly CensusRow[]
  readonly withoutBed: readonly CensusPatient[]
  /** Who left since the copy; absent: nobody was said to. */
  readonly left?: readonly LeftLine[]
  readonly patients: readonly PatientView[]
  /** Gives the serial of the n-th sheet (from 0). A drill's begins with DRILL. */
  readonly serialPrefix: string
  readonly firstSerial: number
  /** Paper is the record of the ward: no order and no grid is printed, only charts to go on with. Absent: it is not. */
  readonly paper?: WardStanding
  /** Blank forms instead: one for each patient, or `copies` that are wholly blank where there is none. Absent: no forms. */
  readonly form?: { readonly kind: FormKind; readonly language: FormLanguage; readonly copies: number }
  /** Printed once more: every sheet says so, and that nothing is to be given by it. Absent: a first print. */
  readonly reprint?: Reprint
}

/** What a reprint stands beside, and what of the packet it holds: the sheets of its patients. */
export interface Reprint {
  /** First serial of what it is printed in place of. */
  readonly replaces: string
  /** Serial of the first sheet of each patient that it is printed in place of, where it is known. */
  readonly byPatient: Readonly<Record<string, string>>
  /** The census is part of it. */
  readonly census: boolean
}
