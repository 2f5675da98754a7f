import type { Resource } from './small-hospital.ts'

const HOUR_MS = 3_600_000

/**
 * A diary for the small hospital, to be exported beside it: one operation that needs the theatre, one dialysis, one visit whose
 * needs are not told, one evening for nobody in particular. They lie in the hours after `asOf`.
 */
export function smallDiary(asOf: string): Readonly<Record<string, readonly Resource[]>> {
  const start = (hours: number): string => new Date(Date.parse(asOf) + hours * HOUR_MS).toISOString()
  const actors = (references: readonly string[]): readonly Resource[] =>
    references.map((reference) => ({ actor: { reference }, status: 'accepted' }))
  const plan = (id: string, description: string, hours: number, references: readonly string[]): Resource => ({
    ...{ resourceType: 'Appointment', id, status: 'booked', description, start: start(hours) },
    ...(id === 'op' ? { basedOn: [{ reference: 'ServiceRequest/req-op' }] } : {}),
    participant: actors([...references, 'Location/theatre']),
  })
  return {
    HealthcareService: [
      { resourceType: 'HealthcareService', id: 'or', name: 'Operating theatres' },
      { resourceType: 'HealthcareService', id: 'dia', name: 'Dialysis' },
    ],
    ServiceRequest: [
      {
        ...{ resourceType: 'ServiceRequest', id: 'req-op', status: 'active', intent: 'order' },
        category: [{ coding: [{ system: 'http://snomed.info/sct', code: '387713003' }] }],
        orderDetail: [{ coding: [{ code: '2' }] }],
        subject: { reference: 'Patient/pat-a0' },
        authoredOn: asOf,
        code: { text: 'Hernia left' },
      },
    ],
    Appointment: [
      plan('op', 'Hernia left', 6, ['Patient/pat-a0', 'HealthcareService/or']),
      plan('dialysis', 'Dialysis', 5, ['Patient/visitor', 'HealthcareService/dia']),
      plan('visit', 'Skin clinic', 4, ['Patient/visitor']),
      plan('evening', 'Evening for expecting parents', 7, []),
    ],
  }
}

/** Somebody who is expected and lies nowhere: the diary names them, so that they must be among the patients. */
export const SMALL_VISITOR: Resource = {
  ...{ resourceType: 'Patient', id: 'visitor', gender: 'female', birthDate: '1950-02-03' },
  identifier: [{ use: 'usual', value: '7700' }],
  name: [{ use: 'official', family: 'Visitorsma', given: ['Vera'] }],
  telecom: [{ system: 'phone', value: '0400 11 22 33' }],
  communication: [{ language: { coding: [{ code: 'nl-BE' }] }, preferred: true }],
}
