// FHIR R4 from folders of NDJSON and from Bundles.
export { readFhir } from './read-fhir.ts'
export type { FhirItem } from './read-fhir.ts'
export { readCopy } from './read-copy.ts'
export type { ReadCopy, ReadCopyOptions } from './read-copy.ts'
export { readManifest } from './manifest.ts'
export type { Manifest } from './manifest.ts'
export type { FhirFault, ReadingFault } from './fault.ts'
