import type { DecisionDraft } from '../decision-draft.ts'
import { isId, isInstant } from '../field-checks.ts'
import { MAX_NAME_CHARS, MAX_TEXT_CHARS } from '../limits.ts'
import type { LinkCommand } from './commands.ts'
import { MAX_LINKS, MAX_WATCH_DAYS } from './limits.ts'
import { linkStanding, missingConditions } from './standing.ts'
import type { LinkRecord } from './state.ts'

type Command<Type extends LinkCommand['type']> = Extract<LinkCommand, { type: Type }>

const DAY_MS = 86_400_000

/** What a command on links or releases leads to. Of an ordinary day only the import is: the register is kept up before. */
export function decideLink(command: LinkCommand, draft: DecisionDraft): void {
  if (command.type === 'ImportLinks') return importLinks(command, draft)
  draft.needsIncident()
  if (command.type === 'ReleaseServer') return releaseServer(command, draft)
  if (command.type === 'WithdrawRelease') return withdrawRelease(command, draft)
  const held = draft.state.links.links.get(command.link)
  if (held === undefined) return draft.refuse({ code: 'unknown-link', link: command.link })
  switch (command.type) {
    case 'ReportLink': {
      const { link, state, confidence, method } = command
      return draft.event({
        type: 'LinkReported',
        link,
        state,
        confidence,
        method,
        ...whoSays(command, draft),
      })
    }
    case 'RecordProbe':
      return recordProbe(command, held, draft)
    case 'AgreeToCut': {
      const { link, role, careLost } = command
      const { statedBy: agreedBy, statedAt: agreedAt, ...words } = whoSays(command, draft)
      return draft.event({
        type: 'LinkCutAgreed',
        link,
        agreedBy,
        agreedAt,
        ...(role && { role }),
        ...(careLost && { careLost }),
        ...words,
      })
    }
    case 'SetLinkCondition': {
      const { link, condition, met } = command
      const unnamed = condition === 'partner-confirmed' && met && (command.text ?? '').trim() === ''
      if (unnamed) return draft.refuse({ code: 'partner-unnamed' })
      return draft.event({ type: 'LinkConditionSet', link, condition, met, ...whoSays(command, draft) })
    }
    case 'ReopenLink':
      return reopenLink(command, held, draft)
    case 'EndLinkWatch':
      return endWatch(command, held, draft)
  }
}

function importLinks({ digest, faults, links }: Command<'ImportLinks'>, draft: DecisionDraft): void {
  const { register } = draft.state.links
  if (register?.digest === digest)
    return draft.refuse({ code: 'same-register', importedAt: register.importedAt })
  if (links.length === 0) return draft.refuse({ code: 'no-links' })
  if (links.length > MAX_LINKS)
    return draft.refuse({ code: 'too-many', what: 'links', have: links.length, limit: MAX_LINKS })
  const seen = new Set<string>()
  draft.event({ type: 'LinksImported', digest, links: links.length, faults })
  for (const { link, kind, partner, words, addresses } of links) {
    if (!isId(link)) draft.refuse({ code: 'bad-id', field: 'link', have: link })
    if (seen.has(link)) draft.refuse({ code: 'same-link-twice', link })
    seen.add(link)
    draft.event({
      type: 'LinkRegistered',
      link,
      kind,
      partner: draft.text('partner', partner, MAX_TEXT_CHARS),
      words: draft.text('words', words, MAX_TEXT_CHARS),
      addresses,
    })
  }
}

function recordProbe(command: Command<'RecordProbe'>, held: LinkRecord, draft: DecisionDraft): void {
  const { link, probedAt, connected, refused, silent, notTried } = command
  draft.past('probedAt', probedAt)
  if (held.addresses === 0) return draft.refuse({ code: 'no-addresses', link })
  const have = connected + refused + silent + notTried
  if (have > held.addresses)
    return draft.refuse({ code: 'more-than-addresses', have, addresses: held.addresses })
  const from = draft.text('from', command.from, MAX_NAME_CHARS)
  draft.event({ type: 'LinkProbed', link, probedAt, from, connected, refused, silent, notTried })
}

