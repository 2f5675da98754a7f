// What the command line may ask of the care side.
export { censusOf, listWards } from './tasks/show.ts'
export { careStatus, copyNow } from './tasks/copy/copy-now.ts'
export { restoreCare } from './tasks/copy/restore-care.ts'
export type { CareRestored } from './tasks/copy/restore-care.ts'
export { acceptCopy, importCopy, importFeed } from './tasks/import/import-copy.ts'
export { writeFeedKey } from './tasks/import/feed-key.ts'
export { serveCare } from './server/serve.ts'
export type { CareServing } from './server/serve.ts'
export { openCare } from './tasks/open-care.ts'
export type { OpenedCare } from './tasks/open-care.ts'
export { sayPatientOf } from './tasks/census.ts'
export type { PatientSaying } from './tasks/census.ts'
export { sayWardOf, wardStates } from './tasks/ward-state-cli.ts'
export type { WardSaid, WardSaying, WardStanding } from './tasks/ward-state-cli.ts'
export { FORM_KINDS, FORM_LANGUAGES } from '@codedark/domain/downtime'
export type { FormKind, FormLanguage } from '@codedark/domain/downtime'
export { printAll, printForm, printWard } from './tasks/print/print-files.ts'
export type { PrintedFile, ReprintSaid } from './tasks/print/print-files.ts'
export { listGenerations } from './tasks/show.ts'
export { carePeople } from './people/people.ts'
export type { CarePeople } from './people/people.ts'
export {
  decidePlannedBy,
  notePlannedStep,
  printPlannedTo,
  sayPlannedNeed,
  showPlanned,
} from './tasks/planned/planned-files.ts'
export { needsWords } from './tasks/planned/planned-sheet.ts'
export { localWords } from './tasks/local-words.ts'
export { listCalls, makeCalls, printCallsTo } from './tasks/calls/calls-files.ts'
export { READY_CHECKS } from '@codedark/domain/downtime'
export type { ReadyPage } from '@codedark/domain/downtime'
export { readyHistory, readyNow, sayReady } from './tasks/ready/ready.ts'
export { writeReadySheet } from './tasks/ready/ready-sheet.ts'
