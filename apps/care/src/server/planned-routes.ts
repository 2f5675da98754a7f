import type { Context, Hono } from 'hono'
import { openPrinter } from '@codedark/paper'
import type { Printer } from '@codedark/paper'
import { PLANNED_STEPS } from '@codedark/domain/downtime'
import type { CopySource } from '@codedark/domain/downtime'
import type { Result } from '@codedark/domain/result'
import { signedIn } from '@codedark/http'
import { z } from 'zod'
import type { CareActor } from '../tasks/care-log.ts'
import { localWords } from '../tasks/local-words.ts'
import { decideItem, noteStep, plannedNow, sayNeed } from '../tasks/planned/planned.ts'
import type { PlannedSource } from '../tasks/planned/planned.ts'
import { printPlanned } from '../tasks/planned/planned-sheet.ts'
import { sentenceOf } from './requests.ts'
import type { WardDesk } from './ward-desk.ts'

const text = z.string().trim().min(1, 'is missing').max(2_000, 'at most 2000 characters')
const item = z.string().regex(/^[A-Za-z]{1,64}\/[A-Za-z0-9\-.]{1,64}$/u, 'is no planned item')
const day = z.iso.date('a day as YYYY-MM-DD')

/** GET /api/planned: a day, the next one that has anything, or all. */
export const plannedQuery = z.object({ day: z.union([day, z.enum(['all', 'next'])]).default('next') })
const decisionBody = z.strictObject({
  item,
  choice: z.enum(['go', 'postpone', 'transfer']),
  clinician: text,
  reason: text,
  latestSafe: day.nullable(),
  to: text.nullable(),
})
const stepBody = z.strictObject({
  item,
  step: z.enum(PLANNED_STEPS),
  doneBy: text,
  doneAt: z.iso.datetime().nullable(),
})
const needBody = z.strictObject({
  need: text.max(100),
  site: text.max(100).nullable(),
  state: z.enum(['works', 'limited', 'on paper', 'down', 'unknown']),
})

/** What these routes need of the server. */
export interface PlannedRoutes {
  readonly desk: () => WardDesk | null
  readonly now: () => string
}

/** Puts theatre, clinics and events on `app`. */
export function plannedRoutes(app: Hono, routes: PlannedRoutes): void {
  let printer: Printer | undefined
  app.get('/api/planned', (context) =>
    withPlanned(context, routes, (desk, source) => {
      const query = plannedQuery.safeParse(context.req.query())
      if (!query.success) return context.json({ error: sentenceOf(query.error) }, 400)
      const view = plannedNow(source, query.data.day)
      noteLooks(desk, context, 'looked', view.rows)
      return context.json(view)
    }),
  )
  app.get('/api/planned/sheet', async (context) => {
    const found = sourceOf(routes)
    if (!found.ok) return context.json({ error: found.fault.error }, found.fault.status)
    const query = plannedQuery.safeParse(context.req.query())
    if (!query.success) return context.json({ error: sentenceOf(query.error) }, 400)
    const { desk, source } = found.value
    const view = plannedNow(source, query.data.day)
    noteLooks(desk, context, 'printed', view.rows)
    printer ??= openPrinter()
    const clock = localWords(view.header.timeZone)
    const drawn = await printPlanned(source.care, view, { printer, clock })
    if (!drawn.ok) return context.json({ error: drawn.fault }, 503)
    return pdfAnswer(context, drawn.value.bytes, `planned-${view.day ?? 'all'}`)
  })
  app.post('/api/planned/decision', async (context) =>
    write(context, routes, decisionBody, (source, body, actor) => decideItem(source, body, actor)),
  )
  app.post('/api/planned/step', async (context) =>
    write(context, routes, stepBody, (source, body, actor) =>
      noteStep(source, { ...body, doneAt: body.doneAt ?? source.source.header.now }, actor),
    ),
  )
  app.post('/api/planned/need', async (context) =>
    write(context, routes, needBody, (source, body, actor) =>
      sayNeed(source, { ...body, saidBy: actor.byName ?? actor.by }, actor),
    ),
  )
}

/** A PDF as an answer. */
export function pdfAnswer(context: Context, bytes: Uint8Array, name: string): Response {
  return context.body(new Uint8Array(bytes), 200, {
    'Content-Type': 'application/pdf',
    'Content-Disposition': `attachment; filename="${name}.pdf"`,
  })
}

/** Notes at whom somebody looked: each patient of the rows. */
export function noteLooks(
  desk: WardDesk,
  context: Context,
  what: 'looked' | 'printed',
  rows: readonly { readonly item: { readonly patient: { readonly id: string } | null } }[],
): void {
  const { name, account } = signedIn(context)
  const patients = rows.flatMap(({ item: { patient } }) => (patient === null ? [] : [patient.id]))
  desk.note(
    what,
    `${name} (${account})`,
    patients.map((patient) => ({ ward: null, patient })),
  )
}

interface NotNow {
  readonly error: string
  readonly status: 423 | 503
}
interface Found {
  readonly desk: WardDesk
  readonly source: PlannedSource
}

/** The desk and what is in it now, or why not. */
export function sourceOf({ desk }: PlannedRoutes): Result<Found, NotNow> {
  const open = desk()
  if (open === null)
    return { ok: false, fault: { error: 'Locked: the passphrase is needed first.', status: 423 } }
  const source: Result<CopySource, string> = open.source()
  if (!source.ok) return { ok: false, fault: { error: source.fault, status: 503 } }
  return { ok: true, value: { desk: open, source: { care: open.care, log: open.log, source: source.value } } }
}

/** Answers from the copy and the log as they are now. */
export function withPlanned(
  context: Context,
  routes: PlannedRoutes,
  answer: (desk: WardDesk, source: PlannedSource) => Response,
): Response {
  const found = sourceOf(routes)
  if (!found.ok) return context.json({ error: found.fault.error }, found.fault.status)
  return answer(found.value.desk, found.value.source)
}

/** A write of somebody who is signed in: read strictly, decided, kept, told to all pages. */
export async function write<Body, Done>(
  context: Context,
  routes: PlannedRoutes,
  shape: z.ZodType<Body>,
  act: (source: PlannedSource, body: Body, actor: CareActor) => Result<Done, string>,
): Promise<Response> {
  const found = sourceOf(routes)
  if (!found.ok) return context.json({ error: found.fault.error }, found.fault.status)
  const body = shape.safeParse(await jsonOf(context))
  if (!body.success) return context.json({ error: sentenceOf(body.error) }, 400)
  const { account, name } = signedIn(context)
  const done = act(found.value.source, body.data, { by: account, byName: name, at: routes.now() })
  if (!done.ok) return context.json({ error: done.fault }, 409)
  found.value.desk.told()
  return context.json({ done: done.value }, 201)
}

async function jsonOf(context: Context): Promise<unknown> {
  try {
    return await context.req.json()
  } catch {
    return null
  }
}
