import type {
  AllergyIntolerance,
  Condition,
  FhirResource,
  Flag,
  NutritionOrder,
  Observation,
  ServiceRequest,
} from './fhir-types.ts'
import { stayId } from './fhir-people.ts'
import { coded, quantityOf, said, SYSTEM, term, to } from './fhir-words.ts'
import type { DrillAllergy, DrillPatient, DrillValue } from './model.ts'
import { addMinutes, COPY_AT, stamp } from './times.ts'

/** Everything about a patient but identity, stay and drugs. */
export function clinicalResources(patient: DrillPatient): readonly FhirResource[] {
  const about = { subject: to('Patient', patient.id), encounter: to('Encounter', stayId(patient)) }
  const on = stamp(patient.admittedAt)
  return [
    ...patient.allergies.map((one, place) => allergyOf(patient, one, place)),
    ...patient.problems.map((text, place): Condition => ({
      ...{ resourceType: 'Condition', id: `problem-${patient.id}-${place + 1}` },
      clinicalStatus: term('condition-clinical', 'active'),
      verificationStatus: term('condition-ver-status', 'confirmed'),
      ...{ code: { text }, recordedDate: on },
      ...about,
    })),
    ...flagsOf(patient),
    ...patient.values.map((value, place) => observationOf(patient, value, place)),
    ...patient.pending.map((text, place): ServiceRequest => ({
      ...{
        resourceType: 'ServiceRequest',
        id: `ask-${patient.id}-${place + 1}`,
        status: 'active',
        intent: 'order',
      },
      ...{ code: { text }, authoredOn: stamp(addMinutes(COPY_AT, -90 - place * 50)) },
      ...about,
    })),
    ...(patient.diet === null ? [] : [dietOf(patient, patient.diet)]),
  ]
}

function allergyOf(patient: DrillPatient, one: DrillAllergy, place: number): AllergyIntolerance {
  const wrong = one.verification === 'entered-in-error'
  return {
    ...{ resourceType: 'AllergyIntolerance', id: `allergy-${patient.id}-${place + 1}` },
    ...(one.clinical === null || wrong
      ? {}
      : { clinicalStatus: term('allergyintolerance-clinical', one.clinical) }),
    ...(one.verification === null
      ? {}
      : { verificationStatus: term('allergyintolerance-verification', one.verification) }),
    ...(one.high ? { criticality: 'high' } : {}),
    code: said(one.substance, SYSTEM.snomed, one.code),
    patient: to('Patient', patient.id),
    recordedDate: stamp(patient.admittedAt),
    ...(one.reaction === null
      ? {}
      : {
          reaction: [
            {
              manifestation: [{ text: one.reaction.sign }],
              ...(one.reaction.severity === null ? {} : { severity: one.reaction.severity }),
            },
          ],
        }),
  }
}

function flagsOf(patient: DrillPatient): readonly Flag[] {
  const { codeStatus, alerts, id } = patient
  const flag = (part: string, category: string, code: Flag['code']): Flag => ({
    ...{ resourceType: 'Flag', id: `flag-${id}-${part}`, status: 'active', code },
    category: [term('flag-category', category)],
    subject: to('Patient', id),
    encounter: to('Encounter', stayId(patient)),
    period: { start: stamp(patient.admittedAt) },
  })
  return [
    ...(codeStatus === null
      ? []
      : [flag('code', 'advance-directive', said(codeStatus.words, SYSTEM.snomed, codeStatus.code))]),
    ...alerts.map((text, place) => flag(`${place + 1}`, 'clinical', { text })),
  ]
}

function observationOf(patient: DrillPatient, value: DrillValue, place: number): Observation {
  const { code, name, category, amount, low, high, at, status } = value
  const side = low !== null && amount.value < low ? 'L' : high !== null && amount.value > high ? 'H' : null
  const range = {
    ...(low === null ? {} : { low: quantityOf({ value: low, unit: amount.unit }) }),
    ...(high === null ? {} : { high: quantityOf({ value: high, unit: amount.unit }) }),
  }
  return {
    ...{ resourceType: 'Observation', id: `value-${patient.id}-${place + 1}`, status },
    category: [term('observation-category', category)],
    code: coded(SYSTEM.loinc, code, name),
    subject: to('Patient', patient.id),
    encounter: to('Encounter', stayId(patient)),
    effectiveDateTime: stamp(at),
    valueQuantity: quantityOf(amount),
    ...(side === null ? {} : { interpretation: [term('v3-ObservationInterpretation', side)] }),
    ...(Object.keys(range).length === 0 ? {} : { referenceRange: [range] }),
  }
}

function dietOf(patient: DrillPatient, text: string): NutritionOrder {
  return {
    ...{ resourceType: 'NutritionOrder', id: `diet-${patient.id}`, status: 'active', intent: 'order' },
    patient: to('Patient', patient.id),
    encounter: to('Encounter', stayId(patient)),
    dateTime: stamp(patient.admittedAt),
    oralDiet: { type: [{ text }] },
  }
}
