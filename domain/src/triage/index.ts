/** Findings and gaps in, a verdict per server out. @module */
export { ANSWERS, BLINDNESS, firstEvilAt, RECOVERY } from './verdict.ts'
export type {
  Answer,
  Arrival,
  Blindness,
  ChannelCoverage,
  ClockView,
  CoverageGap,
  Finding,
  FindingPlace,
  FindingRule,
  PointedAt,
  Recovery,
  RuleSight,
  ServerVerdict,
  Sighting,
  TimeSpan,
  WindowBegin,
} from './verdict.ts'
export { clockWords, sightWords } from './verdict-words.ts'
export { BITLOCKER, ChannelMeter, SECURITY, SYSTEM } from './channel-stats.ts'
export type { ChannelStats, ClearMark, IdRun, MeteredRecord, UnreadablePart } from './channel-stats.ts'
export { worse } from './case.ts'
export { judge } from './judge.ts'
export type { JudgeInput } from './judge.ts'
export type { BitLockerSignal, Mover } from './mover.ts'
export { PACK_MOVERS } from './movers-codedark.ts'
export { CORE_MOVERS } from './movers-core.ts'
export { CORRELATION_MOVERS } from './movers-correlations.ts'
export { MOVERS } from './movers.ts'
export { mapNames, peerNames } from './names.ts'
export type { NameMap, UnassignedName } from './names.ts'
export { isRemains, movesTo, sayRecovery } from './remains.ts'
export type { RuleSource } from './sight.ts'
export { estimateSkew } from './skew.ts'
export type { ClockSkew } from './skew.ts'
export { TraceMeter } from './traces.ts'
export type { ClockChange, ContactSpan, Traces } from './traces.ts'
export { isNoteName, readNoteText } from './note-text.ts'
export type { Contact, NoteText } from './note-text.ts'
export { MAX_NOTE_EXCERPT } from './limits.ts'
export { NOTE_RULES, noteReport } from './notes.ts'
export type { Note, NoteAnswer, NoteFile, NoteInput, NoteReport, NoteSearch } from './notes.ts'
export { FactMeter, readFact } from './record-facts.ts'
export type { PowerFactKind, ReadableRecord, RecordFact, VolumeFactKind } from './record-facts.ts'
export { fateOf, GROUP_TITLES, RESCUE_GROUPS, rescueSheet } from './rescue.ts'
export type { RescueGroup, RescueInput, RescueLine, RescueNote, RescueSheet } from './rescue.ts'
export { volumeStates } from './volumes.ts'
export type { ProtectorState, ServerPower, VolumeState } from './volumes.ts'
export { parseInstant, sayInstant } from './instant.ts'
