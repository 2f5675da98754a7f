/** Findings and gaps in, a verdict per server out. @module */
export { ANSWERS } from './verdict.ts'
export type {
  Answer,
  ChannelCoverage,
  CoverageGap,
  Finding,
  FindingRule,
  ServerVerdict,
  Sighting,
  TimeSpan,
} from './verdict.ts'
export { BITLOCKER, ChannelMeter, SECURITY, SYSTEM } from './channel-stats.ts'
export type { ChannelStats, ClearMark, IdRun, MeteredRecord, UnreadablePart } from './channel-stats.ts'
export { judge, worse } from './judge.ts'
export type { JudgeInput } from './judge.ts'
export type { BitLockerSignal, Mover } from './mover.ts'
export { MOVERS } from './movers.ts'
export { mapNames } from './names.ts'
export type { NameMap, UnassignedName } from './names.ts'
export { FactMeter, readFact } from './record-facts.ts'
export type { PowerFactKind, ReadableRecord, RecordFact, VolumeFactKind } from './record-facts.ts'
export { GROUP_TITLES, RESCUE_GROUPS, rescueSheet } from './rescue.ts'
export type { RescueGroup, RescueInput, RescueLine, RescueNote, RescueSheet } from './rescue.ts'
export { volumeStates } from './volumes.ts'
export type { ProtectorState, ServerPower, VolumeState } from './volumes.ts'
export { parseInstant, sayInstant } from './instant.ts'
