import type { Context, Hono } from 'hono'
import type { z } from 'zod'
import { roleName, type IncidentCommand } from '@codedark/domain/incident'
import { pageHeader } from '@codedark/domain/board'
import type { ContactRole, Right, SignedIn } from '@codedark/domain/people'
import type { Result } from '@codedark/domain/result'
import type { Desk } from '../desk/desk.ts'
import type { TypedSecond } from './paths.ts'
import {
  acknowledgeBody,
  closeBody,
  decideBody,
  formQuery,
  handoverBody,
  itemBody,
  itemCommand,
  kindBody,
  markBody,
  readBody,
  releaseBody,
  uploadQuery,
} from './notice-requests.ts'
import { sentenceOf } from './requests.ts'

/** Where an upload goes: its body is a file of any size and is streamed. */
export const UPLOAD_PATH = '/api/evidence/files'

/** What these routes need of the server around them. */
export interface NoticeRoutes {
  desk(): Desk | null
  body<Body>(context: Context, schema: z.ZodType<Body>): Promise<Result<Body, Refused>>
  who(context: Context): SignedIn
  /** The second of two people, by their own sign-in. */
  second(context: Context, typed: TypedSecond, right: Right): Promise<Result<SignedIn, Refused>>
}

interface Refused {
  readonly error: string
  readonly place?: string
}

const LOCKED = { error: 'Locked: the passphrase is needed first.' } as const

/** Puts evidence and notices on `app`. */
export function noticeRoutes(app: Hono, routes: NoticeRoutes): void {
  pageRoutes(app, routes)
  fileRoutes(app, routes)
  itemRoutes(app, routes)
  answerRoutes(app, routes)
}

function pageRoutes(app: Hono, routes: NoticeRoutes): void {
  app.get('/api/notices', (context) => {
    const desk = routes.desk()
    return desk === null
      ? context.json(LOCKED, 423)
      : context.json(desk.notices.notices(pageHeader(desk.input())))
  })
  app.get('/api/evidence', (context) => {
    const desk = routes.desk()
    return desk === null
      ? context.json(LOCKED, 423)
      : context.json(desk.notices.evidence(pageHeader(desk.input())))
  })
  app.get('/api/evidence/:item', (context) => {
    const desk = routes.desk()
    if (desk === null) return context.json(LOCKED, 423)
    const id = context.req.param('item')
    const page = desk.notices.item(pageHeader(desk.input()), id)
    return page === null ? context.json({ error: `There is no item ${id}.` }, 404) : context.json(page)
  })
}

/** Reading a kept file is an entry, so another site's page may not make a browser do it. */
function isOwnPage(context: Context): boolean {
  const site = context.req.header('Sec-Fetch-Site')
  return site === undefined || site === 'same-origin' || site === 'none'
}

/** Blocks are read as fast as the reader takes them. */
function streamOf(blocks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    pull: async (stream) => {
      const next = await blocks.next()
      if (next.done === true) stream.close()
      else stream.enqueue(next.value)
    },
    cancel: async () => {
      await blocks.return(undefined)
    },
  })
}

