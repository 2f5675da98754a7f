// The downtime copy, and the lists and packets made from it.
export type {
  Allergy,
  AllergyKnowledge,
  Bed,
  Dose,
  DowntimeCopy,
  Feed,
  FeedTimes,
  Inpatient,
  LooseDose,
  MedicationOrder,
  ResultLine,
  Ward,
} from './model.ts'
export type {
  BedCheckView,
  CensusPatient,
  CensusRow,
  CopyHeader,
  FindView,
  HospitalView,
  LeftLine,
  MedicationLine,
  PacketLine,
  PatientView,
  Reprint,
  UnknownSpan,
  WardLine,
  WardPacket,
  WardView,
} from './views.ts'
export { buildCopy } from './build-copy.ts'
export type { CopyOptions } from './build-copy.ts'
export type { CopyFault, Where } from './copy-fault.ts'
export { indexResources } from './resource-index.ts'
export type { ResourceIndex } from './resource-index.ts'
export { ABOUT_PATIENTS, FRAME_TYPES, isStayOfInpatient } from './wanted.ts'
export { faultList } from './copy-fault.ts'
export { findPatients } from './find-patients.ts'
export { quietFeeds } from './feed-age.ts'
export { READY_CHECKS, readyPage } from './ready.ts'
export type { ReadyCheck, ReadyFacts, ReadyLine, ReadyPage, ReadySaid, ReadyState } from './ready.ts'
export { hospitalView, patientView, standingOf, wardPacket, wardView } from './copy-views.ts'
export type { CopySource } from './copy-views.ts'
export type { CareStatus } from './care-status.ts'
export { CALL_SCRIPTS, filled, scriptLanguage } from './calls/scripts.ts'
export { blockView, callsView } from './calls/calls-view.ts'
export type { BlockLine, BlockView, CallRow, CallsView } from './calls/calls-view.ts'
export { callSentence, makeBlocks, recordCall, takeBlock, toPhone } from './calls/decide-calls.ts'
export type { NotPhoned, ToPhone } from './calls/decide-calls.ts'
export { BLOCK_SIZE, CALL_OUTCOMES } from './log/index.ts'
export type { Attempt, CallMade, CallOutcome, CallScript, CallsState } from './log/index.ts'
export { decidePlanned, doneStep, plannedSentence } from './planned/decide-planned.ts'
export { nextPlannedDay, plannedDays, plannedView } from './planned/planned-view.ts'
export type { NeedView, PlannedRow, PlannedView } from './planned/planned-view.ts'
export { PLANNED_STEPS } from './log/index.ts'
export type {
  NeedState,
  PlannedChoice,
  PlannedDecided,
  PlannedDecision,
  PlannedState,
  PlannedStep,
  PlannedStepDone,
  StepDone,
} from './log/index.ts'
export { PLANNED_DAYS, PRIORITY_HOURS } from './planned/model.ts'
export type { PlannedItem, PlannedKind, PlannedPatient, PriorityCode } from './planned/model.ts'
export { holdBack } from './hold-back.ts'
export { localClock } from './local-clock.ts'
export type { LocalClock } from './local-clock.ts'
export { printOrder } from './print-order.ts'
export type { PrintTurn } from './print-order.ts'
export type {
  Access,
  CareLogRow,
  Generation,
  GenerationCounts,
  GenerationState,
  ImportFault,
  Manifest,
  Outgoing,
  PacketDraft,
  Part,
  PrintKind,
  Sheet,
  SheetDraft,
  VaultFault,
  VaultPort,
  WardCount,
  WrittenPacket,
} from './vault-port.ts'
export type { DecimalSign, FhirResource } from './fhir-json.ts'
export { applyMessage, DELETED, emptyFeedState, numberKey, resourcesOf } from './feed/index.ts'
export type {
  FeedAllergy,
  FeedAppointment,
  FeedDose,
  FeedDrugOrder,
  FeedEvent,
  FeedMessage,
  FeedNote,
  FeedNumber,
  FeedPatient,
  FeedPerson,
  FeedPlace,
  FeedRequest,
  FeedResult,
  FeedState,
  FeedVisit,
  Given,
  HeldAppointment,
  HeldOrder,
  HeldVisit,
  VisitStep,
} from './feed/index.ts'
export {
  CARE_TEXT,
  decidePatients,
  decideWard,
  downtimeNumber,
  EMPTY_CARE_STATE,
  evolveCare,
  isDowntimeNumber,
  MAX_CARE_TEXT_CHARS,
  MAX_DOWNTIME_NUMBERS,
  NUMBER_LETTERS,
  parseCareEvent,
  partsOfNumber,
  saidCensus,
  WAYS_TO_LEAVE,
  WORKSTATION_CHARS,
} from './log/index.ts'
export type {
  BedCheck,
  CareEntry,
  CareEvent,
  CareState,
  LeftPatient,
  PatientEvent,
  PatientSaying,
  PatientsState,
  SaidCensus,
  SaidLine,
  WardEvent,
  WardSaid,
  WardStanding,
  WardsState,
} from './log/index.ts'
export { FORM_KINDS, FORM_LANGUAGES, FORM_PARTS, formWord } from './forms/index.ts'
export type { FormKind, FormLanguage, FormPart, FormWord } from './forms/index.ts'
