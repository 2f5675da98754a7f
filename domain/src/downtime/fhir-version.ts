import { isNode } from './fhir-json.ts'
import type { FhirResource } from './fhir-json.ts'

/**
 * What is wrong with a resource that has the shape of another FHIR version, in words; null: nothing seen. Only shapes that
 * change what a sheet says are looked for. The resource is still read as far as it goes, so that no line is lost.
 */
export function shapeFault(resource: FhirResource): string | null {
  switch (resource['resourceType']) {
    case 'Encounter':
      return isNode(resource['class']) ? null : 'class as one Coding (R4)'
    case 'MedicationRequest':
      if (resource['medication'] !== undefined)
        return 'medicationCodeableConcept or medicationReference (R4), not medication'
      return drugIsNamed(resource) ? null : 'medicationCodeableConcept or medicationReference'
    case 'MedicationAdministration':
      if (resource['medication'] !== undefined)
        return 'medicationCodeableConcept or medicationReference (R4), not medication'
      return resource['prescription'] === undefined ? null : 'request (R4), not prescription'
    case 'AllergyIntolerance':
      if (typeof resource['substance'] === 'object') return 'code (R4), not substance'
      return typeof resource['verificationStatus'] === 'string' ||
        typeof resource['clinicalStatus'] === 'string'
        ? 'clinicalStatus and verificationStatus as CodeableConcept (R4)'
        : null
    case 'Condition':
      return typeof resource['clinicalStatus'] === 'string' ? 'clinicalStatus as CodeableConcept (R4)' : null
    default:
      return null
  }
}

function drugIsNamed(resource: FhirResource): boolean {
  return isNode(resource['medicationCodeableConcept']) || isNode(resource['medicationReference'])
}
