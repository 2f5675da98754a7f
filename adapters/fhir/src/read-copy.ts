import { basename } from 'node:path'
import {
  ABOUT_PATIENTS,
  buildCopy,
  faultList,
  FRAME_TYPES,
  indexResources,
  isStayOfInpatient,
} from '@codedark/domain/downtime'
import type {
  DecimalSign,
  DowntimeCopy,
  Feed,
  FeedTimes,
  FhirResource,
  Where,
} from '@codedark/domain/downtime'
import type { FhirFault, ReadingFault } from './fault.ts'
import { MAX_LOST_KEPT } from './limits.ts'
import { manifestFaults, readManifest } from './manifest.ts'
import { countLines } from './count-lines.ts'
import { readFhir } from './read-fhir.ts'

/** What a folder or file gave. */
export interface ReadCopy {
  readonly copy: DowntimeCopy
  readonly faults: readonly ReadingFault[]
  /** Resources read and kept. */
  readonly resources: number
}

/** How a copy is read. */
export interface ReadCopyOptions {
  /** As-of times, where they are known from elsewhere; else the manifest's; a feed of which neither says is not in the copy. */
  readonly feedTimes?: Partial<FeedTimes>
  readonly decimalSign?: DecimalSign
}

const NO_TIMES: FeedTimes = {
  patients: null,
  orders: null,
  administrations: null,
  allergies: null,
  results: null,
}

/**
 * Reads the downtime copy of a folder of NDJSON and Bundles, or of one file. It is read twice: first who is where, then what
 * is about those who are in the house, so that what is held does not grow with the history of everybody else.
 */
export function readCopy(path: string, options: ReadCopyOptions = {}): ReadCopy {
  // Both readings meet the same broken lines: each is told once.
  const told = new Map<string, FhirFault>()
  const places = new Map<FhirResource, Where>()
  const lines = new Map<string, number>()
  const seen = new Set<string>()
  const take = (
    wanted: (type: string) => boolean,
    keep: (resource: FhirResource) => boolean,
  ): FhirResource[] => {
    const kept: FhirResource[] = []
    for (const item of readFhir(path, wanted)) {
      if (item.kind === 'fault') {
        told.set(`${item.fault.file} ${item.fault.line} ${item.fault.code}`, item.fault)
        continue
      }
      seen.add(String(item.resource['resourceType']))
      if (keep(item.resource)) {
        places.set(item.resource, { file: item.file, line: item.line, fullUrl: item.fullUrl })
        kept.push(item.resource)
      }
    }
    return kept
  }
  const frame = take(
    (type) => FRAME_TYPES.has(type),
    (one) => one['resourceType'] !== 'Encounter' || isStayOfInpatient(one) !== 'no',
  )
  const whereOf = (resource: FhirResource): Where | null => places.get(resource) ?? null
  const keep = aboutInpatients(frame, whereOf)
  const rest = take((type) => ABOUT_PATIENTS.has(type), keep)
  const faults: ReadingFault[] = [...told.values()].sort(byPlace)
  const manifest = readManifest(path)
  if (manifest !== null) {
    for (const { file } of manifest.output) lines.set(file, countLines(path, file))
    faults.push(...manifestFaults(path, manifest, lines))
  }
  for (const { type } of manifest?.output ?? []) seen.add(type)
  const claimed = { ...NO_TIMES, ...manifest?.feedTimes, ...options.feedTimes }
  const feedTimes = feedsSeen(claimed, seen)
  for (const feed of FEEDS)
    if (claimed[feed] !== feedTimes[feed])
      faults.push({
        ...{ code: 'feed-not-in-copy', file: basename(path), line: null, resource: null },
        expected: `${FEED_TYPES[feed]} among the resources, or named by the manifest`,
      })
  const sign = options.decimalSign === undefined ? {} : { decimalSign: options.decimalSign }
  const built = buildCopy([...frame, ...rest], { feedTimes, whereOf, ...sign })
  return { copy: built.copy, faults: [...faults, ...built.faults], resources: frame.length + rest.length }
}

const FEEDS = ['patients', 'orders', 'administrations', 'allergies', 'results'] as const
const FEED_TYPES: Readonly<Record<Feed, string>> = {
  patients: 'Patient',
  orders: 'MedicationRequest',
  administrations: 'MedicationAdministration',
  allergies: 'AllergyIntolerance',
  results: 'Observation',
}

/** A feed of which nothing came and which nothing names is not in the copy, whatever time was claimed for it. */
function feedsSeen(claimed: FeedTimes, seen: ReadonlySet<string>): FeedTimes {
  const at = (feed: Feed): string | null => (seen.has(FEED_TYPES[feed]) ? claimed[feed] : null)
  return {
    ...{ patients: at('patients'), orders: at('orders'), administrations: at('administrations') },
    ...{ allergies: at('allergies'), results: at('results') },
  }
}

function byPlace(one: FhirFault, other: FhirFault): number {
  return one.file === other.file ? (one.line ?? 0) - (other.line ?? 0) : one.file < other.file ? -1 : 1
}

/** Keeps what is about somebody in the house, and, up to a limit, what is about nobody known: it becomes a fault. */
function aboutInpatients(
  frame: readonly FhirResource[],
  whereOf: (resource: FhirResource) => Where | null,
): (resource: FhirResource) => boolean {
  const index = indexResources(
    frame,
    faultList(() => null),
    whereOf,
  )
  const inside = new Set<FhirResource>()
  for (const stay of index.ofType('Encounter')) {
    if (isStayOfInpatient(stay) !== 'yes') continue
    const patient = index.resolve(stay['subject'], 'Patient')
    if (patient !== undefined) inside.add(index.survivor(patient))
  }
  let lost = 0
  return (resource) => {
    const patient = index.resolve(resource['subject'] ?? resource['patient'], 'Patient')
    if (patient !== undefined) return inside.has(index.survivor(patient))
    lost += 1
    return lost <= MAX_LOST_KEPT
  }
}
