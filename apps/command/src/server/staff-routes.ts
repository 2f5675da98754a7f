import { z } from 'zod'
import { HICS_FORMS } from '@codedark/domain/board'
import { REVIEW_OUTCOMES, TASK_STATES } from '@codedark/domain/incident'
import { ROLES } from '@codedark/domain/people'
import type { Paths } from './paths.ts'
import { sentenceOf } from './requests.ts'

const name = z.string().trim().min(1, 'a name is needed').max(200, 'at most 200 characters')
const words = z.string().max(10_000, 'at most 10,000 characters')
const instant = z.iso
  .datetime({ offset: true, error: 'a date and time with its zone is needed, as 2021-01-17T20:46:00+01:00' })
  .transform((at) => new Date(at).toISOString())
const says = { statedBy: name, statedAt: instant, text: words.optional() }
const role = z.enum(ROLES)
const number = z.string().min(1).max(20)

const shiftBody = z.strictObject({
  role,
  person: name,
  startedAt: instant,
  plannedUntil: instant,
})
const shiftEndBody = z.strictObject({
  shift: number,
  endedAt: instant,
  text: words.optional(),
})
const taskBody = z.strictObject({
  role,
  text: words.min(1, 'what is to be done is empty'),
  dueAt: instant.optional(),
})
const checklistBody = z.strictObject({ role })
const taskChangeBody = z.strictObject({ ...says, task: number, state: z.enum(TASK_STATES) })
const decisionBody = z.strictObject({
  role,
  what: words.min(1, 'what was decided is empty'),
  reason: words.min(1, 'a reason is needed'),
  refused: words.optional(),
  decidedBy: name,
  decidedAt: instant,
  reviewAt: instant.optional(),
})
const reviewBody = z.strictObject({
  ...says,
  decision: number,
  outcome: z.enum(REVIEW_OUTCOMES),
  reviewAt: instant.optional(),
})
const reportQuery = z.object({ at: instant.optional() })
const formQuery = z.object({
  role: role.optional(),
  blank: z.literal('yes').optional(),
  at: instant.optional(),
  to: z.string().max(200).optional(),
  from: z.string().max(200).optional(),
  subject: z.string().max(300).optional(),
  text: words.optional(),
})

/** Forms by the last part of their address. */
const FORMS = [...HICS_FORMS, 'handover', 'report'] as const

/** The routes of who does what: shifts, tasks, decisions, situation reports and forms. */
export function staffRoutes(paths: Paths): void {
  paths.read('/api/staff', (desk, context) => context.json(desk.staff.view()))
  paths.read('/api/report', (desk, context) => {
    const query = reportQuery.safeParse(context.req.query())
    if (!query.success) return context.json({ error: sentenceOf(query.error) }, 400)
    return context.json(desk.staff.report(query.data.at ?? null))
  })
  paths.read('/api/forms/:form', async (desk, context) => {
    const form = FORMS.find((one) => `${one}.pdf` === context.req.param('form'))
    const query = formQuery.safeParse(context.req.query())
    if (form === undefined) return context.json({ error: 'There is no such form.' }, 404)
    if (!query.success) return context.json({ error: sentenceOf(query.error) }, 400)
    const { blank, ...asked } = query.data
    const drawn = await desk.formPdf({ form, blank: blank === 'yes', ...asked })
    return context.body(Uint8Array.from(drawn), 200, {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `inline; filename="${form}.pdf"`,
    })
  })
  writeRoutes(paths)
}

function writeRoutes(paths: Paths): void {
  paths.record('/api/shifts', shiftBody, (desk, body, who) =>
    desk.staff.record({ type: 'StartShift', ...body }, who),
  )
  paths.record('/api/shifts/ends', shiftEndBody, (desk, body, who) =>
    desk.staff.record({ type: 'EndShift', ...body }, who),
  )
  paths.record('/api/tasks', taskBody, (desk, body, who) =>
    desk.staff.record({ type: 'OpenTask', ...body }, who),
  )
  paths.record('/api/tasks/checklists', checklistBody, (desk, body, who) =>
    desk.staff.record({ type: 'OpenChecklist', ...body }, who),
  )
  paths.record('/api/tasks/changes', taskChangeBody, (desk, body, who) =>
    desk.staff.record({ type: 'ChangeTask', ...body }, who),
  )
  paths.record('/api/decisions', decisionBody, (desk, body, who) =>
    desk.staff.record({ type: 'MakeDecision', ...body }, who),
  )
  paths.record('/api/decisions/reviews', reviewBody, (desk, body, who) =>
    desk.staff.record({ type: 'ReviewDecision', ...body }, who),
  )
}
