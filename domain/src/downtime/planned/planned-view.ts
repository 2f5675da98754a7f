import type { CareStanding } from '../../handover/index.ts'
import type { CopySource } from '../copy-views.ts'
import { dayAfter, localClock } from '../local-clock.ts'
import { needKey } from '../log/planned.ts'
import type { NeedState, PlannedDecision, PlannedState, PlannedStep, StepDone } from '../log/planned.ts'
import type { CopyHeader } from '../views.ts'
import { PRIORITY_HOURS } from './model.ts'
import type { PlannedItem } from './model.ts'

const HOUR_MS = 3_600_000
/** A standing older than this is no longer believed where it says that something works, in hours. */
export const STANDING_HOURS = 2
/** Care whose sessions cannot be left out, whatever the priority says; names as the estate has them. */
const CANNOT_WAIT_CARE: readonly string[] = ['chemotherapy', 'dialysis', 'radiotherapy']
/** Latest safe dates nearer than this put something on top, in hours. */
const SOON_HOURS = 72

/** How one need stands. */
export interface NeedView {
  readonly need: string
  readonly state: NeedState
  readonly workaround: string
  readonly phone: string
  /** Who says so; null: the record of the incident, or nobody where it is not known. */
  readonly saidBy: string | null
  readonly saidAt: string | null
}

/** One planned item with what its estate is worth, and what was decided. */
export interface PlannedRow {
  readonly item: PlannedItem
  readonly needs: readonly NeedView[]
  /** The worst of its needs; `unknown` too where the record does not tell what it needs. */
  readonly worst: NeedState
  /** It told its needs, and all of them work. */
  readonly runsOn: boolean
  /** Why it stays on top; null: it can wait as far as the copy tells. */
  readonly cannotWait: string | null
  /** By the priority, YYYY-MM-DD; null: none, or not told. A clinician names the one that counts. */
  readonly latestByPriority: string | null
  readonly decision: PlannedDecision | null
  /** A decision that lies later than the priority allows. */
  readonly laterThanPriority: boolean
  readonly steps: Readonly<Record<PlannedStep, StepDone | null>>
  /** The ward where the patient lies now; null: is no inpatient of the copy. */
  readonly inpatientOn: string | null
}

/** GET /api/planned */
export interface PlannedView {
  readonly header: CopyHeader
  /** The days that something is planned on, with how much. */
  readonly days: readonly { readonly day: string; readonly count: number; readonly undecided: number }[]
  /** The day shown; null: all. */
  readonly day: string | null
  readonly rows: readonly PlannedRow[]
  /** Items that the copy holds on all days. */
  readonly total: number
  /** When the record of the incident told how care stands; null: it did not. */
  readonly standingAt: string | null
  /** That is too long ago for a good word to count. */
  readonly standingStale: boolean
}

/** What the view is made from beside the copy. */
export interface PlannedKnown {
  readonly state: PlannedState
  /** Null: command told nothing, so that every need is not known until a person says. */
  readonly standing: CareStanding | null
}

const RANK: Readonly<Record<NeedState, number>> = { down: 0, unknown: 1, 'on paper': 2, limited: 3, works: 4 }
const worse = (one: NeedState, other: NeedState): NeedState => (RANK[one] <= RANK[other] ? one : other)

/**
 * Planned care of a day (null: of all days), sorted: what cannot wait, then by how badly its needs stand, then by time. What
 * has no time is on every day: it must be seen.
 */
export function plannedView(source: CopySource, known: PlannedKnown, day: string | null): PlannedView {
  const { header, copy } = source
  const clock = localClock(header.timeZone)
  const dayOf = ({ startAt }: PlannedItem): string | null =>
    startAt === null ? null : clock.dayOf(Date.parse(startAt))
  const setting = settingOf(source, known)
  const counts = new Map<string, { count: number; undecided: number }>()
  for (const item of copy.planned) {
    const on = dayOf(item)
    if (on === null) continue
    const before = counts.get(on) ?? { count: 0, undecided: 0 }
    const undecided = known.state.decisions.has(item.id) ? 0 : 1
    counts.set(on, { count: before.count + 1, undecided: before.undecided + undecided })
  }
  const shown = copy.planned.filter((item) => day === null || [day, null].includes(dayOf(item)))
  return {
    header,
    day,
    days: [...counts].sort(([one], [other]) => (one < other ? -1 : 1)).map(([on, n]) => ({ day: on, ...n })),
    rows: shown.map((item) => rowOf(item, setting)).sort(byNeed),
    total: copy.planned.length,
    standingAt: known.standing?.at ?? null,
    standingStale: setting.stale,
  }
}

interface Setting extends PlannedKnown {
  readonly now: number
  readonly stale: boolean
  readonly lines: ReadonlyMap<string, CareStanding['care'][number]>
  readonly wardOf: ReadonlyMap<string, string>
  readonly dayOf: (at: number) => string
}

