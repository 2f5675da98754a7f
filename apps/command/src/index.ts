// What the command line may ask of the command side.
export { impact, memberStates, whatIf } from '@codedark/domain/estate'
export { describeEstateFault, readEstateFolder, readVerdicts, type EstateRead } from './tasks/estate/index.ts'
export {
  areDrillFiles,
  changesSince,
  countVerdicts,
  readRescue,
  type RescueFile,
  type ScreenInput,
  renderRescueText,
  writeRescuePdf,
  renderTriageScreen,
  FORMATS,
  runTriage,
  type OutputFormat,
  showLog,
  type TriageFailure,
  type TriageInput,
  type TriageOutcome,
  type TriagePass,
  type TriageProgress,
  type VerdictChange,
} from './tasks/triage/index.ts'
export {
  collectionCsv,
  collectionHtml,
  collectionOrder,
  collectionState,
  collectionText,
  readFindings,
} from './tasks/collect/index.ts'
export {
  explainRule,
  importRules,
  listRules,
  readPlaceholders,
  testRules,
  type CaseOutcome,
  type GatherOptions,
  type Imported,
  type ListedRule,
  type RuleExplained,
} from './tasks/rules/index.ts'
export {
  readConnections,
  readIsolation,
  readPowers,
  readServices,
  readSightings,
  type StatedPower,
} from './tasks/record/read-record.ts'
export { initDataFolder, openIncident, type InitSettings } from './desk/init.ts'
export { openCommand, type OpenedCommand } from './desk/open-command.ts'
export { takeEstate, takeRecords, type Reports } from './desk/take-records.ts'
export { rescueOf } from './desk/rescue-now.ts'
export { keepNotes } from './desk/keep-notes.ts'
export { heldVerdicts, takeTriage, triageInputOf } from './desk/take-triage.ts'
export { serveCommand, type Serving } from './server/serve.ts'
export {
  checkpointText,
  checkProof,
  saveProof,
  copyNow,
  readOutside,
  saveCheckpoint,
  takeTextOut,
  verifyRecord,
  type Removal,
} from './desk/record-care.ts'
export { changeSettings, settingsOf, witnessesOf, type SettingsStanding } from './desk/settings.ts'
export type { WitnessSetting } from '@codedark/files'
export { boardLinks, probeLinks, recordLinkReport, takeLinkReports, takeLinks } from './desk/links.ts'
export { printForm, readReport } from './desk/print-form.ts'
export { HICS_FORMS } from '@codedark/domain/board'
export { ROLES, type RoleId } from '@codedark/domain/people'
export type { FormAsked } from './desk/staff.ts'
export { readLinkReports } from './tasks/record/read-record.ts'
export { LINK_METHODS, type LinkMethod } from '@codedark/domain/incident'
export { restoreFolder, type Restored } from './tasks/copy/index.ts'
export {
  addEvidence,
  checkEvidence,
  fileEvidence,
  getEvidence,
  listEvidence,
  type EvidenceToAdd,
} from './desk/evidence.ts'
export {
  EVIDENCE_KINDS,
  REMOVAL_REASONS,
  type EvidenceKind,
  type RemovalReason,
} from '@codedark/domain/incident'
export { DRILL_PASSPHRASE, importedPacks, openDataFolder } from '@codedark/files'
export { openDiversion, saveDiversionSheet } from './desk/diversion-opened.ts'
export type { DiversionDesk } from './desk/diversion.ts'
export { openStatements, watchStatements } from './desk/statements-opened.ts'
export { deadlineLines } from './tasks/record/deadline-lines.ts'
export { readClaims, readOwnDeadlines, writePdf } from './tasks/record/read-lists.ts'
export {
  DIVERSION_LANGUAGES,
  DIVERSION_SERVICES,
  DIVERSION_WANTS,
  SEARCH_ANSWERS,
  SEARCH_CHANNELS,
  SEARCH_METHODS,
  STATEMENT_LANGUAGES,
  type DiversionLanguage,
  type DiversionService,
  type DiversionWant,
  type SearchAnswer,
  type SearchChannel,
  type SearchMethod,
  type StatementCheck,
  type StatementLanguage,
} from '@codedark/domain/incident'
export { writeText } from './tasks/triage/write-text.ts'
export { makeBundle, type BundleAsked, type BundleMade } from './desk/bundle.ts'
export { TLP_LABELS, type TlpLabel } from '@codedark/domain/incident'
export { commandPeople, type CommandPeople } from './people/people.ts'
export { twoSign, type TwoSigned } from './people/two-sign.ts'
export {
  DRILL_PASSWORD,
  newId,
  newPassword,
  newSecondFactor,
  otpAddress,
  type Account,
  type AccountFault,
  type Accounts,
} from '@codedark/accounts'
export { ACCOUNT_ROLES, isAccountRole, sidesFor, type AccountRole, type Side } from '@codedark/domain/people'
export { COMMAND_RIGHTS } from './server/route-rights.ts'
export {
  callTreePdf,
  formPdf,
  importContacts,
  listNotices,
  setChannels,
  setPolicy,
  showContacts,
} from './desk/notice-settings.ts'
export { ITEM_KINDS, type ItemKind } from '@codedark/domain/incident'
export { openWithShares, resealKeys, splitKeys, type SplitKeys } from './people/key-tasks.ts'
export {
  cardPrefix,
  cardSheets,
  describeAccountFault,
  needsCode,
  rolesWithCard,
} from './people/account-rules.ts'
export { writeSecretSheets } from './people/secret-sheets.ts'
