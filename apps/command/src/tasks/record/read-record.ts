import { readFileSync, statSync } from 'node:fs'
import { z } from 'zod'
import {
  CONNECTION_STATES,
  LINK_METHODS,
  POWER_STATES,
  SERVICE_STATES,
  SIGHTING_KINDS,
} from '@codedark/domain/incident'
import { failed, ok, type Result } from '@codedark/domain/result'
import type { Sighting } from '@codedark/domain/triage'

/** The largest list that is read, in bytes. */
const LIST_BYTES_MAX = 8 * 1024 * 1024

const instant = z.iso.datetime({ offset: true, error: 'a date and time with its zone is needed' })

const sighting = z.object({
  server: z.string().min(1),
  kind: z.enum(SIGHTING_KINDS),
  seenBy: z.string().min(1, 'a sighting needs the name of who saw it'),
  seenAt: instant,
})

const connection = z.object({
  server: z.string().min(1),
  state: z.enum(CONNECTION_STATES),
  at: instant,
  confidence: z.enum(['said', 'tested']).default('said'),
  by: z.string().min(1).default('not named'),
})

const power = z.object({
  ...connection.shape,
  state: z.enum(POWER_STATES),
})

const service = z.object({
  ...connection.omit({ server: true }).shape,
  service: z.string().min(1),
  state: z.enum(SERVICE_STATES),
})

const linkReport = z.object({
  link: z.string().min(1),
  state: z.enum(['open', 'cut']),
  confidence: z.enum(['said', 'tested']).default('said'),
  method: z.enum(LINK_METHODS).default('other'),
  at: instant,
  by: z.string().min(1).default('not named'),
})

/** What somebody said or tested of a server's power. */
export type StatedPower = z.infer<typeof power>

/** What somebody said or tested of a service. */
export type StatedService = z.infer<typeof service>

/** What somebody said or tested of a server's connection. */
export type StatedConnection = z.infer<typeof connection>

/** Which answer each kind of sighting moves. */
export const ANSWER_OF: Readonly<Record<Sighting['kind'], Sighting['answer']>> = {
  'recovery-screen': 'encryption',
  'locked-volume': 'encryption',
  'ransom-note': 'encryption',
  'files-unreadable': 'encryption',
  'unknown-account': 'intrusion',
  other: 'none',
}

/** Reads a JSON list of sightings. The fault is a sentence with the place in the file. */
export function readSightings(path: string): Result<readonly Sighting[], string> {
  const read = readList(path, sighting)
  return read.ok ? ok(read.value.map((one) => ({ ...one, answer: ANSWER_OF[one.kind] }))) : read
}

/** Reads a JSON list of connections, as stated. */
export const readConnections = (path: string): Result<readonly StatedConnection[], string> =>
  readList(path, connection)

/** Reads a JSON list of powers, as stated. */
export const readPowers = (path: string): Result<readonly StatedPower[], string> => readList(path, power)

/** Reads a JSON list of services, as stated. */
export const readServices = (path: string): Result<readonly StatedService[], string> =>
  readList(path, service)

/** What somebody said or tested of a link. */
export interface LinkReport {
  readonly link: string
  readonly state: 'open' | 'cut'
  readonly confidence: 'said' | 'tested'
  readonly method: (typeof LINK_METHODS)[number]
  readonly statedAt: string
  readonly statedBy: string
}

/** Reads a JSON list of what was said and tested of links. */
export function readLinkReports(path: string): Result<readonly LinkReport[], string> {
  const read = readList(path, linkReport)
  if (!read.ok) return read
  return ok(
    read.value.map(({ at, by, ...report }) => ({
      ...report,
      statedAt: new Date(at).toISOString(),
      statedBy: by,
    })),
  )
}

/** Reads a JSON list of connections; of each server the first instant at which it was isolated or off. */
export function readIsolation(path: string): Result<ReadonlyMap<string, string>, string> {
  const read = readList(path, connection)
  if (!read.ok) return read
  const isolation = new Map<string, string>()
  for (const { server, state, at } of read.value) {
    if (state !== 'isolated' && state !== 'off') continue
    const known = isolation.get(server)
    const instantAt = new Date(at).toISOString()
    if (known === undefined || instantAt < known) isolation.set(server, instantAt)
  }
  return ok(isolation)
}

function readList<Item>(path: string, item: z.ZodType<Item>): Result<readonly Item[], string> {
  let value: unknown
  try {
    const { size } = statSync(path)
    if (size > LIST_BYTES_MAX)
      return failed(`${path}: has ${size} bytes, at most ${LIST_BYTES_MAX} are taken.`)
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    return failed(`${path}: ${(error as Error).message}.`)
  }
  const parsed = z.array(item).safeParse(value)
  if (parsed.success) return ok(parsed.data)
  const issue = parsed.error.issues[0]
  return failed(`${path}: at ${issue?.path.join('.') ?? 'its top'}: ${issue?.message ?? 'no list'}.`)
}
