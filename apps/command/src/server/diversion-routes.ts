import { z } from 'zod'
import { DIVERSION_SERVICES, DIVERSION_WANTS } from '@codedark/domain/incident'
import type { Paths } from './paths.ts'

const name = z.string().trim().min(1, 'a name is needed').max(200, 'at most 200 characters')
const instant = z.iso
  .datetime({ offset: true, error: 'a date and time with its zone is needed, as 2021-01-17T20:46:00+01:00' })
  .transform((at) => new Date(at).toISOString())
const where = {
  site: z.string().trim().min(1, 'a site is needed').max(100),
  service: z.enum(DIVERSION_SERVICES),
}
const askBody = z.strictObject({
  ...where,
  wanted: z.enum(DIVERSION_WANTS),
  statedBy: name,
  statedAt: instant,
  reviewAt: instant,
  text: z.string().max(10_000, 'at most 10,000 characters').optional(),
})
const confirmBody = z.strictObject({
  ...where,
  /** Number of the entry of what was asked, from 1 as pages show it. */
  asked: z.coerce.number().int().min(1),
  dispatcher: name,
  confirmedAt: instant,
  reviewAt: instant,
})

/** The routes of where patients are sent. */
export function diversionRoutes(paths: Paths): void {
  paths.read('/api/diversion', (desk, context) => context.json(desk.diversion.view()))
  paths.read('/api/diversion.csv', (desk, context) =>
    context.body(desk.diversion.csv(), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="diversion.csv"',
    }),
  )
  paths.read('/api/diversion/sheets/:site', async (desk, context) => {
    const drawn = await desk.diversion.sheet(context.req.param('site') ?? '')
    if (drawn === null) return context.json({ error: 'There is no such site.' }, 404)
    return context.body(Uint8Array.from(drawn), 200, {
      'Content-Type': 'application/pdf',
      'Content-Disposition': 'inline; filename="diversion.pdf"',
    })
  })
  paths.record('/api/diversion/asks', askBody, (desk, body, who) =>
    desk.diversion.record({ type: 'AskDiversion', ...body }, who),
  )
  paths.record('/api/diversion/confirmations', confirmBody, (desk, { asked, ...body }, who) =>
    desk.diversion.record({ type: 'ConfirmDiversion', asked: asked - 1, ...body }, who),
  )
}
