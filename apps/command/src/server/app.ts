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
  type BoardInput,
  type RecordCommentBody,
  type RecordConnectionBody,
  type RecordPowerBody,
  type RecordSightingBody,
} from '@codedark/domain/board'
import { failed, type Result } from '@codedark/domain/result'
import type { Accounts } from '@codedark/accounts'
import { rightsOf, type Right, type SignedIn } from '@codedark/domain/people'
import {
  confirmSecond,
  describeSignInFault,
  guardRoutes,
  signedIn,
  signInRoutes,
  type AccessNews,
  type ChangeFeed,
  type SlowTries,
  type Tries,
} from '@codedark/http'
import type { Desk } from '../desk/desk.ts'
import { noticeRoutes } from './notice-routes.ts'
import { diversionRoutes } from './diversion-routes.ts'
import { linkRoutes } from './link-routes.ts'
import type { Paths, TypedSecond } from './paths.ts'
import { pastRoutes } from './past-routes.ts'
import { peopleRoutes } from './people-routes.ts'
import { COMMAND_RIGHTS } from './route-rights.ts'
import { statementRoutes, statementSheets } from './statement-routes.ts'
import { staffRoutes } from './staff-routes.ts'
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
  /** Spaces the tries to sign in. */
  readonly signInTries: SlowTries
  readonly now: () => string
  /** Null while the data folder is locked. */
  accounts(): Accounts | null
  tell(news: AccessNews): void
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
  const { kind, now } = routes
  const accounts = (): Accounts | null => routes.accounts()
  app.use('/api/*', guardRoutes({ side: 'command', rights: COMMAND_RIGHTS, accounts }))
  signInRoutes(app, {
    side: 'command',
    kind,
    tries: routes.signInTries,
    now,
    accounts,
    tell: (news) => routes.tell(news),
  })
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
  pastRoutes(app, () => routes.desk())
  readRoutes(app, routes)
  writeRoutes(app, routes)
  noticeRoutes(app, {
    desk: () => routes.desk(),
    body: bodyOf,
    who: signedIn,
    second: async (context, typed, right) => secondPerson(context, routes, typed, right),
  })
  const paths: Paths = {
    read: (path, answer) =>
      app.get(path, (context) => withDesk(context, routes, (desk) => answer(desk, context))),
    record: (path, schema, write) => record(app, routes, path, schema, write),
    recordByTwo: (path, schema, right, write) => recordByTwo({ app, routes }, path, schema, right, write),
  }
  linkRoutes(paths)
  diversionRoutes(paths)
  statementRoutes(paths)
  statementSheets(app, routes)
  staffRoutes(paths)
  peopleRoutes(app, {
    ...{ kind, now, accounts, signInTries: routes.signInTries, body: bodyOf },
    desk: () => routes.desk(),
  })
  app.get('/api/changes', (context) => routes.changes.stream(context, routes.desk()?.size() ?? 0))
}

function readRoutes(app: Hono, routes: CommandRoutes): void {
  // After a change every open board asks for the same page: it is made once.
  const boards = new WeakMap<BoardInput, string>()
  app.get('/api/board', (context) =>
    withDesk(context, routes, (desk) => {
      const input = desk.input()
      const text = boards.get(input) ?? JSON.stringify(boardView(input))
      boards.set(input, text)
      return context.body(text, 200, { 'Content-Type': 'application/json' })
    }),
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
  findingRoutes(app, routes)
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
      const { before, limit, kinds, ...filter } = query.data
      return context.json(desk.log(before ?? null, limit, { ...filter, kinds }))
    }),
  )
}

function findingRoutes(app: Hono, routes: CommandRoutes): void {
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
  record(app, routes, '/api/sightings', sightingBody, (desk, body, who) =>
    desk.recordSighting(body as RecordSightingBody, who),
  )
  record(app, routes, '/api/connections', connectionBody, (desk, body, who) =>
    desk.recordConnection(body as RecordConnectionBody, who),
  )
  record(app, routes, '/api/powers', powerBody, (desk, body, who) =>
    desk.recordPower(body as RecordPowerBody, who),
  )
  record(app, routes, '/api/services', serviceBody, (desk, body, who) => desk.recordService(body, who))
  recordByTwo({ app, routes }, '/api/removals', removalBody, 'texts.take-out', (desk, body, who, second) =>
    desk.takeTextOut({ ...body, second }, who),
  )
  record(app, routes, '/api/comments', commentBody, (desk, body, who) =>
    desk.recordComment(body as RecordCommentBody, who),
  )
}

/** One kind of record: answered only after its entry is on disk and synced. */
function record<Body>(
  app: Hono,
  routes: CommandRoutes,
  path: string,
  schema: z.ZodType<Body>,
  write: (desk: Desk, body: Body, who: SignedIn) => Promise<Result<{ readonly entry: number }, string>>,
): void {
  app.post(path, async (context) => {
    const body = await bodyOf(context, schema)
    if (!body.ok) return context.json(body.fault, 400)
    const desk = routes.desk()
    if (desk === null) return context.json(LOCKED, 423)
    const outcome = await write(desk, body.value, signedIn(context))
    return outcome.ok ? context.json(outcome.value, 201) : context.json({ error: outcome.fault }, 409)
  })
}

/** As `record`, for what two people do: the second signs in within the form, and holds the right as well. */
function recordByTwo<Body extends { readonly second: TypedSecond }>(
  { app, routes }: { readonly app: Hono; readonly routes: CommandRoutes },
  path: string,
  schema: z.ZodType<Body>,
  right: Right,
  write: (
    desk: Desk,
    body: Omit<Body, 'second'>,
    who: SignedIn,
    second: SignedIn,
  ) => Promise<Result<{ readonly entry: number }, string>>,
): void {
  app.post(path, async (context) => {
    const body = await bodyOf(context, schema)
    if (!body.ok) return context.json(body.fault, 400)
    const desk = routes.desk()
    if (desk === null) return context.json(LOCKED, 423)
    const { second: typed, ...rest } = body.value
    const second = await secondPerson(context, routes, typed, right)
    if (!second.ok) return context.json(second.fault, 403)
    const outcome = await write(desk, rest, signedIn(context), second.value)
    return outcome.ok ? context.json(outcome.value, 201) : context.json({ error: outcome.fault }, 409)
  })
}

/** The second of two people, by their own sign-in: another account than the first, with the same right. */
async function secondPerson(
  context: Context,
  routes: CommandRoutes,
  typed: TypedSecond,
  right: Right,
): Promise<Result<SignedIn, Refused>> {
  const refuse = (error: string): Result<SignedIn, Refused> =>
    failed({ error: `Not recorded: ${error}`, place: 'second' })
  const accounts = routes.accounts()
  if (accounts === null) return failed(LOCKED)
  const first = signedIn(context)
  const confirmed = await confirmSecond(context, { tries: routes.signInTries }, accounts, typed)
  if (confirmed === null) return refuse('too many tries are waiting. Try again in a minute.')
  if (!confirmed.ok) return refuse(`second person: ${describeSignInFault(confirmed.fault)}`)
  const second = confirmed.value
  if (second.account === first.account) return refuse('the second person must be somebody else.')
  if (!rightsOf(second.roles, 'command').has(right))
    return refuse(`${second.name} may not do this: it needs the same right of both.`)
  return { ok: true, value: second }
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
