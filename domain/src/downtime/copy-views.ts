import { ageYears, census, censusPatient, saidOf } from './census.ts'
import { EMPTY_CARE_STATE } from './log/index.ts'
import type { WardStanding } from './log/index.ts'
import type { CopySource } from './copy-source.ts'
import { saidOfWard } from './said-ward.ts'
import { localClock } from './local-clock.ts'
import type { LocalClock } from './local-clock.ts'
import { medicationLines } from './medication-lines.ts'
import type { Inpatient, Ward } from './model.ts'
import { nameAlert } from './name-alert.ts'
import type { CopyHeader, HospitalView, PatientView, WardPacket, WardView } from './views.ts'

/** What a ward works from; null: nothing was said of it. */
export function standingOf(
  { said = EMPTY_CARE_STATE }: CopySource,
  ward: string | null,
): WardStanding | null {
  return ward === null ? null : (said.wards.get(ward) ?? null)
}

export type { CopySource }

/** All wards, and the inpatients whose ward is not in the copy. */
export function hospitalView(source: CopySource): HospitalView {
  const { copy, header, packets, faults } = source
  const known = new Set(copy.wards.map((ward) => ward.id))
  const today = todayOf(header)
  const lost = copy.patients.filter((patient) => patient.ward === null || !known.has(patient.ward))
  return {
    header,
    wards: copy.wards.map((ward) => ({
      ...frameOf(ward),
      patients: copy.patients.filter((patient) => patient.ward === ward.id).length,
      emptyBeds: ward.beds.filter((bed) => bed.patient === null).length,
      packet: packets.get(ward.id) ?? null,
      standing: standingOf(source, ward.id),
    })),
    inpatients: copy.patients.length,
    faults,
    withoutWard: lost.map((patient) => censusPatient(patient, lost, today)),
  }
}

/** One ward; null: no such ward in the copy. */
export function wardView(source: CopySource, id: string): WardView | null {
  const { copy, header, packets } = source
  const ward = copy.wards.find((one) => one.id === id)
  if (ward === undefined) return null
  const listed = census(copy, ward, todayOf(header), source.since)
  return {
    ...{ header, ward: frameOf(ward), ...listed, packet: packets.get(id) ?? null },
    ...{ standing: standingOf(source, id), ...saidOfWard(source, id, todayOf(header)) },
  }
}

/** One patient; null: no such inpatient in the copy. */
export function patientView(source: CopySource, id: string): PatientView | null {
  const { copy, header } = source
  const patient =
    copy.patients.find((one) => one.id === id) ??
    source.since?.left.find((one) => one.patient.id === id)?.patient
  if (patient === undefined) return null
  const ward = copy.wards.find((one) => one.id === patient.ward)
  const near = copy.patients.filter((one) => one.ward === patient.ward)
  const standing = standingOf(source, patient.ward)
  const around = { ward, near, standing, clock: localClock(header.timeZone) }
  return { ...viewOf(header, patient, around), ...saidOf(id, source.since) }
}

interface Around {
  readonly ward: Ward | undefined
  /** All patients of the ward. */
  readonly near: readonly Inpatient[]
  readonly standing: WardStanding | null
  readonly clock: LocalClock
}

function viewOf(
  header: CopyHeader,
  patient: Inpatient,
  { ward, near, standing, clock }: Around,
): PatientView {
  const unknown = { from: header.asOf.administrations, until: header.now }
  const lines = medicationLines(patient.medications, unknown, clock)
  return {
    header,
    ward: ward === undefined ? null : frameOf(ward),
    bed: bedName(ward, patient),
    standing,
    patient,
    ageYears: ageYears(patient.bornOn, clock.dayOf(Date.parse(header.now))),
    nameAlert: nameAlert(patient, near),
    lines,
    columns: [...new Set(lines.flatMap((line) => line.due))].sort(),
    unknown,
  }
}

/** All that the packet of a ward is set from, patients in walking order; null: no such ward in the copy. */
export function wardPacket(
  source: CopySource,
  id: string,
  print: Pick<WardPacket, 'printedAt' | 'serialPrefix' | 'firstSerial' | 'reprint' | 'form'>,
): WardPacket | null {
  const view = wardView(source, id)
  if (view === null) return null
  const { header, ward, rows, withoutBed } = view
  const near = source.copy.patients.filter((one) => one.ward === id)
  const byId = new Map(near.map((patient) => [patient.id, patient]))
  const around = {
    ward: source.copy.wards.find((one) => one.id === id),
    near,
    standing: view.standing,
    clock: localClock(header.timeZone),
  }
  const listed = [...rows.flatMap((row) => row.patient ?? []), ...withoutBed]
  const patients = listed.flatMap((one) => {
    const patient = byId.get(one.id)
    return patient === undefined
      ? []
      : [{ ...viewOf(header, patient, around), ...saidOf(one.id, source.since) }]
  })
  const paper = view.standing?.state === 'paper' ? { paper: view.standing } : {}
  const left = view.left.length === 0 ? {} : { left: view.left }
  return { header, ward, rows, withoutBed, patients, ...left, ...print, ...paper }
}

function todayOf(header: CopyHeader): string {
  return localClock(header.timeZone).dayOf(Date.parse(header.now))
}

function frameOf({ id, name, site }: Ward): { id: string; name: string; site: string } {
  return { id, name, site }
}

function bedName(ward: Ward | undefined, patient: Inpatient): string | null {
  return ward?.beds.find((bed) => bed.id === patient.bed)?.name ?? null
}
