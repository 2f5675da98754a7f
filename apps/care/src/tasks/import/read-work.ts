import { closeSync, fstatSync, openSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { buildCopy } from '@codedark/domain/downtime'
import type {
  DowntimeCopy,
  FhirResource,
  GenerationCounts,
  ImportFault,
  Where,
} from '@codedark/domain/downtime'
import { readFhir } from '@codedark/fhir'
import { keptOnly } from './kept-only.ts'
import { exportSaid, feedTimes, TypesSeen } from './feed-times.ts'
import type { ExportSaid } from './feed-times.ts'
import {
  COPY_SHAPE,
  ITEMS_PER_WORD,
  MAX_FAULTS_LISTED,
  MAX_MANIFEST_BYTES,
  PATIENTS_PER_PIECE,
  RECEIVED_PIECE_BYTES,
} from './limits.ts'
import type { FilesRequest, ReadReply } from './messages.ts'

/** How the child speaks. */
export interface ReadVoice {
  json(reply: ReadReply): void
  bytes(kind: 'F' | 'P' | 'R', bytes: Uint8Array): void
}

/** Types that the copy is not made from; nothing of them is kept. */
const NOT_NEEDED = new Set([
  'AuditEvent',
  'Binary',
  'Claim',
  'ClaimResponse',
  'DocumentReference',
  'ExplanationOfBenefit',
  'ImagingStudy',
  'Immunization',
  'Provenance',
  'SupplyDelivery',
])

interface Gathered {
  readonly resources: FhirResource[]
  /** Where each was read, for its faults. */
  readonly places: Map<FhirResource, Where>
  readonly faults: ImportFault[]
  readonly seen: TypesSeen
  received: number
  faultCount: number
}

/** Reads FHIR of a folder or file and says the copy made of it, piece by piece. Runs in the child. */
export function readWork({ path, skip, asOf }: FilesRequest, voice: ReadVoice): void {
  const gathered: Gathered = {
    resources: [],
    places: new Map(),
    faults: [],
    seen: new TypesSeen(),
    received: 0,
    faultCount: 0,
  }
  let said: ExportSaid = exportSaid(null)
  for (const file of filesOf(path)) {
    const name = basename(file)
    if (skip.includes(name)) continue
    voice.json({ say: 'file', file: name, bytes: sizeOf(file) })
    const manifest = name === 'manifest.json' ? manifestOf(file) : undefined
    if (manifest === undefined) readOne(file, gathered, voice)
    else said = exportSaid(manifest)
  }
  voice.json({ say: 'building' })
  const times = feedTimes(gathered.seen, said, asOf)
  if (times === null) return voice.json({ say: 'no-as-of' })
  const { copy, faults } = buildCopy(gathered.resources, {
    feedTimes: times,
    whereOf: (resource) => gathered.places.get(resource) ?? null,
  })
  // What does not fit together is said by kind and place only: its ids are those of patients.
  for (const { code, file, line } of faults) addFault(gathered, { code, file, line })
  sayCopy(copy, voice)
  const fullUrlOf = (one: FhirResource): string | null => gathered.places.get(one)?.fullUrl ?? null
  sayReceived(keptOnly(copy, gathered.resources, fullUrlOf), voice)
  voice.json({
    say: 'done',
    asOf: times,
    counts: countsOf(copy, gathered.received),
    faults: gathered.faultCount,
    faultList: gathered.faults,
  })
}

function readOne(file: string, gathered: Gathered, voice: ReadVoice): void {
  let items = 0
  for (const item of readFhir(file)) {
    if (item.kind === 'fault') addFault(gathered, item.fault)
    else {
      gathered.received += 1
      gathered.seen.add(item.resource)
      if (!NOT_NEEDED.has(String(item.resource['resourceType']))) {
        gathered.resources.push(item.resource)
        gathered.places.set(item.resource, { file: item.file, line: item.line, fullUrl: item.fullUrl })
      }
    }
    items += 1
    if (items % ITEMS_PER_WORD === 0) voice.json({ say: 'at', resources: gathered.received })
  }
}

function addFault(gathered: Gathered, fault: ImportFault): void {
  gathered.faultCount += 1
  if (gathered.faults.length >= MAX_FAULTS_LISTED) return
  gathered.faults.push({ code: fault.code, file: fault.file, line: fault.line })
}

/** Says resources as they were received, deflated, in pieces. */
export function sayReceived(resources: readonly FhirResource[], voice: ReadVoice): void {
  let lines: string[] = []
  let held = 0
  const flush = (): void => {
    if (lines.length > 0) voice.bytes('R', deflateRawSync(lines.join('\n'), { level: 3 }))
    lines = []
    held = 0
  }
  for (const resource of resources) {
    const line = JSON.stringify(resource)
    lines.push(line)
    held += line.length
    if (held >= RECEIVED_PIECE_BYTES) flush()
  }
  flush()
}

/** Says a copy piece by piece. */
export function sayCopy(copy: DowntimeCopy, voice: ReadVoice): void {
  const { patients, ...frame } = copy
  voice.bytes('F', Buffer.from(JSON.stringify({ ...frame, shape: COPY_SHAPE })))
  for (let at = 0; at < patients.length; at += PATIENTS_PER_PIECE)
    voice.bytes('P', Buffer.from(JSON.stringify(patients.slice(at, at + PATIENTS_PER_PIECE))))
}

/** What a copy holds, in numbers. */
export function countsOf(copy: DowntimeCopy, resources: number): GenerationCounts {
  const sum = (of: (patient: DowntimeCopy['patients'][number]) => number): number =>
    copy.patients.reduce((total, patient) => total + of(patient), 0)
  return {
    inpatients: copy.patients.length,
    orders: sum((patient) => patient.medications.length),
    allergies: sum((patient) => patient.allergies.list.length),
    resources,
    wards: copy.wards.map(({ id, name }) => ({
      id,
      name,
      patients: copy.patients.filter((patient) => patient.ward === id).length,
    })),
  }
}

function filesOf(path: string): readonly string[] {
  try {
    if (!statSync(path).isDirectory()) return [path]
    return readdirSync(path)
      .filter((name) => /\.(?:nd)?json$/u.test(name))
      .sort()
      .map((name) => join(path, name))
  } catch {
    return [path]
  }
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size
  } catch {
    return 0
  }
}

/** Undefined: no manifest, and then it is read as any file. */
function manifestOf(file: string): unknown {
  try {
    const fd = openSync(file, 'r')
    try {
      if (fstatSync(fd).size > MAX_MANIFEST_BYTES) return undefined
      const parsed: unknown = JSON.parse(readFileSync(fd, 'utf8'))
      return typeof parsed === 'object' && parsed !== null && 'transactionTime' in parsed ? parsed : undefined
    } finally {
      closeSync(fd)
    }
  } catch {
    return undefined
  }
}
