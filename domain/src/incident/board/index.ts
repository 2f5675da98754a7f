// What the crisis team sees: views made from the record, the verdicts and the estate.
export type {
  BarPart,
  BoardView,
  CareCell,
  CareView,
  FiveNumbers,
  LogLine,
  LogView,
  MarkName,
  PageHeader,
  WitnessView,
  Plug,
  QuestionAnswer,
  RecentLine,
  RecordCommentBody,
  RecordConnectionBody,
  RecordPowerBody,
  RecordSightingBody,
  RescueView,
  SaidOrTested,
  Sentence,
  ServerRow,
  ServersView,
  ServiceGroup,
  VerdictChanged,
  WardsPart,
  WhatIfView,
} from './views.ts'
export type {
  ContextView,
  FindingsView,
  FindingView,
  KeptFinding,
  OthersLogs,
  RecordView,
  ServerStory,
  StoryLine,
} from './story-views.ts'
export { notesView } from './notes-view.ts'
export type { NotesView, NoteTextView } from './notes-view.ts'
export { pressing } from './pressing.ts'
export { rescueNow, rescueView } from './rescue-view.ts'
export { boardView } from './answers.ts'
export type { BoardInput, DowntimeHeld, EvidenceMark, SheetsHeld, TriageHeld } from './board-input.ts'
export { careStanding } from './care-standing.ts'
export { careView, statesNow, whatIfView } from './care-view.ts'
export { linksPart } from '../links/view.ts'
export { staffPart } from '../staff/view.ts'
export type { DecisionRow, DutyRow, StaffInput, StaffPart, TaskRow } from '../staff/view.ts'
export { situationReport } from '../staff/report.ts'
export type { ReportInput, SituationReport } from '../staff/report.ts'
export {
  activityLog,
  assignmentList,
  communicationsList,
  generalMessage,
  handoverSheet,
  HICS_FORMS,
  incidentBriefing,
  reportOnPaper,
} from '../staff/forms.ts'
export type { ActivityLine, FormInput, FormTable, HicsForm, PaperForm } from '../staff/forms.ts'
export type { LinksInput } from '../links/view.ts'
export type { LinkCounts, LinkRow, LinksPart, ReleaseRow } from '../links/part.ts'
export { cutCostView, linksView } from './links-view.ts'
export type { CutCostView, LinksView } from './links-view.ts'
export { inLocalTime, localDay, localTime, pageHeader } from './header.ts'
export { BAR_CHANNELS, fiveNumbers, serverIds, serverRow, serversView } from './servers-view.ts'
export { OTHERS_LANE, serverStory, STORY_LINES_MAX, type StoryEntry, type StoryInput } from './story.ts'
export { diversionCsv } from '../diversion/csv.ts'
export { DIVERSION_SERVICE_WORDS } from '../diversion/kinds.ts'
export { diversionPart } from '../diversion/part.ts'
export type { DiversionCell, DiversionPart } from '../diversion/part.ts'
export { diversionView } from './diversion-view.ts'
export type { DiversionView } from './diversion-view.ts'
export { searchableServers, searchesView } from './searches-view.ts'
export type { ReadText, SearchesView, SearchRow } from './searches-view.ts'
export { checkOf, factsOf, kindsOf, statementsView } from './statements-view.ts'
export type { ClaimInWords, StatementRow, StatementsView } from './statements-view.ts'
export { countingOf, deadlinesView, draftOf } from './deadlines-view.ts'
export type { DeadlineRow, DeadlinesView } from './deadlines-view.ts'
export type { CardMade, PeopleView, ShownOnce } from './people-view.ts'
export type { NamedRole, NoticePerson, NoticeView } from '../notices/view.ts'
export type { EvidenceItemView, HandlingLine } from '../evidence/view.ts'
export type { EvidenceItemPage, EvidencePage, FileTextView, NoticesPage } from './knows-views.ts'
