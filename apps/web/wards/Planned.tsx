import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import type { NeedView, PlannedRow, PlannedView } from '@codedark/domain/downtime'
import { getJson } from '../parts/api.ts'
import { timeOf, whenOf } from '../parts/clock.ts'
import { follow } from '../parts/route.ts'
import { useMay } from '../parts/session.ts'
import { NotKnown, NotRead, Unknown } from '../parts/Unknown.tsx'
import { PlannedForms } from './PlannedForms.tsx'
import { patientName } from './patient-name.ts'

/** Operations, visits and events of a day: what cannot wait first, then by what is down, then what runs on. */
export function Planned({ day, now }: { readonly day: string; readonly now: string }): ReactElement {
  const path = `/api/planned?day=${encodeURIComponent(day)}`
  const read = useQuery({ queryKey: [path], queryFn: () => getJson<PlannedView>(path) })
  const [open, setOpen] = useState<string | null>(null)
  const mayPrint = useMay('packets.write')
  if (read.data === undefined) return <NotRead what="What is planned" error={read.error} />
  const view = read.data
  const chosen = view.rows.find(({ item }) => item.id === open)
  return (
    <>
      {read.error !== null && <NotRead what="The newest state" error={read.error} />}
      <h1>Theatre, clinics and events{view.day === null ? ', all days' : ` of ${view.day}`}</h1>
      <Days view={view} />
      <Standing view={view} now={now} />
      {mayPrint && (
        <p className="no-print">
          <a href={`/api/planned/sheet?day=${encodeURIComponent(view.day ?? 'all')}`} download>
            The list on paper (PDF)
          </a>
        </p>
      )}
      {view.rows.length === 0 ? (
        <Unknown>
          <p>
            {view.total === 0
              ? 'No operation, visit or event is in this copy: appointments were not received. Ask each clinic for its own list.'
              : 'Nothing is planned on this day in this copy.'}
          </p>
        </Unknown>
      ) : (
        <Parts view={view} onOpen={setOpen} />
      )}
      {chosen !== undefined && (
        <PlannedForms key={chosen.item.id} row={chosen} now={view.header.now} onClose={() => setOpen(null)} />
      )}
    </>
  )
}

function Days({ view }: { readonly view: PlannedView }): ReactElement {
  return (
    <p className="days no-print">
      {view.days.map(({ day, count, undecided }) => (
        <a
          key={day}
          href={`/planned?day=${day}`}
          onClick={follow}
          aria-current={day === view.day ? 'true' : undefined}
        >
          {day.slice(5)}: {undecided === count ? count : `${count}, ${undecided} open`}
        </a>
      ))}{' '}
      <a href="/planned?day=all" onClick={follow} aria-current={view.day === null ? 'true' : undefined}>
        all
      </a>
    </p>
  )
}

/** Of when it is that needs work or do not. */
function Standing({ view, now }: { readonly view: PlannedView; readonly now: string }): ReactElement {
  const at = view.standingAt
  if (at === null)
    return (
      <p>
        <NotKnown>
          How care stands was not told by the crisis team’s server: every need is not known until somebody
          says
        </NotKnown>
      </p>
    )
  const words = `How care stands: as the record of the incident had it at ${whenOf(at, now, view.header.timeZone)}.`
  return view.standingStale ? (
    <p>
      <NotKnown>{words} That is too long ago to be believed where it says works</NotKnown>
    </p>
  ) : (
    <p>{words}</p>
  )
}

interface PartsProps {
  readonly view: PlannedView
  readonly onOpen: (item: string) => void
}

function Parts({ view, onOpen }: PartsProps): ReactElement {
  const { rows } = view
  const urgent = rows.filter(({ cannotWait }) => cannotWait !== null)
  const waits = rows.filter(({ cannotWait }) => cannotWait === null)
  const troubled = waits.filter(({ runsOn }) => !runsOn)
  const running = waits.filter(({ runsOn }) => runsOn)
  return (
    <>
      <Part title="Cannot wait" rows={urgent} view={view} onOpen={onOpen} />
      <Part title="Not all that it needs works" rows={troubled} view={view} onOpen={onOpen} />
      <Part title="Runs on unaffected" rows={running} view={view} onOpen={onOpen} />
    </>
  )
}

