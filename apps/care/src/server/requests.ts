import { z } from 'zod'

/** POST /api/unlock */
export const unlockBody = z.strictObject({
  passphrase: z.string().min(1, 'a passphrase is needed').max(1024),
})

/** POST /api/wards/:id/packet */
export const packetBody = z.strictObject({})

/** A name that signs or takes something in hand. */
const personName = z.string().trim().min(1, 'a name is needed').max(200, 'at most 200 characters')
/** A clock time of the hospital or an instant; null: from now on. */
const since = z.string().trim().max(40).nullable().default(null)

/** POST /api/wards/:id/state */
export const stateBody = z.discriminatedUnion('step', [
  z.strictObject({
    step: z.literal('packet-out'),
    receivedBy: personName,
    firstSerial: z.string().trim().min(1).max(100).nullable().default(null),
  }),
  z.strictObject({ step: z.literal('paper'), since, signedBy: personName }),
  z.strictObject({ step: z.literal('screen'), since, signedBy: personName }),
])

const page = z.number().int().min(1).max(1_500)

/** POST /api/wards/:id/reprint */
export const reprintBody = z.union([
  z.strictObject({ patients: z.array(z.string().min(1).max(100)).min(1, 'a patient is needed').max(200) }),
  z.strictObject({ firstSerial: z.string().min(1).max(100), fromPage: page, toPage: page }),
])

/** GET /api/find */
export const findQuery = z.object({ q: z.string().trim().max(200, 'at most 200 characters').default('') })

/** The first thing that is wrong, with its place. */
export function sentenceOf(error: z.ZodError): string {
  const issue = error.issues[0]
  if (issue === undefined) return 'The request could not be read.'
  const place = issue.path.join('.')
  return place === '' ? issue.message : `${place}: ${issue.message}`
}
