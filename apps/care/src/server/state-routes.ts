import type { Hono } from 'hono'
import { signedIn } from '@codedark/http'
import { packetHref } from '../tasks/copy-source.ts'
import { sinceOf } from '../tasks/ward-state.ts'
import { byOf, jsonOf, LOCKED, NO_WARD, withSource } from './answers.ts'
import type { DeskHolder } from './answers.ts'
import { reprintBody, sentenceOf, stateBody } from './requests.ts'

/** What a ward works from, and sheets once more. */
export function stateRoutes(app: Hono, routes: DeskHolder): void {
  app.post('/api/wards/:id/state', async (context) => {
    const body = stateBody.safeParse(await jsonOf(context))
    if (!body.success) return context.json({ error: sentenceOf(body.error) }, 400)
    return withSource(context, routes, (desk, source) => {
      const ward = context.req.param('id')
      if (!source.copy.wards.some(({ id }) => id === ward)) return context.json({ error: NO_WARD }, 404)
      const since = sinceOf('since' in body.data ? body.data.since : null, source.header)
      if (!since.ok) return context.json({ error: since.fault, place: 'since' }, 400)
      const said = body.data.step === 'packet-out' ? body.data : { ...body.data, since: since.value }
      const { account, name } = signedIn(context)
      const kept = desk.sayWard(said, { ward, by: account, byName: name })
      return kept.ok ? context.json(kept.value, 201) : context.json({ error: kept.fault }, 409)
    })
  })
  app.post('/api/wards/:id/reprint', async (context) => {
    const desk = routes.desk()
    if (desk === null) return context.json(LOCKED, 423)
    const body = reprintBody.safeParse(await jsonOf(context))
    if (!body.success) return context.json({ error: sentenceOf(body.error) }, 400)
    const source = desk.source()
    if (!source.ok) return context.json({ error: source.fault }, 503)
    const ward = context.req.param('id')
    if (!source.value.copy.wards.some(({ id }) => id === ward)) return context.json({ error: NO_WARD }, 404)
    const done = await desk.write(ward, byOf(signedIn(context)), body.data)
    if (!done.ok) return context.json({ error: done.fault }, 409)
    return context.json({ ...done.value, href: packetHref(done.value.firstSerial) }, 201)
  })
}
