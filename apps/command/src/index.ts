// What the command line may ask of the command side.
export { impact, memberStates, whatIf } from '@codedark/domain/estate'
export { describeEstateFault, readEstateFolder, readVerdicts, type EstateRead } from './tasks/estate/index.ts'
export {
  readRescue,
  renderRescueText,
  renderTriageScreen,
  FORMATS,
  runTriage,
  type OutputFormat,
  showLog,
  type TriageFailure,
  type TriageOutcome,
  type TriageInput,
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
export { readConnections, readIsolation, readSightings } from './tasks/record/read-record.ts'
export { openCommand, type OpenedCommand } from './desk/open-desk.ts'
export {
  heldVerdicts,
  initDataFolder,
  openIncident,
  takeEstate,
  takeRecords,
  takeTriage,
} from './desk/take-in.ts'
export { serveCommand, type Serving } from './server/serve.ts'
export { DRILL_PASSPHRASE, openDataFolder } from '@codedark/files'
export { writeText } from './tasks/triage/write-text.ts'