function settingOf({ copy, header }: CopySource, known: PlannedKnown): Setting {
  const names = new Map(copy.wards.map(({ id, name }) => [id, name]))
  const clock = localClock(header.timeZone)
  const now = Date.parse(header.now)
  return {
    ...known,
    now,
    dayOf: (at) => clock.dayOf(at),
    stale: known.standing !== null && now - Date.parse(known.standing.at) > STANDING_HOURS * HOUR_MS,
    lines: new Map((known.standing?.care ?? []).map((one) => [needKey(one.care, one.site), one])),
    wardOf: new Map(
      copy.patients.map(({ id, ward }) => [
        id,
        (ward === null ? undefined : names.get(ward)) ?? 'ward not known',
      ]),
    ),
  }
}

function rowOf(item: PlannedItem, setting: Setting): PlannedRow {
  const needs = item.needs.map((need) => needOf(need, item.site, setting))
  const worst = needs.reduce<NeedState>(
    (so, { state }) => worse(so, state),
    needs.length === 0 ? 'unknown' : 'works',
  )
  const decision = setting.state.decisions.get(item.id) ?? null
  const latestByPriority = latestOf(item, setting)
  const steps = setting.state.steps.get(item.id)
  return {
    ...{ item, needs, worst, decision, latestByPriority },
    runsOn: worst === 'works',
    cannotWait: cannotWait(item, latestByPriority, decision, setting),
    laterThanPriority:
      decision !== null &&
      decision.latestSafe !== null &&
      latestByPriority !== null &&
      decision.latestSafe > latestByPriority,
    steps: {
      told: steps?.told ?? null,
      'fasting-ended': steps?.['fasting-ended'] ?? null,
      'held-drugs-restarted': steps?.['held-drugs-restarted'] ?? null,
      'blood-released': steps?.['blood-released'] ?? null,
      'implant-released': steps?.['implant-released'] ?? null,
    },
    inpatientOn: item.patient === null ? null : (setting.wardOf.get(item.patient.id) ?? null),
  }
}

/**
 * How a need stands at a site. Of the record and a person the worse word counts; a person's word alone counts where the record
 * does not know. A good word of a record that has not told for hours is not known.
 */
function needOf(need: string, site: string | null, { lines, state, stale }: Setting): NeedView {
  const key = needKey(need, site)
  const line = lines.get(key)
  const said = state.needs.get(key) ?? state.needs.get(needKey(need, null))
  const told = line === undefined || (stale && line.state === 'works') ? 'unknown' : line.state
  const byPerson = said !== undefined && (told === 'unknown' || RANK[said.state] < RANK[told])
  return {
    need,
    state: byPerson ? said.state : told,
    workaround: line?.workaround ?? '',
    phone: line?.phone ?? '',
    saidBy: byPerson ? said.by : null,
    saidAt: byPerson ? said.at : null,
  }
}

function latestOf({ code, requestedAt }: PlannedItem, { dayOf }: Setting): string | null {
  const hours = code === null ? null : PRIORITY_HOURS[code]
  return hours === null || requestedAt === null ? null : dayOf(Date.parse(requestedAt) + hours * HOUR_MS)
}

function cannotWait(
  item: PlannedItem,
  latest: string | null,
  decision: PlannedDecision | null,
  { now, dayOf }: Setting,
): string | null {
  const named = decision?.latestSafe ?? null
  const soon = dayOf(now + SOON_HOURS * HOUR_MS)
  if (named !== null) return named <= soon ? `latest safe date ${named}` : null
  const over = latest !== null && latest < dayOf(now) ? `; it was ${latest}` : ''
  if (item.code === '1a') return `priority 1a: within 24 hours${over}`
  if (item.code === '1b') return `priority 1b: within 72 hours${over}`
  if (item.code === null && item.priority !== null) return `received as ${item.priority}`
  const care = item.needs.find((need) => CANNOT_WAIT_CARE.includes(need.toLowerCase()))
  if (care !== undefined) return `${care}: a session is not left out`
  if (over !== '') return `priority ${item.code}: the latest safe date was ${latest}`
  return latest !== null && latest <= soon ? `latest safe date ${latest} by priority ${item.code}` : null
}

function byNeed(one: PlannedRow, other: PlannedRow): number {
  const waits = Number(one.cannotWait === null) - Number(other.cannotWait === null)
  if (waits !== 0) return waits
  const ranks = RANK[one.worst] - RANK[other.worst]
  if (ranks !== 0) return ranks
  const [first, second] = [one.item.startAt ?? '', other.item.startAt ?? '']
  if (first !== second) return first < second ? -1 : 1
  return one.item.id < other.item.id ? -1 : 1
}

/** The first day from today on that something is planned for; today where nothing is. */
export function nextPlannedDay({ copy, header }: CopySource): string {
  const clock = localClock(header.timeZone)
  const today = clock.dayOf(Date.parse(header.now))
  const days = copy.planned.flatMap(({ startAt }) =>
    startAt === null ? [] : clock.dayOf(Date.parse(startAt)),
  )
  return days.find((day) => day >= today) ?? today
}

/** Today on the hospital's clocks, and tomorrow: what a page opens with. */
export function plannedDays(header: CopyHeader): { readonly today: string; readonly tomorrow: string } {
  const today = localClock(header.timeZone).dayOf(Date.parse(header.now))
  return { today, tomorrow: dayAfter(today, 1) }
}
