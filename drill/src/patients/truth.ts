import { orderId } from './fhir-orders.ts'
import type { DrillCopy, DrillOrder, DrillPatient } from './model.ts'

/** What is true of one patient, told from the scenario: nothing of the product's own reading is asked. */
export interface PatientTruth {
  readonly id: string
  readonly number: string
  readonly why: string | null
  readonly family: string | null
  readonly given: readonly string[]
  /** The name in words, for who has no other. */
  readonly text: string | null
  readonly ward: string | null
  readonly bed: string | null
  readonly drugs: readonly DrugTruth[]
  readonly givenWithoutOrder: readonly string[]
  readonly allergies: {
    readonly state: 'known' | 'none-known' | 'not-recorded' | 'contradiction'
    /** All but refuted or entered in error. */
    readonly substances: readonly string[]
  }
  readonly codeStatus: string | null
  readonly alerts: readonly string[]
  readonly deceased: boolean
}

/** One order that a sheet must show, active or ended. */
export interface DrugTruth {
  readonly order: string
  readonly drug: string
  readonly status: DrillOrder['status']
  readonly kind: DrillOrder['timing']['kind']
  /** Null: the order has no dose. */
  readonly dose: { readonly value: number; readonly unit: string } | null
  readonly rate: { readonly value: number; readonly unit: string } | null
  readonly text: string | null
  /** Recorded as given or running, the last one; null: nothing recorded. */
  readonly lastGivenAt: string | null
}

/** The truth of a copy, in the order of the patients. */
export function patientTruth({ patients }: DrillCopy): readonly PatientTruth[] {
  return patients.map((patient) => ({
    id: patient.id,
    number: patient.number,
    why: patient.why,
    family: patient.name.family,
    given: patient.name.given,
    text: patient.name.text,
    ward: patient.lost === 'ward' ? null : patient.ward.id,
    bed: patient.lost === null ? (patient.bed?.name ?? null) : null,
    drugs: drugsOf(patient),
    givenWithoutOrder: patient.givenWithoutOrder.map(({ drug }) => drug),
    allergies: allergiesOf(patient),
    codeStatus: patient.codeStatus?.words ?? null,
    alerts: patient.alerts,
    deceased: patient.deceasedAt !== null,
  }))
}

function drugsOf(patient: DrillPatient): readonly DrugTruth[] {
  return patient.orders.flatMap((order, place) => {
    if (order.status === 'entered-in-error' || order.status === 'draft') return []
    const { drug, status, timing, dose, text, given } = order
    const rate = timing.kind === 'rate' ? timing.rate : null
    const lastGivenAt = given.findLast((one) => one.status !== 'not-done')?.at ?? null
    return [
      { order: orderId(patient, place), drug, status, kind: timing.kind, dose, rate, text, lastGivenAt },
    ]
  })
}

function allergiesOf({ allergies }: DrillPatient): PatientTruth['allergies'] {
  const standing = allergies.filter(
    ({ verification }) => verification !== 'refuted' && verification !== 'entered-in-error',
  )
  const none = standing.some(({ code }) => code === '716186003')
  const substances = standing.filter(({ code }) => code !== '716186003').map(({ substance }) => substance)
  if (substances.length > 0) return { state: none ? 'contradiction' : 'known', substances }
  return { state: none ? 'none-known' : 'not-recorded', substances }
}
