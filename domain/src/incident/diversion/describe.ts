import { sayInstant } from '../../triage/index.ts'
import type { TextRef } from '../event-head.ts'
import type { DiversionEvent } from './events.ts'
import { DIVERSION_SERVICE_WORDS, DIVERSION_WANT_WORDS } from './kinds.ts'

/** An event on diversion as one short English sentence. */
export function describeDiversion(event: DiversionEvent, said: (ref: TextRef) => string): string {
  const where = `${event.site}, ${DIVERSION_SERVICE_WORDS.en[event.service]}`
  if (event.type === 'DiversionConfirmed')
    return `${where}: confirmed by the dispatcher ${said(event.dispatcher)} at ${sayInstant(event.confirmedAt)}, as asked in entry ${event.asked + 1}; to be looked at again at ${sayInstant(event.reviewAt)}.`
  const remark = event.text === undefined ? '' : ` ${said(event.text)}`
  return `${where}: ${DIVERSION_WANT_WORDS.en[event.wanted]}, asked by ${said(event.statedBy)} at ${sayInstant(event.statedAt)}; not confirmed.${remark}`
}
