import { ROLE_WORDS } from '../../people/index.ts'
import { sayInstant } from '../../triage/index.ts'
import type { TextRef } from '../event-head.ts'
import { CHECKLISTS } from './checklists.ts'
import type { StaffEvent } from './events.ts'

/** What a task is, in words: the line of its checklist, or what somebody wrote. */
export function taskWords(
  { item, text }: { readonly item: string | null; readonly text: TextRef | null },
  said: (ref: TextRef) => string,
): string {
  if (text !== null) return said(text)
  return (
    CHECKLISTS.find(({ id }) => id === item)?.en ?? `[line ${item ?? ''} of a checklist of another version]`
  )
}

/** An event of shifts, tasks or decisions as one short English sentence for the log. */
export function describeStaff(event: StaffEvent, said: (ref: TextRef) => string): string {
  const words = 'text' in event && event.text !== undefined ? ` ${said(event.text)}` : ''
  switch (event.type) {
    case 'ShiftStarted':
      return `${said(event.person)} is ${ROLE_WORDS[event.role].en} from ${sayInstant(event.startedAt)} to ${sayInstant(event.plannedUntil)} (${event.shift}).`
    case 'ShiftEnded':
      return `Shift ${event.shift} ended ${sayInstant(event.endedAt)}.${words}`
    case 'TaskOpened':
      return `Task ${event.task} for ${ROLE_WORDS[event.role].en}: ${taskWords({ item: event.item ?? null, text: event.text ?? null }, said)}.`
    case 'TaskChanged':
      return `Task ${event.task} is ${event.state}, says ${said(event.statedBy)}.${words}`
    case 'DecisionMade':
      return `Decided (${event.decision}) by ${said(event.decidedBy)}, ${ROLE_WORDS[event.role].en}: ${said(event.what)}. Because: ${said(event.reason)}.${event.refused === undefined ? '' : ` Refused: ${said(event.refused)}.`}`
    case 'DecisionReviewed':
      return `Decision ${event.decision} ${event.outcome === 'stands' ? 'stands' : `is ${event.outcome}`}, says ${said(event.statedBy)}.${words}`
  }
}
