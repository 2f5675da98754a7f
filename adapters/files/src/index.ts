/** Disk: durable writes, log discovery, rule packs, bytes of a log, data folder and keys. @module */
export { describeFileFault, faultOf } from './fault.ts'
export type { FileFault } from './fault.ts'
export { describeChildFailure, GuardedChild } from './guarded-child.ts'
export type { ChildDecoder, ChildFailure, ChildStart, ChildTerms } from './guarded-child.ts'
export { TELLS_WORK } from './process-facts.ts'
export { openDurableWriter, syncFolder, writeDurably } from './durable-write.ts'
export type { DurableWriter } from './durable-write.ts'
export { findLogs, isUnreadArchive, logKindOf, walk } from './find-logs.ts'
export type { FoundFile, LogKind, Walk } from './find-logs.ts'
export { openLog, openStored } from './open-log.ts'
export type { Packing } from './open-log.ts'
export type { OpenLog } from './log-bytes.ts'
export { listZip } from './zip-directory.ts'
export type { ZipEntry, ZipListing } from './zip-directory.ts'
export { describeJsonFault, readJsonValues } from './json-values.ts'
export type { JsonFault, JsonItem } from './json-values.ts'
export { jsonRecord, shapeOf } from './json-record.ts'
export type { JsonRecord, JsonShape, LogFieldValue, LogRecord } from './json-record.ts'
export { importedPacks, readImportCard, writeImported } from './imported-pack.ts'
export type { ImportCard, ImportedPack } from './imported-pack.ts'
export { loadRulePacks } from './rule-packs.ts'
export type { LoadedPacks, RuleFile, RulePack } from './rule-packs.ts'
export { readSealed, writeSealed } from './sealed-file.ts'
export type { SealFault } from './sealed-file.ts'
export { createDataFolder, openDataFolder } from './data-folder.ts'
export type { DataFolder, DataFolderFault, DataKind } from './data-folder.ts'
export { createKeys, DRILL_PASSPHRASE, unlockKeys, writeKeys } from './keys.ts'
export type { KeyHolder, Keys, KeysFault } from './keys.ts'
export { describeSettingsFault, isTimeZone, readSettings, systemTimeZone, writeSettings } from './settings.ts'
export type { Settings, SettingsFault } from './settings.ts'
export { copyFileDurably, diskOf } from './copy-file.ts'
export {
  checkEvidenceFile,
  evidencePath,
  giveEvidenceFile,
  openEvidence,
  takeEvidenceFile,
  takeEvidenceStream,
} from './evidence-file.ts'
export type { EvidenceFile, EvidenceState } from './evidence-file.ts'
