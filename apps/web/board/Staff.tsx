import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { DecisionRow, DutyRow, PageHeader, StaffPart, TaskRow } from '@codedark/domain/board'
import { getJson } from '../parts/api.ts'
import { whenOf } from '../parts/clock.ts'
import { Mark } from '../parts/Mark.tsx'
import { follow, useAt, viewAt } from '../parts/route.ts'
import { NotKnown, NotRead, Unknown } from '../parts/Unknown.tsx'
import { EntryForm } from './EntryForm.tsx'
import {
  checklistFields,
  DECISION_FIELDS,
  reviewFields,
  SHIFT_FIELDS,
  shiftEndFields,
  TASK_FIELDS,
  taskChangeFields,
} from './staff-fields.ts'

interface StaffView extends StaffPart {
  readonly header: PageHeader
}

const SIDES = [
  { side: 'both', title: 'Both commands' },
  { side: 'care', title: 'Command of care' },
  { side: 'it', title: 'Command of IT' },
] as const

/** Key C: who has which role, what is to do, what was decided; care and IT side by side. */
export function Staff({ now }: { readonly now: string }): ReactElement {
  const path = viewAt('/api/staff', useAt())
  const read = useQuery({ queryKey: [path], queryFn: () => getJson<StaffView>(path) })
  if (read.data === undefined) return <NotRead what="Who does what" error={read.error} />
  const view = read.data
  const zone = view.header.timeZone
  const going = view.tasks.filter(({ state }) => state === 'open' || state === 'taken')
  const over = going.filter(({ overdue }) => overdue).length
  const form = { now, zone }
  return (
    <>
      <h1>Command</h1>
      {read.error !== null && <NotRead what="The newest state" error={read.error} />}
      <p className="answer-text">
        <b>{view.onDuty.length}</b> people on duty, <b>{going.length}</b> tasks to do
        {over > 0 && (
          <>
            , <Mark name="decide" /> <b>{over} overdue</b>
          </>
        )}
        , <b>{view.decisions.filter(({ overdue }) => overdue).length}</b> decisions to look at again.{' '}
        <a href="/report" onClick={follow}>
          Situation report, at any minute
        </a>
        .
      </p>
      <People {...{ view, now, zone }} />
      <h2>To do</h2>
      <Tasks rows={view.tasks} now={now} zone={zone} />
      <EntryForm {...form} title="A task of one’s own" path="/api/tasks" fields={TASK_FIELDS} />
      <EntryForm
        {...form}
        title="Take in the checklist of a role"
        path="/api/tasks/checklists"
        fields={checklistFields(view.checklists)}
      />
      {going.length > 0 && (
        <EntryForm
          {...form}
          title="A task is taken, done or dropped"
          path="/api/tasks/changes"
          fields={taskChangeFields(going)}
        />
      )}
      <h2>Decided</h2>
      <Decisions rows={view.decisions} now={now} zone={zone} />
      <EntryForm {...form} title="Record a decision" path="/api/decisions" fields={DECISION_FIELDS} />
      {view.decisions.length > 0 && (
        <EntryForm
          {...form}
          title="Look at a decision again"
          path="/api/decisions/reviews"
          fields={reviewFields(view.decisions)}
        />
      )}
      <h2>On paper</h2>
      <Papers />
    </>
  )
}

interface PeopleProps {
  readonly view: StaffView
  readonly now: string
  readonly zone: string
}

/** Who has which role, by command, and who has none. */
function People({ view, now, zone }: PeopleProps): ReactElement {
  const form = { now, zone }
  return (
    <>
      <div className="commands">
        {SIDES.map(({ side, title }) => (
          <section key={side}>
            <h2>{title}</h2>
            <Duty rows={view.onDuty.filter((one) => one.side === side)} now={now} zone={zone} />
            {view.unfilled
              .filter((one) => one.side === side)
              .map(({ role, words }) => (
                <p key={role}>
                  <NotKnown>{words}: nobody named</NotKnown>
                </p>
              ))}
          </section>
        ))}
      </div>
      <EntryForm {...form} title="Somebody takes a role" path="/api/shifts" fields={SHIFT_FIELDS} />
      {view.onDuty.length > 0 && (
        <EntryForm
          {...form}
          title="A shift ends"
          path="/api/shifts/ends"
          fields={shiftEndFields(view.onDuty)}
        />
      )}
    </>
  )
}

