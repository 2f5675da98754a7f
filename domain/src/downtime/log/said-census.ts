import type { AllergyKnowledge, DowntimeCopy, Inpatient, Ward } from '../model.ts'
import type { PatientCame, PatientSaid, PatientsState, SaidBy, SaidIdentity } from './patients.ts'

/** A line under a patient: what was said since the copy, by whom, when. */
export interface SaidLine extends SaidBy {
  readonly text: string
  /** The copy is newer than what was said: it stands, and the line is history. */
  readonly overtaken: boolean
}

/** Somebody who left since the copy. */
export interface LeftPatient {
  readonly patient: Inpatient
  /** Id of the ward that they left; null: not known. */
  readonly ward: string | null
  readonly line: SaidLine
}

/** The copy as people corrected it. */
export interface SaidCensus {
  readonly copy: DowntimeCopy
  /** Ids of who came since: nothing of them is in the copy. */
  readonly notInCopy: ReadonlySet<string>
  readonly lines: ReadonlyMap<string, readonly SaidLine[]>
  readonly left: readonly LeftPatient[]
}

/**
 * The census of the copy with what was said since. Of a patient of the copy, what was said before the copy's own as-of time is
 * overtaken by it, since the record system knew better then; who came under a downtime number stays until somebody says otherwise.
 */
export function saidCensus(copy: DowntimeCopy, state: PatientsState): SaidCensus {
  if (state.said.size === 0) return { copy, notInCopy: new Set(), lines: new Map(), left: [] }
  const wards = new Map(copy.wards.map((ward) => [ward.id, ward]))
  const held = new Map(copy.patients.map((patient) => [patient.id, patient]))
  const now = new Map(held)
  const left: LeftPatient[] = []
  const lines = new Map<string, readonly SaidLine[]>()
  const notInCopy = new Set<string>()
  for (const [id, said] of state.said) {
    const first = said[0]?.event
    const own =
      held.get(id) ?? (first?.type === 'PatientCame' ? blankPatient(first, said[0]?.at ?? '', wards) : null)
    if (own === null) continue
    const isNew = !held.has(id)
    if (isNew) notInCopy.add(id)
    const asOf = isNew ? null : copy.asOf.patients
    const told = said.map((one) => ({
      ...{ n: one.n, at: one.at, by: one.by, text: wordsOf(one, wards, held) },
      overtaken: asOf !== null && Date.parse(one.at) <= Date.parse(asOf),
    }))
    lines.set(id, told)
    const counting = said.filter((_, index) => told[index]?.overtaken === false)
    const placed = counting.reduce((patient, one) => after(patient, one, wards), own)
    const last = counting.findLast(({ event }) => event.type !== 'PatientNamed')
    const line = told.findLast(({ n }) => n === last?.n)
    if (last?.event.type === 'PatientLeft' && line !== undefined) {
      now.delete(id)
      left.push({ patient: placed, ward: placed.ward, line })
    } else now.set(id, placed)
  }
  const patients = [...now.values()]
  return { copy: { ...copy, patients, wards: withBeds(copy.wards, patients, now) }, notInCopy, lines, left }
}

function after(patient: Inpatient, { event }: PatientSaid, wards: ReadonlyMap<string, Ward>): Inpatient {
  switch (event.type) {
    case 'PatientCame':
      return patient
    case 'PatientNamed': {
      const { familyName, givenNames, bornOn, sex } = event
      const before = `taken in as ${[patient.familyName, patient.givenNames].filter(Boolean).join(', ')}`
      const otherNames = patient.otherNames.includes(before)
        ? patient.otherNames
        : [...patient.otherNames, before]
      return { ...patient, familyName, givenNames, bornOn, sex, otherNames }
    }
    case 'PatientMoved':
      return { ...patient, ward: event.ward, bed: event.bed, site: wards.get(event.ward)?.site ?? null }
    case 'PatientLeft':
      return { ...patient, bed: null, deceased: patient.deceased || event.how === 'died' }
  }
}

/** Each bed with who lies in it now: who was said to lie there, else who lay there in the copy and was not said to be elsewhere. */
function withBeds(
  wards: readonly Ward[],
  patients: readonly Inpatient[],
  now: ReadonlyMap<string, Inpatient>,
): readonly Ward[] {
  const byBed = new Map(
    patients.flatMap(({ id, ward, bed }) =>
      bed === null || ward === null ? [] : [[`${ward} ${bed}`, id] as const],
    ),
  )
  return wards.map((ward) => ({
    ...ward,
    beds: ward.beds.map((bed) => {
      const before = bed.patient === null ? undefined : now.get(bed.patient)
      const stays = before?.bed === bed.id && before.ward === ward.id
      return { ...bed, patient: stays ? bed.patient : (byBed.get(`${ward.id} ${bed.id}`) ?? null) }
    }),
  }))
}

const CAME = { admitted: 'came', newborn: 'born', 'unknown-person': 'came, identity unknown' } as const
const LEFT = { discharged: 'discharged', died: 'died', 'sent-elsewhere': 'sent elsewhere' } as const

function wordsOf(
  { event }: PatientSaid,
  wards: ReadonlyMap<string, Ward>,
  held: ReadonlyMap<string, Inpatient>,
): string {
  switch (event.type) {
    case 'PatientCame': {
      const mother = event.mother === null ? undefined : held.get(event.mother)
      const of =
        mother === undefined
          ? ''
          : ` of ${mother.familyName.toUpperCase()} ${mother.givenNames}, no. ${mother.number}`
      return `${CAME[event.how]}${of}, not in the copy`
    }
    case 'PatientNamed':
      return `named ${nameOf(event)}`
    case 'PatientMoved': {
      const ward = wards.get(event.ward)
      const bed = ward?.beds.find(({ id }) => id === event.bed)?.name
      return `moved to ${ward?.name ?? event.ward}, ${bed === undefined ? 'no bed yet' : `bed ${bed}`}`
    }
    case 'PatientLeft':
      return `${LEFT[event.how]}${event.to === null ? '' : `, to ${event.to}`}`
  }
}

const nameOf = ({ familyName, givenNames }: SaidIdentity): string =>
  [familyName.toUpperCase(), givenNames].filter((part) => part !== '').join(', ')

/** Somebody of whom the copy holds nothing: what was not said is not in the copy. */
function blankPatient(came: PatientCame, at: string, wards: ReadonlyMap<string, Ward>): Inpatient {
  const { patient, ward, bed, familyName, givenNames, bornOn, sex, codeStatus } = came
  return {
    ...{ id: patient, number: patient, stayNumber: null, familyName, givenNames, bornOn, sex, ward, bed },
    ...{
      site: wards.get(ward)?.site ?? null,
      doctor: null,
      admittedAt: at,
      deceased: false,
      language: null,
      weight: null,
    },
    allergies: allergiesOf(came),
    ...{ medications: [], problems: null, codeStatus, alerts: null, diet: null, results: [], vitals: [] },
    ...{ contacts: null, pending: null, nameText: null, otherNames: [], formerNumbers: [], warnings: [] },
    ...{ looseDoses: [], endedEarlier: 0 },
  }
}

function allergiesOf({ allergyState, allergies }: PatientCame): AllergyKnowledge {
  const one = { reaction: null, severity: null, certainty: 'not stated', recordedAs: null } as const
  const list = allergyState === 'known' && allergies !== null ? [{ substance: allergies, ...one }] : []
  return { state: allergyState, list, contradiction: false, noneKnownOf: [] }
}
