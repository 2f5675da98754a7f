// What the messages of hospital feeds add up to.
export { applyMessage } from './apply-message.ts'
export { DELETED } from './messages.ts'
export type {
  FeedAllergy,
  FeedAppointment,
  FeedDose,
  FeedDrugOrder,
  FeedEvent,
  FeedMessage,
  FeedNumber,
  FeedPerson,
  FeedPlace,
  FeedRequest,
  FeedResult,
  FeedVisit,
  Given,
  VisitStep,
} from './messages.ts'
export { resourcesOf } from './resources.ts'
export { emptyFeedState, numberKey } from './state.ts'
export type { FeedNote, FeedPatient, FeedState, HeldAppointment, HeldOrder, HeldVisit } from './state.ts'
