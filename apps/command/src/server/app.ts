import type { Context, Hono } from 'hono'
import type { z } from 'zod'
import {
  boardView,
  careView,
  notesView,
  rescueView,
  serversView,
  serverStory,
  whatIfView,
  type RecordCommentBody,
  type RecordConnectionBody,
  type RecordPowerBody,
  type RecordSightingBody,
} from '@codedark/domain/board'
import type { Result } from '@codedark/domain/result'
import type { ChangeFeed, Tries } from '@codedark/http'
import type { Desk } from '../desk/desk.ts'
import {
  commentBody,
  connectionBody,
  findingsQuery,
  logQuery,
  pageQuery,
  powerBody,
  removalBody,
  sentenceOf,
  serviceBody,
  sightingBody,
  unlockBody,
  whatIfBody,
} from './requests.ts'

/** What the server needs of the program around it. */
export interface CommandRoutes {
  readonly kind: 'real' | 'drill'
  readonly changes: ChangeFeed
  /** The desk, or null while the data folder is locked. */
  desk(): Desk | null
  /** Spaces the tries of a passphrase. */
  readonly tries: Tries
  /** Opens the desk; the sentence tells why not. */
  unlock(passphrase: string): Promise<Result<Desk, string>>
}

/** A refusal as the page shows it. */
interface Refused {
  readonly error: string
  readonly place?: string
}

/** Puts the board's API on `app`. */
export function commandRoutes(app: Hono, routes: CommandRoutes): void {
  app.get('/api/lock', (context) => context.json({ locked: routes.desk() === null, kind: routes.kind }))
  app.post('/api/unlock', async (context) => {
    const body = await bodyOf(context, unlockBody)
    if (!body.ok) return context.json(body.fault, 400)
    const outcome = await routes.tries.attempt(
      () => routes.unlock(body.value.passphrase),
      (tried) => tried.ok,
    )
    if (outcome === null)
      return context.json({ error: 'Too many tries are waiting. Try again in a minute.' }, 429)
    return outcome.ok ? context.json({ locked: false }) : context.json({ error: outcome.fault }, 403)
  })
  readRoutes(app, routes)
  writeRoutes(app, routes)
  app.get('/api/changes', (context) => routes.changes.stream(context, routes.desk()?.size() ?? 0))
}

function readRoutes(app: Hono, routes: CommandRoutes): void {
  app.get('/api/board', (context) =>
    withDesk(context, routes, (desk) => context.json(boardView(desk.input()))),
  )
  app.get('/api/servers', (context) =>
    withDesk(context, routes, (desk) => context.json(serversView(desk.input()))),
  )
  app.get('/api/servers/:id', (context) =>
    withDesk(context, routes, (desk) => {
      const id = context.req.param('id')
      const story = desk.story(id)
      if (story === null)
        return context.json({ error: `${id} is neither on the list of servers nor in a log.` }, 404)
      return context.json(serverStory(desk.input(), id, story))
    }),
  )
  app.get('/api/servers/:id/context', (context) =>
    withDesk(context, routes, (desk) => {
      const server = context.req.param('id')
      const query = pageQuery.safeParse(context.req.query())
      if (!query.success) return context.json({ error: sentenceOf(query.error) }, 400)
      if (!desk.knows(server))
        return context.json({ error: `${server} is neither on the list of servers nor in a log.` }, 404)
      const page = desk.findings({ ...query.data, server, only: 'context' })
      return page === null ? context.json(NO_PAGE, 400) : context.json({ server, ...page })
    }),
  )
  app.get('/api/findings', (context) =>
    withDesk(context, routes, (desk) => {
      const query = findingsQuery.safeParse(context.req.query())
      if (!query.success) return context.json({ error: sentenceOf(query.error) }, 400)
      const { level, ...asked } = query.data
      const page = desk.findings({ ...asked, levels: level })
      return page === null ? context.json(NO_PAGE, 400) : context.json(page)
    }),
  )
  app.get('/api/findings/:id', (context) =>
    withDesk(context, routes, (desk) => {
      const finding = desk.finding(context.req.param('id'))
      return finding === null
        ? context.json({ error: 'No finding is kept under this name.' }, 404)
        : context.json(finding)
    }),
  )
  app.get('/api/findings/:id/record', (context) =>
    withDesk(context, routes, async (desk) => {
      const record = await desk.record(context.req.param('id'))
      return record === null
        ? context.json({ error: 'No finding is kept under this name.' }, 404)
        : context.json(record)
    }),
  )
  app.get('/api/notes', (context) =>
    withDesk(context, routes, (desk) => context.json(notesView(desk.input()))),
  )
  app.get('/api/rescue', (context) =>
    withDesk(context, routes, (desk) => context.json(rescueView(desk.input()))),
  )
  app.get('/api/care', (context) => withDesk(context, routes, (desk) => context.json(careView(desk.input()))))
  app.get('/api/log', (context) =>
    withDesk(context, routes, (desk) => {
      const query = logQuery.safeParse(context.req.query())
      if (!query.success) return context.json({ error: sentenceOf(query.error) }, 400)
      return context.json(desk.log(query.data.before ?? null, query.data.limit))
    }),
  )
}

