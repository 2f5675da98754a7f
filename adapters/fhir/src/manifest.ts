import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { FeedTimes } from '@codedark/domain/downtime'
import type { FhirFault } from './fault.ts'
import { MAX_MANIFEST_BYTES } from './limits.ts'

/** What a folder says of itself: the Bulk Data manifest beside its files. */
export interface Manifest {
  /** As-of time of each feed: its own where the manifest states one, else the time of the export; null: not stated. */
  readonly feedTimes: FeedTimes
  /** Files with the number of resources that they must hold; null: not stated. */
  readonly output: readonly { readonly file: string; readonly type: string; readonly count: number | null }[]
}

const NAME = 'manifest.json'

/** Whether a JSON value is a Bulk Data manifest (HL7 Bulk Data Access, "Complete Status"). */
export function isManifest(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    isObject(value) &&
    value['resourceType'] === undefined &&
    Array.isArray(value['output']) &&
    'transactionTime' in value
  )
}

/** The manifest of a folder; null: none that can be read. Times that are no instants count as not stated. */
export function readManifest(folder: string): Manifest | null {
  const path = join(folder, NAME)
  let value: unknown
  try {
    if (!existsSync(path) || statSync(path).size > MAX_MANIFEST_BYTES) return null
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
  if (!isManifest(value)) return null
  const exported = instantOf(value['transactionTime'])
  const own = Object.entries(isObject(value['extension']) ? value['extension'] : {}).find(([name]) =>
    name.endsWith('as-of'),
  )?.[1]
  const at = (feed: keyof FeedTimes): string | null =>
    (isObject(own) ? instantOf(own[feed]) : null) ?? exported
  const entries: readonly unknown[] = Array.isArray(value['output']) ? value['output'] : []
  return {
    feedTimes: {
      ...{ patients: at('patients'), orders: at('orders'), administrations: at('administrations') },
      ...{ allergies: at('allergies'), results: at('results') },
    },
    output: entries.flatMap((one) => {
      if (!isObject(one) || typeof one['url'] !== 'string') return []
      const count = typeof one['count'] === 'number' ? one['count'] : null
      const type = typeof one['type'] === 'string' ? one['type'] : ''
      return [{ file: one['url'].split('/').at(-1) ?? '', type, count }]
    }),
  }
}

/** What a manifest promises and the folder does not hold: an export that broke off must not pass for whole. */
export function manifestFaults(
  folder: string,
  manifest: Manifest,
  read: ReadonlyMap<string, number>,
): readonly FhirFault[] {
  return manifest.output.flatMap(({ file, count }): readonly FhirFault[] => {
    if (!existsSync(join(folder, file)))
      return [
        { code: 'file-not-there', file, line: null, resource: null, expected: `the file that ${NAME} names` },
      ]
    const lines = read.get(file) ?? 0
    if (count === null || count === lines) return []
    const expected = `${count} lines as ${NAME} says, there are ${lines}`
    return [{ code: 'count-differs', file, line: null, resource: null, expected }]
  })
}

function instantOf(value: unknown): string | null {
  if (typeof value !== 'string' || !/T.*(?:Z|[+-]\d\d:\d\d)$/.test(value) || Number.isNaN(Date.parse(value)))
    return null
  return new Date(value).toISOString()
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
