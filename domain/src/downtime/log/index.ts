// The care log: what people of the wards said or did, and what follows from it.
export type { CareEntry, CareEvent } from './care-event.ts'
export { EMPTY_CARE_STATE, evolveCare } from './care-state.ts'
export type { CareState } from './care-state.ts'
export { parseCareEvent } from './parse-care-event.ts'
export { decidePatients } from './decide-patients.ts'
export type { CameWords, PatientAround, PatientSaying } from './decide-patients.ts'
export {
  downtimeNumber,
  isDowntimeNumber,
  MAX_DOWNTIME_NUMBERS,
  NUMBER_LETTERS,
  partsOfNumber,
  WORKSTATION_CHARS,
} from './downtime-number.ts'
export { WAYS_TO_LEAVE } from './patients.ts'
export type { BedCheck, PatientEvent, PatientsState } from './patients.ts'
export { saidCensus } from './said-census.ts'
export type { LeftPatient, SaidCensus, SaidLine } from './said-census.ts'
export { BLOCK_SIZE, CALL_OUTCOMES } from './calls.ts'
export type { Attempt, CallBlockMade, CallMade, CallOutcome, CallScript, CallsState } from './calls.ts'
export { needKey, PLANNED_STEPS } from './planned.ts'
export type {
  NeedState,
  PlannedChoice,
  PlannedDecided,
  PlannedDecision,
  PlannedEvent,
  PlannedState,
  PlannedStep,
  PlannedStepDone,
  StepDone,
} from './planned.ts'
export { decideWard } from './decide-ward.ts'
export type { WardAround, WardSaid } from './decide-ward.ts'
export { CARE_TEXT, MAX_CARE_TEXT_CHARS } from './wards.ts'
export type { WardEvent, WardStanding, WardsState } from './wards.ts'
