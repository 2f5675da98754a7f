import type { Dosage, MedicationAdministration, MedicationRequest, Timing } from './fhir-types.ts'
import { stayId } from './fhir-people.ts'
import { doctorId } from './fhir-places.ts'
import { quantityOf, said, SYSTEM, to } from './fhir-words.ts'
import type { DrillCopy, DrillDose, DrillOrder, DrillPatient, DrillTiming } from './model.ts'
import { stamp } from './times.ts'

/** The id of the n-th order of a patient (from 0). */
export const orderId = (patient: DrillPatient, place: number): string => `rx-${patient.id}-${place + 1}`

/** The orders of a patient. */
export function medicationRequests(patient: DrillPatient, copy: DrillCopy): readonly MedicationRequest[] {
  const doctors = copy.doctors.get(patient.ward.id) ?? []
  return patient.orders.map((order, place): MedicationRequest => {
    const prescriber = Math.max(0, doctors.indexOf(order.prescriber))
    return {
      ...{
        resourceType: 'MedicationRequest',
        id: orderId(patient, place),
        status: order.status,
        intent: 'order',
      },
      medicationCodeableConcept: said(order.drug, SYSTEM.atc, order.atc),
      subject: to('Patient', patient.id),
      encounter: to('Encounter', stayId(patient)),
      authoredOn: stamp(order.startAt),
      requester: to('Practitioner', doctorId(patient.ward, prescriber), order.prescriber),
      dosageInstruction: [dosageOf(order)],
    }
  })
}

function dosageOf(order: DrillOrder): Dosage {
  const { text, route, dose, timing } = order
  const rate = timing.kind === 'rate' ? { rateQuantity: quantityOf(timing.rate) } : {}
  const amount = dose === null ? {} : { doseQuantity: quantityOf(dose) }
  const said = { ...amount, ...rate }
  const most = timing.kind === 'as-needed' ? timing.max : null
  return {
    ...(text === null ? {} : { text }),
    timing: { ...timingOf(timing, order) },
    ...(timing.kind === 'as-needed' ? { asNeededCodeableConcept: { text: timing.reason } } : {}),
    ...(route === null ? {} : { route: { text: route } }),
    ...(Object.keys(said).length === 0 ? {} : { doseAndRate: [said] }),
    ...(most === null
      ? {}
      : {
          maxDosePerPeriod: {
            numerator: quantityOf(most),
            denominator: { value: 24, unit: 'h', system: SYSTEM.ucum, code: 'h' },
          },
        }),
  }
}

function timingOf(timing: DrillTiming, { startAt, stopAt }: DrillOrder): Timing {
  const boundsPeriod = { start: stamp(startAt), ...(stopAt === null ? {} : { end: stamp(stopAt) }) }
  const clock = (times: readonly string[]): string[] => times.map((time) => `${time}:00`)
  switch (timing.kind) {
    case 'times': {
      const timeOfDay = clock(timing.times)
      if (timing.everyDays === undefined) return { repeat: { boundsPeriod, timeOfDay } }
      return { repeat: { boundsPeriod, frequency: 1, period: timing.everyDays, periodUnit: 'd', timeOfDay } }
    }
    case 'week':
      return {
        repeat: { boundsPeriod, dayOfWeek: timing.days.flatMap(weekday), timeOfDay: clock(timing.times) },
      }
    case 'hours':
      return { repeat: { boundsPeriod, frequency: 1, period: timing.every, periodUnit: 'h' } }
    case 'meal':
      return { repeat: { boundsPeriod, frequency: timing.perDay, period: 1, periodUnit: 'd', when: ['AC'] } }
    case 'once':
      return { repeat: { boundsPeriod, count: 1 } }
    case 'as-needed':
    case 'rate':
    case 'words':
      return { repeat: { boundsPeriod } }
    default:
      return timing satisfies never
  }
}

type Weekday = 'mon' | 'tue' | 'thu'
function weekday(day: string): Weekday[] {
  return day === 'mon' || day === 'tue' || day === 'thu' ? [day] : []
}

/** Doses recorded of a patient, those without an order in the copy too. */
export function administrations(patient: DrillPatient): readonly MedicationAdministration[] {
  const ordered = patient.orders.flatMap((order, place) =>
    order.given.map((dose, count): MedicationAdministration => ({
      ...administration(patient, `${place + 1}-${count + 1}`, order.drug, order.atc, dose),
      request: to('MedicationRequest', orderId(patient, place)),
    })),
  )
  const others = patient.givenWithoutOrder.map(({ drug, dose }, count) =>
    administration(patient, `x-${count + 1}`, drug, null, dose),
  )
  return [...ordered, ...others]
}

function administration(
  patient: DrillPatient,
  part: string,
  drug: string,
  atc: string | null,
  { at, amount, site, status }: DrillDose,
): MedicationAdministration {
  const dosage = {
    ...(amount === null ? {} : { dose: quantityOf(amount) }),
    ...(site === null ? {} : { site: { text: site } }),
  }
  return {
    ...{ resourceType: 'MedicationAdministration', id: `given-${patient.id}-${part}`, status },
    medicationCodeableConcept: said(drug, SYSTEM.atc, atc),
    subject: to('Patient', patient.id),
    context: to('Encounter', stayId(patient)),
    ...(status === 'in-progress'
      ? { effectivePeriod: { start: stamp(at) } }
      : { effectiveDateTime: stamp(at) }),
    ...(Object.keys(dosage).length === 0 || status === 'not-done' ? {} : { dosage }),
  }
}
