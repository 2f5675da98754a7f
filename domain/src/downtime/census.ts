import { MAX_AGE_YEARS } from './limits.ts'
import type { DowntimeCopy, Inpatient, Ward } from './model.ts'
import type { SaidLine } from './log/index.ts'
import { nameAlert } from './name-alert.ts'
import type { CensusPatient, CensusRow } from './views.ts'

/** Whole years on the hospital's day (YYYY-MM-DD); null where the birth date is not a whole date or no age follows from it. */
export function ageYears(bornOn: string | null, today: string): number | null {
  if (bornOn === null || !/^\d{4}-\d\d-\d\d$/.test(bornOn)) return null
  const years = Number(today.slice(0, 4)) - Number(bornOn.slice(0, 4))
  const age = today.slice(5) < bornOn.slice(5) ? years - 1 : years
  return age < 0 || age > MAX_AGE_YEARS ? null : age
}

/** What was said of a patient since the copy. */
export interface SaidOfPatients {
  readonly lines: ReadonlyMap<string, readonly SaidLine[]>
  readonly notInCopy: ReadonlySet<string>
}

/** What the census says of a patient, beside the others of the ward. */
export function censusPatient(
  patient: Inpatient,
  others: readonly Inpatient[],
  today: string,
  since?: SaidOfPatients,
): CensusPatient {
  const { id, familyName, givenNames, bornOn, sex, number, doctor, allergies, codeStatus, alerts, diet } =
    patient
  return {
    ...{ id, familyName, givenNames, bornOn, sex, number, doctor, allergies, codeStatus, alerts, diet },
    ageYears: ageYears(bornOn, today),
    nameAlert: nameAlert(patient, others),
    ...saidOf(id, since),
  }
}

/** The marks of a patient of whom something was said; nothing for others. */
export function saidOf(
  id: string,
  since: SaidOfPatients | undefined,
): { readonly said?: readonly SaidLine[]; readonly notInCopy?: boolean } {
  const said = since?.lines.get(id)
  if (said === undefined) return {}
  return since?.notInCopy.has(id) === true ? { said, notInCopy: true } : { said }
}

/** The beds of a ward in walking order, empty ones too, and its patients whose bed is not in the copy. */
export function census(
  copy: DowntimeCopy,
  ward: Ward,
  today: string,
  since?: SaidOfPatients,
): { readonly rows: readonly CensusRow[]; readonly withoutBed: readonly CensusPatient[] } {
  const here = copy.patients.filter((patient) => patient.ward === ward.id)
  const said = new Map(here.map((patient) => [patient.id, censusPatient(patient, here, today, since)]))
  const rows = ward.beds.map((bed) => ({
    bed: bed.name,
    room: bed.room,
    patient: bed.patient === null ? null : (said.get(bed.patient) ?? null),
  }))
  const bedded = new Set(ward.beds.map((bed) => bed.patient))
  return { rows, withoutBed: [...said.values()].filter((patient) => !bedded.has(patient.id)) }
}
