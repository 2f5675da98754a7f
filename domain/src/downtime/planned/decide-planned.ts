import { failed, ok } from '../../result.ts'
import type { Result } from '../../result.ts'
import type { PlannedDecided, PlannedState, PlannedStepDone } from '../log/planned.ts'
import type { PlannedItem } from './model.ts'

/** Why a decision is not taken. */
export type PlannedFault =
  | { readonly code: 'no-such-item' }
  | { readonly code: 'latest-safe-date-missing' }
  | { readonly code: 'latest-safe-date-past'; readonly today: string }
  | { readonly code: 'destination-missing' }
  | { readonly code: 'already-done'; readonly by: string; readonly at: string }
  | { readonly code: 'in-the-future' }

/** A fault as a sentence. */
export function plannedSentence(fault: PlannedFault): string {
  switch (fault.code) {
    case 'no-such-item':
      return 'There is no such operation, visit or event in the copy.'
    case 'latest-safe-date-missing':
      return 'What is postponed needs its latest safe date, named by the clinician.'
    case 'latest-safe-date-past':
      return `The latest safe date lies before today, ${fault.today}.`
    case 'destination-missing':
      return 'A transfer needs the hospital that it goes to.'
    case 'already-done':
      return `That was done already, by ${fault.by} at ${fault.at}.`
    case 'in-the-future':
      return 'What was done cannot lie in the future.'
  }
}

/** Whether a decision may be written down. The tool sorts and shows; what is decided is the clinician's. */
export function decidePlanned(
  planned: readonly PlannedItem[],
  said: Omit<PlannedDecided, 'type'>,
  today: string,
): Result<PlannedDecided, PlannedFault> {
  if (!planned.some(({ id }) => id === said.item)) return failed({ code: 'no-such-item' })
  if (said.choice === 'postpone' && said.latestSafe === null)
    return failed({ code: 'latest-safe-date-missing' })
  if (said.latestSafe !== null && said.latestSafe < today)
    return failed({ code: 'latest-safe-date-past', today })
  if (said.choice === 'transfer' && said.to === null) return failed({ code: 'destination-missing' })
  const go = said.choice === 'go'
  return ok({
    type: 'PlannedDecided',
    ...said,
    latestSafe: go ? null : said.latestSafe,
    to: said.choice === 'transfer' ? said.to : null,
  })
}

/** Whether a step may be noted: once, and not before it happens. */
export function doneStep(
  planned: readonly PlannedItem[],
  state: PlannedState,
  said: Omit<PlannedStepDone, 'type'>,
  now: string,
): Result<PlannedStepDone, PlannedFault> {
  if (!planned.some(({ id }) => id === said.item)) return failed({ code: 'no-such-item' })
  const before = state.steps.get(said.item)?.[said.step]
  if (before !== undefined) return failed({ code: 'already-done', ...before })
  if (Date.parse(said.doneAt) > Date.parse(now)) return failed({ code: 'in-the-future' })
  return ok({ type: 'PlannedStepDone', ...said })
}
