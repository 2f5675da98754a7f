import { toHex, utf8Bytes } from '@codedark/tlog'
import type { DecisionDraft } from '../decision-draft.ts'
import { MAX_NAME_CHARS, MAX_TEXT_CHARS } from '../limits.ts'
import { raiseNotice } from '../notices/raise.ts'
import type { DeadlineCommand, DeadlineRefusal } from './commands.ts'
import { writeOwnWords } from './own.ts'
import { DEADLINE_RULES } from './rules.ts'
import { dueWarnings, ownRules } from './standing.ts'

type Command<Type extends DeadlineCommand['type']> = Extract<DeadlineCommand, { type: Type }>

/** What a command on deadlines leads to. */
export function decideDeadline(command: DeadlineCommand, draft: DecisionDraft): void {
  draft.needsIncident()
  switch (command.type) {
    case 'SetAwareness':
      return setAwareness(command, draft)
    case 'SetDeadlineScope': {
      const { deadline, applies } = command
      known(draft, deadline)
      return draft.event({ type: 'DeadlineScopeSet', deadline, applies, ...decided(draft, command) })
    }
    case 'RequestDeadline': {
      const rule = known(draft, command.deadline)
      if (rule !== undefined && rule.start.event !== 'request')
        refuse(draft, { code: 'not-on-request', deadline: command.deadline })
      draft.past('requestedAt', command.requestedAt)
      const requestedBy = draft.text('requestedBy', command.requestedBy, MAX_NAME_CHARS)
      const { deadline, requestedAt } = command
      return draft.event({ type: 'DeadlineRequested', deadline, requestedAt, requestedBy })
    }
    case 'SubmitDeadline':
      return submit(command, draft)
    case 'WithdrawSubmission': {
      const { deadline, submission } = command
      const held = draft.state.deadlines.submissions.find(({ entry }) => entry === submission)
      if (held === undefined || held.withdrawnBy !== null || held.deadline !== deadline)
        refuse(draft, { code: 'no-such-submission', entry: submission })
      const reason = draft.text('reason', command.reason, MAX_TEXT_CHARS)
      return draft.event({ type: 'SubmissionWithdrawn', deadline, submission, reason })
    }
    case 'SetIncidentHandled': {
      const { handledAt } = command
      if (handledAt !== null) draft.past('handledAt', handledAt)
      return draft.event({ type: 'IncidentHandledSet', handledAt, ...decided(draft, command) })
    }
    case 'SetOwnDeadlines': {
      const deadlines = command.rules.map(({ id, period, leadMinutes }) => ({ id, period, leadMinutes }))
      const words = draft.text('words', writeOwnWords(command.rules), MAX_TEXT_CHARS * 4)
      return draft.event({ type: 'OwnDeadlinesSet', deadlines, words })
    }
    case 'TickDeadlines':
      return tick(command, draft)
  }
}

const refuse = (draft: DecisionDraft, why: DeadlineRefusal): void => draft.refuse({ code: 'deadline', why })

/** Rules out of force may still be spoken of: an entry made under them stays correctable. */
function known(draft: DecisionDraft, deadline: string): (typeof DEADLINE_RULES)[number] | undefined {
  const rule = [...DEADLINE_RULES, ...ownRules(draft.state.deadlines)].find(({ id }) => id === deadline)
  if (rule === undefined) refuse(draft, { code: 'no-such-deadline', deadline })
  return rule
}

const decided = (draft: DecisionDraft, command: { readonly decidedBy: string; readonly reason: string }) => ({
  decidedBy: draft.text('decidedBy', command.decidedBy, MAX_NAME_CHARS),
  reason: draft.text('reason', command.reason, MAX_TEXT_CHARS),
})

function setAwareness(command: Command<'SetAwareness'>, draft: DecisionDraft): void {
  const { awareAt, role } = command
  draft.past('awareAt', awareAt)
  const before = draft.state.deadlines.awareness
  if (before?.at === awareAt) return refuse(draft, { code: 'same-awareness' })
  draft.event({
    type: 'AwarenessSet',
    awareAt,
    ...decided(draft, command),
    ...(role === undefined ? {} : { role }),
    ...(before === null ? {} : { corrects: before.entry }),
  })
}

function submit(command: Command<'SubmitDeadline'>, draft: DecisionDraft): void {
  const { deadline, submittedAt } = command
  known(draft, deadline)
  const { awareness } = draft.state.deadlines
  if (awareness === null) return refuse(draft, { code: 'no-awareness' })
  draft.past('submittedAt', submittedAt)
  if (Date.parse(submittedAt) < Date.parse(awareness.at))
    refuse(draft, { code: 'before-awareness', field: 'submittedAt' })
  draft.event({
    type: 'DeadlineSubmitted',
    deadline,
    submittedAt,
    submittedBy: draft.text('submittedBy', command.submittedBy, MAX_NAME_CHARS),
    reference: draft.text('reference', command.reference, MAX_TEXT_CHARS),
  })
}

/** Warns and raises the notice in one decision: a deadline is never recorded as warned of with nobody told. */
function tick({ zone }: Command<'TickDeadlines'>, draft: DecisionDraft): void {
  const { incident, deadlines } = draft.state
  if (incident === null) return
  const counting = { now: countedNow(draft), zone, kind: incident.kind }
  for (const due of dueWarnings(deadlines, counting)) {
    draft.event({ type: 'DeadlineWarned', ...due })
    raiseNotice(draft, {
      subject: { kind: 'deadline', id: due.deadline },
      hash: toHex(draft.context.sha256(utf8Bytes(`${due.deadline} ${due.dueAt}`))),
      cause: 'due',
    })
  }
}

/** Never before the latest entry: a clock that was set back gives nobody more time. */
function countedNow(draft: DecisionDraft): string {
  const latest = draft.state.latestAt
  const { now } = draft.context
  return latest !== null && Date.parse(latest) > Date.parse(now) ? latest : now
}
