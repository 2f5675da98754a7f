// FHIR R4 from folders of NDJSON and from Bundles.
export { readFhir } from './read-fhir.ts'
export type { FhirFault, FhirItem } from './read-fhir.ts'
