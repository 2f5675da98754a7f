import { e164 } from '@codedark/domain/people'
import { readAck, type IncidentCommand } from '@codedark/domain/incident'
import { readInbound, takeInbound, type InboundSms, type SmsSettings } from '@codedark/notify'
import type { CommandLedger, SubmitFault } from '../ledger/index.ts'
import type { HeldContacts } from './call-tree.ts'
import { noticeOfCode } from './codes.ts'

/** What an answer is read against. */
export interface AnswerParts {
  readonly ledger: CommandLedger
  readonly key: Uint8Array
  readonly contacts: () => HeldContacts | null
}

/**
 * Takes the answers that came in by SMS. One that acknowledges is recorded and then put away; one that cannot be recorded stays
 * for the next time. The same answer twice, or after somebody acknowledged at the board, is put away without a second entry.
 */
export function takeAnswers(
  parts: AnswerParts,
  settings: SmsSettings,
  note: (sentence: string) => void,
): void {
  const inbound = readInbound(settings)
  if (!inbound.ok) return note(`Answers by SMS cannot be read: ${inbound.fault}.`)
  for (const message of inbound.value) {
    const done = parts.ledger.submit(commandOf(message, parts), 'sms')
    if (!done.ok && !isSettled(done.fault))
      return note(`An answer by SMS cannot be recorded (${done.fault.code}).`)
    const taken = takeInbound(settings, message.file)
    if (!taken.ok) return note(`An answer by SMS cannot be put away: ${taken.fault}.`)
  }
}

/** A refusal says that the record has it already, or never will. */
const isSettled = (fault: SubmitFault): boolean => fault.code === 'refused'

function commandOf({ from, text }: InboundSms, { ledger, key, contacts }: AnswerParts): IncidentCommand {
  const refuse = (
    reason: 'unknown-number' | 'unknown-code' | 'other-person' | 'not-read',
  ): IncidentCommand => ({
    type: 'RefuseInbound',
    channel: 'sms',
    reason,
    from,
    text,
  })
  const number = e164(from)
  const people = (contacts()?.contacts ?? []).filter(({ mobile }) => mobile !== null && mobile === number)
  if (people.length === 0) return refuse('unknown-number')
  const code = readAck(text)
  if (code === null) return refuse('not-read')
  const found = noticeOfCode(ledger.state().notices, key, code)
  if (found === null) return refuse('unknown-code')
  // A person with two roles has one number: either of their codes is theirs.
  const person = people.find(({ id }) => id === found.contact)
  if (person === undefined) return refuse('other-person')
  const { notice, hash } = found.notice
  return { type: 'AcknowledgeNotice', notice, hash, role: person.role, contact: person.id, channel: 'sms' }
}
