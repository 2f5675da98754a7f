import { sayInstant } from '../../triage/index.ts'
import type { TextRef } from '../event-head.ts'
import type { DeadlineEvent } from './events.ts'
import { DEADLINE_RULES } from './rules.ts'

/** The title of a deadline; of an own one its id. */
export const deadlineTitle = (id: string): string =>
  DEADLINE_RULES.find((rule) => rule.id === id)?.title ?? id

/** An event on deadlines as one short English sentence. */
export function describeDeadline(event: DeadlineEvent, said: (ref: TextRef) => string): string {
  switch (event.type) {
    case 'AwarenessSet':
      return `${said(event.decidedBy)} decided that the hospital is aware since ${sayInstant(event.awareAt)}${event.corrects === undefined ? '' : `, which corrects entry ${event.corrects + 1}`}: ${said(event.reason)}.`
    case 'DeadlineScopeSet':
      return `${said(event.decidedBy)} decided that “${deadlineTitle(event.deadline)}” ${event.applies ? 'applies' : 'does not apply'}: ${said(event.reason)}.`
    case 'DeadlineRequested':
      return `${said(event.requestedBy)} asked for “${deadlineTitle(event.deadline)}” (${sayInstant(event.requestedAt)}).`
    case 'DeadlineSubmitted':
      return `“${deadlineTitle(event.deadline)}” submitted by ${said(event.submittedBy)} (${sayInstant(event.submittedAt)}), reference ${said(event.reference)}.`
    case 'SubmissionWithdrawn':
      return `Entry ${event.submission + 1} on “${deadlineTitle(event.deadline)}” does not count: ${said(event.reason)}.`
    case 'IncidentHandledSet':
      return event.handledAt === null
        ? `${said(event.decidedBy)} decided that the incident is not handled yet: ${said(event.reason)}.`
        : `${said(event.decidedBy)} decided that the incident is handled since ${sayInstant(event.handledAt)}: ${said(event.reason)}.`
    case 'OwnDeadlinesSet':
      return `Own deadlines of the hospital set: ${event.deadlines.length}.`
    case 'DeadlineWarned':
      return event.leadMinutes === 0
        ? `“${deadlineTitle(event.deadline)}” was due ${sayInstant(event.dueAt)} and is not submitted: notice raised.`
        : `“${deadlineTitle(event.deadline)}” is due ${sayInstant(event.dueAt)}: notice raised ${event.leadMinutes} minutes before.`
  }
}
