import type { Feed, FeedTimes, FhirResource } from '@codedark/domain/downtime'

/** Which types of resource make a feed; one of them is enough for the feed to be in the copy. */
const FEEDS: Readonly<Record<Feed, readonly string[]>> = {
  patients: ['Encounter', 'Patient'],
  orders: ['MedicationRequest'],
  administrations: ['MedicationAdministration'],
  allergies: ['AllergyIntolerance'],
  results: ['Observation', 'DiagnosticReport'],
}
const NAMES = ['patients', 'orders', 'administrations', 'allergies', 'results'] as const

/** What an export says of itself: a FHIR Bulk Data manifest, or nothing. */
export interface ExportSaid {
  /** Server time of the export; null: not said. */
  readonly at: string | null
  /** Times of single feeds, from an extension whose URL ends in /as-of. */
  readonly feeds: Readonly<Partial<Record<Feed, string>>>
  /** Types that were asked for, even where nothing came. */
  readonly types: readonly string[]
}

/** Gathers, per type, how new the newest resource is. */
export class TypesSeen {
  readonly #newest = new Map<string, string | null>()

  add(resource: FhirResource): void {
    const type = String(resource['resourceType'])
    const meta = resource['meta']
    const said =
      typeof meta === 'object' && meta !== null && 'lastUpdated' in meta ? utc(meta.lastUpdated) : null
    const before = this.#newest.get(type)
    if (before === undefined || (said !== null && (before === null || said > before)))
      this.#newest.set(type, said)
  }

  has(type: string): boolean {
    return this.#newest.has(type)
  }

  newest(type: string): string | null {
    return this.#newest.get(type) ?? null
  }
}

/**
 * The as-of time of each feed, in this order: what the export says of the feed, what the person says, what the export says of
 * itself, the newest change in it (which is never later than the truth). A feed of which nothing came and which was not
 * exported is not in the copy. Null for the whole: feeds are there and nothing tells of when.
 */
export function feedTimes(seen: TypesSeen, said: ExportSaid, asked: string | null): FeedTimes | null {
  const times: Record<Feed, string | null> = {
    patients: null,
    orders: null,
    administrations: null,
    allergies: null,
    results: null,
  }
  for (const feed of NAMES) {
    const types = FEEDS[feed]
    if (!types.some((type) => seen.has(type) || said.types.includes(type))) continue
    const newest =
      types
        .flatMap((type) => seen.newest(type) ?? [])
        .sort()
        .at(-1) ?? null
    const at = said.feeds[feed] ?? asked ?? said.at ?? newest
    if (at === null) return null
    times[feed] = at
  }
  return times
}

/** Reads a FHIR Bulk Data manifest; what is not understood is not said. Source: HL7/bulk-data export.md. */
export function exportSaid(manifest: unknown): ExportSaid {
  const fields = record(manifest)
  const output = Array.isArray(fields['output']) ? fields['output'].map(record) : []
  const feeds: Partial<Record<Feed, string>> = {}
  for (const [url, times] of Object.entries(record(fields['extension']))) {
    if (!url.endsWith('/as-of')) continue
    for (const feed of NAMES) {
      const at = utc(record(times)[feed])
      if (at !== null) feeds[feed] = at
    }
  }
  return {
    at: utc(fields['transactionTime']),
    feeds,
    types: output.flatMap(({ type }) => (typeof type === 'string' ? type : [])),
  }
}

/** An instant with its zone as UTC; null for anything else. */
export function utc(value: unknown): string | null {
  if (typeof value !== 'string' || !/T.*(?:Z|[+-]\d\d:\d\d)$/u.test(value)) return null
  const ms = Date.parse(value)
  return Number.isNaN(ms) ? null : new Date(ms).toISOString()
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
