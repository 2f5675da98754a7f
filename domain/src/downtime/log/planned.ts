import { check, ID, INSTANT, oneOf, orNull } from '../../field-checks.ts'
import type { Check } from '../../field-checks.ts'
import { CARE_TEXT } from './wards.ts'
import type { EntryPlace } from './wards.ts'

/** What a clinician decides of something planned. */
export type PlannedChoice = 'go' | 'postpone' | 'transfer'

/** What people forget when an operation is put off, and that somebody did it. */
export type PlannedStep =
  | 'told'
  | 'fasting-ended'
  | 'held-drugs-restarted'
  | 'blood-released'
  | 'implant-released'

/** What the record of the incident says of a care; a person may say it where that says nothing. */
export type NeedState = 'works' | 'limited' | 'on paper' | 'down' | 'unknown'

/** What is said of planned care. */
export type PlannedEvent = PlannedDecided | PlannedStepDone | NeedSaid

/** A named clinician decides; a later decision stands in place of an earlier one, which stays in the log. */
export interface PlannedDecided {
  readonly type: 'PlannedDecided'
  /** Id of the planned item: type and id of its resource. */
  readonly item: string
  readonly choice: PlannedChoice
  /** Who decides; who typed it stands in the entry. */
  readonly clinician: string
  readonly reason: string
  /** YYYY-MM-DD; of what is postponed it must be named. Null: go, or where it is transferred at once. */
  readonly latestSafe: string | null
  /** Where a transferred patient goes; null: no transfer. */
  readonly to: string | null
}

/** Somebody did one of the steps. */
export interface PlannedStepDone {
  readonly type: 'PlannedStepDone'
  readonly item: string
  readonly step: PlannedStep
  /** Of `told`: by whom. */
  readonly doneBy: string
  /** UTC ISO 8601. */
  readonly doneAt: string
}

/** A person says how a need stands at a site, where the record of the incident does not tell, or tells too well of it. */
export interface NeedSaid {
  readonly type: 'NeedSaid'
  readonly need: string
  readonly site: string | null
  readonly state: NeedState
  readonly saidBy: string
}

const ITEM = check(
  'type and id of a planned resource',
  (value) => typeof value === 'string' && /^[A-Za-z]{1,64}\/[A-Za-z0-9\-.]{1,64}$/u.test(value),
)
const DAY = check(
  'a day as YYYY-MM-DD',
  (value) =>
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\d$/u.test(value) &&
    !Number.isNaN(Date.parse(value)) &&
    new Date(value).toISOString().startsWith(value),
)

/** Steps in the order of their columns. */
export const PLANNED_STEPS: readonly PlannedStep[] = [
  'told',
  'fasting-ended',
  'held-drugs-restarted',
  'blood-released',
  'implant-released',
]

/** What each event of planned care holds. */
export const PLANNED_FIELDS: Readonly<Record<PlannedEvent['type'], Readonly<Record<string, Check>>>> = {
  PlannedDecided: {
    item: ITEM,
    choice: oneOf(['go', 'postpone', 'transfer']),
    clinician: CARE_TEXT,
    reason: CARE_TEXT,
    latestSafe: orNull(DAY),
    to: orNull(CARE_TEXT),
  },
  PlannedStepDone: { item: ITEM, step: oneOf(PLANNED_STEPS), doneBy: CARE_TEXT, doneAt: INSTANT },
  NeedSaid: {
    need: ID,
    site: orNull(ID),
    state: oneOf(['works', 'limited', 'on paper', 'down', 'unknown']),
    saidBy: CARE_TEXT,
  },
}

/** Whether an event is one of planned care. */
export const isPlannedEvent = (event: { readonly type: string }): event is PlannedEvent =>
  Object.hasOwn(PLANNED_FIELDS, event.type)

/** A decision as it stands, with when it was written down. */
export interface PlannedDecision extends Omit<PlannedDecided, 'type' | 'item'> {
  readonly at: string
  readonly entry: number
}

/** A step that was done. */
export interface StepDone {
  readonly by: string
  readonly at: string
}

/** What was said of a need. */
export interface SaidOfNeed {
  readonly state: NeedState
  readonly by: string
  readonly at: string
}

/** What follows for planned care. */
export interface PlannedState {
  readonly decisions: ReadonlyMap<string, PlannedDecision>
  readonly steps: ReadonlyMap<string, Readonly<Partial<Record<PlannedStep, StepDone>>>>
  /** By `needKey`. */
  readonly needs: ReadonlyMap<string, SaidOfNeed>
}

/** Nothing was decided. */
export const EMPTY_PLANNED: PlannedState = { decisions: new Map(), steps: new Map(), needs: new Map() }

/** Care and site as one word; names differ in case and accents between lists. */
export const needKey = (need: string, site: string | null): string =>
  JSON.stringify([foldName(need), site === null ? null : foldName(site)])

const foldName = (name: string): string => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()

/** The state after one more entry. A step that was done stays done by whom it was said first. */
export function evolvePlanned(state: PlannedState, event: PlannedEvent, { n, at }: EntryPlace): PlannedState {
  if (event.type === 'PlannedDecided') {
    const { item, choice, clinician, reason, latestSafe, to } = event
    const decision = { choice, clinician, reason, latestSafe, to, at, entry: n }
    return { ...state, decisions: new Map(state.decisions).set(item, decision) }
  }
  if (event.type === 'PlannedStepDone') {
    const done = { [event.step]: { by: event.doneBy, at: event.doneAt } }
    const steps = { ...done, ...state.steps.get(event.item) }
    return { ...state, steps: new Map(state.steps).set(event.item, steps) }
  }
  const said = { state: event.state, by: event.saidBy, at }
  return { ...state, needs: new Map(state.needs).set(needKey(event.need, event.site), said) }
}
