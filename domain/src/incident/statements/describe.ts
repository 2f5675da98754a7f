import type { TextRef } from '../event-head.ts'
import { SHIPPED_CLAIMS } from './own-claims.ts'
import type { RecordedClaim, StatementEvent } from './events.ts'

/** An event on statements as one short English sentence. */
export function describeStatement(event: StatementEvent, said: (ref: TextRef) => string): string {
  switch (event.type) {
    case 'ClaimsSet':
      return `Own claims of the hospital set: ${event.count}.`
    case 'StatementDrafted':
      return `Draft ${event.statement} (${event.language}): ${short(said(event.text))}`
    case 'StatementReleased': {
      const why = event.reason === undefined ? '' : ` Reason: ${said(event.reason)}.`
      return `Statement ${event.statement} released, approved by ${said(event.approvedBy)}. The record at that minute: ${claimWords(event.claims, event.unchecked)}.${why}`
    }
    case 'StatementContradicted':
      return `Statement ${event.statement} is contradicted by what is known now: ${event.claims.map(nameOf).join('; ')}. Notice raised.`
    case 'StatementTakenBack':
      return `Statement ${event.statement} taken back by ${said(event.takenBackBy)}: ${said(event.reason)}.`
  }
}

const nameOf = ({ claim }: RecordedClaim): string =>
  `“${SHIPPED_CLAIMS.find(({ id }) => id === claim)?.name.en ?? claim}”`

function claimWords(claims: readonly RecordedClaim[], unchecked: number): string {
  const words = { supported: 'supported', contradicted: 'contradicted', 'not-known': 'not known' }
  const told = claims.map((one) => `${nameOf(one)} ${words[one.answer]}`)
  if (unchecked > 0) told.push(`${unchecked} ${unchecked === 1 ? 'sentence' : 'sentences'} not checked`)
  return told.length === 0 ? 'no claim in it' : told.join('; ')
}

const short = (text: string): string => (text.length > 120 ? `${text.slice(0, 119)}…` : text)