function fileRoutes(app: Hono, routes: NoticeRoutes): void {
  app.get('/api/evidence/:item/text', async (context) => {
    const desk = routes.desk()
    if (desk === null) return context.json(LOCKED, 423)
    if (!isOwnPage(context)) return context.json({ error: 'Only the board itself may read this.' }, 403)
    const read = await desk.notices.text(context.req.param('item'), routes.who(context))
    return read.ok ? context.json(read.value) : context.json({ error: read.fault }, 409)
  })
  app.get('/api/evidence/:item/file', async (context) => {
    const desk = routes.desk()
    if (desk === null) return context.json(LOCKED, 423)
    if (!isOwnPage(context)) return context.json({ error: 'Only the board itself may read this.' }, 403)
    const given = await desk.notices.file(context.req.param('item'), routes.who(context))
    if (!given.ok) return context.json({ error: given.fault }, 409)
    const { name, bytes } = given.value
    // Whatever it is, it is bytes to be saved: never a page, a script or a picture.
    return new Response(streamOf(given.value.blocks()), {
      headers: {
        'Content-Type': 'text/plain; charset=utf-8',
        'Content-Disposition': `attachment; filename="${name}"`,
        'Content-Length': String(bytes),
        'X-Content-Type-Options': 'nosniff',
        'Content-Security-Policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      },
    })
  })
  app.get('/api/notices/:notice/form', async (context) => {
    const desk = routes.desk()
    if (desk === null) return context.json(LOCKED, 423)
    const query = formQuery.safeParse(context.req.query())
    if (!query.success) return context.json({ error: sentenceOf(query.error) }, 400)
    if (!isOwnPage(context)) return context.json({ error: 'Only the board itself may print this.' }, 403)
    const sheet = await desk.notices.form(context.req.param('notice'), query.data.to, routes.who(context))
    if (!sheet.ok) return context.json({ error: sheet.fault }, 409)
    return context.body(new Uint8Array(sheet.value), 200, {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `attachment; filename="${context.req.param('notice').replace(/[^a-z0-9-]/gu, '')}.pdf"`,
    })
  })
  app.post(UPLOAD_PATH, async (context) => {
    const desk = routes.desk()
    if (desk === null) return context.json(LOCKED, 423)
    const query = uploadQuery.safeParse(context.req.query())
    if (!query.success) return context.json({ error: sentenceOf(query.error) }, 400)
    const { mayShowPatients, withoutName, ...upload } = query.data
    const who = withoutName === 'yes' ? null : routes.who(context)
    const body = context.req.raw.body ?? new Response('').body
    if (body === null) return context.json({ error: 'No file was sent.' }, 400)
    const taken = await desk.notices.upload(body, {
      ...upload,
      who,
      mayShowPatients: mayShowPatients === 'yes',
    })
    return taken.ok ? context.json(taken.value, 201) : context.json({ error: taken.fault }, 409)
  })
}

interface Recording<Body> {
  readonly schema: z.ZodType<Body>
  readonly commands: (body: Body, id: string, second: SignedIn | null) => readonly IncidentCommand[]
  /** The role in which somebody answers for themselves: it must be one of theirs. */
  readonly role?: (body: Body) => ContactRole
  /** The second of two people, and the right that both need. */
  readonly second?: { readonly typed: (body: Body) => TypedSecond | undefined; readonly right: Right }
  /** Neither name nor account is recorded. */
  readonly withoutName?: (body: Body) => boolean
}

/** One kind of record: answered only after its entry is on disk and synced. */
function record<Body>(app: Hono, routes: NoticeRoutes, path: string, made: Recording<Body>): void {
  app.post(path, async (context) => {
    const body = await routes.body(context, made.schema)
    if (!body.ok) return context.json(body.fault, 400)
    const desk = routes.desk()
    if (desk === null) return context.json(LOCKED, 423)
    const who = routes.who(context)
    const role = made.role?.(body.value)
    if (role !== undefined && !who.roles.some((own) => own === role))
      return context.json(
        { error: `Not recorded: you are not signed in as ${roleName(role)}.`, place: 'role' },
        403,
      )
    const typed = made.second?.typed(body.value)
    const second =
      made.second === undefined || typed === undefined
        ? null
        : await routes.second(context, typed, made.second.right)
    if (second?.ok === false) return context.json(second.fault, 403)
    const commands = made.commands(body.value, context.req.param('id') ?? '', second?.value ?? null)
    const by = made.withoutName?.(body.value) === true ? null : who
    let answer: Result<{ readonly entry: number }, string> | null = null
    for (const command of commands) {
      answer = await desk.notices.record(command, by)
      if (!answer.ok) return context.json({ error: answer.fault }, 409)
    }
    return context.json(answer?.ok === true ? answer.value : {}, 201)
  })
}

const asSecond = (second: SignedIn | null): { readonly secondName: string; readonly secondBy?: string } =>
  second === null ? { secondName: '' } : { secondName: second.name, secondBy: second.account }

function itemRoutes(app: Hono, routes: NoticeRoutes): void {
  record(app, routes, '/api/evidence', {
    schema: itemBody,
    withoutName: ({ withoutName }) => withoutName,
    commands: (body) => [itemCommand(body)],
  })
  record(app, routes, '/api/evidence/:id/kind', {
    schema: kindBody,
    second: { typed: ({ second }) => second, right: 'evidence.close' },
    commands: ({ from, to, reason }, item, second) => [
      { type: 'ChangeItemKind', item, from, to, reason, ...asSecond(second) },
    ],
  })
  record(app, routes, '/api/evidence/:id/close', {
    schema: closeBody,
    second: { typed: ({ second }) => second, right: 'evidence.close' },
    commands: ({ reason }, item, second) => [{ type: 'CloseItem', item, reason, ...asSecond(second) }],
  })
  record(app, routes, '/api/evidence/:id/mark', {
    schema: markBody,
    commands: (_body, item) => [{ type: 'MarkItem', item }],
  })
  record(app, routes, '/api/evidence/:id/release', {
    schema: releaseBody,
    commands: ({ reason }, item) => [{ type: 'ReleaseItem', item, reason }],
  })
}

function answerRoutes(app: Hono, routes: NoticeRoutes): void {
  record(app, routes, '/api/notices/:id/read', {
    schema: readBody,
    role: ({ role }) => role,
    commands: ({ role }, notice) => [{ type: 'ReadNotice', notice, role }],
  })
  record(app, routes, '/api/notices/:id/acknowledge', {
    schema: acknowledgeBody,
    role: ({ role }) => role,
    commands: ({ role, hash }, notice) => [
      { type: 'ReadNotice', notice, role },
      { type: 'AcknowledgeNotice', notice, role, hash, channel: 'board' },
    ],
  })
  record(app, routes, '/api/notices/:id/decide', {
    schema: decideBody,
    role: ({ role }) => role,
    commands: ({ role, hash, decision }, notice) => [
      { type: 'DecideNotice', notice, role, hash, decision, channel: 'board' },
    ],
  })
  record(app, routes, '/api/notices/:id/close', {
    schema: closeBody,
    second: { typed: ({ second }) => second, right: 'evidence.close' },
    commands: ({ reason }, notice, second) => [{ type: 'CloseNotice', notice, reason, ...asSecond(second) }],
  })
  record(app, routes, '/api/notices/:id/handover', {
    schema: handoverBody,
    commands: ({ acknowledged, handedAt, role, contact, handedBy, receivedBy }, notice) => {
      const given: IncidentCommand = {
        type: 'HandOverNotice',
        ...{ notice, role, contact, handedBy, receivedBy },
        handedAt: new Date(handedAt).toISOString(),
      }
      return acknowledged === undefined
        ? [given]
        : [given, { type: 'AcknowledgeNotice', notice, role, contact, hash: acknowledged, channel: 'paper' }]
    },
  })
}
