import type { DecisionDraft } from '../decision-draft.ts'
import { MAX_NAME_CHARS, MAX_TEXT_CHARS } from '../limits.ts'
import { raiseNotice } from '../notices/raise.ts'
import { worstOf } from './check.ts'
import type { StatementCommand, StatementRefusal } from './commands.ts'
import { recordedClaim } from './contradictions.ts'
import { MAX_CHECK_CHARS, MAX_CLAIMS, MAX_DRAFT_CHARS } from './limits.ts'

type Command<Type extends StatementCommand['type']> = Extract<StatementCommand, { type: Type }>

/** What a command on statements leads to. Nothing is blocked but a release without the reason that it needs. */
export function decideStatement(command: StatementCommand, draft: DecisionDraft): void {
  switch (command.type) {
    case 'SetClaims': {
      const claims = draft.text('claims', JSON.stringify(command.claims), MAX_CHECK_CHARS)
      return draft.event({ type: 'ClaimsSet', count: command.claims.length, claims })
    }
    case 'DraftStatement': {
      draft.needsIncident()
      const statement = numberOf(command.statement, draft)
      const text = draft.text('text', command.text, MAX_DRAFT_CHARS)
      return draft.event({ type: 'StatementDrafted', statement, language: command.language, text })
    }
    case 'ReleaseStatement':
      return release(command, draft)
    case 'RecordContradictions':
      return recordContradictions(command, draft)
    case 'TakeStatementBack': {
      const { statement } = command
      const held = draft.state.statements.all.get(statement)
      if (held === undefined) return refuse(draft, { code: 'no-such-statement', statement })
      if (held.release === null || held.takenBack !== null) refuse(draft, { code: 'not-released', statement })
      const takenBackBy = draft.text('takenBackBy', command.takenBackBy, MAX_NAME_CHARS)
      const reason = draft.text('reason', command.reason, MAX_TEXT_CHARS)
      return draft.event({ type: 'StatementTakenBack', statement, takenBackBy, reason })
    }
  }
}

const refuse = (draft: DecisionDraft, why: StatementRefusal): void => draft.refuse({ code: 'statement', why })

/** The number of a draft that is still one, or the next. */
function numberOf(statement: string | undefined, draft: DecisionDraft): string {
  const { all } = draft.state.statements
  if (statement === undefined) return `s-${String(all.size + 1).padStart(3, '0')}`
  const held = all.get(statement)
  if (held === undefined) refuse(draft, { code: 'no-such-statement', statement })
  else if (held.release !== null)
    refuse(draft, { code: 'released-already', statement, entry: held.release.entry })
  return statement
}

function release(command: Command<'ReleaseStatement'>, draft: DecisionDraft): void {
  draft.needsIncident()
  const { check, basis, language, approverRole, approverContact } = command
  if (moved(basis, draft)) return
  const answer = worstOf(check)
  const count = (wanted: string): number => check.claims.filter((one) => one.answer === wanted).length
  const unchecked = check.sentences.filter(({ checked }) => checked === 'unchecked').length
  const reason = draft.optionalText('reason', command.reason, MAX_TEXT_CHARS)
  if (reason === undefined && (answer !== 'supported' || check.dropped.length > 0))
    refuse(draft, {
      code: 'reason-needed',
      contradicted: count('contradicted'),
      notKnown: count('not-known'),
      unchecked,
    })
  if (check.claims.length > MAX_CLAIMS)
    draft.refuse({ code: 'too-many', what: 'claims', have: check.claims.length, limit: MAX_CLAIMS })
  if (approverContact !== undefined && draft.state.notices.contacts.every(({ id }) => id !== approverContact))
    refuse(draft, { code: 'no-such-contact', contact: approverContact })
  draft.event({
    type: 'StatementReleased',
    statement: numberOf(command.statement, draft),
    language,
    text: draft.text('text', command.text, MAX_DRAFT_CHARS),
    ...{ basis, answer, unchecked, dropped: check.dropped.length },
    claims: check.claims.map(recordedClaim),
    check: draft.text('check', JSON.stringify(check), MAX_CHECK_CHARS),
    approvedBy: draft.text('approvedBy', command.approvedBy, MAX_NAME_CHARS),
    approverRole,
    ...(approverContact === undefined ? {} : { approverContact }),
    ...(reason && { reason }),
  })
}

/** The check was of another minute: it is made again before anything is recorded of it. */
function moved(basis: number, draft: DecisionDraft): boolean {
  const size = draft.state.log.length
  if (basis === size) return false
  draft.refuse({ code: 'judged-earlier', basis, size })
  return true
}

function recordContradictions({ found, basis }: Command<'RecordContradictions'>, draft: DecisionDraft): void {
  if (found.length === 0 || moved(basis, draft)) return
  for (const { statement, claims } of found) {
    const held = draft.state.statements.all.get(statement)
    if (held === undefined || held.release === null) return refuse(draft, { code: 'not-released', statement })
    const { release: went } = held
    draft.event({
      ...{ type: 'StatementContradicted', statement, basis },
      claims: claims.map(({ claim, answer, items, entries, notLooked }) => ({
        ...{ claim, answer, items, entries, notLooked },
      })),
      check: draft.text('check', JSON.stringify(claims), MAX_CHECK_CHARS),
    })
    raiseNotice(
      draft,
      {
        subject: { kind: 'statement', id: statement },
        hash: held.text.commitment,
        cause: 'contradicted',
        first: went.approverContact === null ? [] : [went.approverContact],
      },
      'statement',
      [went.approverRole, 'management'],
    )
  }
}
