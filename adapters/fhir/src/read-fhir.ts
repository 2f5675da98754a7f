import { closeSync, fstatSync, openSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { FhirResource } from '@codedark/domain/downtime'
import type { FhirFault } from './fault.ts'
import { MAX_BUNDLE_BYTES, MAX_LINE_BYTES } from './limits.ts'
import { isManifest } from './manifest.ts'
import { linesOf } from './lines.ts'

/** One resource or one fault, with the file it came from. */
export type FhirItem =
  | {
      readonly kind: 'resource'
      readonly resource: FhirResource
      readonly file: string
      readonly line: number
      /** `fullUrl` of its entry in a Bundle; null: none. */
      readonly fullUrl: string | null
    }
  | { readonly kind: 'fault'; readonly fault: FhirFault }

/** Whether resources of a type are wanted; others are passed over unread where their line begins with the type. */
export type Wanted = (type: string) => boolean

/**
 * Reads FHIR R4 of a file or of a folder (its .ndjson and .json files by name, not folders below; a Bulk Data manifest is no
 * resource and is passed over). References stay as received. A fault ends neither the file nor the folder. NDJSON is held one
 * line at a time, see limits.ts.
 */
export function* readFhir(path: string, wanted: Wanted = () => true): Generator<FhirItem> {
  let files: readonly string[]
  try {
    files = statSync(path).isDirectory() ? filesOf(path) : [path]
  } catch {
    yield faultOf('cannot-read', path, null, 'a file or folder that can be read')
    return
  }
  for (const file of files)
    yield* file.endsWith('.ndjson') ? readLines(file, wanted) : readWhole(file, wanted)
}

function filesOf(folder: string): readonly string[] {
  const names = readdirSync(folder).filter((name) => /\.(?:nd)?json$/.test(name))
  return names.sort().map((name) => join(folder, name))
}

function faultOf(
  code: FhirFault['code'],
  path: string,
  line: number | null,
  expected: string,
  resource: string | null = null,
): FhirItem {
  return { kind: 'fault', fault: { code, file: basename(path), line, resource, expected } }
}

function* readLines(path: string, wanted: Wanted): Generator<FhirItem> {
  for (const item of linesOf(path)) {
    if (item.kind === 'cannot-read')
      yield faultOf('cannot-read', path, item.line, 'a file that can be read to its end')
    else if (item.kind === 'too-long')
      yield faultOf(
        'line-too-long',
        path,
        item.line,
        `at most ${MAX_LINE_BYTES} bytes, here are ${item.bytes}`,
      )
    else {
      const type = typeAtStart(item.bytes)
      if (type !== null && !wanted(type) && !OLD_TYPES.has(type)) continue
      const words = item.bytes
        .toString('utf8')
        .replace(/^\uFEFF/, '')
        .trim()
      if (words !== '') yield* itemOf(parse(words), path, item.line, wanted)
    }
  }
}

/** The type where a line begins with it, as every exporter writes it; null: elsewhere in the line, or no resource. */
function typeAtStart(bytes: Buffer): string | null {
  return /^\s*\{\s*"resourceType"\s*:\s*"(\w+)"/.exec(bytes.toString('latin1', 0, 80))?.[1] ?? null
}

function* readWhole(path: string, wanted: Wanted): Generator<FhirItem> {
  let words: string
  try {
    const open = openSync(path, 'r')
    try {
      const { size } = fstatSync(open)
      if (size > MAX_BUNDLE_BYTES) {
        yield faultOf('file-too-large', path, null, `at most ${MAX_BUNDLE_BYTES} bytes, here are ${size}`)
        return
      }
      words = readFileSync(open, 'utf8').replace(/^\uFEFF/, '')
    } finally {
      closeSync(open)
    }
  } catch {
    yield faultOf('cannot-read', path, null, 'a file that can be read')
    return
  }
  const whole = parse(words)
  if (isManifest(whole)) return
  if (!isObject(whole) || whole['resourceType'] !== 'Bundle') {
    yield* itemOf(whole, path, 1, wanted)
    return
  }
  const entries: readonly unknown[] = Array.isArray(whole['entry']) ? whole['entry'] : []
  for (const [position, entry] of entries.entries()) {
    const found = entryResource(entry)
    yield* itemOf(found.resource ?? null, path, position + 1, wanted, found.fullUrl)
  }
}

/** The resource of an entry; one without an id takes that of its urn:uuid, by which others refer to it. */
function entryResource(entry: unknown): { readonly resource: unknown; readonly fullUrl: string | null } {
  if (!isObject(entry)) return { resource: null, fullUrl: null }
  const { resource } = entry
  const fullUrl = typeof entry['fullUrl'] === 'string' ? entry['fullUrl'] : null
  if (!isObject(resource) || resource['id'] !== undefined || fullUrl?.startsWith('urn:uuid:') !== true)
    return { resource, fullUrl }
  return { resource: { ...resource, id: fullUrl.slice('urn:uuid:'.length) }, fullUrl }
}

function parse(words: string): unknown {
  try {
    return JSON.parse(words)
  } catch {
    return undefined
  }
}

/** Resource types that DSTU2 had under another name: a whole copy of them would be silently empty. */
const OLD_TYPES = new Set([
  'MedicationOrder',
  'DiagnosticOrder',
  'ProcedureRequest',
  'DeviceUseRequest',
  'NutritionRequest',
])

function* itemOf(
  value: unknown,
  path: string,
  line: number,
  wanted: Wanted,
  fullUrl: string | null = null,
): Generator<FhirItem> {
  if (value === undefined) yield faultOf('not-json', path, line, 'one JSON value')
  else if (!isObject(value) || typeof value['resourceType'] !== 'string' || typeof value['id'] !== 'string')
    yield faultOf('not-a-resource', path, line, 'an object with resourceType and id')
  else if (OLD_TYPES.has(value['resourceType']))
    yield faultOf(
      'not-r4',
      path,
      line,
      'a resource type of FHIR R4',
      `${value['resourceType']}/${value['id']}`,
    )
  else if (wanted(value['resourceType']))
    yield { kind: 'resource', resource: value, file: basename(path), line, fullUrl }
}

function isObject(value: unknown): value is FhirResource {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
