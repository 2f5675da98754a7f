import type { Context, Hono } from 'hono'
import { openPrinter } from '@codedark/paper'
import type { Printer } from '@codedark/paper'
import { CALL_OUTCOMES } from '@codedark/domain/downtime'
import type { BlockView } from '@codedark/domain/downtime'
import { rightsOf } from '@codedark/domain/people'
import { signedIn } from '@codedark/http'
import { z } from 'zod'
import { localWords } from '../tasks/local-words.ts'
import { blockNow, callsNow, newBlocks, noteCall, takeCalls } from '../tasks/calls/calls.ts'
import { printBlock } from '../tasks/calls/calls-sheet.ts'
import { byOf } from './answers.ts'
import { pdfAnswer, sourceOf, withPlanned, write } from './planned-routes.ts'
import type { PlannedRoutes } from './planned-routes.ts'
import type { WardDesk } from './ward-desk.ts'

const NO_BLOCK = { error: 'There is no such block.' }
const text = z.string().trim().min(1, 'is missing').max(2_000, 'at most 2000 characters')
const blocksBody = z.strictObject({
  script: z.enum(['postpone', 'keep']),
  callBack: z
    .string()
    .trim()
    .regex(/^[+\d][\d /().-]{2,29}$/u, 'is no phone number'),
})
const takeBody = z.strictObject({})
const callBody = z.strictObject({
  patient: z.string().min(1).max(100),
  outcome: z.enum(CALL_OUTCOMES),
  interpreter: z.boolean(),
  note: text.nullable(),
  /** From a sheet: who phoned and when; null: who is signed in, now. */
  paper: z.strictObject({ caller: text, calledAt: z.iso.datetime() }).nullable(),
})

/** Puts the call lists on `app`. */
export function callsRoutes(app: Hono, routes: PlannedRoutes): void {
  let printer: Printer | undefined
  app.get('/api/calls', (context) =>
    withPlanned(context, routes, (_, source) => context.json(callsNow(source, mayRead(context)))),
  )
  app.get('/api/calls/:block', (context) =>
    withPlanned(context, routes, (desk, source) => {
      const view = blockNow(source, context.req.param('block'))
      if (view === null) return context.json(NO_BLOCK, 404)
      noteBlock(desk, context, 'looked', view)
      return context.json(view)
    }),
  )
  app.get('/api/calls/:block/sheet', async (context) => {
    const found = sourceOf(routes)
    if (!found.ok) return context.json({ error: found.fault.error }, found.fault.status)
    const { desk, source } = found.value
    const view = blockNow(source, context.req.param('block'))
    if (view === null) return context.json(NO_BLOCK, 404)
    noteBlock(desk, context, 'printed', view)
    printer ??= openPrinter()
    const drawn = await printBlock(source.care, view, { printer, clock: localWords(view.header.timeZone) })
    if (!drawn.ok) return context.json({ error: drawn.fault }, 503)
    return pdfAnswer(context, drawn.value.bytes, `calls-${view.line.block}`)
  })
  writes(app, routes)
}

function writes(app: Hono, routes: PlannedRoutes): void {
  app.post('/api/calls/blocks', async (context) =>
    write(context, routes, blocksBody, (source, body, actor) => newBlocks(source, body, actor)),
  )
  app.post('/api/calls/:block/take', async (context) =>
    write(context, routes, takeBody, (source, _, actor) =>
      takeCalls(source, { block: context.req.param('block'), caller: actor.byName ?? actor.by }, actor),
    ),
  )
  app.post('/api/calls/:block/call', async (context) =>
    write(context, routes, callBody, (source, { paper, ...body }, actor) =>
      noteCall(
        source,
        {
          ...body,
          block: context.req.param('block'),
          caller: paper?.caller ?? actor.byName ?? actor.by,
          calledAt: paper?.calledAt ?? source.source.header.now,
          fromPaper: paper !== null,
        },
        actor,
      ),
    ),
  )
}

/** Who is told otherwise are patients of no block: not for who only phones. */
const mayRead = (context: Context): boolean => rightsOf(signedIn(context).roles, 'care').has('patients.read')

function noteBlock(desk: WardDesk, context: Context, what: 'looked' | 'printed', view: BlockView): void {
  desk.note(
    what,
    byOf(signedIn(context)),
    view.rows.map(({ patient }) => ({ ward: null, patient })),
  )
}
