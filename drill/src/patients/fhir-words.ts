import type { CodeableConcept, Quantity, Reference } from './fhir-types.ts'
import type { Amount } from './model.ts'

/** Code systems of the drill. */
export const SYSTEM = {
  atc: 'http://www.whocc.no/atc',
  snomed: 'http://snomed.info/sct',
  loinc: 'http://loinc.org',
  ucum: 'http://unitsofmeasure.org',
  number: 'https://ehr.ormelande.example/patient-number',
  stay: 'https://ehr.ormelande.example/stay-number',
  terminology: 'http://terminology.hl7.org/CodeSystem/',
} as const

/** A concept with one code. */
export function coded(system: string, code: string, text?: string): CodeableConcept {
  return { coding: [{ system, code }], ...(text === undefined ? {} : { text }) }
}

/** A concept in words, with a code where there is one. */
export function said(text: string, system: string, code: string | null): CodeableConcept {
  return code === null ? { text } : coded(system, code, text)
}

/** A concept of HL7's own terminology. */
export function term(set: string, code: string): CodeableConcept {
  return coded(`${SYSTEM.terminology}${set}`, code)
}

/** A relative reference. */
export function to(type: string, id: string, display?: string): Reference {
  return { reference: `${type}/${id}`, ...(display === undefined ? {} : { display }) }
}

/** A quantity with the unit as the record writes it. */
export function quantityOf({ value, unit }: Amount): Quantity {
  return unit === '' ? { value } : { value, unit }
}
