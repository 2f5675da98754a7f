import { toHex } from '@codedark/tlog'
import type { Result } from '../result.ts'
import type { Decision, DecisionContext, IncidentCommand, Refusal } from './command.ts'
import { textRefs, verdictChanges } from './decide-parts.ts'
import { DecisionDraft } from './decision-draft.ts'
import { isEvidenceItemCommand } from './evidence/commands.ts'
import { decideEvidenceItem, fileItem } from './evidence/decide.ts'
import { decideDeadline, isDeadlineCommand } from './deadlines/index.ts'
import { isId } from './field-checks.ts'
import { isLinkCommand } from './links/commands.ts'
import { decideLink } from './links/decide.ts'
import { isStaffCommand } from './staff/commands.ts'
import { decideStaff } from './staff/decide.ts'
import { MAX_NAME_CHARS, MAX_SERVERS_PER_ENTRY, MAX_TEXT_CHARS } from './limits.ts'
import { isNoticeCommand } from './notices/commands.ts'
import { decideNotices } from './notices/decide.ts'
import { decideDiversion, isDiversionCommand } from './diversion/index.ts'
import { decideSearch, isSearchCommand } from './searches/index.ts'
import type { IncidentState } from './state.ts'
import { decideStatement, isStatementCommand } from './statements/index.ts'

type Command<Type extends IncidentCommand['type']> = Extract<IncidentCommand, { type: Type }>
type Decided = Result<Decision, Refusal>

/**
 * What a command leads to in this state, or why it is refused. Sightings, evidence and statements of a state need an opened
 * incident; the estate, triage, handovers, comments, removals and a change of key do not: they belong to ordinary days too.
 */
export function decide(command: IncidentCommand, state: IncidentState, context: DecisionContext): Decided {
  const draft = new DecisionDraft(state, context)
  decideOne(command, draft)
  return draft.finish()
}

function decideOne(command: IncidentCommand, draft: DecisionDraft): void {
  if (isLinkCommand(command)) return decideLink(command, draft)
  if (isStaffCommand(command)) return decideStaff(command, draft)
  if (isEvidenceItemCommand(command)) return decideEvidenceItem(command, draft)
  if (isNoticeCommand(command)) return decideNotices(command, draft)
  if (isDiversionCommand(command)) return decideDiversion(command, draft)
  if (isSearchCommand(command)) return decideSearch(command, draft)
  if (isStatementCommand(command)) return decideStatement(command, draft)
  if (isDeadlineCommand(command)) return decideDeadline(command, draft)
  switch (command.type) {
    case 'OpenIncident':
      return openIncident(command, draft)
    case 'RecordAccess':
      return command.facts.forEach((fact) => draft.event(fact))
    case 'RecordSighting':
      return recordSighting(command, draft)
    case 'RecordEvidence':
      return recordEvidence(command, draft)
    case 'ImportEstate':
      return importEstate(command, draft)
    case 'RecordTriageRun':
      return recordTriageRun(command, draft)
    case 'RecordVerdicts':
      return recordVerdicts(command, draft)
    case 'RecordConnection':
    case 'RecordPower':
    case 'RecordServiceState':
      return recordStatement(command, draft)
    case 'TakeHandover':
      return takeHandover(command, draft)
    case 'MakeComment':
      draft.server(command.server)
      return draft.event({
        type: 'CommentMade',
        text: draft.text('text', command.text, MAX_TEXT_CHARS),
        ...(command.server === undefined ? {} : { server: command.server }),
      })
    case 'TakeTextOut':
      return takeTextOut(command, draft)
    case 'HandOver':
      return handOver(command, draft)
  }
}

function openIncident(command: Command<'OpenIncident'>, draft: DecisionDraft): void {
  const open = draft.state.incident
  if (open !== null) return draft.refuse({ code: 'incident-already-open', openedAt: open.openedAt })
  const incident = toHex(draft.context.random(16))
  const name = draft.text('name', command.name, MAX_NAME_CHARS)
  const { kind, attackAt } = command
  if (attackAt !== undefined) draft.past('attackAt', attackAt)
  draft.event({
    type: 'IncidentOpened',
    incident,
    kind,
    name,
    ...(attackAt === undefined ? {} : { attackAt }),
  })
}

function recordSighting(command: Command<'RecordSighting'>, draft: DecisionDraft): void {
  draft.needsIncident()
  draft.server(command.server)
  draft.past('seenAt', command.seenAt)
  const { server, sighting, seenAt } = command
  const seenBy = draft.text('seenBy', command.seenBy, MAX_NAME_CHARS)
  const text = draft.optionalText('text', command.text, MAX_TEXT_CHARS)
  draft.event({ type: 'SightingRecorded', server, sighting, seenBy, seenAt, ...(text && { text }) })
  // A note that somebody saw must reach more people than the one who saw it: it is evidence at once, though nobody has its file.
  if (sighting === 'ransom-note')
    fileItem(
      draft,
      { kind: 'sighting', source: 'sighting', mayShowPatients: false, server, seenAt, text: SEEN_NOTE },
      { seenBy, ...(text && { text }) },
    )
}

/** What the item says where the person who saw the note said nothing more. */
const SEEN_NOTE = 'A ransom note was seen'

function recordEvidence(command: Command<'RecordEvidence'>, draft: DecisionDraft): void {
  draft.needsIncident()
  draft.server(command.server)
  const { evidence, sha256, bytes, mayShowPatients, server } = command
  const fileName = draft.optionalText('fileName', command.fileName, MAX_TEXT_CHARS)
  draft.event({
    type: 'EvidenceRecorded',
    evidence,
    sha256,
    bytes,
    mayShowPatients,
    ...(server === undefined ? {} : { server }),
    ...(fileName && { fileName }),
  })
}

