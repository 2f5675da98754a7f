import type { DecisionDraft } from '../decision-draft.ts'
import { isId, isInstant } from '../field-checks.ts'
import { MAX_NAME_CHARS, MAX_TEXT_CHARS } from '../limits.ts'
import { MAX_REVIEW_HOURS } from './commands.ts'
import type { DiversionCommand, DiversionRefusal } from './commands.ts'
import { diversionKey } from './state.ts'

const HOUR_MS = 3_600_000

/** What a command on diversion leads to. */
export function decideDiversion(command: DiversionCommand, draft: DecisionDraft): void {
  draft.needsIncident()
  const { site, service } = command
  if (!isId(site)) draft.refuse({ code: 'bad-id', field: 'site', have: site })
  if (command.type === 'AskDiversion') {
    const { wanted, statedAt, reviewAt } = command
    draft.past('statedAt', statedAt)
    review(statedAt, reviewAt, draft)
    const statedBy = draft.text('statedBy', command.statedBy, MAX_NAME_CHARS)
    const text = draft.optionalText('text', command.text, MAX_TEXT_CHARS)
    return draft.event({
      type: 'DiversionAsked',
      ...{ site, service, wanted, statedBy, statedAt, reviewAt },
      ...(text && { text }),
    })
  }
  const { asked, confirmedAt, reviewAt } = command
  const held = draft.state.diversion.get(diversionKey(site, service))
  if (held === undefined) return refuse(draft, { code: 'not-asked' })
  if (held.entry !== asked) return refuse(draft, { code: 'asked-anew', entry: held.entry })
  draft.past('confirmedAt', confirmedAt)
  if (Date.parse(confirmedAt) < Date.parse(held.askedAt)) refuse(draft, { code: 'confirmed-before-asked' })
  review(confirmedAt, reviewAt, draft)
  const dispatcher = draft.text('dispatcher', command.dispatcher, MAX_NAME_CHARS)
  draft.event({ type: 'DiversionConfirmed', site, service, asked, dispatcher, confirmedAt, reviewAt })
}

const refuse = (draft: DecisionDraft, why: DiversionRefusal): void => draft.refuse({ code: 'diversion', why })

function review(from: string, reviewAt: string, draft: DecisionDraft): void {
  if (!isInstant(reviewAt)) return draft.refuse({ code: 'bad-instant', field: 'reviewAt', have: reviewAt })
  const ms = Date.parse(reviewAt) - Date.parse(from)
  if (ms <= 0) refuse(draft, { code: 'review-not-after' })
  else if (ms > MAX_REVIEW_HOURS * HOUR_MS) refuse(draft, { code: 'review-too-far', hours: MAX_REVIEW_HOURS })
}
