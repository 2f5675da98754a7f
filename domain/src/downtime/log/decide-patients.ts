import { failed, ok } from '../../result.ts'
import type { Result } from '../../result.ts'
import type { Bed, DowntimeCopy, Inpatient } from '../model.ts'
import { isDay } from './patients.ts'
import type { PatientCame, PatientEvent, PatientLeft, PatientsState, SaidIdentity } from './patients.ts'
import { saidCensus } from './said-census.ts'

/** What somebody says of a patient. Beds are named as on the door, or by id; patients by number or id. */
export type PatientSaying =
  | ({ readonly say: 'came'; readonly ward: string; readonly bed: string | null } & CameWords)
  | ({ readonly say: 'named'; readonly patient: string } & SaidIdentity)
  | { readonly say: 'moved'; readonly patient: string; readonly ward: string; readonly bed: string | null }
  | {
      readonly say: 'left'
      readonly patient: string
      readonly how: PatientLeft['how']
      readonly to: string | null
    }
  | {
      readonly say: 'checked'
      readonly ward: string
      readonly here: readonly string[]
      readonly missing: readonly string[]
    }

/** What is said of somebody who came. */
export type CameWords = SaidIdentity &
  Pick<PatientCame, 'how' | 'mother' | 'allergyState' | 'allergies' | 'codeStatus'>

/** Beside what it is decided. `number` gives the next downtime number; it is asked only for who came. */
export interface PatientAround {
  /** The copy as received, without what was said. */
  readonly copy: DowntimeCopy
  /** The hospital's day, YYYY-MM-DD. */
  readonly today: string
  readonly number: (state: PatientsState) => Result<string, string>
}

/** What follows when this is said. Fault: a sentence. */
export function decidePatients(
  state: PatientsState,
  saying: PatientSaying,
  around: PatientAround,
): Result<PatientEvent, string> {
  const { copy, left } = saidCensus(around.copy, state)
  const everybody = [...copy.patients, ...left.map(({ patient }) => patient)]
  const known = (said: string): Result<Inpatient, string> => {
    const found = everybody.filter(({ id, number }) => id === said || number === said)
    const [one] = found
    if (one === undefined) return failed(`There is no inpatient ${said}.`)
    return found.length === 1 ? ok(one) : failed(`More than one inpatient has the number ${said}.`)
  }
  switch (saying.say) {
    case 'came':
      return decideCame(state, saying, { ...around, copy, known })
    case 'named':
      return decideNamed(state, saying, around.today)
    case 'moved': {
      const patient = known(saying.patient)
      if (!patient.ok) return patient
      const bed = freeBed(copy, saying, patient.value.id)
      if (!bed.ok) return bed
      const { id } = patient.value
      const stays = patient.value.ward === saying.ward && patient.value.bed === bed.value
      const gone = left.some((one) => one.patient.id === id)
      if (stays && !gone) return failed('That is where the census has this patient already.')
      return ok({ type: 'PatientMoved', patient: id, ward: saying.ward, bed: bed.value })
    }
    case 'left': {
      const patient = known(saying.patient)
      if (!patient.ok) return patient
      const { id } = patient.value
      const gone = left.find((one) => one.patient.id === id)
      if (gone !== undefined) return failed(`This patient left already: ${gone.line.text}.`)
      return ok({ type: 'PatientLeft', patient: id, how: saying.how, to: blank(saying.to) })
    }
    case 'checked':
      return decideChecked(copy, saying)
  }
}

interface Known extends PatientAround {
  readonly known: (said: string) => Result<Inpatient, string>
}

function decideCame(
  state: PatientsState,
  saying: Extract<PatientSaying, { readonly say: 'came' }>,
  { copy, today, number, known }: Known,
): Result<PatientEvent, string> {
  const identity = identityOf(saying, today)
  if (!identity.ok) return identity
  const bed = freeBed(copy, saying, null)
  if (!bed.ok) return bed
  const allergies = blank(saying.allergies)
  if ((saying.allergyState === 'known') !== (allergies !== null))
    return failed('Name the allergies, or say none known or not asked.')
  const mother = saying.mother === null ? null : known(saying.mother)
  if (mother !== null && !mother.ok) return mother
  const given = number(state)
  if (!given.ok) return given
  const { how, ward, allergyState } = saying
  return ok({
    ...{ type: 'PatientCame', patient: given.value, how, ward, bed: bed.value, allergyState, allergies },
    ...identity.value,
    ...{ mother: mother === null ? null : mother.value.id, codeStatus: blank(saying.codeStatus) },
  })
}

function decideNamed(
  state: PatientsState,
  saying: Extract<PatientSaying, { readonly say: 'named' }>,
  today: string,
): Result<PatientEvent, string> {
  if (state.said.get(saying.patient)?.[0]?.event.type !== 'PatientCame')
    return failed(
      'Only who was taken in under a downtime number is named here: the copy’s names stay as received.',
    )
  const identity = identityOf(saying, today)
  return identity.ok ? ok({ type: 'PatientNamed', patient: saying.patient, ...identity.value }) : identity
}

/** Everybody on the census of the ward must be said to be here or missing: a check of half a ward is none. */
function decideChecked(
  copy: DowntimeCopy,
  { ward, here, missing }: Extract<PatientSaying, { readonly say: 'checked' }>,
): Result<PatientEvent, string> {
  if (!copy.wards.some(({ id }) => id === ward)) return failed('There is no such ward in the copy.')
  const said = [...here, ...missing]
  const listed = new Set(copy.patients.filter((one) => one.ward === ward).map(({ id }) => id))
  if (said.length !== new Set(said).size || said.length !== listed.size || said.some((id) => !listed.has(id)))
    return failed('The census changed meanwhile, or somebody on it was left out: look at it again.')
  return ok({ type: 'BedsChecked', ward, here, missing })
}

/** A bed of the ward that nobody else lies in. Null: no bed yet. */
function freeBed(
  copy: DowntimeCopy,
  { ward, bed }: { readonly ward: string; readonly bed: string | null },
  own: string | null,
): Result<string | null, string> {
  const held = copy.wards.find(({ id }) => id === ward)
  if (held === undefined) return failed('There is no such ward in the copy.')
  const said = blank(bed)
  if (said === null) return ok(null)
  const found: Bed | undefined =
    held.beds.find(({ id }) => id === said) ??
    held.beds.find(({ name }) => name.toLowerCase() === said.toLowerCase())
  if (found === undefined) return failed(`${held.name} has no bed ${said}.`)
  if (found.patient === null || found.patient === own) return ok(found.id)
  const who = copy.patients.find(({ id }) => id === found.patient)
  return failed(
    `${who === undefined ? 'Somebody' : who.familyName.toUpperCase()} lies in bed ${found.name}: move or discharge them first.`,
  )
}

function identityOf(
  { familyName, givenNames, bornOn, sex }: SaidIdentity,
  today: string,
): Result<SaidIdentity, string> {
  const family = familyName.trim()
  if (family === '')
    return failed('A family name is needed; UNKNOWN MAN or UNKNOWN WOMAN where nobody knows.')
  const born = blank(bornOn)
  if (born !== null && (!isDay(born) || born > today || born < '1890-01-01'))
    return failed('The birth date is needed as 1984-07-12, and not in the future.')
  return ok({ familyName: family, givenNames: givenNames.trim(), bornOn: born, sex })
}

const blank = (text: string | null): string | null =>
  text === null || text.trim() === '' ? null : text.trim()
