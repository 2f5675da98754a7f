import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { boardView, careView, serversView } from '@codedark/domain/board'
import type { Desk } from '../desk/desk.ts'
import type { PastDesk } from '../desk/past.ts'
import { sentenceOf } from './requests.ts'

const pastQuery = z.object({
  at: z.iso
    .datetime({
      offset: true,
      error: 'a date and time with its zone is needed, as 2021-01-17T20:46:00+01:00',
    })
    .transform((at) => new Date(at).toISOString()),
})

/** The pages that can be shown as the record stood, each by the view that it shows now. */
const VIEWS: Readonly<Record<string, (past: PastDesk, context: Context) => unknown>> = {
  '/api/board': (past) => boardView(past.input()),
  '/api/servers': (past) => serversView(past.input()),
  '/api/care': (past) => careView(past.input()),
  '/api/notices': (past) => past.notices(),
  '/api/links': (past) => past.links.view(),
  '/api/links/:id/cost': (past, context) => past.links.cost(context.req.param('id') ?? ''),
  '/api/staff': (past) => past.staff.view(),
  '/api/searches': (past) => past.statements.searches(),
  '/api/statements': (past) => past.statements.statements(),
  '/api/deadlines': (past) => past.statements.deadlines(),
}

/** Answers a page with `?at=` as the record stood then; without it the page's own route does. They need the same rights. */
export function pastRoutes(app: Hono, desk: () => Desk | null): void {
  for (const [path, view] of Object.entries(VIEWS))
    app.get(path, async (context, next) => {
      const opened = desk()
      if (context.req.query('at') === undefined || opened === null) return next()
      const query = pastQuery.safeParse({ at: context.req.query('at') })
      if (!query.success) return context.json({ error: sentenceOf(query.error) }, 400)
      const past = opened.past(query.data.at)
      if (past === null) return context.json({ error: 'at: is not over yet.' }, 400)
      const shown = view(past, context)
      return shown === null
        ? context.json({ error: 'There was no such thing then.' }, 404)
        : context.json(shown as Readonly<Record<string, unknown>>)
    })
}
