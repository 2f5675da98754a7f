import { z } from 'zod'
import { LINK_CONDITIONS, LINK_METHODS, RELEASE_CONDITIONS } from '@codedark/domain/incident'
import { ROLES } from '@codedark/domain/people'
import { secondBody } from './requests.ts'

const name = z.string().trim().min(1, 'a name is needed').max(200, 'at most 200 characters')
const words = z.string().max(10_000, 'at most 10,000 characters')
const id = z.string().min(1, 'a link is needed').max(300)
const instant = z.iso
  .datetime({ offset: true, error: 'a date and time with its zone is needed, as 2021-01-17T20:46:00+01:00' })
  .transform((at) => new Date(at).toISOString())

const says = { statedBy: name, statedAt: instant, text: words.optional() }

/** POST /api/links/reports */
export const linkReportBody = z.strictObject({
  ...says,
  link: id,
  state: z.enum(['open', 'cut']),
  confidence: z.enum(['said', 'tested']),
  method: z.enum(LINK_METHODS),
})

/** POST /api/links/agreements */
export const cutAgreementBody = z.strictObject({ ...says, link: id, role: z.enum(ROLES).optional() })

/** POST /api/links/conditions */
export const linkConditionBody = z.strictObject({
  ...says,
  link: id,
  condition: z.enum(LINK_CONDITIONS),
  met: z.boolean(),
})

/** POST /api/links/reopenings: the first signature is who records. */
export const reopeningBody = z.strictObject({
  link: id,
  reopenedAt: instant,
  watchUntil: instant,
  closer: name,
  second: secondBody,
})

/** POST /api/links/watches: the watch was quiet. */
export const watchBody = z.strictObject({ ...says, link: id })

/** POST /api/links/probes: none named means all that are listed. */
export const probeBody = z.strictObject({
  links: z.array(id).min(1).max(2_000).optional(),
  from: name,
})

/** POST /api/releases */
export const releaseBody = z.strictObject({
  server: z.string().min(1, 'a server is needed').max(300),
  conditions: z.array(z.enum(RELEASE_CONDITIONS)).max(RELEASE_CONDITIONS.length),
  reason: words.min(1, 'a reason is needed'),
  watchUntil: instant,
  closer: name,
  second: secondBody,
})

/** POST /api/releases/withdrawals */
export const withdrawalBody = z.strictObject({
  server: z.string().min(1, 'a server is needed').max(300),
  reason: words.min(1, 'a reason is needed'),
})
