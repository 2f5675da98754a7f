import type { DecisionDraft } from '../decision-draft.ts'
import { isInstant } from '../field-checks.ts'
import { MAX_NAME_CHARS, MAX_TEXT_CHARS } from '../limits.ts'
import { CHECKLISTS } from './checklists.ts'
import type { StaffCommand } from './commands.ts'

type Command<Type extends StaffCommand['type']> = Extract<StaffCommand, { type: Type }>

/** What a command on shifts, tasks or decisions leads to. */
export function decideStaff(command: StaffCommand, draft: DecisionDraft): void {
  draft.needsIncident()
  switch (command.type) {
    case 'StartShift':
      return startShift(command, draft)
    case 'EndShift':
      return endShift(command, draft)
    case 'OpenTask': {
      const { role, dueAt } = command
      instant('dueAt', dueAt, draft)
      const text = draft.text('text', command.text, MAX_TEXT_CHARS)
      const task = numbered('t', draft.state.staff.tasks.size + 1)
      return draft.event({ type: 'TaskOpened', task, role, text, ...(dueAt && { dueAt }) })
    }
    case 'OpenChecklist':
      return openChecklist(command, draft)
    case 'ChangeTask':
      return changeTask(command, draft)
    case 'MakeDecision':
      return makeDecision(command, draft)
    case 'ReviewDecision':
      return reviewDecision(command, draft)
  }
}

const numbered = (letter: string, count: number): string => `${letter}-${String(count).padStart(3, '0')}`

function instant(field: string, at: string | undefined, draft: DecisionDraft): void {
  if (at !== undefined && !isInstant(at)) draft.refuse({ code: 'bad-instant', field, have: at })
}

function startShift(command: Command<'StartShift'>, draft: DecisionDraft): void {
  const { role, startedAt, plannedUntil } = command
  draft.past('startedAt', startedAt)
  instant('plannedUntil', plannedUntil, draft)
  if (Date.parse(plannedUntil) <= Date.parse(startedAt))
    draft.refuse({ code: 'ends-before-start', from: startedAt, until: plannedUntil })
  const person = draft.text('person', command.person, MAX_NAME_CHARS)
  const shift = numbered('s', draft.state.staff.shifts.size + 1)
  draft.event({ type: 'ShiftStarted', shift, role, person, startedAt, plannedUntil })
}

function endShift(command: Command<'EndShift'>, draft: DecisionDraft): void {
  const { shift, endedAt } = command
  draft.past('endedAt', endedAt)
  const held = draft.state.staff.shifts.get(shift)
  if (held === undefined) return draft.refuse({ code: 'no-such-shift', shift })
  if (held.endedAt !== null) return draft.refuse({ code: 'shift-over', shift })
  if (Date.parse(endedAt) < Date.parse(held.startedAt))
    return draft.refuse({ code: 'ends-before-start', from: held.startedAt, until: endedAt })
  const text = draft.optionalText('text', command.text, MAX_TEXT_CHARS)
  draft.event({ type: 'ShiftEnded', shift, endedAt, ...(text && { text }) })
}

function openChecklist({ role }: Command<'OpenChecklist'>, draft: DecisionDraft): void {
  const lines = CHECKLISTS.filter((one) => one.role === role)
  if (lines.length === 0) return draft.refuse({ code: 'no-checklist', role })
  const { tasks } = draft.state.staff
  const open = new Set([...tasks.values()].map(({ item }) => item))
  const fresh = lines.filter(({ id }) => !open.has(id))
  if (fresh.length === 0) return draft.refuse({ code: 'checklist-open', role })
  for (const [index, { id }] of fresh.entries())
    draft.event({ type: 'TaskOpened', task: numbered('t', tasks.size + 1 + index), role, item: id })
}

function says({ statedBy, statedAt, text }: Command<'ChangeTask' | 'ReviewDecision'>, draft: DecisionDraft) {
  draft.past('statedAt', statedAt)
  const words = draft.optionalText('text', text, MAX_TEXT_CHARS)
  return {
    statedBy: draft.text('statedBy', statedBy, MAX_NAME_CHARS),
    statedAt,
    ...(words && { text: words }),
  }
}

function changeTask(command: Command<'ChangeTask'>, draft: DecisionDraft): void {
  const { task, state } = command
  const held = draft.state.staff.tasks.get(task)
  if (held === undefined) return draft.refuse({ code: 'no-such-task', task })
  if (held.state === 'done' || held.state === 'dropped')
    return draft.refuse({ code: 'task-over', task, state: held.state })
  draft.event({ type: 'TaskChanged', task, state, ...says(command, draft) })
}

function makeDecision(command: Command<'MakeDecision'>, draft: DecisionDraft): void {
  const { role, decidedAt, reviewAt } = command
  draft.past('decidedAt', decidedAt)
  instant('reviewAt', reviewAt, draft)
  const refused = draft.optionalText('refused', command.refused, MAX_TEXT_CHARS)
  draft.event({
    type: 'DecisionMade',
    decision: numbered('d', draft.state.staff.decisions.size + 1),
    role,
    what: draft.text('what', command.what, MAX_TEXT_CHARS),
    reason: draft.text('reason', command.reason, MAX_TEXT_CHARS),
    ...(refused && { refused }),
    decidedBy: draft.text('decidedBy', command.decidedBy, MAX_NAME_CHARS),
    decidedAt,
    ...(reviewAt && { reviewAt }),
  })
}

function reviewDecision(command: Command<'ReviewDecision'>, draft: DecisionDraft): void {
  const { decision, outcome, reviewAt } = command
  instant('reviewAt', reviewAt, draft)
  const held = draft.state.staff.decisions.get(decision)
  if (held === undefined) return draft.refuse({ code: 'no-such-decision', decision })
  if (held.review?.outcome === 'ended') return draft.refuse({ code: 'decision-ended', decision })
  draft.event({
    type: 'DecisionReviewed',
    decision,
    outcome,
    ...says(command, draft),
    ...(reviewAt && { reviewAt }),
  })
}