function importEstate(command: Command<'ImportEstate'>, draft: DecisionDraft): void {
  const { estate, digest, faults } = command
  const ids = estate.servers.map((server) => server.id)
  draft.event({
    type: 'EstateImported',
    digest,
    servers: ids.length,
    services: estate.services.length,
    dependencies: estate.dependencies.length,
    care: estate.care.length,
    faults,
  })
  for (let from = 0; from < ids.length; from += MAX_SERVERS_PER_ENTRY)
    draft.event({ type: 'ServersListed', servers: ids.slice(from, from + MAX_SERVERS_PER_ENTRY) })
}

function recordTriageRun(command: Command<'RecordTriageRun'>, draft: DecisionDraft): void {
  const { type: _, verdicts, ...run } = command
  const count = (answer: string): number => verdicts.filter(({ verdict }) => verdict === answer).length
  draft.event({
    type: 'TriageRunRecorded',
    ...run,
    hit: count('hit'),
    suspect: count('suspect'),
    noSign: count('no-sign'),
    blind: count('blind'),
  })
  for (const change of verdictChanges(draft.state, verdicts, run.digest)) {
    draft.server(change.server)
    draft.event(change)
  }
}

function recordVerdicts({ verdicts, basis }: Command<'RecordVerdicts'>, draft: DecisionDraft): void {
  const { log, lastTriage } = draft.state
  if (log.length !== basis) return draft.refuse({ code: 'judged-earlier', basis, size: log.length })
  for (const change of verdictChanges(draft.state, verdicts, lastTriage?.digest ?? null)) {
    // Before any log was read every server is blind; that needs no entry each.
    const held = draft.state.servers.get(change.server)?.verdict ?? null
    if (held === null && lastTriage === null && change.verdict === 'blind') continue
    draft.event(change)
  }
}

function recordStatement(
  command: Command<'RecordConnection' | 'RecordPower' | 'RecordServiceState'>,
  draft: DecisionDraft,
): void {
  draft.needsIncident()
  draft.past('statedAt', command.statedAt)
  if (command.confidence === 'tested' && command.state === 'unknown')
    return draft.refuse({ code: 'unknown-cannot-be-tested' })
  const { confidence, statedAt } = command
  const stated = { confidence, statedAt, statedBy: draft.text('statedBy', command.statedBy, MAX_NAME_CHARS) }
  if (command.type === 'RecordServiceState') {
    const { service, state } = command
    if (!isId(service)) return draft.refuse({ code: 'bad-id', field: 'service', have: service })
    return draft.event({ type: 'ServiceStateChanged', service, state, ...stated })
  }
  draft.server(command.server)
  if (command.type === 'RecordPower')
    return draft.event({ type: 'PowerChanged', server: command.server, state: command.state, ...stated })
  const { server, state, cutByUs } = command
  if (cutByUs && (state === 'on' || state === 'unknown')) draft.refuse({ code: 'only-a-cut-is-ours', state })
  draft.event({ type: 'ConnectionChanged', server, state, cutByUs, ...stated })
}

function takeHandover({ handover }: Command<'TakeHandover'>, draft: DecisionDraft): void {
  if (draft.state.handovers.has(handover.id))
    return draft.refuse({ code: 'already-taken', handover: handover.id })
  if (handover.kind === 'downtime-copy-taken') {
    const { id, at, kind: _, ...counts } = handover
    return draft.event({ type: 'DowntimeCopyTaken', handover: id, takenAt: at, ...counts })
  }
  if (handover.kind === 'ward-state') {
    const { id, at, kind: _, ...said } = handover
    return draft.event({ type: 'WardStateSaid', handover: id, saidAt: at, ...said })
  }
  const { id, at, kind: _, ...counts } = handover
  draft.event({ type: 'SheetsWritten', handover: id, writtenAt: at, ...counts })
}

function takeTextOut(command: Command<'TakeTextOut'>, draft: DecisionDraft): void {
  const { entry, reason, secondBy } = command
  const first = draft.context.byName?.trim() ?? ''
  const second = command.secondName.trim()
  const same = first.toLowerCase() === second.toLowerCase() || secondBy === draft.context.by
  if (first === '' || second === '' || same) return draft.refuse({ code: 'needs-two-people' })
  const size = draft.state.log.length
  const logged = draft.state.log[entry]
  if (logged === undefined) return draft.refuse({ code: 'no-such-entry', entry, size })
  const commitments = textRefs(logged).filter((commitment) => !draft.state.takenOut.has(commitment))
  if (commitments.length === 0) return draft.refuse({ code: 'nothing-to-take-out', entry })
  const secondName = draft.text('secondName', second, MAX_NAME_CHARS)
  draft.event({
    type: 'TextTakenOut',
    entry,
    commitments,
    reason,
    secondName,
    ...(secondBy === undefined ? {} : { secondBy }),
  })
  draft.remove.push(...commitments)
}

function handOver(command: Command<'HandOver'>, draft: DecisionDraft): void {
  const { reason, retiredKey, newKey, size, root } = command
  const { currentKey, log } = draft.state
  if (retiredKey === newKey || (currentKey !== null && currentKey !== retiredKey))
    return draft.refuse({ code: 'wrong-key-order' })
  if (size !== log.length) return draft.refuse({ code: 'no-such-entry', entry: size, size: log.length })
  draft.event({ type: 'HandedOver', reason, retiredKey, newKey, size, root })
}
