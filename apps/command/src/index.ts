// What the command line may ask of the command side.
export { impact, memberStates, whatIf } from '@codedark/domain/estate'
export { describeEstateFault, readEstateFolder, readVerdicts, type EstateRead } from './tasks/estate/index.ts'
export {
  renderTriageScreen,
  runTriage,
  showLog,
  type TriageFailure,
  type TriageOutcome,
  type TriageProgress,
} from './tasks/triage/index.ts'
export { readIsolation, readSightings } from './tasks/record/read-record.ts'
