/** Who knows what when: the events of an incident, what may be recorded, and what they add up to. @module */
export {
  CONNECTION_STATES,
  EVIDENCE_KINDS,
  POWER_STATES,
  REMOVAL_REASONS,
  SERVICE_STATES,
  SIGHTING_KINDS,
} from './event.ts'
export type {
  CommentMade,
  Confidence,
  ConnectionChanged,
  ConnectionState,
  DowntimeCopyRecorded,
  EstateImported,
  EventHead,
  EventType,
  EvidenceKind,
  EvidenceRecorded,
  HandedOver,
  IncidentEvent,
  IncidentOpened,
  PowerChanged,
  PowerState,
  RemovalReason,
  RulePack,
  ServersListed,
  ServiceState,
  ServiceStateChanged,
  SheetsRecorded,
  WardStateRecorded,
  SightingKind,
  SightingRecorded,
  TextRef,
  TextTakenOut,
  TriageRunRecorded,
  VerdictChanged,
} from './event.ts'
export { describeRefusal } from './command.ts'
export type { Decision, DecisionContext, IncidentCommand, KeptText, Refusal } from './command.ts'
export { decide } from './decide.ts'
export { commitTo } from './decision-draft.ts'
export { evolve, evolveAll } from './evolve.ts'
export { initialState } from './state.ts'
export type {
  DowntimeCopy,
  EvidenceHeld,
  HeldVerdict,
  IncidentState,
  LoggedEntry,
  RecordedSighting,
  ServerRecord,
  StatedState,
  TriageRun,
  WrittenSheets,
} from './state.ts'
export { parseEvent } from './parse-event.ts'
export type { EventFault } from './field-checks.ts'
export { decodeEntry, decodeEntryText, encodeEntry } from './entry-bytes.ts'
export type { EntryFault } from './entry-bytes.ts'
export { serverOf, textRefsOf } from './refs.ts'
export { describeEntry } from './describe-entry.ts'
export * from './links/index.ts'
export * from './diversion/index.ts'
export * from './searches/index.ts'
export * from './statements/index.ts'
export * from './deadlines/index.ts'
export * from './staff/index.ts'
export type { LedgerAppend, LedgerFault, LedgerHead, LedgerPort, TextLookup } from './ledger-port.ts'
export { MAX_ENTRY_BYTES, MAX_NAME_CHARS, MAX_TEXT_CHARS, SALT_BYTES } from './limits.ts'
export { HANDLING_ACTS, ITEM_KINDS, ITEM_KIND_WORDS, ITEM_SOURCES, isLesser } from './evidence/kinds.ts'
export type { HandlingAct, ItemKind, ItemSource } from './evidence/kinds.ts'
export type { EvidenceItemCommand, FileEvidenceItem } from './evidence/commands.ts'
export { fileItem, mayLeave } from './evidence/decide.ts'
export type { EvidenceItem, EvidenceItems, Handling } from './evidence/state.ts'
export { ANSWER_CHANNELS, SEND_CHANNELS } from './notices/events.ts'
export type {
  AnswerChannel,
  ListedContact,
  NoticeCause,
  NoticeSubject,
  SendChannel,
  SendFate,
  SendReason,
} from './notices/events.ts'
export type { NoticeCommand, RaiseNotice } from './notices/commands.ts'
export type { NoticeRefusal } from './notices/refusals.ts'
export { addressedRoles, channelsFor, chainStep, holding, isLive, nextStepAt } from './notices/chain.ts'
export { tickNotices } from './notices/tick.ts'
export { DEFAULT_POLICY, parsePolicy } from './notices/policy.ts'
export type { NoticePolicy, NoticeRule, NoticeStep, PolicyFault, RuleName } from './notices/policy.ts'
export { raiseNotice } from './notices/raise.ts'
export { noticeView, noticeViews } from './notices/view.ts'
export type { NoticeNames, NoticeView } from './notices/view.ts'
export { evidenceItemView, evidenceViews, handlingLines } from './evidence/view.ts'
export { roleName } from './notices/describe.ts'
export type { Acknowledgement, Attempt, Notice, NoticesState, ReachedStep } from './notices/state.ts'
export { parseBundle, TLP_LABELS } from './bundle/bundle.ts'
export type { Bundle, BundledEvidence, BundleFault, TlpLabel } from './bundle/bundle.ts'
export { checkBundle } from './bundle/check-bundle.ts'
export type { BundleCheck, BundleTools } from './bundle/check-bundle.ts'
export type { AccessFact, RecordAccess } from './access/commands.ts'
export type { AccessEvent } from './access/events.ts'
export { accountRoleWords } from './access/describe.ts'
export { SEND_LIMIT_MS } from './notices/channel-port.ts'
export type { ChannelMessage, ChannelOutcome, NoticeChannel } from './notices/channel-port.ts'
export { codeFrom, noticeMessage, readAck } from './notices/message.ts'
export type { MessageFacts } from './notices/message.ts'
export { noticesOfItem } from './notices/raise.ts'
export { liveNotices, recipientsOf } from './notices/chain.ts'
export { noteKind } from './evidence/note-kind.ts'
