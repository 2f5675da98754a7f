import type { Context, Hono } from 'hono'
import type { PatientSaying } from '@codedark/domain/downtime'
import { signedIn } from '@codedark/http'
import { jsonOf, withDesk } from './answers.ts'
import type { DeskHolder } from './answers.ts'
import { cameBody, checkBody, identityBody, leaveBody, moveBody, sentenceOf } from './requests.ts'

/** Where patients are: who came, moved, left, is known better, and bed checks. */
export function censusRoutes(app: Hono, routes: DeskHolder): void {
  app.post('/api/wards/:id/patients', async (context) => {
    const body = cameBody.safeParse(await jsonOf(context))
    if (!body.success) return context.json({ error: sentenceOf(body.error) }, 400)
    return say(context, routes, { say: 'came', ward: context.req.param('id'), ...body.data })
  })
  app.post('/api/wards/:id/check', async (context) => {
    const body = checkBody.safeParse(await jsonOf(context))
    if (!body.success) return context.json({ error: sentenceOf(body.error) }, 400)
    return say(context, routes, { say: 'checked', ward: context.req.param('id'), ...body.data })
  })
  app.post('/api/patients/:id/move', async (context) => {
    const body = moveBody.safeParse(await jsonOf(context))
    if (!body.success) return context.json({ error: sentenceOf(body.error) }, 400)
    return say(context, routes, { say: 'moved', patient: context.req.param('id'), ...body.data })
  })
  app.post('/api/patients/:id/leave', async (context) => {
    const body = leaveBody.safeParse(await jsonOf(context))
    if (!body.success) return context.json({ error: sentenceOf(body.error) }, 400)
    return say(context, routes, { say: 'left', patient: context.req.param('id'), ...body.data })
  })
  app.post('/api/patients/:id/name', async (context) => {
    const body = identityBody.safeParse(await jsonOf(context))
    if (!body.success) return context.json({ error: sentenceOf(body.error) }, 400)
    return say(context, routes, { say: 'named', patient: context.req.param('id'), ...body.data })
  })
}

function say(context: Context, routes: DeskHolder, saying: PatientSaying): Response {
  return withDesk(context, routes, (desk) => {
    const { account, name } = signedIn(context)
    const kept = desk.sayPatient(saying, { by: account, byName: name })
    return kept.ok ? context.json(kept.value, 201) : context.json({ error: kept.fault }, 409)
  })
}
