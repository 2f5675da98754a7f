import { z } from 'zod'

/** POST /api/unlock */
export const unlockBody = z.strictObject({
  passphrase: z.string().min(1, 'a passphrase is needed').max(1024),
})

/** POST /api/wards/:id/packet */
export const packetBody = z.strictObject({})

/** GET /api/find */
export const findQuery = z.object({ q: z.string().trim().max(200, 'at most 200 characters').default('') })

/** The first thing that is wrong, with its place. */
export function sentenceOf(error: z.ZodError): string {
  const issue = error.issues[0]
  if (issue === undefined) return 'The request could not be read.'
  const place = issue.path.join('.')
  return place === '' ? issue.message : `${place}: ${issue.message}`
}
