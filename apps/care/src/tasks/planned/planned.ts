import {
  decidePlanned,
  doneStep,
  nextPlannedDay,
  plannedDays,
  plannedSentence,
  plannedView,
} from '@codedark/domain/downtime'
import type {
  CareEvent,
  CopySource,
  NeedState,
  PlannedDecided,
  PlannedState,
  PlannedStepDone,
  PlannedView,
} from '@codedark/domain/downtime'
import { failed, ok } from '@codedark/domain/result'
import type { Result } from '@codedark/domain/result'
import type { CareActor, CareLog } from '../care-log.ts'
import { clockOffsetMs, onCareClock } from '../drill-clock.ts'
import type { OpenedCare } from '../open-care.ts'
import { readStanding } from './standing.ts'

/** What planned care is looked at with. */
export interface PlannedSource {
  readonly care: OpenedCare
  readonly log: CareLog
  readonly source: CopySource
}

/** The planned care of a day, of the `next` one that has any, or of all. */
export function plannedNow({ care, log, source }: PlannedSource, day: string): PlannedView {
  const standing = readStanding(care)
  const offset = offsetOf(care, source)
  return plannedView(
    source,
    {
      state: onPageClock(log.state.planned, offset),
      standing: standing === null ? null : { ...standing, at: onCareClock(standing.at, offset) },
    },
    day === 'all' ? null : day === 'next' ? nextPlannedDay(source) : day,
  )
}

/** What was written down in a drill of an old night is shown on the clock of that night. */
function onPageClock(state: PlannedState, offset: number): PlannedState {
  if (offset === 0) return state
  const moved = <Said extends { readonly at: string }>(map: ReadonlyMap<string, Said>) =>
    new Map([...map].map(([key, said]) => [key, { ...said, at: onCareClock(said.at, offset) }]))
  return { ...state, decisions: moved(state.decisions), needs: moved(state.needs) }
}

function offsetOf(care: OpenedCare, { header }: CopySource): number {
  const generations = care.vault.generations()
  const used = generations.ok ? generations.value.find((one) => one.generation === header.generation) : null
  return clockOffsetMs(care.folder.kind, used ?? null)
}

/** A named clinician's decision, kept: done means synced. The fault is a sentence. */
export function decideItem(
  { log, source }: PlannedSource,
  said: Omit<PlannedDecided, 'type'>,
  actor: CareActor,
): Result<null, string> {
  const { today } = plannedDays(source.header)
  return append(log, actor, () => {
    const decided = decidePlanned(source.copy.planned, said, today)
    return decided.ok ? ok(decided.value) : failed(plannedSentence(decided.fault))
  })
}

/** A step that was done: by whom, and at which moment of the clock of the pages. The fault is a sentence. */
export function noteStep(
  { log, source }: PlannedSource,
  said: Omit<PlannedStepDone, 'type'>,
  actor: CareActor,
): Result<null, string> {
  return append(log, actor, () => {
    const done = doneStep(source.copy.planned, log.state.planned, said, source.header.now)
    return done.ok ? ok(done.value) : failed(plannedSentence(done.fault))
  })
}

/** What a person says of a need. The fault is a sentence. */
export function sayNeed(
  { log, source }: PlannedSource,
  said: {
    readonly need: string
    readonly site: string | null
    readonly state: NeedState
    readonly saidBy: string
  },
  actor: CareActor,
): Result<null, string> {
  return append(log, actor, () =>
    source.copy.planned.some(({ needs }) => needs.includes(said.need))
      ? ok({ type: 'NeedSaid', ...said })
      : failed(`Nothing planned needs "${said.need}".`),
  )
}

function append(
  log: CareLog,
  actor: CareActor,
  decide: () => Result<CareEvent, string>,
): Result<null, string> {
  const kept = log.append(actor, () => {
    const decided = decide()
    return decided.ok ? ok({ events: [decided.value] }) : decided
  })
  return kept.ok ? ok(null) : kept
}