function writeRoutes(app: Hono, routes: CommandRoutes): void {
  app.post('/api/what-if', async (context) => {
    const body = await bodyOf(context, whatIfBody)
    if (!body.ok) return context.json(body.fault, 400)
    return withDesk(context, routes, (desk) => {
      const unknown = body.value.off.filter((id) => !desk.knows(id))
      if (unknown.length > 0)
        return context.json({ error: `Not on the list of servers: ${unknown.join(', ')}.` }, 404)
      return context.json(whatIfView(desk.input(), body.value.off))
    })
  })
  record(app, routes, '/api/sightings', sightingBody, (desk, body) =>
    desk.recordSighting(body as RecordSightingBody),
  )
  record(app, routes, '/api/connections', connectionBody, (desk, body) =>
    desk.recordConnection(body as RecordConnectionBody),
  )
  record(app, routes, '/api/powers', powerBody, (desk, body) => desk.recordPower(body as RecordPowerBody))
  record(app, routes, '/api/services', serviceBody, (desk, body) => desk.recordService(body))
  record(app, routes, '/api/removals', removalBody, (desk, body) => desk.takeTextOut(body))
  record(app, routes, '/api/comments', commentBody, (desk, body) =>
    desk.recordComment(body as RecordCommentBody),
  )
}

/** One kind of record: answered only after its entry is on disk and synced. */
function record<Body>(
  app: Hono,
  routes: CommandRoutes,
  path: string,
  schema: z.ZodType<Body>,
  write: (desk: Desk, body: Body) => Promise<Result<{ readonly entry: number }, string>>,
): void {
  app.post(path, async (context) => {
    const body = await bodyOf(context, schema)
    if (!body.ok) return context.json(body.fault, 400)
    const desk = routes.desk()
    if (desk === null) return context.json(LOCKED, 423)
    const outcome = await write(desk, body.value)
    return outcome.ok ? context.json(outcome.value, 201) : context.json({ error: outcome.fault }, 409)
  })
}

const NO_PAGE: Refused = { error: 'after: is no mark of a page.' }

const LOCKED: Refused = { error: 'Locked: the passphrase is needed first.' }

function withDesk<Answer extends Response | Promise<Response>>(
  context: Context,
  routes: CommandRoutes,
  answer: (desk: Desk) => Answer,
): Answer | Response {
  const desk = routes.desk()
  return desk === null ? context.json(LOCKED, 423) : answer(desk)
}

async function bodyOf<Body>(context: Context, schema: z.ZodType<Body>): Promise<Result<Body, Refused>> {
  let value: unknown
  try {
    value = await context.req.json()
  } catch {
    return { ok: false, fault: { error: 'The request is no JSON.' } }
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return { ok: true, value: parsed.data }
  const place = parsed.error.issues[0]?.path.join('.')
  return { ok: false, fault: { error: sentenceOf(parsed.error), ...(place === undefined ? {} : { place }) } }
}
