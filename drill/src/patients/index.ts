// The inpatients of the drill as FHIR R4 NDJSON, and the truth beside it.
import type { FhirResource } from './fhir-types.ts'
import type { Random } from '../random.ts'
import { clinicalResources } from './fhir-clinical.ts'
import { administrations, medicationRequests } from './fhir-orders.ts'
import { patientResource, relatedPersons, stayResource } from './fhir-people.ts'
import { locations, organizations, practitioners } from './fhir-places.ts'
import { plannedResources } from './fhir-planned.ts'
import { inventPatients } from './invent-patients.ts'
import { inventDiary } from './planned.ts'
import type { DrillCopy } from './model.ts'
import type { DrillDiary } from './planned.ts'
import { COPY_AT, GIVEN_UNTIL, RESULTS_UNTIL } from './times.ts'
import { patientTruth } from './truth.ts'

/** One text file of the drill. */
export interface PatientFile {
  readonly path: string
  readonly content: string
}

/** `downtime/`: NDJSON by type and the manifest of the export; `downtime-truth.json` beside it. Same stream, same bytes. */
export function* patientFiles(
  hospital: { readonly name: string; readonly sites: readonly string[] },
  { seed, random }: { readonly seed: number; readonly random: Random },
): Generator<PatientFile> {
  const copy = inventPatients(hospital.sites, random)
  const diary = inventDiary(copy, random.split('planned'))
  const byType = Map.groupBy(resourcesOf(copy, diary, hospital.name), ({ resourceType }) => resourceType)
  const output: { type: string; url: string; count: number }[] = []
  for (const [type, resources] of byType) {
    const url = `${type}.ndjson`
    output.push({ type, url, count: resources.length })
    yield { path: `downtime/${url}`, content: resources.map((one) => `${JSON.stringify(one)}\n`).join('') }
  }
  yield { path: 'downtime/manifest.json', content: pretty(manifest(output)) }
  const truth = { drill: true, seed, hospital: hospital.name, asOf: AS_OF, patients: patientTruth(copy) }
  yield { path: 'downtime-truth.json', content: pretty(truth) }
}

/** As-of time of each feed; administrations come slower than the rest. */
const AS_OF = {
  patients: COPY_AT,
  orders: COPY_AT,
  administrations: GIVEN_UNTIL,
  allergies: COPY_AT,
  results: RESULTS_UNTIL,
} as const

/** Bulk Data manifest; the as-of time of each feed stands in its extension, since one export time does not fit all. */
function manifest(output: readonly { type: string; url: string; count: number }[]): object {
  return {
    transactionTime: COPY_AT,
    request: 'https://ehr.ormelande.example/fhir/$export',
    requiresAccessToken: false,
    output,
    error: [],
    extension: { 'https://ormelande.example/as-of': AS_OF },
  }
}

function* resourcesOf(copy: DrillCopy, diary: DrillDiary, hospital: string): Generator<FhirResource> {
  yield* organizations(hospital)
  yield* practitioners(copy)
  yield* locations(copy.wards)
  for (const patient of copy.patients) {
    yield patientResource(patient)
    yield stayResource(patient, copy)
    yield* relatedPersons(patient)
    yield* medicationRequests(patient, copy)
    yield* administrations(patient)
    yield* clinicalResources(patient)
  }
  yield* plannedResources(diary)
}

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`