function reopenLink(command: Command<'ReopenLink'>, held: LinkRecord, draft: DecisionDraft): void {
  const { link, reopenedAt, watchUntil, secondName, secondBy } = command
  draft.past('reopenedAt', reopenedAt)
  const standing = linkStanding(held)
  if (standing.state !== 'said-cut' && standing.state !== 'tested-cut')
    return draft.refuse({ code: 'not-cut', link })
  const last = held.facts.at(-1)?.at
  if (last !== undefined && Date.parse(reopenedAt) < Date.parse(last))
    return draft.refuse({ code: 'before-last-news', at: reopenedAt, last })
  const conditions = missingConditions(held)
  if (conditions.length > 0) return draft.refuse({ code: 'conditions-missing', conditions })
  watch({ watchUntil, from: reopenedAt }, draft)
  draft.event({
    type: 'LinkReopened',
    link,
    reopenedAt,
    watchUntil,
    closer: draft.text('closer', command.closer, MAX_NAME_CHARS),
    ...second({ secondName, secondBy }, draft),
  })
}

function endWatch(command: Command<'EndLinkWatch'>, held: LinkRecord, draft: DecisionDraft): void {
  const { link } = command
  const { reopening } = held
  if (reopening === null || reopening.watchEnded !== null || linkStanding(held).state !== 'reopened')
    return draft.refuse({ code: 'not-watched', link })
  if (Date.parse(command.statedAt) < Date.parse(reopening.watchUntil))
    return draft.refuse({ code: 'watch-still-on', watchUntil: reopening.watchUntil })
  draft.event({ type: 'LinkWatchEnded', link, ...whoSays(command, draft) })
}

function releaseServer(command: Command<'ReleaseServer'>, draft: DecisionDraft): void {
  const { server, conditions, watchUntil, secondName, secondBy } = command
  draft.server(server)
  if (conditions.length === 0) return draft.refuse({ code: 'nothing-ticked' })
  watch({ watchUntil, from: draft.context.now }, draft)
  draft.event({
    type: 'ServerReleased',
    server,
    verdict: draft.state.servers.get(server)?.verdict?.verdict ?? null,
    conditions: [...new Set(conditions)],
    reason: draft.text('reason', command.reason, MAX_TEXT_CHARS),
    watchUntil,
    closer: draft.text('closer', command.closer, MAX_NAME_CHARS),
    ...second({ secondName, secondBy }, draft),
  })
}

function withdrawRelease({ server, reason }: Command<'WithdrawRelease'>, draft: DecisionDraft): void {
  const held = draft.state.links.releases.get(server)
  if (held === undefined || held.withdrawn !== null) return draft.refuse({ code: 'not-released', server })
  draft.event({ type: 'ReleaseWithdrawn', server, reason: draft.text('reason', reason, MAX_TEXT_CHARS) })
}

interface Says {
  readonly statedBy: string
  readonly statedAt: string
  readonly text?: string | undefined
}

function whoSays({ statedBy, statedAt, text }: Says, draft: DecisionDraft) {
  draft.past('statedAt', statedAt)
  const words = draft.optionalText('text', text, MAX_TEXT_CHARS)
  return {
    statedBy: draft.text('statedBy', statedBy, MAX_NAME_CHARS),
    statedAt,
    ...(words && { text: words }),
  }
}

/** Two different people: by their accounts where both signed in, and by their names always. */
function second(
  { secondName, secondBy }: { readonly secondName: string; readonly secondBy: string | undefined },
  draft: DecisionDraft,
) {
  const first = draft.context.byName?.trim().toLowerCase() ?? ''
  const other = secondName.trim().toLowerCase()
  if (first === '' || other === '' || first === other || secondBy === draft.context.by)
    draft.refuse({ code: 'two-signatures' })
  return {
    secondName: draft.text('secondName', secondName, MAX_NAME_CHARS),
    ...(secondBy === undefined ? {} : { secondBy }),
  }
}

function watch(span: { readonly watchUntil: string; readonly from: string }, draft: DecisionDraft): void {
  const { watchUntil, from } = span
  if (!isInstant(watchUntil))
    return draft.refuse({ code: 'bad-instant', field: 'watchUntil', have: watchUntil })
  const length = Date.parse(watchUntil) - Date.parse(from)
  if (length <= 0) draft.refuse({ code: 'watch-too-short', watchUntil, from })
  if (length > MAX_WATCH_DAYS * DAY_MS)
    draft.refuse({ code: 'watch-too-long', watchUntil, days: MAX_WATCH_DAYS })
}
