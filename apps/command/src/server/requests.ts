import { z } from 'zod'
import {
  CONNECTION_STATES,
  POWER_STATES,
  REMOVAL_REASONS,
  SERVICE_STATES,
  SIGHTING_KINDS,
} from '@codedark/domain/incident'

const name = z.string().trim().min(1, 'a name is needed').max(200, 'at most 200 characters')
const serverId = z.string().min(1, 'a server is needed').max(300)
const instant = z.iso.datetime({
  offset: true,
  error: 'a date and time with its zone is needed, as 2021-01-17T20:46:00+01:00',
})
const confidence = z.enum(['said', 'tested'])

/** POST /api/unlock */
export const unlockBody = z.strictObject({
  passphrase: z.string().min(1, 'a passphrase is needed').max(1024),
})

/** POST /api/sightings */
export const sightingBody = z.strictObject({
  server: serverId,
  kind: z.enum(SIGHTING_KINDS),
  seenBy: name,
  seenAt: instant,
  text: z.string().max(10_000, 'at most 10,000 characters').optional(),
})

/** POST /api/connections */
export const connectionBody = z.strictObject({
  server: serverId,
  state: z.enum(CONNECTION_STATES),
  confidence,
  at: instant,
  by: name,
})

/** POST /api/powers */
export const powerBody = z.strictObject({
  server: serverId,
  state: z.enum(POWER_STATES),
  confidence,
  at: instant,
  by: name,
})

/** POST /api/services */
export const serviceBody = z.strictObject({
  service: z.string().min(1, 'a service is needed').max(300),
  state: z.enum(SERVICE_STATES),
  confidence,
  at: instant,
  by: name,
})

/** The second of two people: their own sign-in. */
export const secondBody = z.strictObject({
  user: z.string().min(1, 'the second person’s user name is needed').max(64),
  password: z.string().min(1, 'the second person’s password is needed').max(1024),
  code: z.string().max(64).optional(),
})

/** POST /api/removals: the number of the entry as the log shows it, and the second person. */
export const removalBody = z.strictObject({
  entry: z.number().int().min(1),
  reason: z.enum(REMOVAL_REASONS),
  second: secondBody,
})

/** POST /api/comments */
export const commentBody = z.strictObject({
  text: z.string().trim().min(1, 'a text is needed').max(10_000, 'at most 10,000 characters'),
  server: serverId.optional(),
})

/** POST /api/what-if */
export const whatIfBody = z.strictObject({
  off: z.array(serverId).min(1, 'name at least one server').max(1000),
})

/** GET /api/servers/:id/context */
export const pageQuery = z.strictObject({
  after: z.string().max(4_000).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

const utc = instant.transform((at) => new Date(at).toISOString())

/** GET /api/findings; `level` may name several, with commas between them. */
export const findingsQuery = z.strictObject({
  ...pageQuery.shape,
  server: serverId.optional(),
  rule: z.string().min(1).max(300).optional(),
  level: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(['informational', 'low', 'medium', 'high', 'critical'])).max(5))
    .optional(),
  from: utc.optional(),
  until: utc.optional(),
  only: z.enum(['moving', 'context']).optional(),
})

/** GET /api/log */
export const logQuery = z.object({
  before: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  kinds: z
    .string()
    .max(2_000)
    .transform((text) => text.split(','))
    .optional(),
  by: z.string().max(100).optional(),
  who: z.string().trim().min(1).max(200).optional(),
  server: z.string().max(300).optional(),
  from: utc.optional(),
  until: utc.optional(),
  words: z.string().trim().min(1).max(200).optional(),
  asOf: utc.optional(),
})

/** The first thing that is wrong, with its place: `seenAt: a date and time …`. */
export function sentenceOf(error: z.ZodError): string {
  const issue = error.issues[0]
  if (issue === undefined) return 'The request could not be read.'
  const place = issue.path.join('.')
  return place === '' ? issue.message : `${place}: ${issue.message}`
}