function Part(
  props: PartsProps & { readonly title: string; readonly rows: readonly PlannedRow[] },
): ReactElement | null {
  const { title, rows, view, onOpen } = props
  if (rows.length === 0) return null
  return (
    <section>
      <h2>
        {title}: {rows.length}
      </h2>
      <div className="scroll" role="region" aria-label={title} tabIndex={0}>
        <table className="blocks wards land">
          <thead>
            <tr>
              <th>When, where</th>
              <th>Patient</th>
              <th>What</th>
              <th>Priority</th>
              <th>Needs</th>
              <th>Decided</th>
              <th>Not forgotten</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.item.id} row={row} view={view} onOpen={onOpen} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Row({ row, view, onOpen }: PartsProps & { readonly row: PlannedRow }): ReactElement {
  const { item } = row
  const zone = view.header.timeZone
  const mayWrite = useMay('planned.write')
  const at = view.day === null ? whenOf(item.startAt, view.header.now, zone) : timeOf(item.startAt, zone)
  return (
    <tr data-planned={item.id}>
      <th scope="row">
        {item.startAt === null ? <NotKnown>time not in copy</NotKnown> : at} {item.place}
        {item.site !== null && `, ${item.site}`}
      </th>
      <td data-l="Patient">
        <Who row={row} />
      </td>
      <td data-l="What">
        {item.what}
        {item.clinician !== null && `, ${item.clinician}`}
      </td>
      <td data-l="Priority">
        {row.cannotWait !== null ? <b>{row.cannotWait}</b> : item.priority}
        {item.priority === null && row.cannotWait === null && item.kind === 'operation' && (
          <NotKnown>not told</NotKnown>
        )}
        {row.latestByPriority !== null && row.cannotWait === null && <div>latest {row.latestByPriority}</div>}
      </td>
      <td data-l="Needs">
        <Needs needs={row.needs} />
      </td>
      <td data-l="Decided">
        <Decision row={row} />
        {mayWrite && (
          <button type="button" className="no-print" onClick={() => onOpen(item.id)}>
            {row.decision === null ? 'Decide, note' : 'Change, note'}
          </button>
        )}
      </td>
      <td data-l="Not forgotten">
        <Steps row={row} zone={zone} now={view.header.now} />
      </td>
    </tr>
  )
}

function Who({ row }: { readonly row: PlannedRow }): ReactElement {
  const { patient, withoutPatient } = row.item
  if (patient === null)
    return withoutPatient ? <NotKnown>patient not in this copy</NotKnown> : <>for all who come</>
  return (
    <>
      <b>{patientName(patient)}</b> {patient.bornOn ?? <NotKnown>birth date not in copy</NotKnown>},{' '}
      <span className="nowrap">{patient.number}</span>
      {patient.deceased && <b> DECEASED</b>}
      {row.inpatientOn !== null && (
        <div>
          <b>Lies on {row.inpatientOn}</b>
        </div>
      )}
    </>
  )
}

/** Each need with its state in words; what is not known is hatched. */
function Needs({ needs }: { readonly needs: readonly NeedView[] }): ReactElement {
  if (needs.length === 0) return <NotKnown>needs not told: ask</NotKnown>
  return (
    <ul className="plain-list">
      {needs.map((one) => (
        <li key={one.need}>
          {one.state === 'unknown' ? (
            <NotKnown>{one.need}: not known</NotKnown>
          ) : one.state === 'works' ? (
            `${one.need}: works`
          ) : (
            <b>
              {one.need}: {one.state}
            </b>
          )}
          {one.workaround !== '' && one.state !== 'works' && one.state !== 'unknown' && `, ${one.workaround}`}
          {one.saidBy !== null && `, says ${one.saidBy}`}
        </li>
      ))}
    </ul>
  )
}

function Decision({ row }: { readonly row: PlannedRow }): ReactElement | null {
  const { decision } = row
  if (decision === null) return null
  return (
    <div>
      <b>{decision.choice.toUpperCase()}</b>
      {decision.to !== null && ` to ${decision.to}`}
      {decision.latestSafe !== null && `, latest ${decision.latestSafe}`}
      {row.laterThanPriority && <b> (later than its priority)</b>}: {decision.reason}, {decision.clinician}
    </div>
  )
}

const STEP_WORDS = {
  told: 'told',
  'fasting-ended': 'fasting ended',
  'held-drugs-restarted': 'drugs restarted',
  'blood-released': 'blood released',
  'implant-released': 'implant released',
} as const
/** The steps of a list that put an end to what was prepared: what is still open of them. */
const STEP_NAMES = [
  'told',
  'fasting-ended',
  'held-drugs-restarted',
  'blood-released',
  'implant-released',
] as const

function Steps(props: {
  readonly row: PlannedRow
  readonly zone: string
  readonly now: string
}): ReactElement | null {
  const { steps, decision, item } = props.row
  const put = decision !== null && decision.choice !== 'go'
  const names = item.kind === 'operation' ? STEP_NAMES : (['told'] as const)
  return (
    <ul className="plain-list">
      {names.map((name) => {
        const done = steps[name]
        if (done === null) return put ? <li key={name}>□ {STEP_WORDS[name]}</li> : null
        return (
          <li key={name}>
            {STEP_WORDS[name]} {whenOf(done.at, props.now, props.zone)} {done.by}
          </li>
        )
      })}
    </ul>
  )
}
