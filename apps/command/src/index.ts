// What the command line may ask of the command side.
export { impact, memberStates, whatIf } from '@codedark/domain/estate'
export { describeEstateFault, readEstateFolder, readVerdicts, type EstateRead } from './tasks/estate/index.ts'
export {
  readRescue,
  renderRescueText,
  renderTriageScreen,
  runTriage,
  showLog,
  type TriageFailure,
  type TriageOutcome,
  type TriageProgress,
} from './tasks/triage/index.ts'
export { readConnections, readIsolation, readSightings } from './tasks/record/read-record.ts'
export { openCommand, type OpenedCommand } from './desk/open-desk.ts'
export { initDataFolder, openIncident, takeEstate, takeRecords, takeTriage } from './desk/take-in.ts'
export { serveCommand, type Serving } from './server/serve.ts'
export { DRILL_PASSPHRASE, openDataFolder } from '@codedark/files'
