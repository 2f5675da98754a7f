import type { Context, Hono } from 'hono'
import type { Desk } from '../desk/desk.ts'
import type { Paths } from './paths.ts'
import {
  awarenessBody,
  cardQuery,
  checkBody,
  draftBody,
  handledBody,
  requestBody,
  scopeBody,
  searchBody,
  searchWithdrawalBody,
  statementReleaseBody,
  submissionBody,
  submissionWithdrawalBody,
  takeBackBody,
} from './statement-requests.ts'

/** The routes of searches, statements and deadlines. */
export function statementRoutes(paths: Paths): void {
  searches(paths)
  statements(paths)
  deadlines(paths)
}

function searches(paths: Paths): void {
  paths.read('/api/searches', (desk, context) => context.json(desk.statements.searches()))
  paths.record('/api/searches', searchBody, (desk, { server, channel, ...body }, who) =>
    desk.statements.record(
      {
        type: 'RecordSearch',
        place: channel === undefined ? { server: server ?? '' } : { channel },
        ...body,
      },
      who,
    ),
  )
  paths.recordByTwo(
    '/api/searches/withdrawals',
    searchWithdrawalBody,
    'searches.write',
    (desk, { entry, ...body }, who, second) =>
      desk.statements.record(
        {
          ...{ type: 'WithdrawSearch', search: entry - 1, ...body },
          ...{ secondName: second.name, secondBy: second.account },
        },
        who,
      ),
  )
}

function statements(paths: Paths): void {
  paths.read('/api/statements', (desk, context) => context.json(desk.statements.statements()))
  paths.read('/api/card', (desk, context) => {
    const query = cardQuery.safeParse(context.req.query())
    return query.success
      ? context.json(desk.statements.card(query.data.language))
      : context.json({ error: 'language: fr, nl, de or en.' }, 400)
  })
  paths.record('/api/statements/drafts', draftBody, (desk, body, who) =>
    desk.statements.record({ type: 'DraftStatement', ...body }, who),
  )
  paths.record('/api/statements/releases', statementReleaseBody, (desk, body, who) =>
    desk.statements.release(body, who),
  )
  paths.record('/api/statements/withdrawals', takeBackBody, (desk, body, who) =>
    desk.statements.record({ type: 'TakeStatementBack', ...body }, who),
  )
}

function deadlines(paths: Paths): void {
  paths.read('/api/deadlines', (desk, context) => context.json(desk.statements.deadlines()))
  paths.read('/api/deadlines/:id/draft', (desk, context) => {
    const id = context.req.param('id') ?? ''
    const draft = desk.statements.draft(id)
    return draft === null ? context.json({ error: `There is no deadline ${id}.` }, 404) : context.json(draft)
  })
  paths.record('/api/deadlines/awareness', awarenessBody, (desk, body, who) =>
    desk.statements.record({ type: 'SetAwareness', ...body }, who),
  )
  paths.record('/api/deadlines/scopes', scopeBody, (desk, { applies, ...body }, who) =>
    desk.statements.record({ type: 'SetDeadlineScope', applies: applies === 'yes', ...body }, who),
  )
  paths.record('/api/deadlines/requests', requestBody, (desk, body, who) =>
    desk.statements.record({ type: 'RequestDeadline', ...body }, who),
  )
  paths.record('/api/deadlines/submissions', submissionBody, (desk, body, who) =>
    desk.statements.record({ type: 'SubmitDeadline', ...body }, who),
  )
  paths.record('/api/deadlines/withdrawals', submissionWithdrawalBody, (desk, { entry, ...body }, who) =>
    desk.statements.record({ type: 'WithdrawSubmission', submission: entry - 1, ...body }, who),
  )
  paths.record('/api/deadlines/handled', handledBody, (desk, { handledAt, ...body }, who) =>
    desk.statements.record({ type: 'SetIncidentHandled', handledAt: handledAt ?? null, ...body }, who),
  )
}

/** What is no entry and no JSON: the check of a draft, and the sheets. */
export interface SheetRoutes {
  desk(): Desk | null
}

/** The sheets as PDF, and the check of a draft, which is asked for by POST and records nothing. */
export function statementSheets(app: Hono, routes: SheetRoutes): void {
  app.post('/api/statements/checks', async (context) => {
    const desk = routes.desk()
    if (desk === null) return context.json(LOCKED, 423)
    const body = checkBody.safeParse(await context.req.json().catch(() => null))
    if (!body.success)
      return context.json({ error: body.error.issues[0]?.message ?? 'The request could not be read.' }, 400)
    return context.json(desk.statements.check(body.data))
  })
  app.get('/api/card.pdf', async (context) => {
    const desk = routes.desk()
    if (desk === null) return context.json(LOCKED, 423)
    const query = cardQuery.safeParse(context.req.query())
    if (!query.success) return context.json({ error: 'language: fr, nl, de or en.' }, 400)
    const { language } = query.data
    return pdf(context, await desk.statements.cardPdf(language), `card-${language}`)
  })
  app.get('/api/deadlines/:id/draft.pdf', async (context) => {
    const desk = routes.desk()
    if (desk === null) return context.json(LOCKED, 423)
    const bytes = await desk.statements.draftPdf(context.req.param('id'))
    return bytes === null
      ? context.json({ error: 'There is no such deadline.' }, 404)
      : pdf(context, bytes, 'draft')
  })
}

const LOCKED = { error: 'Locked: the passphrase is needed first.' }

function pdf(context: Context, bytes: Uint8Array, file: string): Response {
  return context.body(new Uint8Array(bytes), 200, {
    'content-type': 'application/pdf',
    'content-disposition': `inline; filename="${file}.pdf"`,
    'cache-control': 'no-store',
  })
}
