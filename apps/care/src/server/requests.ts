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

const identity = {
  familyName: z.string().trim().min(1, 'a family name is needed').max(300, 'at most 300 characters'),
  givenNames: z.string().trim().max(300, 'at most 300 characters').default(''),
  bornOn: z.string().trim().max(10).nullable().default(null),
  sex: z.enum(['F', 'M', 'other', 'unknown']),
}
const note = z.string().trim().max(2_000, 'at most 2,000 characters').nullable().default(null)
const id = z.string().trim().min(1).max(100)
const bed = z.string().trim().max(100).nullable().default(null)

/** POST /api/patients/:id/name */
export const identityBody = z.strictObject(identity)

/** POST /api/wards/:id/patients */
export const cameBody = z.strictObject({
  ...identity,
  ...{ bed, allergies: note, codeStatus: note, mother: id.nullable().default(null) },
  how: z.enum(['admitted', 'newborn', 'unknown-person']),
  allergyState: z.enum(['known', 'none-known', 'not-recorded']),
})

/** POST /api/patients/:id/move */
export const moveBody = z.strictObject({ ward: id, bed })

/** POST /api/patients/:id/leave */
export const leaveBody = z.strictObject({ how: z.enum(['discharged', 'died', 'sent-elsewhere']), to: note })

/** POST /api/wards/:id/check */
export const checkBody = z.strictObject({ here: z.array(id).max(500), missing: z.array(id).max(500) })

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
