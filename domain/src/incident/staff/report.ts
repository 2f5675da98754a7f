import type { TextRef } from '../event-head.ts'
import type { IncidentState } from '../state.ts'
import { linksPart } from '../links/view.ts'
import { localDay, localTime } from '../board/header.ts'
import { staffPart } from './view.ts'
import type { StaffPart } from './view.ts'

/** A situation report: what the record held at one minute, in sections of whole lines. */
export interface SituationReport {
  readonly at: string
  /** Entries recorded up to then. */
  readonly entries: number
  readonly sections: readonly { readonly title: string; readonly lines: readonly string[] }[]
}

/** What a report is made from: the state as it stood, and what is there now of its texts. */
export interface ReportInput {
  readonly state: IncidentState
  readonly textOf: (ref: TextRef) => string | null
  readonly at: string
  readonly timeZone: string
  /** The last entries up to then, newest first, as sentences with their number. */
  readonly last: readonly { readonly number: number; readonly at: string; readonly text: string }[]
}

/**
 * What was held at that minute, by the entries recorded until then: what was typed in later about an earlier time is not in
 * it. Texts that were taken out since are not in it either.
 */
export function situationReport(input: ReportInput): SituationReport {
  const { state, at, textOf, timeZone } = input
  const time = (instant: string): string => localTime(instant, at, timeZone)
  const links = linksPart({ state: state.links, textOf, now: at, timeZone, verdictOf: () => null })
  const staff = staffPart({ state: state.staff, textOf, now: at })
  return {
    at,
    entries: state.log.length,
    sections: [
      { title: `As the record stood ${localDay(at, timeZone)} at ${time(at)}`, lines: opened(state, time) },
      { title: 'What is hit', lines: hitLines(state) },
      { title: 'What is cut', lines: [...cutLines(state), ...linkLines(links)] },
      { title: 'What the wards work from', lines: wardLines(state, time) },
      { title: 'Who must know', lines: noticeLines(state) },
      { title: 'Who is on duty', lines: dutyLines(staff, time) },
      { title: 'To do', lines: taskLines(staff, time) },
      { title: 'Decided', lines: decisionLines(staff, time) },
      { title: 'Last entries', lines: input.last.map((one) => `${time(one.at)} #${one.number} ${one.text}`) },
    ],
  }
}

type Time = (instant: string) => string

function opened({ incident, log }: IncidentState, time: Time): readonly string[] {
  if (incident === null) return ['No incident was opened yet.']
  const kind = incident.kind === 'drill' ? 'DRILL opened' : 'Incident opened'
  return [`${kind} ${time(incident.openedAt)}; ${log.length} entries.`]
}

function hitLines({ estate, servers }: IncidentState): readonly string[] {
  const total = estate?.servers.size ?? servers.size
  if (total === 0) return ['Not known: no list of servers was imported.']
  const count = (answer: string): number =>
    [...servers.values()].filter(({ verdict }) => verdict?.verdict === answer).length
  const [hit, suspect, none] = [count('hit'), count('suspect'), count('no-sign')]
  const seen = [...servers.values()].filter(({ sightings }) => sightings.length > 0).length
  return [
    `${hit} of ${total} servers hit, ${suspect} suspect, ${none} no sign in what was searched, ${Math.max(total - hit - suspect - none, 0)} not known.`,
    `People reported sightings on ${seen} servers.`,
  ]
}

function cutLines({ servers, estate }: IncidentState): readonly string[] {
  const total = estate?.servers.size ?? servers.size
  const off = [...servers.values()].filter(
    ({ connection }) => connection?.state === 'off' || connection?.state === 'isolated',
  )
  const tested = off.filter(({ connection }) => connection?.confidence === 'tested').length
  return [`Servers: ${tested} of ${total} cut and tested, ${off.length - tested} said only.`]
}

function linkLines({ register, counts, rows }: ReturnType<typeof linksPart>): readonly string[] {
  if (register === null) return ['Links to the outside: not known, no register was imported.']
  const alarms = rows.flatMap(({ id, alarm }) => (alarm === null ? [] : [`Link ${id}: ${alarm}`]))
  return [
    `Links to the outside: ${counts.testedCut} of ${counts.total} cut and tested, ${counts.saidCut} said only, ${counts.open} open, ${counts.notLooked} nobody looked at, ${counts.reopened} reopened.`,
    ...alarms,
  ]
}

function wardLines({ downtimeCopy, sheets }: IncidentState, time: Time): readonly string[] {
  if (downtimeCopy === null) return ['There is no downtime copy that the record knows of.']
  const { wards, inpatients, asOf } = downtimeCopy
  return [
    `Downtime copy as of ${time(asOf)}: ${wards} wards, ${inpatients} inpatients.`,
    `Packets of ${sheets.size} of ${wards} wards are written. Written is not handed over.`,
  ]
}

function noticeLines({ notices, items }: IncidentState): readonly string[] {
  const all = [...notices.all.values()]
  const open = all.filter(({ closedBy }) => closedBy === null)
  const undecided = open.filter(({ decided }) => decided === null)
  return [
    `${items.size} items of evidence, ${all.length} notices: ${open.length} open, ${undecided.length} of them not decided.`,
    ...undecided.map(
      ({ notice, acknowledgements }) =>
        `${notice}: not decided; ${acknowledgements.length === 0 ? 'nobody acknowledged it' : `${acknowledgements.length} acknowledged it`}.`,
    ),
  ]
}

function dutyLines({ onDuty, unfilled }: StaffPart, time: Time): readonly string[] {
  return [
    ...onDuty.map(
      ({ words, person, startedAt, plannedUntil, over }) =>
        `${words}: ${person}, ${time(startedAt)} to ${time(plannedUntil)}${over ? ', longer than planned' : ''}`,
    ),
    ...(unfilled.length === 0 ? [] : [`Nobody named as: ${unfilled.map(({ words }) => words).join(', ')}.`]),
  ]
}

function taskLines({ tasks }: StaffPart, time: Time): readonly string[] {
  const going = tasks.filter(({ state }) => state === 'open' || state === 'taken')
  const done = tasks.filter(({ state }) => state === 'done').length
  return [
    `${going.length} tasks to do, ${going.filter(({ overdue }) => overdue).length} overdue, ${done} done.`,
    ...going.map(
      (one) =>
        `${one.task} ${one.roleWords}: ${one.words}${one.by === null ? ', nobody has it' : `, ${one.by} has it`}${one.dueAt === null ? '' : `, due ${time(one.dueAt)}`}${one.overdue ? ' (OVER)' : ''}`,
    ),
  ]
}

function decisionLines({ decisions }: StaffPart, time: Time): readonly string[] {
  if (decisions.length === 0) return ['No decision is recorded.']
  return decisions.map(
    (one) =>
      `${one.decision} ${time(one.at)} ${one.by} (${one.roleWords}): ${one.what}. Because: ${one.reason}.${one.refused === null ? '' : ` Refused: ${one.refused}.`}${one.reviewAt === null ? '' : ` To be looked at again ${time(one.reviewAt)}${one.overdue ? ' (OVER)' : ''}.`}`,
  )
}