interface RowsProps<Row> {
  readonly rows: readonly Row[]
  readonly now: string
  readonly zone: string
}

function Duty({ rows, now, zone }: RowsProps<DutyRow>): ReactElement {
  return (
    <ul className="list">
      {rows.map((one) => (
        <li key={one.shift}>
          <b>{one.words}</b>: {one.person}{' '}
          <span className="under">
            {whenOf(one.startedAt, now, zone)} to {whenOf(one.plannedUntil, now, zone)}
          </span>
          {one.over && (
            <>
              {' '}
              <Mark name="decide" /> <b>longer than planned</b>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

function Tasks({ rows, now, zone }: RowsProps<TaskRow>): ReactElement {
  if (rows.length === 0)
    return (
      <Unknown>
        <p>No task is recorded: what is to be done is not known here. Take in the checklists of the roles.</p>
      </Unknown>
    )
  return (
    <table className="blocks tasks">
      <thead>
        <tr>
          <th>Task</th>
          <th>Role</th>
          <th>What</th>
          <th>State</th>
          <th>Due</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <tr key={one.task}>
            <th scope="row">{one.task}</th>
            <td data-l="Role">{one.roleWords}</td>
            <td data-l="What">
              {one.words}
              {one.note !== null && <span className="under"> {one.note}</span>}
            </td>
            <td data-l="State">
              {one.state === 'open' ? <b>nobody has it</b> : <b>{one.state}</b>}
              {one.by !== null && (
                <span className="under">
                  {' '}
                  {one.by}, {whenOf(one.changedAt, now, zone)}
                </span>
              )}
            </td>
            <td data-l="Due">
              {one.overdue && <Mark name="decide" />} {one.dueAt === null ? '' : whenOf(one.dueAt, now, zone)}
              {one.overdue && <b> over</b>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Decisions({ rows, now, zone }: RowsProps<DecisionRow>): ReactElement {
  if (rows.length === 0) return <p>No decision is recorded.</p>
  return (
    <table className="blocks decisions">
      <thead>
        <tr>
          <th>Decision</th>
          <th>What, and why</th>
          <th>By, when</th>
          <th>Looked at again</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <tr key={one.decision}>
            <th scope="row">{one.decision}</th>
            <td data-l="What, and why">
              <b>{one.what}</b> Because: {one.reason}
              {one.refused !== null && <span className="under"> Refused: {one.refused}</span>}
            </td>
            <td data-l="By, when">
              {one.by}, {one.roleWords}, {whenOf(one.at, now, zone)}
            </td>
            <td data-l="Looked at again">
              {one.overdue && <Mark name="decide" />}{' '}
              {one.reviewAt === null ? 'no time set' : whenOf(one.reviewAt, now, zone)}
              {one.overdue && <b> over</b>}
              {one.review !== null && (
                <span className="under">
                  {' '}
                  {one.review.outcome}, says {one.review.by} {whenOf(one.review.at, now, zone)}{' '}
                  {one.review.note ?? ''}
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Papers(): ReactElement {
  const papers = [
    ['201.pdf', 'Incident briefing (HICS 201)'],
    ['203.pdf', 'Who has which role (HICS 203)'],
    ['205A.pdf', 'Communications list (HICS 205A)'],
    ['213.pdf?blank=yes', 'General message, blank (HICS 213)'],
    ['214.pdf?blank=yes', 'Activity log, blank (HICS 214)'],
    ['214.pdf?role=it-commander', 'Activity log of IT command (HICS 214)'],
    ['214.pdf?role=care-commander', 'Activity log of care command (HICS 214)'],
    ['handover.pdf', 'Handover of a shift, of the last 12 hours'],
    ['report.pdf', 'Situation report'],
  ] as const
  return (
    <ul className="list">
      {papers.map(([file, words]) => (
        <li key={file}>
          <a href={`/api/forms/${file}`} target="_blank" rel="noreferrer">
            {words}
          </a>
        </li>
      ))}
    </ul>
  )
}
