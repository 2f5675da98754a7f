import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { FhirResource } from '@codedark/domain/downtime'
import { MAX_BUNDLE_BYTES, MAX_LINE_BYTES, READ_BYTES } from './limits.ts'

/** What could not be read; `line` counts from 1, or is the place of the entry in a Bundle, or null for the whole file. */
export interface FhirFault {
  readonly code: 'cannot-read' | 'not-json' | 'not-a-resource' | 'line-too-long' | 'file-too-large'
  readonly file: string
  readonly line: number | null
}

/** One resource or one fault, with the file it came from. */
export type FhirItem =
  | {
      readonly kind: 'resource'
      readonly resource: FhirResource
      readonly file: string
      readonly line: number
    }
  | { readonly kind: 'fault'; readonly fault: FhirFault }

/**
 * Reads FHIR R4 of a file or of a folder (its .ndjson and .json files by name, not folders below). References stay as
 * received. A fault ends neither the file nor the folder. NDJSON is held one line at a time, see limits.ts.
 */
export function* readFhir(path: string): Generator<FhirItem> {
  let files: readonly string[]
  try {
    files = statSync(path).isDirectory() ? filesOf(path) : [path]
  } catch {
    yield faultOf('cannot-read', path, null)
    return
  }
  const buffer = Buffer.alloc(READ_BYTES)
  for (const file of files) yield* file.endsWith('.ndjson') ? readLines(file, buffer) : readWhole(file)
}

function filesOf(folder: string): readonly string[] {
  const names = readdirSync(folder).filter((name) => /\.(?:nd)?json$/.test(name))
  return names.sort().map((name) => join(folder, name))
}

function faultOf(code: FhirFault['code'], path: string, line: number | null): FhirItem {
  return { kind: 'fault', fault: { code, file: basename(path), line } }
}

function* readLines(path: string, buffer: Buffer): Generator<FhirItem> {
  let open: number
  try {
    open = openSync(path, 'r')
  } catch {
    yield faultOf('cannot-read', path, null)
    return
  }
  try {
    let line = 1
    let parts: Buffer[] = []
    let held = 0
    for (let offset = 0; ;) {
      const got = readInto(open, buffer, offset)
      if (got === null) yield faultOf('cannot-read', path, line)
      if (got === null || got === 0) break
      offset += got
      let start = 0
      for (let end = 0; start < got; start = end + 1) {
        end = buffer.subarray(0, got).indexOf(10, start)
        const piece = buffer.subarray(start, end < 0 ? got : end)
        held += piece.length
        // The buffer is read into again, so a piece that outlives this round is copied; too long a line is dropped.
        if (held <= MAX_LINE_BYTES) parts.push(Buffer.from(piece))
        else parts = []
        if (end < 0) break
        yield* lineItem(parts, held, path, line)
        parts = []
        held = 0
        line += 1
      }
    }
    yield* lineItem(parts, held, path, line)
  } finally {
    closeSync(open)
  }
}

function readInto(open: number, buffer: Buffer, offset: number): number | null {
  try {
    return readSync(open, buffer, 0, buffer.length, offset)
  } catch {
    return null
  }
}

function* lineItem(parts: readonly Buffer[], held: number, path: string, line: number): Generator<FhirItem> {
  if (held > MAX_LINE_BYTES) {
    yield faultOf('line-too-long', path, line)
    return
  }
  const words = Buffer.concat(parts)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trim()
  if (words !== '') yield itemOf(parse(words), path, line)
}

function* readWhole(path: string): Generator<FhirItem> {
  let words: string
  try {
    const open = openSync(path, 'r')
    try {
      if (fstatSync(open).size > MAX_BUNDLE_BYTES) {
        yield faultOf('file-too-large', path, null)
        return
      }
      words = readFileSync(open, 'utf8').replace(/^\uFEFF/, '')
    } finally {
      closeSync(open)
    }
  } catch {
    yield faultOf('cannot-read', path, null)
    return
  }
  const whole = parse(words)
  if (!isObject(whole) || whole['resourceType'] !== 'Bundle') {
    yield itemOf(whole, path, 1)
    return
  }
  const entries: readonly unknown[] = Array.isArray(whole['entry']) ? whole['entry'] : []
  for (const [position, entry] of entries.entries())
    yield itemOf((isObject(entry) ? entryResource(entry) : null) ?? null, path, position + 1)
}

/** The resource of an entry; one without an id takes that of its urn:uuid, by which others refer to it. */
function entryResource(entry: FhirResource): unknown {
  const { resource, fullUrl } = entry
  if (!isObject(resource) || resource['id'] !== undefined) return resource
  if (typeof fullUrl !== 'string' || !fullUrl.startsWith('urn:uuid:')) return resource
  return { ...resource, id: fullUrl.slice('urn:uuid:'.length) }
}

function parse(words: string): unknown {
  try {
    return JSON.parse(words)
  } catch {
    return undefined
  }
}

function itemOf(value: unknown, path: string, line: number): FhirItem {
  if (value === undefined) return faultOf('not-json', path, line)
  if (!isObject(value) || typeof value['resourceType'] !== 'string' || typeof value['id'] !== 'string')
    return faultOf('not-a-resource', path, line)
  return { kind: 'resource', resource: value, file: basename(path), line }
}

function isObject(value: unknown): value is FhirResource {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
